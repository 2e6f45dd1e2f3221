"""One outcome at a time: the change in one sentence, its picture as proof, then spread, moves and the missing."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dashboard import cache
from dashboard.components import chrome, glossary, html
from dashboard.figures import explained, icons
from dashboard.figures.outcome import attrition_figure, change_figure, distribution_figure, flows_figure, means_figure
from qi import formats, wording
from qi.change import PairedChange
from qi.outcome import Outcome
from qi.selection import Selection
from qi.transitions import Moves, Reached
from qi.verdict import Direction

MEASURES = ("hba1c", "srh", "who5", "activity", "fitness")
SPLITS = {"hba1c": 2, "srh": 3, "who5": 2, "activity": 3, "fitness": 3}
"""How many bands lie on the first side of the threshold people ask about."""


def choose(selection: Selection, lang: str) -> Outcome | None:
    """Let the visitor choose among the outcomes that are measured in the selection; None where none is."""
    measured = {key: one for key in MEASURES if (one := cache.outcome(key, selection)).is_measured}
    if not measured:
        chrome.notice(wording.sentence("outcome.nobody", lang))
        return None
    with st.container(key="choose-outcome"):
        key = st.segmented_control(
            wording.sentence("outcome.choose", lang),
            list(measured),
            format_func=lambda key: title(measured[key], lang),
            default=next(iter(measured)),
            required=True,
            key="resultat",
            bind="query-params",
        )
    return measured.get(key or "", next(iter(measured.values())))


def show(one: Outcome, selection: Selection, lang: str) -> None:
    """Show one outcome from all sides."""
    html.show(_cards(one.measure.key, selection, lang))


@cache.per_version(128)
def _cards(key: str, selection: Selection, lang: str) -> Markup:
    one = cache.outcome(key, selection)
    aside = html.render("aside", text=wording.sentence("outcome.by_start", lang))
    side_by_side = [card for card in (_who(one, lang), _moves(one, lang)) if card]
    return aside + _answer(one, lang) + _spread(one, lang) + html.render("pair", cards=side_by_side)


def title(one: Outcome, lang: str) -> str:
    """Return what the outcome is called."""
    return one.measure.title(lang)


def _answer(one: Outcome, lang: str) -> Markup:
    first = one.changes[0]
    said = change_in_words(first, lang)
    label = f"{title(one, lang)}. {said}"
    return html.render(
        "outcome",
        key=one.measure.key,
        name=explained.titled("paired", title(one, lang), lang),
        icon=_icon(first),
        headline=said,
        who=[] if first.is_suppressed else glossary.marked(filter(None, _who_is_in(first, lang)), lang),
        titles={name: wording.sentence(f"section.{name}", lang) for name in ("mean", "change")},
        n=first.n,
        means=means_figure(one.means, one.measure, label=label, lang=lang),
        changes=change_figure(one.changes, label=label, lang=lang),
    )


def _who_is_in(first: PairedChange, lang: str) -> list[str]:
    return [
        wording.pairs_sentence(first.n, first.n_started, lang) if first.n else "",
        _selection_effect(first, lang),
        _regression(first, lang),
    ]


def change_in_words(change: PairedChange, lang: str) -> str:
    """Return the sentence about one paired change: estimate, interval, how many."""
    if change.is_suppressed:
        return wording.sentence("small", lang)
    if change.interval is None or change.difference is None or change.mean_before is None or change.mean_after is None:
        return wording.sentence("outcome.none", lang)
    measure, low, high = change.measure, change.interval.low, change.interval.high
    if measure.hits:
        return wording.share_change_sentence(
            change.mean_before,
            change.mean_after,
            change.difference,
            low=low,
            high=high,
            n=change.n,
            lang=lang,
            direction=measure.direction,
        )
    return wording.change_sentence(
        measure.title(lang),
        change.difference,
        low=low,
        high=high,
        n=change.n,
        unit=measure.unit,
        lang=lang,
        direction=measure.direction,
    )


def _icon(change: PairedChange) -> Markup:
    if change.interval is None or change.interval.low <= 0 <= change.interval.high:
        return icons.outcome_icon("random", is_down=False)
    is_down = change.interval.high < 0
    is_wanted = is_down == (change.measure.direction is Direction.DOWN)
    return icons.outcome_icon("good" if is_wanted else "bad", is_down=is_down)


def _selection_effect(change: PairedChange, lang: str) -> str:
    """Say how those measured both times started compared with all measured at start, where that can be told."""
    if change.all_before is None or change.mean_before is None or change.n == change.n_before:
        return ""
    difference = change.mean_before - change.all_before
    if not formats.round_half_up(difference, 1):
        return ""
    return wording.start_difference_sentence(difference, n=change.n, unit=change.measure.unit, lang=lang)


def _regression(change: PairedChange, lang: str) -> str:
    """Warn that a mean which moved the wanted way would have moved a little by itself."""
    interval, direction = change.interval, change.measure.direction
    if change.measure.hits or interval is None or interval.low <= 0 <= interval.high:
        return ""
    if (interval.low > 0) != (direction is Direction.UP):
        return ""
    return wording.sentence(f"pair.rtm_{direction.value}", lang)


def _spread(one: Outcome, lang: str) -> Markup:
    if one.measure.key not in SPLITS or not any(wave.percents for wave in one.distribution):
        return Markup("")
    name = wording.sentence("section.distribution", lang)
    said = change_in_words(one.share, lang) if one.share and one.share.n else ""
    figure = distribution_figure(
        one.distribution,
        split=SPLITS[one.measure.key],
        sides=(
            wording.sentence(f"sides.{one.measure.key}.under", lang),
            wording.sentence(f"sides.{one.measure.key}.over", lang),
        ),
        label=f"{title(one, lang)}. {name}",
        lang=lang,
    )
    return _card(
        f"spread-{one.measure.key}",
        name=explained.titled("distribution", _share_title(one, lang) or title(one, lang), lang),
        headline=said or name,
        figure=figure,
        note=[wording.sentence("interval.percent_of", lang, n=one.distribution[0].n)],
        numbers=_band_table(one, lang),
        lang=lang,
    )


def _band_table(one: Outcome, lang: str) -> Markup:
    """Return the bands as numbers, also those too thin to be written in the picture."""
    bands = one.distribution[0].bands
    return html.render(
        "numbers",
        title=wording.sentence("equity.table", lang),
        text="",
        heads=["", *(band.label(lang) for band in bands)],
        rows=[
            [wording.sentence(f"wave.{wave.wave}", lang), *(formats.percent(each, lang=lang) for each in wave.percents)]
            for wave in one.distribution
            if wave.percents
        ],
    )


def _share_title(one: Outcome, lang: str) -> str:
    if one.share is None:
        return ""
    return one.share.measure.title(lang)


def _who(one: Outcome, lang: str) -> Markup:
    flow = one.flow
    said = _flow_in_words(one, lang)
    open_ones = [
        wording.sentence(key, lang, n=n)
        for key, n in (("attr.open", flow.n_open), ("attr.followup_open", flow.n_followup_open))
        if n
    ]
    return _card(
        f"who-{one.measure.key}",
        name=explained.titled("attrition", wording.sentence("section.who", lang), lang),
        headline=said,
        figure=attrition_figure(flow, label=said, lang=lang),
        note=[*open_ones, wording.sentence("immature", lang)],
        lang=lang,
    )


def _flow_in_words(one: Outcome, lang: str) -> str:
    flow = one.flow
    if flow.n_started is None or flow.n_end is None or flow.n_followup is None:
        return wording.sentence("small", lang)
    return wording.attrition_sentence(flow.n_started, flow.n_end, flow.n_followup, lang) if flow.n_started else ""


def _moves(one: Outcome, lang: str) -> Markup:
    if one.moves is None or not (one.moves.n or one.moves.is_suppressed):
        return Markup("")
    said = moves_in_words(one.moves, lang)
    left_out = one.flows is not None and one.flows.n_left_out > 0
    return _card(
        f"moves-{one.measure.key}",
        name=explained.titled("moves", wording.sentence("moves.title", lang), lang),
        headline=said,
        who=[reached_in_words(one.reached, one.measure.unit, lang)] if one.reached else [],
        figure=flows_figure(one.flows, label=said, lang=lang) if one.flows else Markup(""),
        note=[wording.sentence("moves.left_out", lang)] if left_out else [],
        lang=lang,
    )


def moves_in_words(one: Moves, lang: str) -> str:
    """Say how many moved to a better step, stayed, or moved to a worse one."""
    if one.is_suppressed:
        return wording.sentence("moves.small", lang)
    return wording.sentence("moves.said", lang, better=one.n_better, n=one.n, same=one.n_same, worse=one.n_worse)


def reached_in_words(one: Reached, unit: str, lang: str) -> str:
    """Say what counts as noticeable, and how many reached it."""
    return wording.sentence(
        "pair.mcid",
        lang,
        change=wording.with_unit(one.threshold, unit, lang, decimals=formats.decimals_needed(one.threshold)),
        x=one.hits,
        n=one.n,
        percent=formats.percent(one.percent, lang=lang),
        low=formats.number(one.interval.low, lang=lang),
        high=formats.number(one.interval.high, lang=lang),
    )


def _card(
    key: str,
    *,
    name: str,
    headline: str,
    figure: Markup,
    note: list[str],
    who: list[str] | None = None,
    numbers: Markup | None = None,
    lang: str,
) -> Markup:
    return html.render(
        "story",
        key=f"udbytte-{key}",
        name=name,
        headline=headline,
        who=who or [],
        figure=figure,
        notes=glossary.marked(note, lang),
        numbers=numbers or "",
    )
