"""What a data folder is to an import: new, one's own with its versions, or one that is never written to."""

from datetime import date, datetime

import pytest

from qi.dataset import UNFILLED, DatasetError
from qi.imports import own_folder
from qi.imports.mapping import read_mapping
from qi.imports.own_folder import Place, kept_versions, place_of, save_mapping, saved_mappings
from qi.imports.refused import ImportRefusedError
from qi.imports.run import import_file
from qi.sources import empty_dataset, open_or_begin
from qi.sources.versions import is_unfilled
from tests.qi.folder import write_folder
from tests.qi.imports.corpus import changed, course_file, course_rows

EXAMPLE = next(path for path in own_folder.example_mappings() if path.stem == "courses")


def publish(tmp_path, rows):
    path = course_file(tmp_path / "a.csv", rows)
    mapping = read_mapping(EXAMPLE)
    return import_file(path, mapping, to=tmp_path / "own", key_file=tmp_path / "key", is_dry_run=False)


def test_a_folder_that_is_not_there_or_empty_or_holds_only_mappings_is_new(tmp_path):
    assert place_of(tmp_path / "own") is Place.NEW
    (tmp_path / "own" / "mappings").mkdir(parents=True)
    assert place_of(tmp_path / "own") is Place.NEW
    assert not is_unfilled(tmp_path / "no" / "such" / "place")


def test_a_folder_with_other_files_is_not_new(tmp_path):
    (tmp_path / "letter.txt").write_text("x")
    assert place_of(tmp_path) is Place.FIXED
    assert place_of(tmp_path / "letter.txt") is Place.FIXED


def test_plain_tables_are_never_written_to(tmp_path):
    folder = write_folder(tmp_path / "plain", {})
    assert place_of(folder) is Place.FIXED
    with pytest.raises(ImportRefusedError):
        save_mapping(folder, "x", EXAMPLE.read_text())
    assert not (folder / "mappings").exists()


def test_each_version_tells_what_was_imported_and_the_newest_comes_first(tmp_path):
    publish(tmp_path, changed(course_rows(), 4, "snarest"))
    publish(tmp_path, course_rows())
    assert place_of(tmp_path / "own") is Place.OWN
    assert [
        (one.number, one.is_current, one.rows_in, one.rows_set_aside) for one in kept_versions(tmp_path / "own")
    ] == [
        (2, True, 12, 0),
        (1, False, 11, 1),
    ]
    assert kept_versions(tmp_path / "own")[0].mappings == (read_mapping(EXAMPLE).title,)


def test_going_back_shows_the_version_before_and_ends_at_the_first(tmp_path):
    publish(tmp_path, changed(course_rows(), 4, "snarest"))
    publish(tmp_path, course_rows())
    assert own_folder.go_back(tmp_path / "own") == 1
    assert [one.number for one in kept_versions(tmp_path / "own") if one.is_current] == [1]
    with pytest.raises(DatasetError):
        own_folder.go_back(tmp_path / "own")


def test_a_saved_mapping_is_found_again_and_replaced_by_one_of_the_same_name(tmp_path):
    text = EXAMPLE.read_text(encoding="utf-8")
    first = save_mapping(tmp_path / "own", "Forløb på ældre", text)
    assert first.name == "forloeb-paa-aeldre.toml"
    save_mapping(tmp_path / "own", "Forløb på ældre", text.replace('version = "1"', 'version = "2"'))
    assert [read_mapping(path).version for path in saved_mappings(tmp_path / "own")] == ["2"]


def test_a_file_that_is_no_mapping_is_not_offered(tmp_path):
    save_mapping(tmp_path / "own", "a", "title = 1")
    assert saved_mappings(tmp_path / "own") == ()


def test_a_title_without_letters_still_makes_a_name():
    assert own_folder.file_name("../..") == "kobling.toml"


def test_what_is_published_is_opened_and_what_is_new_is_begun(tmp_path):
    now = datetime(2026, 11, 28, 9, 30)
    assert open_or_begin(tmp_path / "own", now).version == UNFILLED
    publish(tmp_path, course_rows())
    assert open_or_begin(tmp_path / "own", now).version != UNFILLED


def test_a_new_folder_has_data_without_a_row():
    data = empty_dataset(datetime(2026, 11, 28, 9, 30))
    assert (data.version, data.as_of, data.first_month) == (UNFILLED, date(2026, 11, 28), date(2026, 11, 1))
    assert (data.municipalities, data.is_synthetic) == ({}, False)
