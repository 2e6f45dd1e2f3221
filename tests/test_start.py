"""Starting on data that cannot be served ends at once, in one sentence, with an exit code that says so."""

import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from tests.folders import ONE_COURSE, write_folder


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "data", ONE_COURSE)


def start(folder):
    return subprocess.run(
        [sys.executable, "-m", "dashboard", "--data", str(folder), "--port", "1"],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )


def assert_one_sentence(ended, *words):
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    assert all(word in ended.stderr for word in words)


def test_a_folder_that_is_not_there_in_a_place_that_is_not_there_either(tmp_path):
    assert_one_sentence(start(tmp_path / "no" / "where"), "where", "expected a folder")


def test_a_folder_that_holds_something_else(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    assert_one_sentence(start(tmp_path), "dataset.json", "missing")


def test_a_table_without_a_column(folder):
    table = pq.read_table(folder / "courses.parquet")
    pq.write_table(table.drop_columns(["received_on"]), folder / "courses.parquet")
    assert_one_sentence(start(folder), "courses.parquet", "received_on", "expected a date")
