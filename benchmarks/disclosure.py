"""Attack what leaves the house with a differencing program of somebody else's, on many random small cohorts.

``python -m benchmarks.disclosure --attack differencing.py`` loads a file with a function
``attack(query, dims, threshold=…, suppressed_interval=…, truth=…, extra=…)`` and lets it ask the product: the query
layer, a wall, the CSV file and the workbook, in yesterday's version and today's. A cohort is one quarter: municipality
x programme x month. Afterwards each hidden small number is sought exactly, with integer programming.
"""

from __future__ import annotations

import argparse
import importlib.util
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from qi import calendar
from qi.audit import audit
from qi.dataset import Dataset
from qi.disclosure import K_MIN
from qi.lattice import Lattice
from qi.selection import Period
from tests.outside import cohorts, stranger
from tests.outside.cohorts import MUNICIPALITIES, PROGRAMMES

MONTHS = 48
COUNTS = {"R01": ("n",), "R03": ("hits", "misses")}
PARTS = ("1", "2", "3")
NOT_SAID = (0, 10**9)
"""A hidden number may be hidden for the sake of another, so that it is hidden says nothing of its size."""


@dataclass(slots=True)
class Surface:
    """What one surface shows of both versions; an answer is the number that was shown in either."""

    versions: tuple[tuple[Dataset, Lattice], ...]
    key: str
    read: Callable[[Any], list[stranger.Read]]
    kept: dict[Any, tuple[Period, dict[int, stranger.Read]]] = field(default_factory=dict)

    def series(self, places: tuple[str, ...], programmes: tuple[str, ...]) -> tuple[Period, dict[int, stranger.Read]]:
        if (places, programmes) not in self.kept:
            seen: dict[int, stranger.Read] = {}
            for dataset, found in self.versions:
                analysis = stranger.asked(dataset, found, self.key, places, programmes)
                for start, read in stranger.numbers(analysis, self.read):
                    month = calendar.month_number(start)
                    seen[month] = read if read is not None else seen.get(month)
            self.kept[places, programmes] = (analysis.selection.period, seen)
        return self.kept[places, programmes]


def query(surface: Surface, first: int, count: str) -> Callable[[dict[str, tuple[str, ...]], str | None], Any]:
    """Return the question an attacker may ask about one quarter."""
    members = surface.versions[-1][1].members

    def shown(filters: dict[str, tuple[str, ...]]) -> int | None:
        places = filters.get("municipality", MUNICIPALITIES)
        programmes = filters.get("programme", ())
        if len(places) > 1 and places != members:
            raise PermissionError("no such sum")
        period, seen = surface.series(places, () if set(programmes) == set(PROGRAMMES) else programmes)
        months = filters.get("month", PARTS)
        if (period is Period.MONTH) != (len(months) == 1) or len(months) == 2:
            raise PermissionError("no such period")
        at = first + (int(months[0]) - 1 if period is Period.MONTH else 0)
        read = seen.get(at)
        return None if read is None else value(read, count)

    def ask(filters: dict[str, tuple[str, ...]], by: str | None) -> dict[str, int | None]:
        if by is None:
            return {"*": shown(filters)}
        values = {"municipality": MUNICIPALITIES, "programme": PROGRAMMES, "month": PARTS}[by]
        return {one: shown({**filters, by: (one,)}) for one in values if one in filters.get(by, values)}

    return ask


def value(read: tuple[int, int], count: str) -> int:
    n, numerator = read
    return {"n": n, "hits": numerator, "misses": n - numerator}[count]


def attack(program: ModuleType, surface: Surface, quarter: int, count: str) -> Counter[str]:
    """Let the program attack one cohort on one surface; return what it found."""
    dataset, found = surface.versions[-1]
    first = dataset.cube.first_month + 3 * quarter
    dims = {"municipality": list(MUNICIPALITIES), "programme": list(PROGRAMMES), "month": list(PARTS)}
    cells = list(product(*dims.values()))
    report = program.attack(
        query(surface, first, count),
        dims,
        threshold=K_MIN,
        suppressed_interval=NOT_SAID,
        truth=lambda i: _true(found, quarter, cells[i], count),
        extra=[({"municipality": found.members}, by) for by in (None, "programme", "month")],
    )
    names = ("recovered", "inferred_below")
    # That a whole group did, or did not, is told on purpose: 0 % and 100 % single out nobody.
    narrow = Counter(
        "zero" if high == 0 else "narrowed" if low < K_MIN else "narrowed_large"
        for low, high in report["narrowed"].values()
    )
    small = sum(0 < _true(found, quarter, cell, count) < K_MIN for cell in cells)
    return Counter(
        {name: len(report[name]) for name in names}
        | dict(narrow)
        | {"small_shown": report["small_counts_printed"], "queries": report["queries"], "small": small}
        | {"broken": int(report["broken"])}
    )


