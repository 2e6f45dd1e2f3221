"""Ask axe-core what stands in the way on a page: WCAG 2.1, levels A and AA."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from scripts import driver

STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
_SCRIPT = Path(__file__).parent / "axe_core" / "axe.min.js"
_HAS_FOLLOWED = "theme => getComputedStyle(document.querySelector('.stApp')).colorScheme === theme"


@cache
def script() -> str:
    """Return axe-core itself."""
    return _SCRIPT.read_text(encoding="utf-8")


def version() -> str:
    """Return the version of axe-core."""
    return re.findall(r"axe v([\d.]+)", script())[0]


def violations(page: Page) -> list[str]:
    """Return each rule a page breaks, how often, and the first element that does."""
    page.evaluate(script())
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: tags})", list(STANDARD))
    return [_told(one) for one in found["violations"]]


def _told(one: dict[str, Any]) -> str:
    first = one["nodes"][0]
    return f"{one['id']} x {len(one['nodes'])}, first: {first['html'][:120]}"


def set_theme(page: Page, theme: driver.Theme) -> None:
    """Change what the system asks for; the app follows without being loaded again."""
    page.emulate_media(color_scheme=theme)
    driver.wait_until(page, _HAS_FOLLOWED, theme)
    driver.wait_until_idle(page)
