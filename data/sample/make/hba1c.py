"""HbA1c in diabetes courses. The cohort of Gruppe 1 in 907 reproduces F-C01, F-C02 and F-C03; all others resemble it.

Whole mmol/mol are placed inside the printed bands, moved until sum and sum of squares give the printed mean and
interval, and then permuted until the changes between the waves have the printed intervals too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.sample.make.courses import DIABETES, dates, month_of, rate
from data.sample.make.exact import in_diabetes_cohort
from data.sample.make.places import AS_OF
from data.sample.make.questionnaires import add_months
from data.sample.make.rates import Rates

Values = NDArray[np.int64]
WAVES = ("start", "end", "followup")
COMPLETE, END_ONLY, START_ONLY = 131, 41, 174  # 172 measured at end, 305 at start
LOWEST, HIGHEST = 34, 112
BANDS = ((LOWEST, 47), (48, 52), (53, 57), (58, 75), (76, HIGHEST))
# Counts that print as F-C03 (percent of 131): 21/27/15/27/11, 39/23/21/12/5 and 34/30/15/17/5.
BAND_COUNTS = {"start": (27, 35, 20, 35, 14), "end": (51, 30, 27, 16, 7), "followup": (45, 39, 19, 22, 6)}
# Sums giving 58.5, 52.0 and 52.7; standard deviations giving the intervals of F-C02 (95 percent, t with 130 df).
TOTALS = {"start": 7666, "end": 6811, "followup": 6907}
SDS = {"start": 15.6, "end": 12.7, "followup": 11.87}
CHANGE_SDS = {("start", "end"): 14.22, ("start", "followup"): 17.36, ("end", "followup"): 10.1}
ALL_STARTS_TOTAL, ALL_STARTS_SD = 17385, 14.2  # the 305 measured at start: 57.0 (55.4;58.6)


@dataclass(frozen=True, slots=True)
class Pool:
    """The values of the calibrated cohort: complete triples, and starts and ends measured alone."""

    triples: Values
    starts: Values
    ends: Values


def make_hba1c(rng: np.random.Generator, table: Rates, courses: pd.DataFrame) -> pd.DataFrame:
    """Return one row per measurement: c, wave, value, taken."""
    started = courses[(courses["p"] == DIABETES) & courses["start"].notna()]
    pool = calibrated_pool(rng)
    is_cohort = in_diabetes_cohort(started)
    cohort = _cohort(rng, pool, started[is_cohort])
    others = _others(rng, table, pool, started[~is_cohort])
    return pd.concat([cohort, others]).sort_values("c", kind="stable", ignore_index=True)


def calibrated_pool(rng: np.random.Generator) -> Pool:
    """Return the values of the cohort, exact in bands, means, deviations and deviations of the changes."""
    waves = [_wave_values(rng, wave) for wave in WAVES]
    triples = _arranged(rng, waves)
    squares = (305 - 1) * ALL_STARTS_SD**2 + ALL_STARTS_TOTAL**2 / 305 - float((waves[0] ** 2).sum())
    alone = _moved(
        rng, _gamma(rng, 55.9, 13.2, START_ONLY), LOWEST, HIGHEST, ALL_STARTS_TOTAL - TOTALS["start"], squares
    )
    return Pool(triples, alone, _gamma(rng, 53.0, 12.0, END_ONLY))


def _gamma(rng: np.random.Generator, mean: float, sd: float, n: int) -> Values:
    """Return whole numbers with a lower limit and a long right tail."""
    shape = ((mean - LOWEST) / sd) ** 2
    drawn = LOWEST + rng.gamma(shape, (mean - LOWEST) / shape, n)
    return np.clip(np.rint(drawn), LOWEST, HIGHEST).astype(np.int64)


def _wave_values(rng: np.random.Generator, wave: str) -> Values:
    n, low, high, values = COMPLETE, [], [], []
    for (band_low, band_high), count in zip(BANDS, BAND_COUNTS[wave], strict=True):
        share = (
            rng.beta(2.2, 1.0, count)
            if band_low == LOWEST
            else rng.beta(1.0, 1.6 if band_high < HIGHEST else 3.5, count)
        )
        values.append(band_low + np.floor(share * (band_high - band_low + 1)).astype(np.int64))
        low.append(np.full(count, band_low))
        high.append(np.full(count, band_high))
    squares = (n - 1) * SDS[wave] ** 2 + TOTALS[wave] ** 2 / n
    lows, highs = np.concatenate(low), np.concatenate(high)
    return _moved(rng, np.minimum(np.concatenate(values), highs), lows, highs, TOTALS[wave], squares)


def _moved(
    rng: np.random.Generator, values: Values, low: Values | int, high: Values | int, total: int, squares: float
) -> Values:
    """Move values by one inside their limits: singly until the sum is reached, then in pairs for the sum of squares."""
    out, low, high = values.copy(), np.broadcast_to(low, values.shape), np.broadcast_to(high, values.shape)
    for i in rng.integers(0, len(out), 4_000):
        step = np.sign(total - out.sum())
        if low[i] <= out[i] + step <= high[i]:
            out[i] += step
    gap = float((out**2).sum()) - squares
    for i, j in rng.integers(0, len(out), (20_000, 2)):
        change = 2 * (out[i] - out[j]) + 2
        if i != j and out[i] < high[i] and out[j] > low[j] and abs(gap + change) < abs(gap):
            out[i], out[j] = out[i] + 1, out[j] - 1
            gap += change
    return out


def _arranged(rng: np.random.Generator, waves: list[Values]) -> Values:
    """Return the three waves as columns, permuted until their pairwise sums of products are reached."""
    targets = [_product_target(WAVES[a], WAVES[b], waves[a], waves[b]) for a, b in PAIRS]
    latent = rng.multivariate_normal(np.zeros(3), [[1, 0.52, 0.23], [0.52, 1, 0.66], [0.23, 0.66, 1]], COMPLETE)
    columns = [np.sort(wave)[np.argsort(np.argsort(latent[:, k]))] for k, wave in enumerate(waves)]
    gaps = np.array([float(columns[a] @ columns[b]) - target for (a, b), target in zip(PAIRS, targets, strict=True)])
    for k, i, j in zip(rng.integers(1, 3, 20_000), *rng.integers(0, COMPLETE, (2, 20_000)), strict=True):
        jump = columns[k][j] - columns[k][i]
        change = [jump * (columns[a + b - k][i] - columns[a + b - k][j]) if k in (a, b) else 0 for a, b in PAIRS]
        if np.abs(gaps + change).sum() < np.abs(gaps).sum():
            columns[k][i], columns[k][j] = columns[k][j], columns[k][i]
            gaps += change
    return np.stack(columns, axis=1)


PAIRS = ((0, 1), (0, 2), (1, 2))


def _product_target(first: str, second: str, a: Values, b: Values) -> float:
    change = TOTALS[second] - TOTALS[first]
    squares = (COMPLETE - 1) * CHANGE_SDS[first, second] ** 2 + change**2 / COMPLETE
    return (float((a**2).sum()) + float((b**2).sum()) - squares) / 2


def _cohort(rng: np.random.Generator, pool: Pool, started: pd.DataFrame) -> pd.DataFrame:
    """Give the pool to the cohort in random order: 131 complete, 41 at end only, 174 at start only."""
    order = started.iloc[rng.permutation(len(started))]
    ended = order[order["end"].notna()]
    complete, end_only = ended[:COMPLETE], ended[COMPLETE : COMPLETE + END_ONLY]
    rest = order.drop(index=[*complete.index, *end_only.index])[:START_ONLY]
    triples = pool.triples[rng.permutation(COMPLETE)]
    parts = [_rows(complete, wave, triples[:, k]) for k, wave in enumerate(WAVES)]
    return pd.concat([*parts, _rows(end_only, "end", pool.ends), _rows(rest, "start", pool.starts)])


def _others(rng: np.random.Generator, table: Rates, pool: Pool, started: pd.DataFrame) -> pd.DataFrame:
    """Measure the same shares elsewhere, with values drawn around those of the cohort."""
    n = len(started)
    ended = started["end"].notna().to_numpy()
    u = rng.random(n)
    is_complete = ended & (u < COMPLETE / 355)
    is_end_only = ended & ~is_complete & (u < (COMPLETE + END_ONLY) / 355)
    is_start_only = ~is_complete & ~is_end_only & (rng.random(n) < START_ONLY / (461 - COMPLETE - END_ONLY))
    shift = np.rint(rate(table, "hba1c_shift", started, month_of(dates(started, "end")))).astype(int)
    triples = pool.triples[rng.integers(0, COMPLETE, n)] + rng.integers(-2, 3, (n, 3)) + shift[:, None] * [0, 1, 1]
    starts, ends = pool.starts[rng.integers(0, START_ONLY, n)], pool.ends[rng.integers(0, END_ONLY, n)] + shift
    parts = [_rows(started[is_complete], wave, triples[is_complete, k]) for k, wave in enumerate(WAVES)]
    parts += [
        _rows(started[is_end_only], "end", ends[is_end_only]),
        _rows(started[is_start_only], "start", starts[is_start_only]),
    ]
    return pd.concat(parts)


def _rows(courses: pd.DataFrame, wave: str, values: Values) -> pd.DataFrame:
    at_wave = dates(courses, "start" if wave == "start" else "end")
    taken = add_months(at_wave, np.full(len(courses), 6 if wave == "followup" else 0))
    frame = pd.DataFrame(
        {"c": courses.index, "wave": wave, "value": np.maximum(values, 31).astype(float), "taken": taken}
    )
    return frame[taken <= AS_OF]
