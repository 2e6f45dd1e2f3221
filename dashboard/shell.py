"""The page Streamlit serves before it draws: in the language of its link, with a way past the menu and our keys.

Streamlit's own page says ``lang="en"`` whatever it holds (WCAG 3.1.1), and offers no way past the menu (2.4.1).
``shell.js`` keeps the language when somebody chooses another one, and lets arrow keys step the chart in focus (2.1.1);
``theirs.js`` says in Danish what Streamlit itself says in English (3.1.2).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

import streamlit as st
from markupsafe import escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.filters import LANGUAGES
from qi.wording import sentence
from qi.wording.catalogue import read_family

SCRIPT = "/api/shell.js"
_FOLDER = Path(__file__).parent


class Index:
    """Mend the page Streamlit serves; every other answer passes as it is."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        if _asks_for_a_page(scope):
            # Packed text cannot be mended, and the page is small: everything large comes as files of its own.
            scope["headers"] = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
        held: list[Message] = []

        async def send_mended(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_index(message):
                    held.append(message)
                else:
                    await send(message)
            elif held:
                held.append(message)
                if not message.get("more_body"):
                    await _send(held, language_of(scope["query_string"]), send)
            else:
                await send(message)

        await self.app(scope, receive, send_mended)


def _asks_for_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_index(start: Message) -> bool:
    headers = dict(start["headers"])
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return is_html and start["status"] == 200 and b"content-encoding" not in headers


async def _send(held: list[Message], lang: str, send: Send) -> None:
    start, *parts = held
    body = mended(b"".join(part.get("body", b"") for part in parts), lang)
    start["headers"] = [header for header in start["headers"] if header[0] != b"content-length"]
    start["headers"].append((b"content-length", str(len(body)).encode()))
    await send(start)
    await send({"type": "http.response.body", "body": body})


def language_of(query: bytes) -> str:
    """Return the language that the query of a link asks for: by code or by name, else Danish."""
    asked = parse_qs(query.decode("latin-1")).get("sprog", [""])[0]
    return next((code for code, label in LANGUAGES.items() if asked in (code, label)), "da")


def mended(page: bytes, lang: str) -> bytes:
    """Return Streamlit's page in a language, with a way past the menu and our script; a page of our own as it is."""
    if b'id="root"' not in page:
        return page
    skip = "".join(f'<span lang="{code}">{escape(sentence("shell.skip", code))}</span>' for code in LANGUAGES)
    changes = {
        '<html lang="en"': f'<html lang="{lang}"',
        "</head>": f'<style>{_spoken()}{_file("shell.css")}</style><script src="{SCRIPT}" defer></script></head>',
        "<body>": f'<body><a class="kt-skip" href="#root">{skip}</a><p class="kt-working" role="status"></p>',
    }
    for theirs, ours in changes.items():
        page = page.replace(theirs.encode(), ours.encode(), 1)
    return page


def _spoken() -> str:
    """Return, as CSS for each language, the words that stand in place of Streamlit's English ones."""
    most = int(st.get_option("server.maxUploadSize"))
    return "".join(
        f":root:lang({code}){{--kt-upload:{json.dumps(sentence('shell.upload', code), ensure_ascii=False)};"
        f"--kt-upload-most:{json.dumps(sentence('shell.upload_most', code, n=most), ensure_ascii=False)}}}"
        for code in LANGUAGES
    )


@cache
def _file(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    words = {
        name: {code: sentence(f"shell.{name}", code) for code in LANGUAGES}
        for name in ("chart", "upload", "remove", "working")
    }
    theirs = [dict(zip(("da", "en"), texts, strict=True)) for texts in read_family("theirs").values()]
    known = json.dumps({"names": LANGUAGES, "theirs": theirs} | words, ensure_ascii=False)
    return f"const KT = {known};\n{_file('theirs.js')}\n{_file('shell.js')}"


async def script(_: Request) -> Response:
    """Send the script of the page with the words it needs."""
    return Response(_script(), media_type="text/javascript", headers={"cache-control": "no-cache"})


def route() -> Route:
    """Return the address of the script; it holds nobody's numbers."""
    return Route(SCRIPT, script)
