"""The method page: rules, limits, terms and every definition, from the records the numbers come from."""

from __future__ import annotations

from itertools import groupby

from dashboard.components import chrome, html
from qi import formats, wording
from qi.indicators import INDICATORS
from qi.run_charts import crossings_min, longest_run_max
from qi.runs_distribution import false_alarm_rate

POINTS = (12, 14, 16, 18, 20, 24, 30, 36, 46, 60)
RULES = ("median", "run", "crossings", "points", "phases", "goal")
COUNTING = ("partial", "deadlines", "small")
TERMS = (
    "median", "useful_point", "run", "crossing", "random_variation", "non_random_variation", "signal", "phase",
    "wanted_direction", "immature", "paired_change", "non_response", "dropout", "ci", "small_numbers",
)  # fmt: skip


def rules(lang: str) -> None:
    """Show the rules, their limits by number of points, how periods are counted, and the words."""
    html.show(
        html.render(
            "method_rules",
            titles={
                name: wording.sentence(f"section.{name}", lang) for name in ("rules", "limits", "periods", "terms")
            },
            rules=[wording.sentence(f"method.{name}", lang) for name in RULES],
            counting=[wording.sentence(f"method.{name}", lang) for name in COUNTING],
            false_alarm=wording.sentence("method.false_alarm", lang),
            sources=wording.sentence("method.sources", lang),
            heads=[
                wording.sentence(f"table.{name}", lang)
                for name in ("useful", "run_max", "crossings_min", "false_alarm")
            ],
            limits=[_limits(n, lang) for n in POINTS],
            terms=[
                (wording.sentence(f"term.{name}", lang), wording.sentence(f"tooltip.{name}", lang)) for name in TERMS
            ],
        )
    )


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
