"""Try it: numbers somebody pastes or uploads, judged on the spot and kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboard.components import focus, html
from dashboard.components.chrome import notice
from qi import wording
from qi.reading import MAX_ROWS, ReadingError, TextTable, read_table
from qi.series import LONGEST, analyse_series
from qi.verdict import Direction

FILE_TYPES = ["csv", "tsv", "txt", "xlsx", "xls", "ods"]
ANY = None


@dataclass(frozen=True, slots=True)
class Choice:
    """What the visitor has chosen: the table, its columns, rows kept by a grouping, and how to read the chart."""

    table: TextTable
    title: str
    value: str
    denominator: str | None
    period: str | None
    rows: tuple[int, ...]
    direction: Direction
    goal: float | None


def ask_for_table(lang: str) -> TextTable | None:
    """Let the visitor paste or upload a table; return it, or None while there is none or it cannot be read."""
    left, right = st.columns(2, gap="large")
    pasted = left.text_area(
        wording.sentence("try.paste", lang),
        key="proev-tekst",
        height=180,
        help=wording.sentence("try.paste_help", lang),
        placeholder="jan 2025;58,5\nfeb 2025;52,0\nmar 2025;52,7",
    )
    uploaded = right.file_uploader(wording.sentence("try.upload", lang), FILE_TYPES, key="proev-fil")
    with right:
        kept = f"{wording.sentence('try.not_kept', lang)} {wording.sentence('try.no_cpr', lang)}"
        html.show(html.render("aside", text=kept))
    content = uploaded.getvalue() if uploaded else pasted.encode("utf-8")
    if not content.strip():
        notice(wording.sentence("try.empty", lang))
        return None
    try:
        return read_table(content)
    except ReadingError as error:
        notice(_said(error, lang))
        return None


def _said(error: ReadingError, lang: str) -> str:
    match str(error):
        case "read.cpr":
            return wording.sentence("note_cpr", lang)
        case "read.too_large":
            return wording.sentence("try.too_big", lang, rows=wording.counted(MAX_ROWS, "row", lang))
        case "read.empty":
            return wording.sentence("try.empty", lang)
        case _:
            return wording.sentence("try.unreadable", lang)


def ask_for_columns(table: TextTable, lang: str) -> Choice | None:
    """Let the visitor say what each column is; sensible columns are chosen beforehand."""
    numbers = [name for name in table.columns if table.is_number(name) and table.dates(name) is None]
    periods = [name for name in table.columns if table.dates(name) is not None]
    if not numbers:
        notice(wording.sentence("try.no_numbers", lang, column=table.columns[-1]))
        return None
    first, second, third = st.columns(3, gap="large")
    value = first.selectbox(wording.sentence("try.value_column", lang), numbers, key="proev-tal")
    denominator = second.selectbox(
        wording.sentence("try.denominator_column", lang),
        [ANY, *(name for name in numbers if name != value)],
        format_func=lambda name: name or wording.sentence("try.no_column", lang),
        key="proev-naevner",
    )
    period = third.selectbox(
        wording.sentence("try.period_column", lang),
        [*periods, ANY],
        format_func=lambda name: name or wording.sentence("try.no_column", lang),
        key="proev-periode",
    )
    rows = _rows(table, _groups(table, numbers, period))
    title, direction, goal = _reading(lang)
    return Choice(table, title, value, denominator, period, rows, direction, goal)


def _groups(table: TextTable, numbers: list[str], period: str | None) -> list[str]:
    """Return the columns that part the table in several series: only needed when one date has several rows."""
    dates = table.dates(period) if period else None
    if dates is None or len(set(dates)) == len(dates):
        return []
    others = [name for name in table.columns if name not in (*numbers, period)]
    return [name for name in others if len(set(table.column(name))) > 1]


def _rows(table: TextTable, groups: list[str]) -> tuple[int, ...]:
    """Let the visitor keep one value of each grouping column, so that one series is left."""
    kept = set(range(len(table.rows)))
    for column, place in zip(groups, st.columns(max(1, len(groups)), gap="large"), strict=False):
        values = table.column(column)
        chosen = place.selectbox(column, sorted(set(values)), key=f"proev-gruppe-{column}")
        kept &= {i for i, value in enumerate(values) if value == chosen}
    return tuple(sorted(kept))


def _reading(lang: str) -> tuple[str, Direction, float | None]:
    first, second, third = st.columns(3, gap="large")
    title = first.text_input(wording.sentence("try.title", lang), max_chars=80, key="proev-navn")
    direction = second.selectbox(
        wording.sentence("try.direction", lang),
        [Direction.NEUTRAL, Direction.UP, Direction.DOWN],
        format_func=lambda one: wording.sentence(f"direction_short.{one.value}", lang),
        key="proev-retning",
    )
    goal = third.number_input(wording.sentence("try.goal", lang), value=None, key="proev-maal")
    return title or wording.sentence("try.unnamed", lang), direction, goal


def show(choice: Choice | None, lang: str) -> None:
    """Draw the run chart of the chosen columns with its verdict."""
    if choice is None:
        return
    values = choice.table.numbers(choice.value)
    dates = choice.table.dates(choice.period) if choice.period else None
    sizes = choice.table.numbers(choice.denominator) if choice.denominator else None
    try:
        analysis = analyse_series(
            [_number(values[i]) for i in choice.rows],
            title=choice.title,
            starts=[dates[i] for i in choice.rows] if dates else None,
            denominators=[_number(sizes[i]) for i in choice.rows] if sizes else None,
            direction=choice.direction,
            goal=choice.goal,
        )
    except ValueError:
        notice(wording.sentence("try.not_a_series", lang, n=LONGEST))
        return
    focus.show_own(analysis, lang)


def _number(value: float | None) -> float:
    return float("nan") if value is None else value
