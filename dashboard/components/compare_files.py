"""The files of a comparison: its figure, and its units, their lines over time, the need and the matrix as tables.

They are made of what is told outside the house, the same that the page shows, rounded as the page rounds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dashboard import cache, comparing, tables
from dashboard.components import chrome, compare, take_away
from dashboard.components import compare_words as words
from dashboard.components.compare_matrix import icon_name
from dashboard.components.take_away import File
from dashboard.figures.comparison import comparison_drawing, decimals_of
from dashboard.paper import figure_sheet
from dashboard.paper.figure_sheet import Figure
from dashboard.report import table_book
from dashboard.report.table_book import Cell, Column, Table
from qi import formats, wording
from qi.comparison.side_by_side import SideBySide
from qi.comparison.units import Comparison
from qi.comparison.units_of import PUBLISHED, refused
from qi.indicators import INDICATORS
from qi.selection import Selection

Name = Callable[[str], str]


def offer(selection: Selection, key: str, by: str, lang: str, *, is_standardised: bool) -> None:
    """Offer the comparison as table, workbook and picture; say why where it stays in the house."""
    if by not in PUBLISHED:
        said = wording.sentence("take.own_groups", lang)
        take_away.offer([], "sammenligning", selection, lang, said=said)
    elif not refused(selection, by):
        found = comparing.side_by_side(key, selection, by, is_standardised=is_standardised)
        files = _files(found, selection, by, lang)
        take_away.offer(files, f"sammenligning-{key}", selection, lang, said=wording.sentence("take.comparison", lang))


def _files(found: SideBySide, selection: Selection, by: str, lang: str) -> list[File]:
    name, made_at = compare.names(by, lang), cache.dataset().extracted_at
    over_time = _over_time(found, name, lang)
    if found.comparison is None or found.why_not:
        about = _about(found, selection, by, lang)
        return [
            File(
                label="take.xlsx",
                kind="xlsx",
                make=lambda: table_book.xlsx([over_time], lang, about=about, made_at=made_at),
            )
        ]
    comparison = compare.in_order(found.comparison, name)
    about = _about(found, selection, by, lang)
    units, figure = units_table(comparison, name, lang), _figure(comparison, by, name, about, lang)
    book = [units, over_time, *_need(selection), *_matrix(selection, lang)]
    return [
        File(label="button.csv", kind="csv", make=lambda: table_book.to_csv(units, lang, about)),
        File(label="take.xlsx", kind="xlsx", make=lambda: table_book.xlsx(book, lang, about=about, made_at=made_at)),
        File(label="button.svg", kind="svg", make=lambda: figure_sheet.svg(figure)),
        File(label="paper.pdf", kind="pdf", make=lambda: figure_sheet.pdf(figure, made_at=made_at)),
        File(label="paper.png", kind="png", make=lambda: figure_sheet.png(figure)),
    ]


def _about(found: SideBySide, selection: Selection, by: str, lang: str) -> list[str]:
    """Return what is compared, what came of it, whose numbers, how many, from where, how fresh, synthetic."""
    applied = Selection(
        municipality=selection.municipality, programme=selection.programme, first=selection.first, last=selection.last
    )
    source = found.indicator.said("source_system", lang)
    about = [found.indicator.title(lang)]
    if found.comparison and not found.why_not:
        about += [words.headline(found.comparison, by, lang), _period(found, lang), _total(found.comparison, by, lang)]
    if found.comparison and found.comparison.is_standardised:
        about.append(wording.sentence("compare.standardised", lang))
    about += [chrome.filterline(applied, lang), wording.sentence("take.source", lang, source=source)]
    return [*about, *chrome.fresh(lang)]


def _period(found: SideBySide, lang: str) -> str:
    span = formats.span(found.within.starts_on, found.within.last_month, lang=lang, form="long")
    return wording.sentence("compare.period", lang, span=span)


def _total(comparison: Comparison, by: str, lang: str) -> str:
    n = formats.sample_size(sum(unit.pooled.n for unit in comparison.units), lang=lang)
    units = words.units_word(by, lang)
    return wording.sentence("take.units", lang, n=n, m=len(comparison.units), units=units)


def _figure(comparison: Comparison, by: str, name: Name, about: list[str], lang: str) -> Figure:
    title, headline, period, *foot = about
    names = {unit.code: name(unit.code) for unit in comparison.units}
    summary = f"{title}. {headline}"
    return Figure(
        lang=lang,
        title=title,
        headline=headline,
        scope=period,
        why=words.explanations(comparison, by, lang)[0],
        foot=foot,
        summary=summary,
        drawing=comparison_drawing(comparison, names, figure_sheet.WIDTH, label=summary, lang=lang),
    )


def units_table(comparison: Comparison, name: Name, lang: str) -> Table:
    """Return the units with number, n, interval and what was expected: the table of the page, as numbers."""
    decimals, unit = decimals_of(comparison), "%" if comparison.indicator.unit == "percent" else ""
    numbers = ("value", "low", "high", "expected_low", "expected_high")
    columns = {one: Column(key=one, decimals=decimals, unit=unit) for one in numbers}
    return Table(
        key="units",
        columns=(
            Column(key="unit"),
            columns["value"],
            Column(key="n"),
            *(columns[one] for one in numbers[1:]),
            Column(key="band"),
        ),
        rows=tuple(
            (
                name(one.code),
                *(one.value, one.pooled.n, one.interval.low, one.interval.high, one.outer.low, one.outer.high),
                wording.sentence(f"compare.band.{one.band}", lang),
            )
            for one in comparison.units
        ),
    )


def _over_time(found: SideBySide, name: Name, lang: str) -> Table:
    """Return the line of each unit, in alphabetical order, oldest period first."""
    of = found.indicator
    unit = wording.unit_name(of.unit, lang)
    return Table(
        key="over_time",
        columns=(
            *(Column(key=one) for one in ("unit", "period", "first_day", "numerator", "n")),
            Column(key="value", decimals=of.decimals, unit=unit),
            Column(key="median", decimals=of.decimals, unit=unit),
            Column(key="status"),
        ),
        rows=tuple(
            (name(code), *row)
            for code in sorted(found.analyses, key=lambda code: formats.sort_key(name(code)))
            for row in _line(found, code, lang)
        ),
    )


def _line(found: SideBySide, code: str, lang: str) -> Iterator[tuple[Cell, ...]]:
    one = found.analyses[code]
    for i, start in enumerate(one.table.starts):
        told = tables.figures(one, i)
        period = formats.period(start, tables.period_kind(one), lang=lang, form="axis")
        status = wording.sentence(f"status.{one.table.status[i]}", lang)
        yield period, told.first_day, told.numerator, told.n, told.value, told.centre, status


def _need(selection: Selection) -> list[Table]:
    found = comparing.need_covered(selection)
    if found is None:
        return []
    places = cache.dataset().municipalities
    parts = sorted(found.parts, key=lambda one: formats.sort_key(places[one.code]))
    return [
        Table(
            key="need",
            columns=(Column(key="unit"), *(Column(key=one, unit="%") for one in ("covered", "low", "high"))),
            rows=tuple((places[one.code], one.percent, one.interval.low, one.interval.high) for one in parts),
        )
    ]


def _matrix(selection: Selection, lang: str) -> list[Table]:
    """Return the verdict of every indicator in every municipality, once the numbers are ready."""
    if comparing.n_unprepared():
        return []
    found = comparing.municipality_matrix(comparing.matrix_keys(), selection.programme, selection.first, selection.last)
    places = cache.dataset().municipalities
    codes = sorted(found.codes, key=lambda code: formats.sort_key(places[code]))
    return [
        Table(
            key="matrix",
            columns=tuple(Column(key=one) for one in ("key", "indicator", "unit", "verdict")),
            rows=tuple(
                (
                    key,
                    INDICATORS[key].title(lang),
                    places[code],
                    wording.sentence(f"compare.key.{icon_name(found.cells[key, code])}", lang),
                )
                for key in found.indicators
                for code in codes
            ),
        )
    ]
