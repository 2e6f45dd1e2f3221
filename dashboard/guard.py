"""The guard at the door: what every answer says to the browser, what is closed, and who may bring files."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from dashboard import access, settings, viewer
from qi.access import NoAccessError, Right, Viewer
from qi.wording import sentence

CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Streamlit answers these without a login, and nobody here needs them."""

UPLOAD = "/_stcore/upload_file"
YEAR_SECONDS = 365 * 24 * 3600


class Guard:
    """Close what nobody needs, take files only from those who are logged in, and put the security headers on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if _names_two_hosts(scope):
            # Whoever stands before us may have judged the other one; HTTP forbids it (RFC 9112, 3.2).
            refusal: ASGIApp = PlainTextResponse("", 400) if scope["type"] == "http" else WebSocketClose()
            await refusal(scope, receive, send)
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers().items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["path"].startswith(CLOSED):
            await PlainTextResponse("", 404)(scope, receive, send_guarded)
        elif scope["path"].startswith(UPLOAD) and not _may_upload(scope):
            await PlainTextResponse("", 403)(scope, receive, send_guarded)
        else:
            await self.app(scope, receive, send_guarded)


def _names_two_hosts(scope: Scope) -> bool:
    return scope["type"] != "lifespan" and len(Headers(scope=scope).getlist("host")) > 1


def _may_upload(scope: Scope) -> bool:
    try:
        viewer_of_request(Headers(scope=scope))
    except NoAccessError:
        return False
    return True


def viewer_of_request(headers: Mapping[str, str]) -> Viewer:
    """Return who asks for an address of our own, by the cookie of Streamlit's login. Raises NoAccessError."""
    if not settings.current().has_login:
        return access.of_this_run()
    cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
    # Streamlit shows the login to its pages only; its reading of its own cookie is not public, and pinned by the lock.
    signed = _get_signed_cookie_with_chunks(cookies, USER_COOKIE_NAME)
    try:
        claims: Mapping[str, Any] = json.loads(signed or b"{}")
    except ValueError:
        claims = {}
    if not claims.get("is_logged_in"):
        raise NoAccessError("logged_out")
    return access.viewer_behind(claims)


def behind_login(route: Route) -> Route:
    """Return a route that answers only whoever may see numbers, and gives no more than that login opens."""

    def answer(request: Request) -> Response:
        try:
            looking = viewer_of_request(request.headers)
            looking.require(Right.SEE)
            with viewer.looking(looking):
                given: Response = route.endpoint(request)
                return given
        except NoAccessError as error:
            return PlainTextResponse(sentence(f"access.{error.key}"), 403)

    return Route(route.path, answer)


@cache
def _headers() -> Mapping[str, str]:
    headers = {
        "content-security-policy": _content_security_policy(),
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=()",
        "cross-origin-opener-policy": "same-origin",
    }
    if settings.current().public_address.startswith("https://"):
        headers["strict-transport-security"] = f"max-age={YEAR_SECONDS}"
    return headers


def _content_security_policy() -> str:
    """Allow what Streamlit's own page needs: its files, its one inline script by its hash, and styles in elements."""
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(s.encode()).digest()).decode()}'" for s in inline)
    return (
        f"default-src 'none'; script-src 'self' {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; media-src 'self'; manifest-src 'self'; "
        "worker-src 'self' blob:; frame-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
