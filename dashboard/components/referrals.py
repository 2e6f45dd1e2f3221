"""Beside the charts of referrals: coverage of the expected need, reasons, and days since the last adverse event."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from dashboard import cache
from dashboard.components import chrome, html, ranked
from dashboard.figures import explained
from qi import formats, wording
from qi.coverage import CoverageYear
from qi.indicators import INDICATORS
from qi.selection import Selection

EVENT = {"da": "utilsigtede hændelse", "en": "adverse event"}


def beside(selection: Selection, lang: str) -> None:
    """Show where referrals come from, why citizens decline or stop, coverage, and days since the last event."""
    html.show(_beside(selection, lang))


@cache.per_version(64)
def _beside(selection: Selection, lang: str) -> Markup:
    cards = [
        ranked.referral_mix(selection, lang),
        *(_reasons(kind, selection, lang) for kind in ("declined", "dropout")),
        _coverage(cache.coverage(selection), lang),
        _days_since(selection, lang),
    ]
    return chrome.section("more", lang) + html.render("pair", cards=[card for card in cards if card])


def _reasons(kind: str, selection: Selection, lang: str) -> Markup:
    shares = cache.reason_shares(kind, selection)
    titled = {one.key: wording.sentence(f"reason_code.{one.key or 'unstated'}", lang) for one in shares}
    return ranked.card(kind, shares, titled, lang, notes=["interval.note"]) if shares else Markup("")


def _coverage(years: Sequence[CoverageYear], lang: str) -> Markup:
    shown = [one for one in years if one.percent is not None and one.interval is not None]
    if not shown:
        return Markup("")
    whole = [one for one in shown if one.is_whole] or shown
    return html.render(
        "coverage",
        title=wording.sentence("section.coverage", lang),
        headline=_latest(whole[-1], lang),
        heads=[wording.sentence(f"coverage.{name}", lang) for name in ("year", "started", "expected", "share")]
        + [wording.sentence("table.interval", lang)],
        rows=[_year(one, lang) for one in shown],
        notes=[wording.sentence("coverage.note", lang)]
        + ([] if shown[-1].is_whole else [wording.sentence("coverage.part_year", lang)]),
    )


def _latest(one: CoverageYear, lang: str) -> str:
    return wording.sentence(
        "coverage.latest",
        lang,
        year=str(one.year),
        started=one.started,
        percent=formats.percent(one.percent or 0.0, lang=lang),
        ci=formats.confidence_interval(*_limits(one), lang=lang),
    )


def _year(one: CoverageYear, lang: str) -> list[str]:
    name = str(one.year) if one.is_whole else f"{one.year} *"
    counts = [formats.number(value, lang=lang) for value in (one.started, one.expected)]
    share = formats.percent(one.percent or 0.0, lang=lang)
    return [name, *counts, share, formats.interval(*_limits(one), lang=lang)]


def _limits(one: CoverageYear) -> tuple[float, float, int]:
    return (one.interval.low, one.interval.high, 0) if one.interval else (0.0, 0.0, 0)


def _days_since(selection: Selection, lang: str) -> Markup:
    since, goal = cache.days_since(selection), INDICATORS["B03"].goal
    if since.days is None:
        return Markup("")
    return html.render(
        "number",
        key="B03",
        title=explained.titled("since", wording.sentence("section.since", lang), lang),
        value=formats.number(since.days, lang=lang),
        headline=wording.days_since_sentence(since.days, EVENT[lang], lang, goal=round(goal.value) if goal else None),
        note=wording.sentence("rare.late", lang),
    )
