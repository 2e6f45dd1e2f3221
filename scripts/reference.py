"""Write the reference pages that follow from the code: ``python -m scripts.reference``. A test refuses stale ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from dashboard.settings import Settings
from qi.dataset import TABLES, Column
from qi.indicator import Indicator
from qi.indicators import INDICATORS
from qi.sources import BATCH_ENGINES, SOURCES, conformance
from qi.sources.embedded import embedded
from scripts.imports_reference import code_lists_page, instruments_page
from scripts.python_reference import commands_page, python_page
from scripts.readability import page as readability
from scripts.rules_reference import charts_and_rules

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
TYPES = {"text": "text", "date": "date", "int": "whole number", "float": "decimal number"}
GENERATED = "Made from the code by `make docs`; do not edit by hand."


def data_folder(generated: str) -> str:
    parts = [
        f"# The data folder\n\n{generated}",
        INTRODUCTION,
        DESCRIPTION,
        *(_table(name, columns) for name, columns in TABLES.items()),
    ]
    return "\n\n".join(parts) + "\n"


INTRODUCTION = """A data folder holds one Parquet file per table, named `<table>.parquet`, and `dataset.json`. Every
table must be there, also when it has no rows. Columns that are not listed are not read."""

DESCRIPTION = """## dataset.json

| field | holds |
|---|---|
| `title_da`, `title_en` | what the data are, shown in the footer |
| `synthetic` | true when nobody real is in the data; a banner then says so everywhere |
| `as_of` | ISO date: the data are complete up to and including it |
| `extracted_at` | ISO time of the extract |
| `first_month` | ISO date: the first month on the axis |"""


def _table(name: str, columns: tuple[Column, ...]) -> str:
    rows = "\n".join(_row(column) for column in columns)
    return f"## {name}\n\n| column | type | may be empty | codes |\n|---|---|---|---|\n{rows}"


def _row(column: Column) -> str:
    codes = ", ".join(f"`{code}`" for code in column.codes)
    return f"| `{column.name}` | {TYPES[column.type]} | {'yes' if column.optional else 'no'} | {codes} |"


def engines(generated: str) -> str:
    """Return how each engine compares: they agree, as ``make test`` and ``make test-spark`` demand of every one."""
    with embedded(Path()) as engine:
        agree = conformance.agreements(engine)
    others = [source.name for source in (*SOURCES.values(), *BATCH_ENGINES.values()) if source.bare]
    return f"# The engines\n\n{generated}\n\n{ENGINES}\n\n{conformance.table(dict.fromkeys(others, agree))}"


ENGINES = """Every indicator on tiny tables with missing values, rows that match nothing, ties, halves and the edges of
months (`qi/sources/tiny.py`). An engine is equal when each of its values is DuckDB's. `make test` (PostgreSQL) and
`make test-spark` fail where one is not, so this page says equal; the server asks again before it reads a warehouse, and
`qi engines ENGINE` prints the table as measured on an engine of your own."""


def indicators(generated: str) -> str:
    parts = [f"# The indicators\n\n{generated} A definition is agreed in Danish; its English stands under it."]
    for page in dict.fromkeys(indicator.page for indicator in INDICATORS.values()):
        shown = [_indicator(i) for i in INDICATORS.values() if i.page is page]
        parts += [f"## /{page.value}", *shown]
    return "\n\n".join(parts) + "\n"


def _indicator(indicator: Indicator) -> str:
    facts = {
        "kind": indicator.kind.value.replace("_", " "),
        "wanted direction": indicator.direction.value,
        "unit": indicator.unit,
        "counts (tæller)": _both(indicator, "numerator"),
        "among (nævner)": _both(indicator, "denominator"),
        "dated by": _both(indicator, "dated_by"),
        "goal": f"{indicator.goal.value:g} ({indicator.goal.source})" if indicator.goal else "",
        "caveat": _both(indicator, "caveat") if indicator.caveat_da else "",
        "source system": _both(indicator, "source_system"),
        "owner": _both(indicator, "owner"),
        "reference": indicator.reference,
        "version": str(indicator.version),
    }
    rows = "\n".join(f"| {name} | {value} |" for name, value in facts.items() if value)
    return f"### {indicator.key} {indicator.title_da} / {indicator.title_en}\n\n| | |\n|---|---|\n{rows}"


def _both(indicator: Indicator, name: str) -> str:
    return f"{indicator.said(name, 'da')}<br>*{indicator.said(name, 'en')}*"


SETTINGS_INTRODUCTION = """A setting stands in `kvalitetstavle.toml` (or the file that `KVALITETSTAVLE_SETTINGS` names)
as `login_hours = 8`, or in the environment as `KVALITETSTAVLE_LOGIN_HOURS=8`, which wins. Lists are `["a", "b"]` in the
file and `a,b` in the environment. A secret comes by the environment only: as itself, or as
`KVALITETSTAVLE_…_FILE`, the name of a file that holds it. Everything is checked before the server starts; what cannot
be served with is said in one sentence each."""


def settings(generated: str) -> str:
    rows = "\n".join(_setting(one) for one in fields(Settings))
    table = f"| setting | default | is |\n|---|---|---|\n{rows}"
    return f"# The settings\n\n{generated}\n\n{SETTINGS_INTRODUCTION}\n\n{table}\n"


def _setting(one: Field[Any]) -> str:
    default = "secret" if one.metadata["is_secret"] else f"`{one.default}`" if one.default not in ("", ()) else ""
    return f"| `{one.name}` | {default} | {one.metadata['help']} |"


PAGES: dict[str, Callable[[str], str]] = {
    "charts-and-rules.md": charts_and_rules,
    "code-lists.md": code_lists_page,
    "commands.md": commands_page,
    "data-folder.md": data_folder,
    "engines.md": engines,
    "indicators.md": indicators,
    "instruments.md": instruments_page,
    "python.md": python_page,
    "readability.md": readability,
    "settings.md": settings,
}
"""What writes each generated page, by file name; it is given the line that says so."""


def main() -> None:
    for name, write in PAGES.items():
        (FOLDER / name).write_text(write(GENERATED), encoding="utf-8")


if __name__ == "__main__":
    main()
