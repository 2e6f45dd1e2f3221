"""The server: Streamlit's app with a warm start, Danish ``lang``, a guard at the door, and a health route."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import cache, first_visit, guard, installation, logs, settings
from dashboard.board.routes import routes as board_routes
from dashboard.wall import walls
from dashboard.wall.routes import routes as wall_routes


class DanishIndex:
    """Say ``lang="da"`` on the page Streamlit serves in English (WCAG 3.1.1)."""

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

        async def send_danish(message: Message) -> None:
            if message["type"] == "http.response.start":
                if _is_index(message):
                    held.append(message)
                else:
                    await send(message)
            elif held:
                held.append(message)
                if not message.get("more_body"):
                    await _send_in_danish(held, send)
            else:
                await send(message)

        await self.app(scope, receive, send_danish)


def _asks_for_a_page(scope: Scope) -> bool:
    return any(name == b"accept" and b"text/html" in value for name, value in scope["headers"])


def _is_index(start: Message) -> bool:
    headers = dict(start["headers"])
    is_html = headers.get(b"content-type", b"").startswith(b"text/html")
    return is_html and start["status"] == 200 and b"content-encoding" not in headers


async def _send_in_danish(held: list[Message], send: Send) -> None:
    start, *parts = held
    body = b"".join(part.get("body", b"") for part in parts).replace(b'<html lang="en"', b'<html lang="da"', 1)
    start["headers"] = [h for h in start["headers"] if h[0] != b"content-length"]
    start["headers"].append((b"content-length", str(len(body)).encode()))
    await send(start)
    await send({"type": "http.response.body", "body": body})


async def health(_: Request) -> JSONResponse:
    """Tell an operations team which data the server shows, and where nobody logs in which walls have asked lately."""
    data = cache.dataset()
    broken = cache.publication().broken_since
    # Names of walls are for this machine, or a place that has chosen to be open.
    seen = {} if settings.current().has_login else {"walls": walls.seen_lately(datetime.now(UTC))}
    return JSONResponse(
        {
            "status": "ok" if broken is None else "old data",
            "version": data.version,
            "as_of": data.as_of.isoformat(),
            "extracted_at": data.extracted_at.isoformat(),
            **seen,
        }
    )


@asynccontextmanager
async def warm_start(_: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load data and libraries before the first visitor, then keep them out of every later garbage collection.

    Streamlit collects garbage after each rerun; without the freeze that walks all imported libraries (about 110 ms).
    """
    logs.begin(settings.current().log_format)  # once more: Streamlit has set up its own by now
    cache.warm()
    gc.collect()
    gc.freeze()
    yield {}


app = st.App(
    installation.ENTRY,
    lifespan=warm_start,
    middleware=[
        Middleware(TrustedHostMiddleware, allowed_hosts=settings.current().hosts()),
        Middleware(guard.Guard),
        Middleware(DanishIndex),
    ],
    secrets=settings.current().secrets(),
    routes=[
        Route("/api/health", health),
        *first_visit.routes,
        *wall_routes(),
        *map(guard.behind_login, board_routes()),
    ],
)
