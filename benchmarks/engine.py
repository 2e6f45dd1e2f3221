"""Measure the engine against a bare NumPy pass over the same arrays: ``python -m benchmarks.engine``.

Processor time, best of many rounds in alternation in one process: the rounds that other work disturbed least. Ratios
travel between machines, milliseconds do not.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import numpy as np

PERIODS = 60
ROUNDS = 200
PBCHARTS_S, QICHARTS2_S = 0.96, (35.0, 51.4)
"""CPU seconds for 1,000 x 60, measured with R 4.2.2: pbcharts 0.1.0 (I′ chart), qicharts2 0.8.1 (p chart)."""

Table = Mapping[str, np.ndarray]


def long_table(n_series: int, seed: int = 20260101) -> Table:
    """A third stable, a third shifted in the middle, a third drifting; denominators 30-80."""
    rng = np.random.default_rng(seed)
    kind = np.arange(n_series) % 3
    position = np.arange(PERIODS)
    share = np.full((n_series, PERIODS), 0.4)
    share[kind == 1, PERIODS // 2 :] += 0.1
    share[kind == 2] += 0.002 * position
    n = rng.integers(30, 80, (n_series, PERIODS))
    labels = np.repeat(np.array([f"series {i:06d}" for i in range(n_series)], dtype=object), PERIODS)
    return {
        "series": labels,
        "x": np.tile(np.datetime64("2021-01") + position, n_series),
        "y": rng.binomial(n, share).astype(np.float64).ravel(),
        "n": n.astype(np.float64).ravel(),
    }


def bare_numpy(y: np.ndarray, n: np.ndarray) -> tuple[np.ndarray, ...]:
    """p limits, longest run and crossings of a whole matrix, and nothing else: no ties, gaps, phases or checks."""
    centre = y.sum(axis=1, keepdims=True) / n.sum(axis=1, keepdims=True)
    error = 3 * np.sqrt(centre * (1 - centre) / n)
    is_above = y / n > centre
    is_change = is_above[:, 1:] != is_above[:, :-1]
    position = np.arange(1, y.shape[1])
    latest = np.maximum.accumulate(np.where(is_change, position, 0), axis=1)
    longest = np.maximum((position - latest + 1).max(axis=1), 1)
    return np.clip(centre - error, 0, 1), np.clip(centre + error, 0, 1), longest, is_change.sum(axis=1)


def milliseconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start)


def interleaved(ours: Callable[[], Any], floor: Callable[[], Any]) -> tuple[float, float]:
    pairs = [(milliseconds(ours), milliseconds(floor)) for _ in range(ROUNDS)]
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def thousand() -> None:
    from qi.many import analyse_many

    table = long_table(1000)
    y, n = (table[name].reshape(-1, PERIODS) for name in ("y", "n"))
    first = milliseconds(lambda: analyse_many(table, "p", n="n"))
    ours, floor = interleaved(lambda: analyse_many(table, "p", n="n"), lambda: bare_numpy(y, n))
    cpu = time.process_time()
    analyse_many(table, "p", n="n")
    cpu = time.process_time() - cpu
    print("| 1,000 x 60, p chart, long table to phase table | ms | ratio to bare NumPy | limit |\n|---|---|---|---|")
    print(f"| bare NumPy: limits, longest run, crossings | {floor:.1f} | 1 | |")
    print(f"| qi: + which points, exact p, verdict, ties, gaps, phases | {ours:.1f} | {ours / floor:.1f} | 3 |")
    print(f"| qi, very first call (probability tables not yet built) | {first:.1f} | {first / floor:.1f} | |")
    slowest = " and ".join(f"{s / cpu:,.0f}" for s in QICHARTS2_S)
    print(
        f"\nCPU: qi {1000 * cpu:.1f} ms; pbcharts needs {PBCHARTS_S / cpu:,.0f} times, qicharts2 {slowest} times that."
    )


def growth() -> None:
    from qi.many import analyse_many

    print("\n| series x 60 | ms | µs per series | peak working memory / input arrays |\n|---|---|---|---|")
    for n_series in (100, 1_000, 10_000, 100_000):
        table = long_table(n_series)
        rounds = 3 if n_series > 10_000 else 7
        took = min(milliseconds(lambda: analyse_many(table, "p", n="n")) for _ in range(rounds))  # noqa: B023
        tracemalloc.start()
        analyse_many(table, "p", n="n")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        inputs = table["y"].nbytes + table["n"].nbytes
        print(f"| {n_series:,} | {took:.1f} | {1000 * took / n_series:.1f} | {peak / inputs:.1f} (limit 10) |")


def single() -> None:
    from qi.control_charts import control_chart
    from qi.run_charts import run_chart

    rng = np.random.default_rng(1)
    y = rng.binomial(50, 0.4, 24)
    run_chart(y)
    control_chart("p", y, np.full(24, 50))
    runs = min(milliseconds(lambda: run_chart(y)) for _ in range(200))
    charts = min(milliseconds(lambda: control_chart("p", y, np.full(24, 50))) for _ in range(200))
    print(f"\n| one chart of 24 points | ms | limit |\n|---|---|---|\n| run chart | {runs:.2f} | 1 |")
    print(f"| p chart with limits, rules and exact p | {charts:.2f} | 1 |")


def distribution() -> None:
    from qi.runs_distribution import known_centre_counts, own_centre_counts

    print("\n| joint table, whole numbers | ms | limit |\n|---|---|---|")
    for n, limit in ((100, 20), (500, 1000)):
        print(f"| known centre, n = {n} | {milliseconds(lambda: known_centre_counts(n)):.1f} | {limit} |")  # noqa: B023
        print(f"| own median, n = {n} | {milliseconds(lambda: own_centre_counts(n // 2, n // 2)):.1f} | {limit} |")  # noqa: B023


def start() -> None:
    code = "import time; t = time.process_time(); import qi; print(time.process_time() - t)"
    took = median(float(subprocess.check_output([sys.executable, "-c", code])) for _ in range(5))
    print(f"\nimport qi: {took:.2f} s (limit 0.5)")
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    distribution()
    thousand()
    growth()
    single()
    start()