def _true(found: Lattice, quarter: int, cell: tuple[str, str, str], count: str) -> int:
    part = {"n": 0, "hits": 0, "misses": 1}[count]
    counts = found.n if count == "n" else found.parts[part]
    m, p, t = MUNICIPALITIES.index(cell[0]), PROGRAMMES.index(cell[1]), PARTS.index(cell[2])
    return int(counts[quarter, m, p, t])


def crosscheck(surface: Surface, quarter: int, count: str) -> Counter[str]:
    """Seek every small finest cell of one cohort exactly, from all that the surface shows of that quarter."""
    dataset, found = surface.versions[-1]
    first = dataset.cube.first_month + 3 * quarter
    cells = list(product(MUNICIPALITIES, PROGRAMMES, PARTS))
    rows, right = [], []
    for places in [(code,) for code in MUNICIPALITIES] + [found.members]:
        for programmes in [(code,) for code in PROGRAMMES] + [()]:
            period, seen = surface.series(places, programmes)
            for months in [(part,) for part in PARTS] if period is Period.MONTH else [PARTS]:
                read = seen.get(first + int(months[0]) - 1)
                if read is not None:
                    rows.append(
                        [float(m in places and p in (programmes or PROGRAMMES) and t in months) for m, p, t in cells]
                    )
                    right.append(value(read, count))
    found_out: Counter[str] = Counter()
    for i, cell in enumerate(cells):
        if 0 < _true(found, quarter, cell, count) < K_MIN:
            low, high = _limits(np.array(rows).reshape(-1, len(cells)), right, i)
            found_out += Counter({"sought": 1, "determined": int(low == high), "under_3": int(high - low < 2)})
    return found_out


def _limits(rows: np.ndarray, right: list[int], wanted: int) -> tuple[int, int]:
    goal = np.zeros(rows.shape[1])
    goal[wanted] = 1
    equations = LinearConstraint(rows, right, right)
    found = [
        milp(sign * goal, constraints=equations, bounds=Bounds(0, 1000), integrality=np.ones(len(goal))).fun
        for sign in (1, -1)
    ]
    return round(found[0]), round(-found[1])


def program_in(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("attacker", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def versions(seed: int) -> tuple[Dataset, Dataset]:
    with tempfile.TemporaryDirectory() as folder:
        return cohorts.two_versions(Path(folder), seed=seed, months=MONTHS)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--attack", type=Path, required=True, help="file with the attacking program")
    parser.add_argument("--seeds", type=int, default=7, help="sets of cohorts, 16 cohorts each")
    parser.add_argument("--surface", action="append", choices=list(stranger.SURFACES), help="default: all")
    options = parser.parse_args()
    program, began = program_in(options.attack), time.perf_counter()
    for name in options.surface or stranger.SURFACES:
        total, exact, n_cohorts, slowest = Counter[str](), Counter[str](), 0, 0.0
        for seed, key in product(range(options.seeds), COUNTS):
            before, after = versions(seed)
            first, second = cohorts.told(before, after, key)
            start = time.perf_counter()
            assert audit(second).is_passed
            slowest = max(slowest, time.perf_counter() - start)
            surface = Surface(((before, first), (after, second)), key, stranger.SURFACES[name])
            for quarter, count in product(range(MONTHS // 3), COUNTS[key]):
                n_cohorts += 1
                total += attack(program, surface, quarter, count)
                exact += crosscheck(surface, quarter, count)
        print(
            f"{name}: {n_cohorts} cohorts in two versions, {total['small']} small numbers, "
            f"{total['queries']} questions: {total['recovered']} recovered, {total['inferred_below']} proved small, "
            f"{total['narrowed']} small and {total['narrowed_large']} large ones narrowed, "
            f"{total['zero']} seen to be none, "
            f"{total['small_shown']} shown, {total['broken']} broken; exact search of {exact['sought']}: "
            f"{exact['determined']} determined, {exact['under_3']} with fewer than 3 values; "
            f"slowest audit {slowest:.1f} s; {time.perf_counter() - began:.0f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
