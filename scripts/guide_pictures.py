"""The pictures of the Danish guide, cut out of the running pages: part of ``python -m scripts.screenshots``."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Browser, FloatRect, Locator

from qi import store
from qi.improvement.own_indicator import OwnIndicator, OwnValue, Rhythm
from scripts import driver, sample_team

FOLDER = Path(__file__).parents[1] / "docs" / "vejledning" / "billeder"
PHONE = (390, 900)
MARGIN = 12
COUNTED = (4, 3, 5, 4, 6, 3, 4, 5, 7, 4, 3, 5)


def add_counts(state: Path, today: date) -> None:
    """Let the team of the sample count something by hand, as the guide tells it to."""
    kept = store.open_store(state)
    own = OwnIndicator(team=sample_team.NAME, name="Opkald besvaret samme dag", unit="opkald", rhythm=Rhythm.WEEK)
    weeks = [today - timedelta(weeks=len(COUNTED) - i) for i in range(len(COUNTED))]
    values = [OwnValue(indicator="opkald-talt", on=on, value=n) for on, n in zip(weeks, COUNTED, strict=True)]
    names = ["opkald-talt", *(f"talt-{i}" for i in range(len(values)))]
    at = datetime(today.year, today.month, today.day, 8) - timedelta(days=1)
    store.add_all(kept, [own, *values], by="Jonas", at=at, ids=names)
    kept.dispose()


def draw(server: driver.Server, browser: Browser) -> None:
    """Save every picture of the guide."""
    FOLDER.mkdir(exist_ok=True)
    wide = driver.danish_context(browser).new_page()
    driver.open_page(wide, server.url)
    wide.locator(".kt-card").first.screenshot(path=FOLDER / "kort.png")
    driver.open_page(wide, f"{server.url}/?rundvisning=2")
    save_both(wide.locator(".st-key-rundvisning"), wide.locator(".kt-card").first, "rundvisning")
    driver.open_page(wide, f"{server.url}/data")
    save_both(wide.locator(".kt-card").nth(0), wide.locator(".kt-card").nth(1), "datakvalitet")
    driver.open_page(wide, f"{server.url}/tavle")
    news, tests = (
        wide.locator("section", has_text=head).last for head in ("Nyt siden sidst", "Prøvehandlinger i gang")
    )
    save_both(news, tests, "nyt")
    phone = driver.danish_context(browser, width=PHONE[0], height=PHONE[1]).new_page()
    driver.open_page(phone, f"{server.url}/registrer")
    phone.wait_for_timeout(1000)
    phone.screenshot(path=FOLDER / "indtastning.png")


def save_both(first: Locator, last: Locator, name: str) -> None:
    """Save the part of a page that holds two things, with a margin."""
    first.scroll_into_view_if_needed()
    boxes = [box for one in (first, last) if (box := one.bounding_box())]
    left, top = (min(box[side] for box in boxes) - MARGIN for side in ("x", "y"))
    right = max(box["x"] + box["width"] for box in boxes) + MARGIN
    bottom = max(box["y"] + box["height"] for box in boxes) + MARGIN
    clip: FloatRect = {"x": left, "y": top, "width": right - left, "height": bottom - top}
    first.page.screenshot(path=FOLDER / f"{name}.png", clip=clip)
