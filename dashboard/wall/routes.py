"""The addresses of the wall: the page, its state as a few words of JSON, and its slides when they have changed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import wraps
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.wall import page, walls
from dashboard.wall.screen import Screen, screen_of
from dashboard.wall.words import DANISH_TIME
from qi.store import StoreTroubleError, Wall

KEY = "noegle"
NO_STORE = {"cache-control": "no-store"}


def routes() -> list[BaseRoute]:
    """Return the routes of the wall screens."""
    return [
        Route("/vaeg/{name}", show),
        Route("/vaeg/{name}/tilstand", _or_503(state)),
        Route("/vaeg/{name}/billeder", _or_503(slides)),
    ]


def _or_503(endpoint: Callable[[Request], Response]) -> Callable[[Request], Response]:
    """Answer that the store is in trouble, so that a screen keeps what it shows and says since when."""

    @wraps(endpoint)
    def answer(request: Request) -> Response:
        try:
            return endpoint(request)
        except StoreTroubleError:
            return Response(status_code=503, headers=NO_STORE)

    return answer


def show(request: Request) -> Response:
    """Send the page of a wall; while nobody can say which wall it is, a page that keeps asking."""
    now = _now()
    query = urlencode({KEY: request.query_params.get(KEY, "")})
    base = request.url.path
    addresses = {"state_address": f"{base}/tilstand?{query}", "slides_address": f"{base}/billeder?{query}"}
    try:
        found = _found(request)
    except StoreTroubleError:
        return HTMLResponse(page.unknown(now, addresses, "wall.no_answer"), 503, {**NO_STORE, **page.SECURITY})
    html = page.live(*found, now=now, addresses=addresses) if found else page.unknown(now, addresses)
    return HTMLResponse(html, 404 if found is None else 200, {**NO_STORE, **page.SECURITY})


def state(request: Request) -> Response:
    """Send what a screen asks for every few seconds: the time, the words around the slides, and a tag of the slides."""
    found = _found(request)
    now = _now()
    if found is None:
        return JSONResponse(page.unknown_state(now), 404, NO_STORE)
    walls.seen(found[0].name, now)
    return Response(json.dumps(page.state(*found, now), ensure_ascii=False), 200, NO_STORE, "application/json")


def slides(request: Request) -> Response:
    """Send the slides of a wall."""
    found = _found(request)
    if found is None:
        return HTMLResponse(page.unknown_slides(), 404, NO_STORE)
    tag = f'"{found[1].tag}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"etag": tag})
    return HTMLResponse(str(found[1].slides), headers={"etag": tag, "cache-control": "no-cache"})


def _found(request: Request) -> tuple[Wall, Screen] | None:
    wall = walls.behind(request.path_params["name"], request.query_params.get(KEY, ""))
    return (wall, screen_of(wall)) if wall else None


def _now() -> datetime:
    return datetime.now(DANISH_TIME)
