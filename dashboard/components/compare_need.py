"""How much of the expected need is covered, with what is uncertain about it."""

from __future__ import annotations

from markupsafe import Markup

from dashboard import cache, comparing
from dashboard.components import html
from dashboard.figures import explained
from dashboard.figures.comparison import Caterpillar, Row, caterpillar_figure
from qi import formats, wording
from qi.comparison.need import Covered, NeedCovered
from qi.selection import Selection
from qi.verdict import Tone


def show(selection: Selection, lang: str) -> None:
    """Show the coverage by municipality; nothing where no need is known."""
    html.show(_shown(selection, lang))


@cache.per_state(64)
def _shown(selection: Selection, lang: str) -> Markup:
    found = comparing.need_covered(selection)
    if found is None:
        return Markup("")
    title, headline = wording.sentence("compare.need", lang), _headline(found.whole, lang)
    places = cache.dataset().municipalities
    parts = sorted(found.parts, key=lambda one: formats.sort_key(places[one.code]))
    return html.render(
        "compare_need",
        title=explained.titled("interval", title, lang),
        headline=headline,
        figure=caterpillar_figure(
            Caterpillar(
                rows=[_row(one, places[one.code], lang) for one in parts],
                centre=100.0,
                centre_text=wording.sentence("compare.need_full", lang),
                is_percent=True,
            ),
            label=f"{title}. {headline}",
            lang=lang,
        ),
        notes=_notes(found, lang),
    )


def _headline(whole: Covered, lang: str) -> str:
    return wording.sentence(
        "compare.need_headline",
        lang,
        started=whole.started,
        percent=formats.percent(whole.percent, lang=lang),
        ci=formats.confidence_interval(whole.interval.low, whole.interval.high, 0, lang=lang),
    )


def _row(one: Covered, name: str, lang: str) -> Row:
    return Row(name, one.percent, formats.percent(one.percent, lang=lang), one.interval, None, None, Tone.QUIET)


def _notes(found: NeedCovered, lang: str) -> list[str]:
    other = found.percent_of_other_estimate
    two = (
        [] if other is None else [wording.sentence("compare.need_two", lang, percent=formats.percent(other, lang=lang))]
    )
    return [wording.sentence("compare.need_note", lang), *two]
