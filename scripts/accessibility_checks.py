"""What axe-core does not see: each check takes a page that stands still and returns what is amiss, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from playwright.sync_api import Page

from scripts import driver

WIDE = {"width": 1280, "height": 900}
MOST_STOPS = 150

UNNAMED = """() => [...document.querySelectorAll('[role=img], [role=figure]')]
  .filter(e => e.getClientRects().length && !(e.getAttribute('aria-label') || '').trim())
  .map(e => e.outerHTML.slice(0, 80))"""

FOCUSED = """() => {
  const now = document.activeElement;
  if (!now || now === document.body) return null;
  let seen = now.tagName === 'IFRAME'; // the focus is inside it, and is seen there
  for (let e = now, i = 0; e && i < 6 && !seen; e = e.parentElement, i++)
    for (const pseudo of [null, '::after', '::before']) {
      const style = getComputedStyle(e, pseudo);
      seen ||= style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    }
  const box = now.getBoundingClientRect();
  now.dataset.stop ??= String(++window.stops || (window.stops = 1));
  const name = now.getAttribute('aria-label') || now.innerText || now.tagName;
  return {stop: now.dataset.stop, seen, name: name.slice(0, 60)};
}"""

BEYOND = """() => [...document.querySelectorAll('[data-testid=stMain] *')].filter(e => {
    const box = e.getBoundingClientRect();
    return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1)
      && !e.closest('table, .kt-scroll, .kt-numbers, .kt-printed, .kt-story, .kt-unseen, .kt-hidden, svg svg')
      && getComputedStyle(e).visibility !== 'hidden';
  }).map(e => `${e.tagName}.${e.getAttribute('class') || ''} ${(e.textContent || '').slice(0, 40)}`)"""

SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""

CUT = """() => [...document.querySelectorAll('p, h1, h2, h3, label, button, a, dt, dd, th, td')].filter(e => {
    const style = getComputedStyle(e);
    return e.innerText && e.getClientRects().length && !e.closest('.kt-hidden, .kt-unseen')
      && style.overflow === 'hidden' && (e.scrollWidth > e.clientWidth + 2 || e.scrollHeight > e.clientHeight + 2);
  }).map(e => e.innerText.slice(0, 40))"""

FAINT = """() => {
  const parts = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => parts(colour).slice(0, 3).map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = e => {
    while (e.parentElement && parts(getComputedStyle(e).backgroundColor)[3] === 0) e = e.parentElement;
    return getComputedStyle(e).backgroundColor;
  };
  const fields = '[data-testid=stTextInputRootElement], [data-testid=stNumberInputContainer], '
    + '[data-testid=stTextAreaRootElement], [data-testid=stDateInputField], .react-aria-ComboBox > div, '
    + '[data-testid=stCheckbox] label:has(input:not([role=switch], :checked)) > div:first-of-type';
  return [...document.querySelectorAll(fields)].filter(e => e.getClientRects().length).filter(e => {
    const [low, high] = [getComputedStyle(e).borderTopColor, ground(e.parentElement)].map(light).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05) < 3;
  }).map(e => `${e.dataset.testid || e.className} ${getComputedStyle(e).borderTopColor}`);
}"""


def edges(page: Page) -> list[str]:
    """Return fields whose edge stands out from the ground by less than 3 to 1."""
    faint: list[str] = page.evaluate(FAINT)
    return faint


def charts(page: Page) -> list[str]:
    """Return pictures without a name."""
    unnamed: list[str] = page.evaluate(UNNAMED)
    return unnamed


def keyboard(page: Page) -> list[str]:
    """Return the stops of the Tab key whose focus cannot be seen; the walk ends where it began."""
    page.evaluate("document.activeElement?.blur()")
    unseen, stops = [], set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        now = page.evaluate(FOCUSED)
        if now is None or now["stop"] in stops:
            break
        stops.add(now["stop"])
        if not now["seen"]:
            unseen.append(now["name"])
    return unseen if len(stops) > 2 else ["the Tab key goes nowhere"]


def width(pixels: int) -> Callable[[Page], list[str]]:
    """Return a check of a width: nothing may lie beyond its edge."""

    def check(page: Page) -> list[str]:
        page.set_viewport_size({"width": pixels, "height": 900})
        page.wait_for_timeout(700)
        beyond: list[str] = page.evaluate(BEYOND)
        scrolls = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth > innerWidth + 1")
        page.set_viewport_size(WIDE)
        driver.wait_until_idle(page)
        return [*beyond[:5], *(["the page scrolls sideways"] if scrolls else [])]

    return check


def spacing(page: Page) -> list[str]:
    """Return texts that are cut when they get more space."""
    style = page.add_style_tag(content=SPACED)
    page.wait_for_timeout(300)
    cut: list[str] = page.evaluate(CUT)
    style.evaluate("style => style.remove()")
    return cut


CHECKS: Mapping[str, Callable[[Page], list[str]]] = {
    "charts": charts,
    "edges": edges,
    "keyboard": keyboard,
    "640 px": width(640),
    "320 px": width(320),
    "spacing": spacing,
}
"""In the order of the columns."""
