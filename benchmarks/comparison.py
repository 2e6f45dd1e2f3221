"""98 municipalities by 40 indicators by 60 months: ``python -m benchmarks.comparison``.

Generated numbers, one process, processor time. *Cold* is the first time: every table of probabilities is built anew.
The series begin as subgroup tables, as they come out of the fixed lattice; the lattice itself is made once per version
of the data, before anybody asks (see ``qi.lattice``).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.__main__ import Apps, Result, grid, start
from dashboard.figures.comparison import Funnel, FunnelPoint, funnel_figure
from qi import calendar
from qi.comparison.matrix import Matrix, matrix
from qi.comparison.pooling import Pooled
from qi.comparison.published import Series
from qi.comparison.units import Comparison, compare, funnel
from qi.indicators import INDICATORS
from qi.selection import Selection
from qi.subgroups import Status, SubgroupTable
from scripts import driver
from tests.browser import test_compare

MUNICIPALITIES, N_INDICATORS, MONTHS = 98, 40, 60
SEED = 20260101
COLD, WARM = 1000.0, 100.0
"""The goals in milliseconds."""

START = calendar.month_number(date(2021, 10, 1))


def generated() -> list[Series]:
    """Return series of shares around a level of their own, a tenth of them shifting half-way."""
    rng = np.random.default_rng(SEED)
    starts = tuple(calendar.month_start(START + i) for i in range(MONTHS))
    keys = [key for key, one in INDICATORS.items() if one.spec][:N_INDICATORS]
    series = []
    for key in keys:
        for code in range(MUNICIPALITIES):
            n = rng.integers(8, 120) + rng.integers(0, 8, MONTHS)
            level = np.full(MONTHS, rng.uniform(0.5, 0.9))
            level[MONTHS // 2 :] += 0.08 * (rng.random() < 0.1)
            hits = rng.binomial(n, np.minimum(level, 1.0))
            table = SubgroupTable(
                starts=starts,
                n=n,
                numerator=hits,
                value=100 * hits / n,
                pending=np.zeros(MONTHS, dtype=np.int64),
                status=(Status.COUNTED,) * MONTHS,
            )
            series.append(Series(INDICATORS[key], f"{code:02d}", Selection(), table, ()))
    return series


def funnels(series: list[Series]) -> list[Comparison]:
    """Compare all municipalities on every indicator over the latest year, and lay the funnel's limits."""
    by_key: dict[str, dict[str, Pooled]] = {}
    for one in series:
        hits, n = int(one.table.numerator[-12:].sum()), int(one.table.n[-12:].sum())
        pooled = Pooled(numerator=hits, n=n, n_months=12, n_shown=12, n_hidden=0)
        by_key.setdefault(one.indicator.key, {})[one.code] = pooled
    found = [compare(replace(INDICATORS["P02"], key=key), units) for key, units in by_key.items()]
    for one in found:
        funnel(one, np.arange(10, 1500, 12))
    return found


def processor_ms(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor time of some work in milliseconds, and what it gave."""
    begin = time.process_time()
    result = work()
    return 1000 * (time.process_time() - begin), result


def drawn(found: Comparison) -> str:
    """Return the drawn funnel of one comparison, for every width."""
    sizes = np.arange(10.0, 1500.0, 12.0)
    limits = tuple(line.tolist() for line in funnel(found, sizes))
    points = [FunnelPoint(unit.code, unit.size, unit.value, unit.tone) for unit in found.units]
    return str(
        funnel_figure(
            Funnel(
                points=points,
                sizes=sizes.tolist(),
                limits=(limits[0], limits[1], limits[2], limits[3]),
                centre=found.centre or 0.0,
                is_percent=True,
                centre_text="Samlet",
                inner_text="95 %",
                outer_text="99,8 %",
                size_text="antal",
            ),
            label="Tragt",
        )
    )


def line(what: str, measured: float, goal: float) -> str:
    """Return one line of the table."""
    return f"| {what} | {measured:.0f} ms | {goal:.0f} ms | {'yes' if measured <= goal else 'NO'} |"


def page() -> Result:
    """Compare the page of nine municipalities with the floor that draws as many pictures."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        data, state = test_compare.nine_municipalities(folder / "data"), folder / "state"
        ours = stack.enter_context(driver.dashboard(data, state=state))
        apps = Apps(ours, start(stack, "many_svg"), ours)
        chromium = stack.enter_context(driver.chromium())
        address = "/sammenligning?indikator=P01"
        first = driver.danish_context(chromium).new_page()
        driver.open_page(first, ours.url + address)
        first.locator(".kt-matrix").wait_for()
        first.context.close()
        return grid(apps, chromium, "comparison", address)


def main() -> None:
    """Print the table, or with ``--page`` the line of the page in a browser."""
    if "--page" in sys.argv:
        print(page().line())
        return
    series = generated()
    print(f"{len(series)} series of {MONTHS} months\n\n| what | processor time | goal | kept |\n|---|---|---|---|")
    verdicts, first = processor_ms(lambda: matrix(series))
    limits, compared = processor_ms(lambda: funnels(series))
    print(line("verdicts, probabilities and order, cold", verdicts, COLD))
    print(line("funnel limits of 40 indicators, cold", limits, COLD))
    print(line("both, cold", verdicts + limits, COLD))
    again, _ = processor_ms(lambda: (matrix(series), funnels(series)))
    print(line("both, computed again", again, COLD))
    draw, figure = processor_ms(lambda: drawn(compared[0]))
    print(line(f"one funnel of {MUNICIPALITIES} drawn in 3 widths ({len(figure) // 1024} KB)", draw, WARM))
    _tell(first)


def _tell(found: Matrix) -> None:
    sure = sum((cell.false_share or 1.0) <= 0.05 for cell in found.signals)
    print(
        f"\n{len(found.signals)} signals of {found.n_judged} judged series, {found.expected_by_chance:.0f} expected "
        f"by chance; {sure} have at most 5 % false ones among them"
    )


if __name__ == "__main__":
    main()
