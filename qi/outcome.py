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

MIN_COMPLETE = 10
"""With fewer citizens measured in all three waves, each change rests on those measured in its own two."""

SHARE_OF = {"hba1c": "hba1c_below_53"}
"""The share that is told beside the distribution of a measure whose change is a mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A measure in one selection of courses. ``changes``: start to end, start to follow-up, end to follow-up.

    ``share`` is the change of the share that belongs to the distribution, None where the change itself is a share.
    """

    measure: ChangeMeasure
    among: Among
    changes: tuple[PairedChange, ...]
    means: tuple[WaveMean, ...]
    distribution: tuple[WaveDistribution, ...]
    share: PairedChange | None
    flow: Attrition

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
    )
