"""The server: Streamlit's app with a warm start, its page mended, a guard at the door, and a health route."""

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

from dashboard import cache, first_visit, guard, installation, logs, settings, shell
from dashboard.board.routes import routes as board_routes
from dashboard.wall import walls
from dashboard.wall.routes import routes as wall_routes


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
        Middleware(shell.Index),
    ],
    secrets=settings.current().secrets(),
    routes=[
        Route("/api/health", health),
        shell.route(),
        *first_visit.routes,
        *wall_routes(),
        *map(guard.behind_login, board_routes()),
    ],
)
