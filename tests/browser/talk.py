"""Talk to the server as a browser does, without one: Streamlit's own socket and messages, and the upload address."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

SECONDS = 60
ASK_FOR_THE_PAGE = BackMsg(rerun_script={}).SerializeToString()


@contextmanager
def socket(
    url: str, *, origin: str | None = None, headers: Mapping[str, str] | None = None
) -> Iterator[ClientConnection]:
    """Open the socket that pages live on; raise InvalidStatus where the server refuses it."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    with connect(
        address,
        origin=origin or url,
        subprotocols=["streamlit"],
        additional_headers=headers,
        max_size=None,
        compression=None,
        proxy=None,
    ) as opened:
        yield opened


def drawn(opened: ClientConnection) -> list[ForwardMsg]:
    """Ask for the page and return every message up to the last of its run."""
    opened.send(ASK_FOR_THE_PAGE)
    heard: list[ForwardMsg] = []
    while not heard or heard[-1].WhichOneof("type") != "script_finished":
        heard.append(ForwardMsg.FromString(opened.recv(SECONDS)))
    return heard


def elements(messages: list[ForwardMsg]) -> set[str]:
    """Return the kinds of element that a page was drawn with."""
    drawn_here = (m.delta.new_element for m in messages if m.WhichOneof("type") == "delta")
    return {kind for element in drawn_here if (kind := element.WhichOneof("type"))}


def session_of(messages: list[ForwardMsg]) -> str:
    """Return the name of the session: whoever knows it may bring files to it."""
    return next(m.new_session.initialize.session_id for m in messages if m.WhichOneof("type") == "new_session")


def upload(url: str, session: str, *, announced: int, sent: bytes = b"", headers: Mapping[str, str]) -> int:
    """Begin to bring a file of an announced size and return the answer; ``sent`` is all that is really sent."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=SECONDS)
    try:
        connection.putrequest("PUT", f"/_stcore/upload_file/{session}/f1")
        known = {"Content-Length": str(announced), "Content-Type": "multipart/form-data; boundary=B"}
        for name, value in (known | dict(headers)).items():
            connection.putheader(name, value)
        connection.endheaders(sent or None)
        return connection.getresponse().status
    finally:
        connection.close()


def xsrf(url: str) -> dict[str, str]:
    """Return the headers of somebody who has been given the token against forged requests."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=SECONDS)
    try:
        connection.request("GET", "/_stcore/health")
        cookie = connection.getresponse().headers["set-cookie"].split(";")[0]
    finally:
        connection.close()
    return {"Cookie": cookie, "X-Xsrftoken": cookie.partition("=")[2].strip('"')}
