"""The chart card as HTML: the sentence first, the picture as its proof, the number as its latest point.

Markup only, no framework: every text goes through the autoescape of ``markupsafe``, and there is no blank line, so
that it can be put on a page as markdown. The whole card is one link, but for the sign that explains its picture.
"""

from __future__ import annotations

from markupsafe import Markup

from dashboard.figures import icons
from dashboard.figures.explained import chart_sign
from dashboard.figures.spec import ChartSpec, chart_spec
from dashboard.figures.svg import draw_fluid
from qi import formats
from qi.analysis import Analysis
from qi.indicator import CASE_MEASURES, Measure
from qi.wording import charts, verdict_text
from qi.wording.charts import Reason

NO_VALUE = "–"


def large_card(analysis: Analysis, *, href: str, lang: str = "da") -> Markup:
    """Return the card for the charts to look at first: headline, value, chart with labels, and the rules.

    Two drawings are sent, one for cards of 400 px and more and one for phones; the stylesheet shows the one that fits.
    """
    spec = chart_spec(analysis, lang)
    text = verdict_text(analysis.facts, lang)
    quiet = "" if analysis.facts.verdict.is_signal else " kt-c-quiet"
    drawings = Markup(draw_fluid(spec, "m", classes="kt-wide") + draw_fluid(spec, "m320", classes="kt-phone"))  # noqa: S704
    return Markup(
        '<div class="kt-card"><div class="kt-c-top"><div>{name}'
        '<div class="kt-c-verdict{quiet}">{icon}<span>{headline}</span></div></div>'
        '<div class="kt-c-val">{value}<span class="kt-c-when">{when}</span></div></div>'
        '<div class="kt-c-figure">{drawings}</div><div class="kt-c-why">{why}{seen}</div></div>'
    ).format(
        name=_name(analysis, href, lang),
        quiet=quiet,
        icon=icons.verdict_icon(analysis.facts, size=22),
        headline=formats.bind(text.headline),
        value=_value(analysis, lang),
        when=_when(analysis, lang),
        drawings=drawings,
        why=_why(analysis, text.card, lang),
        seen=chart_sign(analysis, lang),
    )


def small_card(analysis: Analysis, *, href: str, lang: str = "da") -> Markup:
    """Return the card for charts without a signal; below 700 px it is a row of name, line and value."""
    spec = chart_spec(analysis, lang)
    status = charts.small_status(analysis.facts, lang, n_periods=len(analysis.table.starts))
    return Markup(
        '<div class="kt-mini"><div class="kt-c-head"><div class="kt-c-title">{name} {seen}</div>{value}</div>'
        '<div class="kt-c-figure">{drawing}</div>'
        '<div class="kt-c-foot">{icon}<span>{status}</span><b>{centre}</b></div></div>'
    ).format(
        name=_name(analysis, href, lang),
        value=_value(analysis, lang),
        drawing=Markup(draw_fluid(spec, "s")),  # noqa: S704 - the renderer escapes its texts
        icon=icons.verdict_icon(analysis.facts, size=16),
        status=status,
        centre=_centre(spec),
        seen=chart_sign(analysis, lang),
    )


def _name(analysis: Analysis, href: str, lang: str) -> Markup:
    indicator = analysis.indicator
    title = indicator.title(lang)
    link = '<div class="kt-c-name" role="heading" aria-level="3"><a href="{}" target="_self">{}</a></div>'
    return Markup(link).format(href, title)  # noqa: S704 - a literal


def _value(analysis: Analysis, lang: str) -> Markup:
    i = analysis.latest
    if i is None:
        return Markup('<span class="kt-num kt-c-none">{}</span>').format(NO_VALUE)
    value = formats.number(float(analysis.table.value[i]), analysis.indicator.decimals, lang=lang)
    unit = Markup('<span class="kt-unit">%</span>') if analysis.indicator.unit == "percent" else ""
    return Markup('<span class="kt-num">{}{}</span>').format(value, unit)


def _when(analysis: Analysis, lang: str) -> str:
    i, indicator, starts = analysis.latest, analysis.indicator, analysis.table.starts
    kind = "day" if indicator.measure is Measure.GAP else str(analysis.selection.period)
    if i is None:
        return formats.span(starts[0], starts[-1], kind, lang=lang, form="axis") if starts else ""
    if indicator.measure not in CASE_MEASURES:
        return charts.value_line(starts[i], indicator.unit, lang, kind=kind)
    return charts.value_line(starts[i], indicator.unit, lang, n=int(analysis.table.n[i]), kind=kind)


def _why(analysis: Analysis, sentence: str, lang: str) -> Markup | str:
    rules = charts.reasons(analysis.facts, lang)[:2]
    if not rules:
        return sentence
    return Markup('<div class="kt-rules">{}</div>').format(Markup("").join(_rule(rule) for rule in rules))


def _rule(rule: Reason) -> Markup:
    hit = "kt-hit" if rule.is_broken else "kt-kept"
    row = '<span class="{hit}">{label}</span><b>{value}</b><i class="{hit}">{expected}</i>'
    return Markup(row).format(hit=hit, label=rule.label, value=rule.value, expected=rule.expected)  # noqa: S704


def _centre(spec: ChartSpec) -> str:
    text = next((line.text for line in spec.centre_lines if line.is_current), "")
    return text[:1].lower() + text[1:]
