"""A wrong folder gives one sentence naming file, column and what was expected."""

import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qi.dataset import DatasetError
from qi.selection import Selection
from qi.sources import open_dataset
from tests.qi.folder import course, event, write_folder


def message(folder):
    with pytest.raises(DatasetError) as caught:
        open_dataset(folder)
    text = str(caught.value)
    assert "\n" not in text
    return text


def replace_table(folder, name, **columns):
    table = pq.read_table(folder / f"{name}.parquet")
    for column, values in columns.items():
        i = table.schema.get_field_index(column)
        table = table.remove_column(i) if values is None else table.set_column(i, column, values)
    pq.write_table(table, folder / f"{name}.parquet")


@pytest.fixture
def folder(tmp_path):
    courses = [course(i, date(2024, 3, 4)) for i in range(3)]
    return write_folder(tmp_path / "data", {"courses": courses, "events": [event(0, "contact", date(2024, 3, 5))]})


def test_a_missing_folder_is_named(tmp_path):
    assert "nowhere is not a folder" in message(tmp_path / "nowhere")


def test_a_missing_table_is_named_with_its_columns(folder):
    (folder / "courses.parquet").unlink()
    assert "courses.parquet is missing: expected a table with the columns course_id" in message(folder)


def test_a_missing_column_is_named_with_its_type(folder):
    replace_table(folder, "courses", received_on=None)
    assert message(folder).endswith("courses.parquet has no column received_on: expected a date")


def test_a_column_of_another_type_is_named(folder):
    replace_table(folder, "courses", received_on=pa.array(["2024-03-04"] * 3))
    assert message(folder).endswith("courses.parquet, column received_on: expected a date, found text")


def test_an_unknown_code_is_counted_but_not_repeated(folder):
    replace_table(folder, "courses", law=pa.array(["119", "119", "secret"]))
    text = message(folder)
    assert "column law: expected one of 119, 140, 1 rows differ" in text
    assert "secret" not in text


def test_an_empty_required_cell_is_counted(folder):
    replace_table(folder, "courses", person_id=pa.array(["p0", None, "p2"]))
    assert "column person_id: expected a value in every row, 1 rows have none" in message(folder)


def test_a_file_that_is_no_parquet_is_named(folder):
    (folder / "events.parquet").write_bytes(b"PAR1 but not really")
    assert message(folder).endswith("events.parquet cannot be read: expected a Parquet file")


def test_a_course_that_stands_twice_is_refused(folder):
    replace_table(folder, "courses", course_id=pa.array(["c0", "c0", "c2"]))
    assert "courses.parquet, column course_id: expected each value once, 1 rows repeat one" in message(folder)


def test_two_backgrounds_of_one_citizen_on_one_day_are_refused(tmp_path):
    one = {
        "person_id": "p0",
        "sex": "female",
        "age_group": "60-69",
        "education": "basic",
        "employment": "retired",
        "origin": "danish",
        "housing": "alone",
        "valid_on": date(2024, 1, 1),
    }
    folder = write_folder(tmp_path / "data", {"courses": [course(0, date(2024, 3, 4))], "background": [one, one]})
    assert "background.parquet, columns person_id, valid_on: expected each value once" in message(folder)


def test_an_event_of_an_unknown_course_is_refused(folder):
    replace_table(folder, "events", course_id=pa.array(["c99"]))
    assert "events.parquet, column course_id: expected values of courses, 1 rows differ" in message(folder)


def test_a_description_without_as_of_is_refused(folder):
    described = json.loads((folder / "dataset.json").read_text())
    del described["as_of"]
    (folder / "dataset.json").write_text(json.dumps(described))
    assert message(folder).endswith("dataset.json has no field as_of")


def test_the_version_follows_the_content(folder):
    first = open_dataset(folder).version
    assert open_dataset(folder).version == first
    replace_table(folder, "courses", law=pa.array(["119", "119", "140"]))
    assert open_dataset(folder).version != first


def test_a_locally_closed_day_moves_the_deadline(tmp_path):
    courses = [course(i, date(2024, 3, 4)) for i in range(6)]
    events = [event(i, "contact", date(2024, 3, 12)) for i in range(6)]
    folder = write_folder(tmp_path / "data", {"courses": courses, "events": events})
    start = (2024 * 12 + 2) - (2024 * 12)
    late = open_dataset(folder)
    timely = open_dataset(folder, closed_days=[date(2024, 3, 7)])
    assert late.cube.select(Selection(), ["P01"])["P01"][start, :2].tolist() == [6, 0]
    assert timely.cube.select(Selection(), ["P01"])["P01"][start, :2].tolist() == [6, 6]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "dataset.json is not valid JSON"),
        ('{"title_da": "a", "title_en": "b", "synthetic": true, "as_of": "28/10-26"}', "expected ISO dates in as_of"),
    ],
)
def test_a_description_that_cannot_be_read_is_named(folder, content, said):
    (folder / "dataset.json").write_text(content, encoding="utf-8")
    assert said in message(folder)


def test_a_folder_without_a_description_is_named(folder):
    (folder / "dataset.json").unlink()
    assert "dataset.json is missing: expected a JSON file" in message(folder)


def test_a_file_broken_in_the_middle_is_named(folder):
    path = folder / "courses.parquet"
    whole = bytearray(path.read_bytes())
    whole[4:200] = bytes(196)
    path.write_bytes(whole)
    assert "courses.parquet cannot be read to its end: expected a whole Parquet file" in message(folder)
