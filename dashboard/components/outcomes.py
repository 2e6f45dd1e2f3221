"""Outcomes: the change in one sentence, with the level, the spread and the missing beside it."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import cache
from dashboard.components import html
from dashboard.figures import icons
from dashboard.figures.outcome import attrition_figure, change_figure, distribution_figure, means_figure
from qi import wording
from qi.change import PairedChange
from qi.outcome import Outcome
from qi.selection import Selection
from qi.verdict import Direction

MEASURES = ("hba1c", "srh", "who5", "activity", "fitness")
SPLITS = {"hba1c": 2, "srh": 3, "activity": 3, "fitness": 3}
"""How many bands lie on the first side of the threshold people ask about."""


def changes(selection: Selection, lang: str) -> None:
    """Show every outcome that is measured in the selection."""
    html.show(_changes(selection, lang))


@cache.per_version(64)
def _changes(selection: Selection, lang: str) -> Markup:
    measured = [one for key in MEASURES if (one := cache.outcome(key, selection)).is_measured]
    if not measured:
        return html.render("notice", text=wording.sentence("outcome.nobody", lang))
    note = html.render("aside", text=wording.sentence("outcome.by_start", lang))
    return note + Markup("").join(_card(one, lang) for one in measured)


def _card(one: Outcome, lang: str) -> Markup:
    first = one.changes[0]
    sentence = change_in_words(first, lang)
    return html.render(
        "outcome",
        key=one.measure.key,
        name=_title(one, lang),
        icon=_icon(first),
        headline=sentence,
        who="" if first.is_suppressed else wording.pairs_sentence(first.n, first.n_started, lang),
        select=_selection_effect(first, lang),
        titles={name: wording.sentence(f"section.{name}", lang) for name in ("mean", "change", "distribution", "who")},
        n=first.n,
        means=means_figure(one.means, one.measure, label=f"{_title(one, lang)}. {sentence}", lang=lang),
        changes=change_figure(one.changes, label=f"{_title(one, lang)}. {sentence}", lang=lang),
        distribution=_distribution(one, lang),
        share=change_in_words(one.share, lang) if one.share and one.share.n else "",
        flow=attrition_figure(one.flow, label=_flow_in_words(one, lang), lang=lang),
        flow_text=_flow_in_words(one, lang),
        caveat=wording.sentence("immature", lang),
    )


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
        measure.title_da if lang == "da" else measure.title_en,
        change.difference,
        low=low,
        high=high,
        n=change.n,
        unit=measure.unit,
        lang=lang,
        direction=measure.direction,
    )


def _title(one: Outcome, lang: str) -> str:
    return one.measure.title_da if lang == "da" else one.measure.title_en


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
    return wording.start_difference_sentence(
        change.mean_before - change.all_before, n=change.n, unit=change.measure.unit, lang=lang
    )


def _distribution(one: Outcome, lang: str) -> Markup:
    if one.measure.key not in SPLITS:
        return Markup("")
    return distribution_figure(
        one.distribution,
        split=SPLITS[one.measure.key],
        sides=(
            wording.sentence(f"sides.{one.measure.key}.under", lang),
            wording.sentence(f"sides.{one.measure.key}.over", lang),
        ),
        label=f"{_title(one, lang)}. {wording.sentence('section.distribution', lang)}",
        lang=lang,
    )


def _flow_in_words(one: Outcome, lang: str) -> str:
    flow = one.flow
    if flow.n_started is None or flow.n_end is None or flow.n_followup is None:
        return wording.sentence("small", lang)
    return wording.attrition_sentence(flow.n_started, flow.n_end, flow.n_followup, lang) if flow.n_started else ""
