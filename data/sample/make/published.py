"""Answers moved to the published counts: the fewest changes, lowest ranks first, only inside the calibrated scope."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.sample.make.courses import CANCER, dates, in_havnsted
from data.sample.make.exact import in_diabetes_cohort, percent, printing

# Source: F-A04. The names of the two groups are lost; ours are two units, (start, end) percent good self-rated health.
GROUPS = {"907-1": (52, 79), "907-2": (47, 68)}
# Source: F-A03, percent i hoej grad or i nogen grad at end in 2024.
BENEFITS = {"e01": 78, "e02": 63, "e03": 84}
# Source: F-C04 and F-C05, percent by wave of the 113 who answered at start, end and follow-up.
COMPLETE_ANSWERS = 113
ACTIVITY = {"start": (21, 27, 17, 17, 8, 10), "end": (5, 29, 21, 17, 9, 19), "followup": (5, 37, 25, 12, 9, 12)}
FITNESS = {"start": (27, 30, 26, 18, 0), "end": (6, 28, 31, 32, 3), "followup": (12, 24, 35, 28, 2)}
LAST_GOOD, FIRST_BAD, LAST_AGREE, FIRST_DISAGREE = 3, 4, 2, 3


def calibrate(rng: np.random.Generator, courses: pd.DataFrame, sent: pd.DataFrame, responses: pd.DataFrame) -> None:
    """Change ``value`` in ``responses`` so that F-A03, F-A04, F-C04 and F-C05 come out as printed."""
    tie = pd.Series(rng.random(len(responses)), responses.index)
    year = sent.assign(year=dates(sent, "sent").astype("datetime64[Y]").astype(int) + 1970)
    place = courses.loc[responses["c"], ["m", "p", "unit"]].set_index(responses.index)
    rows = responses.merge(year[["c", "wave", "year"]], on=["c", "wave"], how="left").set_index(responses.index)
    rows = rows.join(place).assign(rank=responses["value"] + tie)
    cancer = rows[in_havnsted(rows, CANCER)]
    _benefits(responses, cancer[(cancer["year"] == 2024) & cancer["value"].notna()])
    for unit, (start, end) in GROUPS.items():
        _self_rated(responses, cancer[(cancer["unit"] == unit) & (cancer["item"] == "srh")], start, end)
    cohort = rows[in_diabetes_cohort(rows)]
    for item, published in (("activity", ACTIVITY), ("fitness", FITNESS)):
        _ordered(responses, cohort[cohort["item"] == item], published)


def _split(responses: pd.DataFrame, rows: pd.DataFrame, count: int, low: int, high: int) -> None:
    """Give the ``count`` lowest ranks at most ``low`` and the others at least ``high``."""
    order = rows["rank"].sort_values(kind="stable").index
    responses.loc[order[:count], "value"] = np.minimum(responses.loc[order[:count], "value"], low)
    responses.loc[order[count:], "value"] = np.maximum(responses.loc[order[count:], "value"], high)


def _benefits(responses: pd.DataFrame, rows: pd.DataFrame) -> None:
    for item, wanted in BENEFITS.items():
        asked = rows[rows["item"] == item]
        count = round(wanted / 100 * len(asked))
        if percent(count, len(asked)) != wanted:
            raise ValueError(f"{item}: no count of {len(asked)} prints as {wanted}")
        _split(responses, asked, count, LAST_AGREE, FIRST_DISAGREE)


def _self_rated(responses: pd.DataFrame, rows: pd.DataFrame, start: int, end: int) -> None:
    """Print as published among all answers of 2024 and among the pairs that ended in 2024, at start and at end."""
    row_of = pd.Series(rows.index, pd.MultiIndex.from_arrays([rows["c"], rows["wave"]]))
    first, last = rows[rows["wave"] == "start"], rows[(rows["wave"] == "end") & (rows["year"] == 2024)]
    started, this_year = pd.Index(first["c"]), pd.Index(first.loc[first["year"] == 2024, "c"])
    all_pairs, all_others = pd.Index(last["c"]).intersection(started), pd.Index(last["c"]).difference(started)
    for n_pairs, n_others in _fewest_left_out(len(all_pairs), len(all_others)):
        pairs, others = all_pairs[:n_pairs], all_others[:n_others]
        at_start = [this_year.intersection(pairs), pairs.difference(this_year), this_year.difference(pairs)]
        at_end = [pairs, others]
        start_counts = _counts([len(c) for c in at_start], [(0, 1), (0, 2)], start)
        end_counts = _counts([len(c) for c in at_end], [(0,), (0, 1)], end)
        if start_counts and end_counts:
            break
    else:
        raise ValueError("no counts print as published: widen the search")
    left_out = [*all_pairs[n_pairs:], *all_others[n_others:]]
    responses.loc[row_of[[(c, "end") for c in left_out]], "value"] = np.nan
    for wave, cells, counts in (("start", at_start, start_counts), ("end", at_end, end_counts)):
        for cell, count in zip(cells, counts, strict=True):
            _split(responses, rows.loc[row_of[[(c, wave) for c in cell]]], count, LAST_GOOD, FIRST_BAD)


def _fewest_left_out(n_pairs: int, n_others: int) -> Iterator[tuple[int, int]]:
    """Return how many pairs and others answer the item: all first, then ever more who leave it out."""
    for left_out in range(min(n_pairs, n_others)):
        for pairs_left_out in range(left_out + 1):
            yield n_pairs - pairs_left_out, n_others - (left_out - pairs_left_out)


def _counts(sizes: list[int], unions: list[tuple[int, ...]], wanted: int) -> tuple[int, ...] | None:
    """Return counts near the wanted percent of each cell so that every union of cells prints as wanted."""
    near = [sorted({max(0, min(n, round(wanted / 100 * n) + d)) for d in (-1, 0, 1)}) for n in sizes]
    for counts in itertools.product(*near):
        parts = [(sum(counts[i] for i in union), sum(sizes[i] for i in union)) for union in unions]
        if all(whole and percent(part, whole) == wanted for part, whole in parts):
            return counts
    return None


def _ordered(responses: pd.DataFrame, rows: pd.DataFrame, published: dict[str, tuple[int, ...]]) -> None:
    """Print as published among the complete cases, and among everybody who answered at that wave."""
    complete = _complete(rows)
    for wave, percents in published.items():
        asked = rows[rows["wave"] == wave]
        is_complete = asked["c"].isin(complete)
        counts = np.array(printing(percents, COMPLETE_ANSWERS))
        _assign(responses, asked[is_complete], counts)
        _assign(responses, asked[~is_complete], np.array(printing(percents, len(asked))) - counts)


def _complete(rows: pd.DataFrame) -> NDArray[np.int64]:
    waves = rows.groupby("c")["wave"].nunique()
    complete = waves.index[waves == 3].to_numpy()
    if len(complete) != COMPLETE_ANSWERS:
        raise ValueError(f"need {COMPLETE_ANSWERS} citizens who answered three times, got {len(complete)}")
    return complete


def _assign(responses: pd.DataFrame, rows: pd.DataFrame, counts: NDArray[np.int64]) -> None:
    order = rows["rank"].sort_values(kind="stable").index
    responses.loc[order, "value"] = np.repeat(np.arange(1, len(counts) + 1), counts).astype(float)
