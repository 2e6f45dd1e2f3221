"""Break everything behind a wall and measure in seconds what its screen says: ``python -m benchmarks.wall.drill``.

Real Chromium, real server, refreshed every 15 s. Takes about 16 minutes, ten of them without a server.
"""

from __future__ import annotations

import argparse
import signal
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page

from benchmarks.wall.stage import SLIDES, Stage, stage, until
from qi.store import Wall
from scripts import driver


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--refresh", type=float, default=15)
    parser.add_argument("--outages", type=float, nargs="+", default=[6, 25, 600])
    chosen = parser.parse_args()
    with stage(chosen.refresh) as behind, driver.chromium() as browser:
        address = behind.hang(Wall(name="drill", municipality="907", slides=SLIDES, seconds=20))
        behind.start()
        page = driver.danish_context(browser, width=1920, height=1080).new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        print("| what happened | what the screen did | seconds |\n|---|---|--:|", flush=True)
        new_data(behind, page)
        for seconds in chosen.outages:
            outage(behind, page, seconds)
        frozen(behind, page, 4 * chosen.refresh)
        print(f"\nErrors of the script: {len(errors)}. English words on screen: {english(page)}.")


def tell(what: str, did: str, seconds: float) -> None:
    print(f"| {what} | {did} | {seconds:.1f} |", flush=True)


def text(page: Page, name: str) -> str:
    return page.locator(f"#{name}").inner_text()


def is_state(page: Page, state: str) -> Callable[[], bool]:
    return lambda: page.evaluate("document.body.dataset.state") == state


def is_blank(page: Page) -> bool:
    return page.locator(".slide:visible .num").count() == 0


def english(page: Page) -> list[str]:
    shown = page.inner_text("body").lower()
    return [word for word in ("connection", "error", "loading", "login", "retry") if word in shown]


def new_data(behind: Stage, page: Page) -> None:
    now = datetime.now().replace(microsecond=0)
    behind.describe(extracted_at=now.isoformat())
    shown = f"{now:%H.%M}"
    tell("new data published", "shows them", until(lambda: shown in text(page, "fetched"), 120))
    broken = behind.data / "courses.parquet"
    whole = broken.read_bytes()
    broken.write_bytes(b"broken")
    tell("a table cannot be read", "says so, keeps the numbers", until(is_state(page, "late"), 120))
    print(f"  > {text(page, 'notice')!r}, blank: {is_blank(page)}", flush=True)
    broken.write_bytes(whole)
    tell("the table is whole again", "good again", until(is_state(page, "good"), 120))
    behind.describe(extracted_at=(now - timedelta(days=40)).isoformat())
    tell("data older than promised", "says so", until(is_state(page, "late"), 120))
    print(f"  > {text(page, 'notice')!r}", flush=True)
    behind.describe(extracted_at=now.isoformat())
    until(is_state(page, "good"), 120)


def outage(behind: Stage, page: Page, seconds: float) -> None:
    until(is_state(page, "good"), 60)
    behind.kill()
    stopped = time.monotonic()
    try:
        grey = until(is_state(page, "lost"), seconds)
        tell(f"server killed for {seconds:g} s", "grey", grey)
        print(f"  > {text(page, 'notice')!r}, blank: {is_blank(page)}", flush=True)
    except TimeoutError:
        tell(f"server killed for {seconds:g} s", "not grey: within its patience", seconds)
    turns = page.evaluate("[...document.querySelectorAll('.slide')].findIndex(slide => !slide.hidden)")
    time.sleep(max(0, seconds - (time.monotonic() - stopped)))
    behind.start()
    back = until(is_state(page, "good"), 120)
    tell(f"server back after {seconds:g} s", f"good again by itself (slide {turns + 1} stood at the end)", back)


def frozen(behind: Stage, page: Page, seconds: float) -> None:
    until(is_state(page, "good"), 60)
    behind.signal(signal.SIGSTOP)
    tell("network cut: the listener answers nothing", "grey", until(is_state(page, "lost"), 120))
    print(f"  > {text(page, 'notice')!r}, blank: {is_blank(page)}", flush=True)
    time.sleep(seconds)
    behind.signal(signal.SIGCONT)
    tell("network back", "good again by itself", until(is_state(page, "good"), 120))


if __name__ == "__main__":
    main()
