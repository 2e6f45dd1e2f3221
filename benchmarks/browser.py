"""What a visitor waits for: from pressing an option to the last chart drawn, by the browser's own clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Browser, Page

from scripts import driver

PICTURES = "svg[role=img], .js-plotly-plot, [data-testid=stPlotlyChart]"
MUNICIPALITY = "filter-kommune"
WATCH = """pictures => {
  window.pressedAt = null; window.drawnAt = null; window.changes = 0;
  document.addEventListener('mousedown', () => {
    window.pressedAt = performance.now(); window.drawnAt = null; window.changes = 0;
  }, true);
  const isPicture = node => {
    const element = node.nodeType === 1 ? node : node.parentElement;
    return element && (element.closest(pictures) || (element.querySelector && element.querySelector(pictures)));
  };
  new MutationObserver(records => {
    if (window.pressedAt === null) return;
    const touched = records.some(r => isPicture(r.target) || [...r.addedNodes].some(isPicture));
    if (!touched) return;
    window.changes += 1;
    requestAnimationFrame(() => requestAnimationFrame(() => { window.drawnAt = performance.now(); }));
  }).observe(document.querySelector('[data-testid=stMain]'),
             {subtree: true, childList: true, characterData: true, attributes: true});
}"""


def watch(page: Page) -> None:
    """Start noting when pictures in the main part change after a press."""
    page.evaluate(WATCH, PICTURES)


def press_option(page: Page, number: int, widget: str = MUNICIPALITY) -> float:
    """Choose the option at place ``number`` of a widget; return the milliseconds until all is drawn."""
    page.locator(f".st-key-{widget} [role=combobox], .st-key-{widget} input").first.click()
    option = page.get_by_role("option").nth(number)
    option.wait_for()
    page.evaluate("() => { window.pressedAt = null; window.drawnAt = null; }")
    option.click()
    page.wait_for_function("() => window.drawnAt !== null", timeout=20_000)
    driver.wait_until_idle(page)
    page.keyboard.press("Escape")
    page.wait_for_timeout(200)
    return float(page.evaluate("() => window.drawnAt - window.pressedAt"))


def count_pictures(page: Page) -> int:
    """Return how many pictures are to be seen; a card also holds the drawing for phones, hidden on a wide screen."""
    return page.locator("[data-testid=stMain] svg[role=img]").filter(visible=True).count()


def change_times(
    browser: Browser, url: str, presses: int, choose: Callable[[int], int], widget: str = MUNICIPALITY
) -> Iterator[float]:
    """Yield the time of each press on a fresh visit; the first warms the visit up and is left out."""
    context = driver.danish_context(browser)
    page = context.new_page()
    page.goto(url)
    page.locator(PICTURES).filter(visible=True).first.wait_for(timeout=30_000)
    driver.wait_until_idle(page)
    watch(page)
    times = [press_option(page, choose(number), widget) for number in range(presses + 1)]
    context.close()
    yield from times[1:]
