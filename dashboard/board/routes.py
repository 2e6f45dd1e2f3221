"""The addresses of the board on paper: a page that a browser prints, a PDF that needs no browser, and slides."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from dashboard.board import page, sheet, today
from dashboard.board.board import Board
from dashboard.filters import LANGUAGES
from dashboard.paper import slides
from qi.store import StoreTroubleError

TEAM = "team"
PAGE, PRINT, PDF, SLIDES = "/tavle", "/tavle/print", "/tavle/print.pdf", "/tavle/slides.pptx"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def routes() -> list[Route]:
    """Return the routes of the sheet."""
    return [Route(PRINT, show), Route(PDF, download), Route(SLIDES, deck)]


def address(base: str, team: str, lang: str) -> str:
    """Return the address of the board of a team, of its sheet or of its file."""
    return f"{base}?{urlencode({TEAM: team} | ({} if lang == 'da' else {'sprog': LANGUAGES[lang]}))}"


def show(request: Request) -> Response:
    """Send the sheet of a team as a page to print."""
    found = _board(request)
    if isinstance(found, Response):
        return found
    back, pdf = (address(base, found.team_id, found.lang) for base in (PAGE, PDF))
    return HTMLResponse(page.html(found, printed_at=today.now(), back=back, pdf=pdf), headers=page.SECURITY)


def download(request: Request) -> Response:
    """Send the sheet of a team as a PDF."""
    found = _board(request)
    if isinstance(found, Response):
        return found
    return _file(sheet.pdf(found, printed_at=today.now()), f"tavle-{found.on}.pdf", "application/pdf")


def deck(request: Request) -> Response:
    """Send the board of a team as slides."""
    found = _board(request)
    if isinstance(found, Response):
        return found
    return _file(slides.board_deck(found, made_at=today.now()), f"tavle-{found.on}.pptx", PPTX)


def _file(content: bytes, name: str, kind: str) -> Response:
    named = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
    return Response(content, media_type=kind, headers=named)


def _board(request: Request) -> Board | Response:
    asked = request.query_params.get("sprog")
    lang = next((code for code, label in LANGUAGES.items() if asked in (code, label)), "da")
    try:
        found = today.printed(request.query_params.get(TEAM, ""), at=today.now(), lang=lang)
    except StoreTroubleError:
        return HTMLResponse(page.message("board.trouble", lang), 503, page.SECURITY)
    return found or HTMLResponse(page.message("board.unknown_team", lang), 404, page.SECURITY)
