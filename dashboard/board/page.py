"""The sheet as a page of its own: one small document with its style inside, for the printer of whoever opens it."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import fields
from datetime import datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard import theme
from dashboard.board import sheet
from dashboard.board.board import Board
from dashboard.theme import LIGHT
from qi import wording

SCRIPT = "document.querySelector('button').addEventListener('click', () => window.print());"

_FOLDER = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


SECURITY = {
    "content-security-policy": (
        f"default-src 'none'; script-src 'sha256-{_digest(SCRIPT)}'; style-src 'unsafe-inline'; font-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "cache-control": "no-store",
}


@cache
def _style() -> str:
    tokens = "".join(f"--kt-{field.name}:{getattr(LIGHT, field.name)};" for field in fields(LIGHT))
    face = (
        '@font-face{font-family:"Inter";font-style:normal;font-weight:100 900;'
        f'src:url("/{theme.FONT_URL}") format("woff2")}}'
    )
    return f"{face}:root{{color-scheme:light;{tokens}}}\n{(_FOLDER / 'sheet.css').read_text(encoding='utf-8')}"


def html(board: Board, *, printed_at: datetime, back: str, pdf: str) -> str:
    """Return the sheet of a board; ``back`` and ``pdf`` are the addresses of the board and of the file."""
    return _TEMPLATES.get_template("sheet.html").render(
        **sheet.values(board, printed_at=printed_at),
        back=wording.sentence("board.back", board.lang),
        back_address=back,
        pdf=wording.sentence("paper.pdf", board.lang),
        pdf_address=pdf,
        print=wording.sentence("board.print", board.lang),
        css=Markup(_style()),  # noqa: S704 - our own file
        script=Markup(SCRIPT),  # noqa: S704 - a literal
    )


def message(key: str, lang: str) -> str:
    """Return a page with one sentence instead of a sheet."""
    return _TEMPLATES.get_template("message.html").render(
        lang=lang,
        title=wording.sentence("board.meeting", lang),
        text=wording.sentence(key, lang),
        back=wording.sentence("board.back", lang),
        css=Markup(_style()),  # noqa: S704 - our own file
    )
