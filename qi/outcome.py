"""One outcome from all sides: the change, the level in each wave, the spread, and who is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from qi.change import (
    CHANGE_MEASURES,
    Among,
    Attrition,
    ChangeMeasure,
    PairedChange,
    WaveDistribution,
    WaveMean,
    attrition,
    paired_change,
    wave_distribution,
    wave_means,
)
from qi.dataset import WAVES, Dataset
from qi.selection import Selection
from qi.transitions import Flows, Moves, Reached, flows, moves, reached
from qi.who_is_missing import SHARE_OF

MIN_COMPLETE = 10
"""With fewer citizens measured in all three waves, each change rests on those measured in its own two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A measure in one selection of courses. ``changes``: start to end, start to follow-up, end to follow-up.

    ``share`` is the change of the share that belongs to the distribution, None where the change itself is a share.
    ``moves`` and ``flows`` need bands, ``reached`` a change that is agreed to be noticeable.
    """

    measure: ChangeMeasure
    among: Among
    changes: tuple[PairedChange, ...]
    means: tuple[WaveMean, ...]
    distribution: tuple[WaveDistribution, ...]
    share: PairedChange | None
    flow: Attrition
    moves: Moves | None
    flows: Flows | None
    reached: Reached | None

    @property
    def is_measured(self) -> bool:
        """Whether anybody in the selection has been measured at all."""
        return any(mean.n or mean.is_suppressed for mean in self.means)


def outcome(dataset: Dataset, measure: str, selection: Selection) -> Outcome:
    """Return all there is to say about one measure. Raises KeyError for an unknown measure.

    All numbers rest on the same citizens: those measured in all three waves when there are enough of them, else those
    measured at start and end.
    """
    record = CHANGE_MEASURES[measure]
    complete = paired_change(dataset, measure, selection, among=Among.COMPLETE)
    among = Among.COMPLETE if complete.n >= MIN_COMPLETE else Among.PAIRED
    share = SHARE_OF.get(measure)
    return Outcome(
        measure=record,
        among=among,
        changes=tuple(
            paired_change(dataset, measure, selection, before=before, after=after, among=among)
            for before, after in combinations(WAVES, 2)
        ),
        means=wave_means(dataset, measure, selection, among=among),
        distribution=wave_distribution(dataset, measure, selection, among=among) if record.bands else (),
        share=paired_change(dataset, share, selection, among=among) if share else None,
        flow=attrition(dataset, measure, selection),
        moves=moves(dataset, measure, selection, among=among),
        flows=flows(dataset, measure, selection) if among is Among.COMPLETE else None,
        reached=reached(dataset, measure, selection, among=among),
    )
