"""What must not be kept is deleted, from every version, and nothing else is."""

from datetime import date

import pyarrow.parquet as pq
import pytest

from qi import cli
from qi.dataset import TABLES, DatasetError
from qi.retention import delete_citizens, delete_older
from qi.sources import open_dataset, versions
from tests.qi.folder import course, event, write_folder

ROWS = {
    "courses": [
        course(1, date(2020, 12, 31)),
        course(2, date(2021, 1, 1)),
        course(3, date(2020, 5, 1), person_id="p2"),
        course(4, date(2024, 2, 1), person_id="p1x"),
    ],
    "events": [event(1, "contact", date(2021, 1, 4)), event(2, "contact", date(2021, 1, 5))],
    "background": [
        {
            "person_id": f"p{number}",
            "sex": "female",
            "age_group": "60-69",
            "education": "basic",
            "employment": "retired",
            "origin": "danish",
            "housing": "alone",
            "valid_on": date(2020, 1, 1),
        }
        for number in (1, 2)
    ],
}


@pytest.fixture
def folder(tmp_path):
    """A folder with two versions of the same tables."""
    for _ in range(2):
        versions.publish(tmp_path / "data", lambda new: write_folder(new, ROWS) and None)
    return tmp_path / "data"


def ids(folder, table, column):
    return pq.read_table(versions.resolve(folder) / f"{table}.parquet")[column].to_pylist()


def test_courses_received_before_the_day_are_deleted_with_their_rows(folder):
    done = delete_older(folder, date(2021, 1, 1))
    assert done.rows == {"courses": 2, "events": 1, "background": 1}
    assert ids(folder, "courses", "course_id") == ["c2", "c4"]
    assert ids(folder, "events", "course_id") == ["c2"]


def test_the_background_of_a_citizen_with_another_course_stays(folder):
    delete_older(folder, date(2021, 1, 1))
    assert ids(folder, "background", "person_id") == ["p2"]


def test_no_older_version_is_left_that_still_holds_what_was_deleted(folder):
    done = delete_older(folder, date(2021, 1, 1))
    assert (versions.versions(folder), done.version) == ((3,), 3)


def test_everything_about_a_citizen_is_deleted_and_nobody_else_is_touched(folder):
    done = delete_citizens(folder, ["p2", "unknown"])
    assert done.rows == {"courses": 2, "events": 1, "background": 1}
    assert ids(folder, "courses", "person_id") == ["p1", "p1x"]
    assert ids(folder, "background", "person_id") == ["p1"]


def test_what_is_left_can_be_served(folder):
    delete_citizens(folder, ["p2"])
    assert open_dataset(folder).as_of == date(2024, 12, 31)


def test_where_there_is_nothing_to_delete_no_version_is_made(folder):
    done = delete_older(folder, date(2020, 1, 1))
    assert (done.rows, done.version, versions.versions(folder)) == ({}, 2, (1, 2))


def test_a_folder_without_versions_is_left_alone(tmp_path):
    write_folder(tmp_path, ROWS)
    with pytest.raises(DatasetError, match="has no versions"):
        delete_older(tmp_path, date(2021, 1, 1))


def test_every_table_with_citizens_in_it_is_dealt_with():
    of_citizens = {name for name, columns in TABLES.items() if {"course_id", "person_id"} & {c.name for c in columns}}
    assert of_citizens == {
        *("courses", "background", "events", "sessions"),
        *("questionnaires", "responses", "measurements", "needs"),
    }


def test_the_command_deletes_old_courses_and_says_how_many(folder, capsys):
    assert cli.main(["forget", str(folder), "--before", "2021-01-01"]) == 0
    assert capsys.readouterr().out == "deleted: background 1, courses 2, events 1; version 3 is the only one left\n"


def test_the_command_says_that_there_was_nothing_to_delete(folder, capsys):
    assert cli.main(["forget", str(folder), "--before", "2010-01-01"]) == 0
    assert capsys.readouterr().out == "nothing to delete\n"


def test_the_command_ends_with_2_where_there_are_no_versions(tmp_path, capsys):
    assert cli.main(["forget", str(tmp_path), "--before", "2021-01-01"]) == 2
    assert "has no versions" in capsys.readouterr().err


def test_the_command_takes_pseudonyms_from_a_file_not_from_the_command_line(folder, tmp_path, capsys):
    (tmp_path / "who").write_text("p2\n\n", encoding="utf-8")
    assert cli.main(["forget", str(folder), "--pseudonyms", str(tmp_path / "who")]) == 0
    assert "courses 2" in capsys.readouterr().out
    assert ids(folder, "courses", "person_id") == ["p1", "p1x"]
