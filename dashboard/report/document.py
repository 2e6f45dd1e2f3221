"""A report as a document: the same values fill the PDF and the web page."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dashboard.figures import svg
from dashboard.figures.panel import paper_icon
from dashboard.figures.svg import SIZES
from dashboard.paper import typeset
from dashboard.report.report import Chart, Report, has_n
from dashboard.tables import has_numerator
from qi import wording

A4_CHART = replace(SIZES["l"], width=698, height=228)
"""As wide as the text on A4, in px of 1/96 inch."""

SECTIONS = ("contents", "overview", "charts", "numbers", "definitions", "method", "small")
HEADS = ("indicator", "verdict", "latest", "when", "goal", "page_of")
_TEMPLATES = Path(__file__).parent / "templates"


def pdf(report: Report) -> bytes:
    """Return the report as a PDF on A4 that a screen reader can follow."""
    return typeset.pdf("report", values(report), made_at=report.made_at)


def html(report: Report) -> bytes:
    """Return the report as one web page that needs no other file."""
    filled = values(report)
    charts = [one | {name: Markup(one[name]) for name in ("svg", "icon")} for one in filled["charts"]]  # noqa: S704
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    page = _environment().get_template("report.html").render(**filled | {"charts": charts, "style": Markup(style)})  # noqa: S704
    return page.encode()


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def values(report: Report) -> dict[str, Any]:
    """Return what the templates are filled with: texts and drawings, nothing to compute."""
    lang = report.lang
    return {
        "lang": lang,
        "title": report.title,
        "scope": report.scope,
        "fresh": list(report.fresh),
        "synthetic": report.synthetic,
        "summary": report.summary,
        "sections": {name: wording.sentence(f"report.{name}", lang) for name in SECTIONS},
        "heads": {name: wording.sentence(f"report.{name}", lang) for name in HEADS},
        "columns": {name: wording.sentence(f"table.{name}", lang) for name in ("period", "numerator", "n", "value")},
        "note": wording.sentence("table.note", lang),
        "charts": [_chart(chart) for chart in report.charts],
        "method": list(report.method),
        "small": list(report.small),
    }


def _chart(chart: Chart) -> dict[str, Any]:
    of = chart.panel
    return {
        "key": of.key,
        "name": of.title,
        "headline": of.headline,
        "is_signal": of.is_signal,
        "icon": paper_icon(of.facts),
        "value": of.value,
        "unit": of.unit,
        "when": of.when,
        "goal": of.goal,
        "why": of.why,
        "summary": of.spec.summary,
        "svg": svg.draw_on_paper(of.spec, A4_CHART) if chart.rows else "",
        "has_numerator": has_numerator(chart.analysis),
        "has_n": has_n(chart),
        "rows": [[row.period, row.numerator, row.n, row.value, row.note] for row in chart.rows],
        "definition": [list(term) for term in chart.definition],
    }
