"""Does a change hold when it is asked in other ways: resampled, weighted, with everybody in, with the missing worse?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from qi.bootstrap import bootstrap_mean
from qi.change import Among, chosen_scores
from qi.dataset import WAVES, Dataset
from qi.instruments import CHANGE_MEASURES, ChangeMeasure
from qi.intervals import Interval
from qi.repeated_measures import MIN_PAIRS, RepeatedMeasures, Shifted, repeated_measures, shifted, tipping_point
from qi.selection import Selection
from qi.who_is_missing import Missing, missing

SEED = 20150601
"""One seed for all: the same citizens always give the same interval."""

SHIFTS = 5
"""How many steps of worse results for the missing are tried."""

_STEPS = {"hba1c": 1.0, "who5": 2.0}
"""The size of a step in the unit of the measure."""

MOST_STEPS = 100
"""How many tenths of a step the search for the tipping point goes, times ten."""

__all__ = ["MIN_PAIRS", "Robustness", "robustness"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Robustness:
    """One change from start to end, asked in several ways; None where a way cannot be gone.

    ``model`` holds the three waves with drop-out; ``shifts`` the change from start to end if those without an end
    measurement ended ever worse than it expects, and ``tipping`` from where on the numbers no longer settle it.
    ``resampled`` is the bootstrap interval of the mean change. Measures followed as a share have neither.
    """

    measure: ChangeMeasure
    n_pairs: int
    resampled: Interval | None
    model: RepeatedMeasures | None
    shifts: tuple[Shifted, ...]
    tipping: float | None
    missing: Missing


def robustness(dataset: Dataset, measure: str, selection: Selection, *, among: Among) -> Robustness:
    """Ask one change in other ways. Raises KeyError for an unknown measure."""
    record = CHANGE_MEASURES[measure]
    scores = chosen_scores(dataset, record, selection)
    waves = WAVES if among is Among.COMPLETE else ("start", "end")
    paired = scores[np.isfinite(scores[:, : len(waves)]).all(axis=1)]
    is_mean = record.hits is None
    model = repeated_measures(scores) if is_mean else None
    shifts, tipping = _shifts(record, model, n=len(scores), n_missing=int(np.isnan(scores[:, 1]).sum()))
    return Robustness(
        measure=record,
        n_pairs=len(paired),
        resampled=bootstrap_mean(paired[:, 1] - paired[:, 0], np.random.default_rng(SEED)) if is_mean else None,
        model=model,
        shifts=shifts,
        tipping=tipping,
        missing=missing(dataset, measure, selection),
    )


def _shifts(
    record: ChangeMeasure, model: RepeatedMeasures | None, *, n: int, n_missing: int
) -> tuple[tuple[Shifted, ...], float | None]:
    if model is None or n_missing == 0:
        return (), None
    contrast, step = model.contrasts[0], _STEPS.get(record.key, 1.0)
    against = -1.0 if contrast.difference > 0 else 1.0
    moved = tuple(shifted(contrast, against * step * i, n=n, n_missing=n_missing) for i in range(SHIFTS + 1))
    tipping = tipping_point(contrast, n=n, n_missing=n_missing, step=step / 10, most=step * MOST_STEPS / 10)
    return moved, tipping
