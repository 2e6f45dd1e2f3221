"""The method page: plain words, terms, rules, limits and every definition, from the records the numbers come from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from dashboard.components import chrome, glossary, html, walk
from dashboard.figures import explained
from qi import formats, wording
from qi.indicator import Page
from qi.indicators import INDICATORS
from qi.printed_tables import PrintedRow
from qi.printed_tables import printed_tables as qi_printed_tables
from qi.run_charts import crossings_min, longest_run_max
from qi.runs_distribution import false_alarm_rate

POINTS = (12, 14, 16, 18, 20, 24, 30, 36, 46, 60)
RULES = ("median", "run", "crossings", "points", "phases", "goal")
COUNTING = ("partial", "deadlines", "small")
OUTCOME_METHODS = (
    "paired", "resampled", "relevant", "moves", "model", "shift",
    "alike", "weights", "bounds", "waiting", "cohort", "gap",
)  # fmt: skip
COMPARISONS = ("units", "funnel", "outside", "widened", "standardised", "few", "sources")
IN_SHORT = ("why", "how", "signal", "random", "chance", "small")


def in_short(lang: str) -> None:
    """Show in plain words what the tool does, with chance and a signal in pictures, and the way to the tour."""
    html.show(
        html.render(
            "method_in_short",
            title=wording.sentence("plain.title", lang),
            texts=glossary.marked([wording.sentence(f"plain.{name}", lang) for name in IN_SHORT], lang),
            pictures=explained.pictures("run", lang),
            tour=wording.sentence("plain.tour", lang),
            tour_address=walk.start_address(lang),
        )
    )


def terms(lang: str) -> None:
    """List the words of the method with what they mean."""
    html.show(
        html.render(
            "method_terms",
            title=wording.sentence("section.terms", lang),
            terms=sorted(glossary.meanings(glossary.LISTED, lang), key=lambda term: formats.sort_key(term[0])),
        )
    )


def comparisons(lang: str) -> None:
    """Show how units are compared, and how the funnel is drawn."""
    texts = [wording.sentence(f"comparing.{name}", lang) for name in COMPARISONS]
    _folded("comparison", glossary.marked(texts, lang), lang)


def _folded(section: str, texts: Iterable[str], lang: str) -> None:
    html.show(html.render("method_folded", title=wording.sentence(f"section.{section}", lang), texts=texts))


def rules(lang: str) -> None:
    """Show the rules, their limits by number of points, and how periods are counted, folded."""
    html.show(
        html.render(
            "method_rules",
            titles=_texts("section", ("rules", "limits", "periods"), lang),
            rules=glossary.marked(_texts("method", RULES, lang).values(), lang),
            counting=glossary.marked(_texts("method", COUNTING, lang).values(), lang),
            false_alarm=wording.sentence("method.false_alarm", lang),
            sources=wording.sentence("method.sources", lang),
            heads=_texts("table", ("useful", "run_max", "crossings_min", "false_alarm"), lang).values(),
            limits=[_limits(n, lang) for n in POINTS],
        )
    )


def outcome_methods(lang: str) -> None:
    """Show how results and groups are calculated, each with its source."""
    _folded("outcome_methods", glossary.marked(_texts("outcome_method", OUTCOME_METHODS, lang).values(), lang), lang)


def printed_tables(lang: str) -> None:
    """Show tables as they were printed, and say which sums fail."""
    html.show(
        html.render(
            "printed_tables",
            title=wording.sentence("section.printed", lang),
            lead=wording.sentence("printed.lead", lang),
            total=wording.sentence("printed.total", lang),
            tables=[
                {
                    "title": f"{one.title(lang)} ({one.source})",
                    "columns": one.columns,
                    "rows": [(row.name(lang), row.parts, row.total, row.fails) for row in one.rows],
                    "said": [_failing_sum(row, lang) for row in one.failing()],
                }
                for one in qi_printed_tables()
            ],
        )
    )


def _failing_sum(row: PrintedRow, lang: str) -> str:
    name = row.name(lang)
    return wording.sentence("printed.fails", lang, name=name, total=row.total, sum=row.sum)


def _texts(family: str, names: Iterable[str], lang: str) -> dict[str, str]:
    return {name: wording.sentence(f"{family}.{name}", lang) for name in names}


def _limits(n: int, lang: str) -> tuple[str, str, str, str]:
    rate = formats.percent(100 * false_alarm_rate(n), 1, lang=lang)
    return str(n), str(longest_run_max(n)), str(crossings_min(n)), rate


def definitions(lang: str) -> None:
    """Show the definition of every indicator, page by page; each has an address of its own."""
    groups = []
    by_page = sorted(INDICATORS.values(), key=lambda indicator: list(Page).index(indicator.page))
    for page, listed in groupby(by_page, key=lambda indicator: indicator.page):
        indicators = [
            {
                "key": one.key,
                "title": one.title(lang),
                "terms": chrome.definition(one, lang),
            }
            for one in listed
        ]
        groups.append({"title": wording.sentence(f"page.{page}", lang), "indicators": indicators})
    html.show(html.render("method_definitions", title=wording.sentence("section.indicators", lang), groups=groups))
