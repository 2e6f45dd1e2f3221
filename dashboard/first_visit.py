"""Whether a browser has been shown around: a cookie without a person in it, set when the walk is closed."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

from dashboard import settings

CLOSE = "/rundvisning/luk"
COOKIE = "rundvisning"
DAYS_REMEMBERED = 400
"""The longest that browsers keep a cookie. Source: RFC 6265bis, 5.5."""


def is_over(cookies: Mapping[str, str]) -> bool:
    """Whether the walk has been closed in this browser before."""
    return COOKIE in cookies


def closed(request: Request) -> RedirectResponse:
    """Remember that the walk is closed, and go on to the overview with the filters of the address."""
    query = f"?{request.url.query}" if request.url.query else ""
    answer = RedirectResponse(f"/{query}", status_code=303)
    answer.set_cookie(
        COOKIE,
        "set",
        max_age=DAYS_REMEMBERED * 24 * 3600,
        secure=settings.current().public_address.startswith("https://"),
        httponly=True,
        samesite="lax",
    )
    return answer


routes = [Route(CLOSE, closed)]
