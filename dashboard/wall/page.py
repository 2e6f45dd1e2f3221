"""The page of a wall: one small document with its style and script inside, so that one answer is all it needs."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from dashboard import cache, settings, theme
from dashboard.figures import icons
from dashboard.theme import DARK, LIGHT, Palette
from dashboard.wall import words
from dashboard.wall.layout import MOST_DOTS, Surround
from dashboard.wall.legibility import TypeSizes, type_sizes
from dashboard.wall.screen import Screen, message
from dashboard.wall.slides import template
from qi import wording
from qi.store import Wall

"""How often a screen asks for news."""

PAUSE_SECONDS = 600
"""A pause ends by itself: a screen that nobody tends must not stand still."""

NIGHT_HOUR = 3
RELOAD_SPREAD_SECONDS = 600
"""Screens reload over ten minutes, so that they do not come all at once."""

INKS = {
    "light": replace(
        LIGHT, ink3="#4F5A65", pt="#4A5560", data="#6B7680", good="#0A5291", bad="#943407", axis="#8A939C"
    ),
    "dark": replace(DARK, ink3="#A8B2BC", data="#8D98A3", axis="#76818C"),
}
"""The palettes of the wall: text and marks at 7:1 or better, since light falls on a wall."""

_FOLDER = Path(__file__).parent


@lru_cache
def _script() -> str:
    return (_FOLDER / "wall.js").read_text(encoding="utf-8")


@lru_cache
def _style(name: str) -> str:
    inks: Palette = INKS[name]
    tokens = "".join(f"--kt-{field.name}:{getattr(inks, field.name)};" for field in fields(inks))
    face = (
        '@font-face{font-family:"Inter";font-style:normal;font-weight:100 900;font-display:swap;'
        f'src:url("/{theme.FONT_URL}") format("woff2")}}'
    )
    alarm = LIGHT.ink1 if name == "light" else DARK.ink1
    rules = (_FOLDER / "wall.css").read_text(encoding="utf-8")
    return f"{face}:root{{color-scheme:{name};--kt-alarm:{alarm};{tokens}}}\n{rules}"


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


SECURITY = {
    "content-security-policy": (
        f"default-src 'none'; script-src 'sha256-{_digest(_script())}'; style-src 'unsafe-inline'; font-src 'self'; "
        "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
}


def state(wall: Wall, screen: Screen, now: datetime) -> dict[str, str | int]:
    """Return what a screen asks for: the server's time, a tag of its slides, and the words around them."""
    since = cache.publication().broken_since
    said = words.words(wall, screen.selection, cache.dataset(), now=now, broken_since=since)
    around = screen.around
    setup = f"{wall.version} {around.band} {around.foot} {around.notice}"
    moment = {"now": int(now.timestamp() * 1000), "load": load_tag(now)}
    return {**moment, "tag": screen.tag, "setup": setup, **asdict(said)}


def load_tag(now: datetime) -> str:
    """Return what a screen compares to know that it must load anew: the night, and the version of this page."""
    night = (now - timedelta(hours=NIGHT_HOUR)).date()
    return f"{night.isoformat()} {_digest(_script() + _style('light'))[:8]}"


def live(wall: Wall, screen: Screen, *, now: datetime, addresses: Mapping[str, str]) -> str:
    """Return the page of a wall that turns and asks for news."""
    return _page(
        theme_name=wall.theme.value,
        seconds=wall.seconds,
        sizes=screen.sizes,
        around=screen.around,
        slides=screen.slides,
        n_slides=screen.n_slides,
        told=state(wall, screen, now),
        addresses=addresses,
    )


def preview(wall: Wall, screen: Screen, number: int) -> str:
    """Return the same page standing still on one slide, without its script."""
    return _page(
        theme_name=wall.theme.value,
        seconds=wall.seconds,
        sizes=screen.sizes,
        around=screen.around,
        slides=_only(screen.slides, number),
        n_slides=screen.n_slides,
        told=state(wall, screen, datetime.now(words.DANISH_TIME)),
        number=number,
    )


def _only(slides: Markup, number: int) -> Markup:
    parts = str(slides).split("<section ")[1:]
    return Markup("<section " + parts[min(number, len(parts) - 1)].replace(" hidden>", ">", 1))  # noqa: S704


def unknown_state(now: datetime) -> dict[str, str | int]:
    """Return the state of an address that gives no wall: no numbers, and no word of what there might be."""
    nothing = dict.fromkeys(("scope", "synthetic", "data", "fetched", "notice"), "")
    said = {"checked": words.checked_line(now), "lost": words.lost_line(now)}
    return {
        "now": int(now.timestamp() * 1000),
        "tag": "unknown",
        "setup": "unknown",
        "load": load_tag(now),
        **nothing,
        **said,
    }


def unknown_slides(why: str = "wall.unknown") -> str:
    """Return the one slide of an address that gives no wall, with the text that says why."""
    return str(message(wording.sentence(why), wording.sentence(f"{why}_what")))


def unknown(now: datetime, addresses: Mapping[str, str], why: str = "wall.unknown") -> str:
    """Return the page of an address that gives no wall; it keeps asking, in case the wall is made."""
    sizes = type_sizes(4, 55)
    return _page(
        theme_name="light",
        seconds=20,
        sizes=sizes,
        around=Surround(80, 84, sizes.text),
        slides=Markup(unknown_slides(why)),  # noqa: S704 - rendered by a template that escapes
        n_slides=1,
        told=unknown_state(now),
        addresses=addresses,
    )


def _page(
    *,
    theme_name: str,
    seconds: float,
    sizes: TypeSizes,
    around: Surround,
    slides: Markup,
    n_slides: int,
    told: Mapping[str, str | int],
    addresses: Mapping[str, str] | None = None,
    number: int = 0,
) -> str:
    for_script = {
        **(addresses or {}),
        "state": dict(told),
        "isFresh": True,
        "seconds": seconds,
        "refresh": settings.current().wall_refresh_seconds,
        "pause": PAUSE_SECONDS,
        "spread": RELOAD_SPREAD_SECONDS,
        "dots": MOST_DOTS,
        "tick": 250,
        "page": wording.sentence("wall.page", n="{n}", n_all="{n_all}"),
        "words": {"pause": wording.sentence("wall.pause"), "goes_on": wording.sentence("wall.goes_on")},
    }
    return template("page.html").render(
        theme=theme_name,
        title=wording.sentence("page.vaegopsaetning"),
        css=Markup(_style(theme_name)),  # noqa: S704 - our own file
        script=Markup(_script()),  # noqa: S704 - our own file
        settings=Markup(json.dumps(for_script, ensure_ascii=False).replace("<", "\\u003c")),  # noqa: S704 - no tag can end it
        is_live=addresses is not None,
        sizes=sizes,
        around=around,
        slides=slides,
        state=told,
        stale_icon=Markup(icons.icon("stale", 24)),  # noqa: S704
        page_text=wording.sentence("wall.page", n=number + 1, n_all=n_slides) if n_slides > 1 else "",
        pause=wording.sentence("wall.pause"),
    )
