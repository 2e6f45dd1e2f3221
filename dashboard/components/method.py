"""The method page: rules, limits, terms and every definition, from the records the numbers come from."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from dashboard.components import chrome, html
from qi import formats, wording
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
TERMS = (
    "median", "useful_point", "run", "crossing", "random_variation", "non_random_variation", "signal", "phase",
    "wanted_direction", "immature", "paired_change", "non_response", "dropout", "ci", "small_numbers",
)  # fmt: skip


def rules(lang: str) -> None:
    """Show the rules, their limits by number of points, how periods are counted, and the words."""
    html.show(
        html.render(
            "method_rules",
            titles=_texts("section", ("rules", "limits", "periods", "terms"), lang),
            rules=_texts("method", RULES, lang).values(),
            counting=_texts("method", COUNTING, lang).values(),
            false_alarm=wording.sentence("method.false_alarm", lang),
            sources=wording.sentence("method.sources", lang),
            heads=_texts("table", ("useful", "run_max", "crossings_min", "false_alarm"), lang).values(),
            limits=[_limits(n, lang) for n in POINTS],
            terms=zip(_texts("term", TERMS, lang).values(), _texts("tooltip", TERMS, lang).values(), strict=True),
        )
    )


def outcome_methods(lang: str) -> None:
    """Show how results and groups are calculated, each with its source."""
    html.show(
        html.render(
            "method_outcomes",
            title=wording.sentence("section.outcome_methods", lang),
            methods=_texts("outcome_method", OUTCOME_METHODS, lang).values(),
        )
    )


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
                    "title": f"{one.title_da if lang == 'da' else one.title_en} ({one.source})",
                    "columns": one.columns,
                    "rows": [(row.da if lang == "da" else row.en, row.parts, row.total, row.fails) for row in one.rows],
                    "said": [_failing_sum(row, lang) for row in one.failing()],
                }
                for one in qi_printed_tables()
            ],
        )
    )


def _failing_sum(row: PrintedRow, lang: str) -> str:
    name = row.da if lang == "da" else row.en
    return wording.sentence("printed.fails", lang, name=name, total=row.total, sum=row.sum)


def _texts(family: str, names: Iterable[str], lang: str) -> dict[str, str]:
    return {name: wording.sentence(f"{family}.{name}", lang) for name in names}


def _limits(n: int, lang: str) -> tuple[str, str, str, str]:
    rate = formats.percent(100 * false_alarm_rate(n), 1, lang=lang)
    return str(n), str(longest_run_max(n)), str(crossings_min(n)), rate


def definitions(lang: str) -> None:
    """Show the definition of every indicator, page by page; each has an address of its own."""
    groups = []
    for page, listed in groupby(INDICATORS.values(), key=lambda indicator: indicator.page):
        indicators = [
            {
                "key": one.key,
                "title": one.title_da if lang == "da" else one.title_en,
                "terms": chrome.definition(one, lang),
            }
            for one in listed
        ]
        groups.append({"title": wording.sentence(f"page.{page}", lang), "indicators": indicators})
    html.show(html.render("method_definitions", title=wording.sentence("section.indicators", lang), groups=groups))
