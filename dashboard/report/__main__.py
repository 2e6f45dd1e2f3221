"""``python -m dashboard.report --out report.pdf``: the board report from the command line, for a schedule."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard import cache
from dashboard.report import document, workbook
from dashboard.report.report import compose, is_empty, offered
from qi import calendar
from qi.dataset import DatasetError
from qi.indicator import Page
from qi.selection import Selection

FAILED = 2
WRITERS = {".pdf": document.pdf, ".html": document.html, ".xlsx": workbook.xlsx}
PAGES = (Page.REFERRALS, Page.RESPONSE, Page.OUTCOME)
"""What a report holds unless other pages or indicators are named."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the report to each file named; return 0, or 2 after one sentence on standard error."""
    options = _parser().parse_args(arguments)
    try:
        written = _write(options)
    except (ValueError, DatasetError, OSError) as error:
        print(f"report: {error}", file=sys.stderr)
        return FAILED
    print("\n".join(written))
    return 0


def _write(options: argparse.Namespace) -> list[str]:
    unknown = [path for path in options.out if path.suffix not in WRITERS]
    if unknown:
        raise ValueError(f"a file must end in {', '.join(WRITERS)}, got {unknown[0].name!r}")
    pages = tuple(Page(name) for name in options.page or PAGES)
    keys = tuple(options.indicator or offered(pages))
    strangers = [key for key in keys if key not in offered(tuple(Page))]
    if strangers:
        known = ", ".join(offered(tuple(Page)))
        raise ValueError(f"indicator {strangers[0]!r} cannot be reported: choose among {known}")
    report = compose(keys, _selection(options), options.lang, made_at=datetime.now(UTC))
    if is_empty(report):
        raise ValueError("no number may be shown for this choice: choose a larger group or a longer period")
    for path in options.out:
        path.write_bytes(WRITERS[path.suffix](report))
    return [f"{path}: {len(report.charts)} indicators, {report.scope}" for path in options.out]


def _selection(options: argparse.Namespace) -> Selection:
    data = cache.dataset()
    return Selection(
        municipality=_codes("municipality", options.municipality, data.municipalities),
        programme=_codes("programme", options.programme, {code: code for code in data.codes["programme"]}),
        first=options.first or max(data.first_month, calendar.add_months(data.as_of.replace(day=1), -36)),
        last=options.last,
    )


def _codes(what: str, chosen: str | None, names: Mapping[str, str]) -> tuple[str, ...]:
    """Return the code for a code or a name; none for all."""
    if chosen is None:
        return ()
    found = [code for code, name in names.items() if chosen in (code, name)]
    if not found:
        listed = ", ".join(f"{code} {name}" if code != name else code for code, name in names.items())
        raise ValueError(f"no {what} {chosen!r} in the data: choose among {listed}")
    return (found[0],)


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="report", description=__doc__)
    parser.add_argument("--out", type=Path, nargs="+", required=True, help="files to write: .pdf, .html, .xlsx")
    parser.add_argument("--municipality", help="code or name; all when left out")
    parser.add_argument("--programme", help="code; all when left out")
    parser.add_argument("--first", type=_month, metavar="YYYY-MM", help="first month; three years back when left out")
    parser.add_argument("--last", type=_month, metavar="YYYY-MM", help="last month; the latest when left out")
    parser.add_argument("--page", action="append", choices=[page.value for page in Page], help="may be repeated")
    parser.add_argument("--indicator", action="append", help="key of an indicator, in place of pages; may be repeated")
    parser.add_argument("--lang", choices=["da", "en"], default="da")
    return parser


if __name__ == "__main__":
    sys.exit(main())
