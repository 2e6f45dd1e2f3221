"""What a stranger reads: the query layer, a wall, and the files people take out, as numbers by place and period."""

import csv
import io
from collections.abc import Callable, Iterator
from datetime import date, datetime

from python_calamine import CalamineWorkbook

from dashboard import tables
from dashboard.figures.spec import Mark
from dashboard.report import workbook
from dashboard.report.report import Chart, Report, chart
from dashboard.wall.tiles import chart_tile
from qi.analysis import Analysis, analyse_published
from qi.dataset import Dataset
from qi.indicator import Measure
from qi.lattice import Lattice
from qi.selection import Selection
from qi.subgroups import Status

Read = tuple[int, int] | None
"""Cases and numerator as they are shown, None where nothing is."""

NOBODY = (0, 0)


def asked(dataset: Dataset, found: Lattice, key: str, places: tuple[str, ...], programmes: tuple[str, ...]) -> Analysis:
    """Return what the product answers. Raises BeyondLatticeError."""
    return analyse_published(dataset, key, Selection(municipality=places, programme=programmes), lattice=found)


def from_layer(analysis: Analysis) -> list[Read]:
    table = analysis.table
    numbers = zip(table.status, table.n.tolist(), table.numerator.tolist(), strict=True)
    return [_read(status, n, numerator) for status, n, numerator in numbers]


def _read(status: Status, n: int, numerator: int) -> Read:
    if status is Status.EMPTY:
        return NOBODY
    return (n, numerator) if status is Status.COUNTED else None


def from_wall(analysis: Analysis) -> list[Read]:
    spec = chart_tile(analysis).spec
    if spec is None:
        return []
    told = zip(spec.marks, spec.y, spec.n, spec.numerator or spec.n, strict=True)
    return [
        NOBODY if mark is Mark.NOTHING else (n, numerator) if mark is Mark.COUNTED and y is not None else None
        for mark, y, n, numerator in told
    ]


def from_csv(analysis: Analysis) -> list[Read]:
    text = tables.to_csv(analysis, "da", ["Titel"]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))[2:]
    return [_cells(analysis, numerator, n, value) for _, _, numerator, n, value, *_ in rows]


def from_xlsx(analysis: Analysis) -> list[Read]:
    of = chart(analysis, "da")
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.xlsx(report_of(of))))
    rows = book.get_sheet_by_index(1).to_python(skip_empty_area=False)[9:]
    cells = [["" if cell == "" else f"{cell:.0f}" for cell in row[1:4]] for row in rows]
    return [_cells(analysis, *row) for row in cells]


def report_of(of: Chart) -> Report:
    return Report(
        lang="da",
        title="Rapport",
        scope="By",
        fresh=("Data til og med i dag", "Lavet i dag"),
        synthetic="Syntetiske data",
        summary="",
        charts=(of,),
        method=(),
        small=(),
        made_at=datetime(2026, 1, 1),
    )


def _cells(analysis: Analysis, numerator: str, n: str, value: str) -> Read:
    is_share = analysis.indicator.measure is Measure.SHARE
    shown = [cell.replace(".", "").replace("\u00a0", "") for cell in (numerator, n, value)]
    if not is_share:
        return (int(shown[2]), int(shown[2])) if shown[2] not in ("", "–") else None
    if shown[0] == "":
        return NOBODY if shown[1] == "0" else None
    return int(shown[1]), int(shown[0])


SURFACES: dict[str, Callable[[Analysis], list[Read]]] = {
    "query layer": from_layer,
    "wall": from_wall,
    "csv": from_csv,
    "workbook": from_xlsx,
}


def numbers(analysis: Analysis, read: Callable[[Analysis], list[Read]] = from_layer) -> Iterator[tuple[date, Read]]:
    """Yield the first day of each period of an answer and what is read there."""
    return zip(analysis.table.starts, read(analysis), strict=True)
