"""Many charts at once: what needs attention first, and how many signals chance alone would give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from qi.analysis import Analysis
from qi.verdict import Tone

_ATTENTION = {Tone.BAD: 0, Tone.UNCLEAR: 1, Tone.NEUTRAL: 1, Tone.GOOD: 2}


@dataclass(frozen=True, slots=True)
class Overview:
    """Analyses in reading order: signals (unwanted, neutral, wanted), random variation, not yet judged."""

    signals: tuple[Analysis, ...]
    random: tuple[Analysis, ...]
    unjudged: tuple[Analysis, ...]
    expected_by_chance: float
    """Signals to expect among the judged charts if all variation were random."""

    @property
    def n_judged(self) -> int:
        """How many charts have a verdict."""
        return len(self.signals) + len(self.random)


def overview(analyses: Iterable[Analysis]) -> Overview:
    """Sort analyses by the attention they need.

    Among signals of one tone the least probable comes first; charts without a signal keep their order.
    The expected number of false signals is the sum of each chart's own rate
    (see ``qi.runs_distribution``), as several charts at 1-8 % each add up.
    """
    listed = tuple(analyses)
    judged = [one for one in listed if one.facts.verdict.is_judged]
    signals = [one for one in judged if one.facts.verdict.is_signal]
    return Overview(
        signals=tuple(sorted(signals, key=_attention)),
        random=tuple(one for one in judged if not one.facts.verdict.is_signal),
        unjudged=tuple(one for one in listed if not one.facts.verdict.is_judged),
        expected_by_chance=sum(one.false_alarm_rate for one in judged),
    )


def _attention(one: Analysis) -> tuple[int, float]:
    p_value = one.chart.current.p_value
    return _ATTENTION[one.facts.tone], 1.0 if p_value is None else p_value
