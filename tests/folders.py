"""The least a dashboard can be started on: no rows at all, or one course in one of two municipalities."""

from datetime import date
from pathlib import Path

from tests.qi import folder as canonical
from tests.qi.folder import PLACES, Rows, course

ONE_COURSE: Rows = {**PLACES, "units": PLACES["units"][:1], "courses": [course(1, date(2024, 3, 4))]}


def write_folder(folder: Path, tables: Rows) -> Path:
    """Write every canonical table and ``dataset.json``; a table that ``tables`` does not name has no rows."""
    return canonical.write_folder(folder, {**dict.fromkeys(PLACES, ()), **tables})
