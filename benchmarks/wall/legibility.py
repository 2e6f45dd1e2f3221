"""Measure from the rendered page how large every text is and whether anything is cut: a table when run as a module.

``python -m benchmarks.wall.legibility --pictures FOLDER`` also takes screenshots: good, late and lost, both themes.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from benchmarks.wall.stage import SLIDES, Stage, stage, until
from dashboard.wall.legibility import HEIGHT, WIDTH, arc_minutes
from qi.store import Theme, Wall
from scripts import driver

MEASURE = """() => {
  const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 100;
  const found = [], cut = [];
  const slides = [...document.querySelectorAll('.slide')];
  const wall = document.getElementById('wall').getBoundingClientRect();
  const look = root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.textContent.trim(), parent = walker.currentNode.parentElement;
      if (!text || !parent || parent.closest('script,style')) continue;
      const box = parent.getBoundingClientRect();
      if (!box.width) continue;
      const svg = parent.closest('svg');
      const grown = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
      const size = parseFloat(getComputedStyle(parent).fontSize) * grown / scale;
      const isTitle = Boolean(parent.closest('h2,.num'));
      found.push([size, isTitle, text]);
      if (box.bottom > wall.bottom + 1 || box.right > wall.right + 1 || box.top < wall.top - 1) cut.push(text);
    }
  };
  for (const slide of slides) {
    slides.forEach(other => { other.hidden = other !== slide; });
    look(document.getElementById('wall'));
    for (const tile of slide.querySelectorAll('.tile')) {
      const room = tile.getBoundingClientRect().bottom;
      for (const part of tile.children) {
        if (part.getBoundingClientRect().bottom > room + 2) cut.push(part.className || part.tagName);
      }
    }
  }
  slides.forEach((slide, i) => { slide.hidden = i !== 0; });
  return {found, cut, below: document.documentElement.scrollHeight - innerHeight};
}"""


@dataclass(frozen=True, slots=True)
class Legibility:
    """The smallest text and the smallest title or value of a wall in arc minutes, and what is cut or below the fold."""

    text: float
    title: float
    smallest: str
    cut: tuple[str, ...]
    below: int


def measure(page: Page, wall: Wall) -> Legibility:
    """Measure all slides of the wall that a page shows."""
    page.evaluate("document.fonts.ready")
    seen = page.evaluate(MEASURE)
    angle = {is_title: [] for is_title in (True, False)}
    for size, is_title, text in seen["found"]:
        angle[is_title].append((arc_minutes(size, wall.distance_m, wall.inches), text))
    everything = sorted(angle[True] + angle[False])
    return Legibility(
        everything[0][0], min(angle[True])[0], everything[0][1], tuple(seen["cut"]), max(0, int(seen["below"]))
    )


def open_wall(browser: Browser, address: str, *, width: int = WIDTH, height: int = HEIGHT) -> Page:
    """Open a wall as a screen of a size in pixels does."""
    page = driver.danish_context(browser, width=width, height=height).new_page()
    page.goto(address)
    driver.wait_until(page, "document.body.dataset.state")
    return page


def table(behind: Stage, browser: Browser) -> None:
    print("| distance | screen | slides | smallest text | smallest title or value | cut or below the fold |")
    print("|--:|--:|--:|--:|--:|---|")
    for distance in (3.0, 4.0, 5.0):
        for inches in (43.0, 55.0, 75.0):
            name = f"d{distance:.0f}-{inches:.0f}"
            wall = Wall(name=name, municipality="907", slides=SLIDES, distance_m=distance, inches=inches)
            page = open_wall(browser, behind.hang(wall))
            seen = measure(page, wall)
            n = page.locator(".slide").count()
            wrong = [*seen.cut, *([f"{seen.below} px"] if seen.below else [])]
            print(
                f"| {distance:.0f} m | {inches:.0f}″ | {n} | {seen.text:.1f}′ ({seen.smallest[:24]!r}) "
                f"| {seen.title:.1f}′ | {wrong or 'nothing'} |",
                flush=True,
            )
            page.context.close()


def pictures(behind: Stage, browser: Browser, folder: Path) -> None:
    """Take screenshots of three slides in every state, theme and resolution."""
    folder.mkdir(parents=True, exist_ok=True)
    walls = {
        theme: Wall(name=f"look-{theme.value}", municipality="907", slides=SLIDES, theme=theme, promised_days=60)
        for theme in Theme
    }
    addresses = {theme: behind.hang(wall) for theme, wall in walls.items()}
    sizes = ((1920, 1080), (3840, 2160))
    pages = {
        (theme, height): open_wall(browser, addresses[theme], width=width, height=height)
        for theme in Theme
        for width, height in sizes
    }
    shoot(pages, folder, "good")
    behind.describe(extracted_at="2026-01-05T06:10:00")
    for page in pages.values():
        until(lambda page=page: page.evaluate("document.body.dataset.state") == "late", 60)  # type: ignore[misc]
    shoot(pages, folder, "late")
    behind.kill()
    for page in pages.values():
        until(lambda page=page: page.evaluate("document.body.dataset.state") == "lost", 60)  # type: ignore[misc]
    shoot(pages, folder, "lost")


def shoot(pages: dict[tuple[Theme, int], Page], folder: Path, state: str) -> None:
    for (theme, height), page in pages.items():
        page.keyboard.press("ArrowRight")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
            shown = page.evaluate("[...document.querySelectorAll('.slide')].findIndex(slide => !slide.hidden)")
            page.screenshot(path=folder / f"{state}-{theme.value}-{height}-{shown + 1}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path)
    chosen = parser.parse_args()
    with stage(2) as behind, driver.chromium() as browser:
        behind.start()
        table(behind, browser)
        if chosen.pictures:
            pictures(behind, browser, chosen.pictures)


if __name__ == "__main__":
    main()
