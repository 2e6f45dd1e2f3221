"""What happened after a change, in words: a verdict on each side, the difference, and never a cause."""

from __future__ import annotations

from qi import formats
from qi.aftermath import FEWEST, Aftermath
from qi.indicator import Indicator
from qi.intervals import Interval
from qi.run_charts import RunPhase
from qi.segmented import AHEAD, FEWEST_EACH, Estimate, Segmented, TooFewPoints
from qi.wording.catalogue import fill, sentence
from qi.wording.nouns import PERCENT, PERCENTAGE_POINTS, counted, with_unit


def aftermath_lines(after: Aftermath, indicator: Indicator, lang: str = "da") -> list[str]:
    """Say the numbers before and since, then how far they lie apart."""
    return [
        _side("before", after.before, after.n_before, indicator, lang),
        _side("since", after.after, after.n_after, indicator, lang),
        _difference(after, indicator, lang),
    ]


def _side(name: str, phase: RunPhase | None, n: int, indicator: Indicator, lang: str) -> str:
    if phase is None:
        return sentence(f"after.{name}_none", lang)
    return sentence(
        f"after.{name}",
        lang,
        points=counted(n, "point", lang),
        median=with_unit(phase.centre, indicator.unit, lang, decimals=indicator.decimals),
        verdict=sentence(f"focus.phase_{phase.verdict.value}", lang),
    )


def _difference(after: Aftermath, indicator: Indicator, lang: str) -> str:
    if after.difference is None or after.interval is None:
        return sentence("after.too_few", lang, n=FEWEST)
    is_clear = not after.interval.low <= 0 <= after.interval.high
    return sentence(
        "after.apart" if is_clear else "after.unsettled",
        lang,
        change=_change(after.difference, indicator, lang),
        interval=_interval(after.interval, indicator, lang),
    )


def trend_lines(trend: Segmented | TooFewPoints, indicator: Indicator, lang: str = "da") -> list[tuple[str, str]]:
    """Return the segmented regression as name and value, or the one line that says how many points are missing."""
    if isinstance(trend, TooFewPoints):
        missing = {"before": trend.before, "after": trend.after, "n": FEWEST_EACH}
        return [(sentence("its.title", lang), sentence("its.too_few", lang, **missing))]
    return [
        *(
            (fill(f"its.{name}", lang, {"n": AHEAD}), _estimate(one, indicator, lang))
            for name, one in (
                ("slope_before", trend.slope_before),
                ("level", trend.level_change),
                ("slope", trend.slope_change),
                ("ahead", trend.ahead),
            )
        ),
        (
            sentence("its.follow", lang),
            sentence("its.lag", lang, lag=trend.lag, r=formats.number(trend.autocorrelation, 2, lang=lang))
            if trend.autocorrelation == trend.autocorrelation
            else "–",
        ),
    ]


def _estimate(one: Estimate, indicator: Indicator, lang: str) -> str:
    return f"{_change(one.value, indicator, lang)} ({_interval(one.interval, indicator, lang)})"


def _change(value: float, indicator: Indicator, lang: str) -> str:
    decimals = indicator.decimals + 1
    if indicator.unit == PERCENT:
        return with_unit(value, PERCENTAGE_POINTS, lang, decimals=decimals)
    plus = "+" if formats.round_half_up(value, decimals) > 0 else ""
    return f"{plus}{with_unit(value, indicator.unit, lang, decimals=decimals)}"


def _interval(interval: Interval, indicator: Indicator, lang: str) -> str:
    return formats.confidence_interval(interval.low, interval.high, indicator.decimals + 1, lang=lang)
