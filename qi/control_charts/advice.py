"""Which chart type fits the data, and why, in words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from qi.run_charts import MIN_POINTS

ENOUGH_FOR_LIMITS = 20
"""Points before control limits say more than a run chart. Source: domain dossier 3.4 (run chart up to about 24)."""

FEW_EVENTS = 5
"""Expected events per subgroup below which limits of shares mislead. Source: rule of thumb n x share >= 5."""

LARGE_DENOMINATOR = 1000
"""Denominators from which ordinary variation between months dwarfs chance. Source: Laney (2002), Qual Eng 14:531."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A chart type and the reason in Danish and English."""

    kind: str
    reason_da: str
    reason_en: str


def advise(values: ArrayLike, denominators: ArrayLike | None = None, *, periods: ArrayLike | None = None) -> Advice:
    """Return the chart type that fits one series, with the reason.

    Shapes as in ``control_chart``. Without denominators whole counts are not told from measurements, so name ``c``,
    ``g`` or ``t`` yourself for those. Reference: Provost & Murray, The Health Care Data Guide, chart selection.
    """
    y = np.asarray(values, dtype=np.float64)
    x = np.arange(len(y)) if periods is None else np.asarray(periods)
    subgroups, rows = np.unique(x[np.isfinite(y)], return_counts=True)
    if len(subgroups) < ENOUGH_FOR_LIMITS:
        return _few_points(len(subgroups))
    if denominators is not None:
        return _with_denominators(y, np.asarray(denominators, dtype=np.float64), len(subgroups))
    if np.median(rows) >= 2:
        return Advice(
            "xbar",
            "Hver periode har flere målinger, så gennemsnittet vises med grænser fra variationen i perioden.",
            "Each period has several measurements, so means are shown with limits from the variation within.",
        )
    return Advice(
        "i",
        "Hver periode har én måling, så målingerne vises enkeltvis med grænser fra naboforskelle.",
        "Each period has one measurement, so they are shown one by one with limits from differences of neighbours.",
    )


def _few_points(n: int) -> Advice:
    return Advice(
        "run",
        f"Der er {n} tal. Under {ENOUGH_FOR_LIMITS} tal siger et seriediagram mere end usikre kontrolgrænser"
        + (f", og det vurderes fra {MIN_POINTS} tal." if n < MIN_POINTS else "."),
        f"There are {n} points. Below {ENOUGH_FOR_LIMITS} a run chart says more than uncertain control limits"
        + (f", and it is judged from {MIN_POINTS} points." if n < MIN_POINTS else "."),
    )


def _with_denominators(y: np.ndarray, n: np.ndarray, subgroups: int) -> Advice:
    is_row = np.isfinite(y) & np.isfinite(n) & (n > 0)
    y, n = y[is_row], n[is_row]
    is_whole = bool(np.all(y == np.round(y)) and np.all(y >= 0))
    if not is_whole:
        return Advice(
            "ip",
            "Tællerne er ikke hele antal, og nævnerne er forskellige, så grænserne følger nævneren (I′).",
            "The numerators are not whole counts and denominators differ, so limits follow the denominator (I′).",
        )
    share = y.sum() / n.sum()
    events = min(share, abs(1 - share)) * n.sum() / subgroups if np.all(y <= n) else y.sum() / subgroups
    if events < FEW_EVENTS:
        return Advice(
            "run",
            f"Der er kun omkring {events:.1f} hændelser pr. periode, så kontrolgrænser ville vildlede; vis evt. dage "
            "eller antal mellem hændelser (T eller G).".replace(".", ",", 1),
            f"There are only about {events:.1f} events per period, so control limits would mislead; consider days or "
            "cases between events (T or G).",
        )
    is_share = bool(np.all(y <= n) and np.all(n == np.round(n)))
    kind = ("p" if is_share else "u") + ("p" if np.median(n) >= LARGE_DENOMINATOR else "")
    return _counts(kind)


def _counts(kind: str) -> Advice:
    what_da, what_en = ("andele", "shares") if kind.startswith("p") else ("rater", "rates")
    if kind.endswith("p") and len(kind) == 2:
        return Advice(
            kind,
            f"Det er {what_da} med store nævnere, hvor perioder varierer mere end tilfældet alene (Laney).",
            f"These are {what_en} with large denominators, where periods vary more than chance alone (Laney).",
        )
    return Advice(
        kind,
        f"Det er {what_da} af hele antal med forskellige nævnere, så grænserne følger nævneren.",
        f"These are {what_en} of whole counts with different denominators, so limits follow the denominator.",
    )
