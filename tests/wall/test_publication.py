"""New data are taken in while the server runs; data that cannot be read leave the old ones up, and that is told."""

import shutil
from datetime import UTC, datetime

import pytest

from dashboard import cache
from dashboard.publication import Publication
from qi.dataset import DatasetError
from qi.sources import versions
from tests.folders import ONE_COURSE, write_folder


class Reader:
    """Read a folder as its count of files, and fail where one is called broken."""

    def __init__(self):
        self.times = 0

    def __call__(self, folder):
        self.times += 1
        if (folder / "broken").exists():
            raise DatasetError("courses.parquet cannot be read")
        return f"version {self.times}"


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "data", ONE_COURSE)


def look_twice(publication):
    publication.look()
    publication.look()


def test_files_that_have_not_changed_are_not_read_again(folder):
    reader = Reader()
    publication = Publication(folder, reader)
    look_twice(publication)
    assert reader.times == 1


def test_new_files_are_read_when_they_have_stood_still_from_one_look_to_the_next(folder):
    publication = Publication(folder, Reader())
    (folder / "new").write_text("1")
    publication.look()
    assert publication.dataset == "version 1"
    publication.look()
    assert publication.dataset == "version 2"


def test_files_that_are_still_being_written_are_left_alone(folder):
    publication = Publication(folder, Reader())
    for number in range(4):
        (folder / "new").write_text("x" * number)
        publication.look()
    assert publication.dataset == "version 1"


def test_files_that_cannot_be_read_leave_the_old_data_up_and_are_told(folder):
    publication = Publication(folder, Reader())
    before = datetime.now(UTC)
    (folder / "broken").write_text("")
    look_twice(publication)
    assert publication.dataset == "version 1"
    assert before <= publication.broken_since <= datetime.now(UTC)


def test_the_time_of_the_first_failure_stands_until_the_data_can_be_read(folder):
    publication = Publication(folder, Reader())
    (folder / "broken").write_text("")
    look_twice(publication)
    since = publication.broken_since
    (folder / "broken").write_text("still")
    look_twice(publication)
    assert publication.broken_since == since
    (folder / "broken").unlink()
    look_twice(publication)
    assert publication.broken_since is None


def test_a_folder_that_is_gone_leaves_the_old_data_up_and_is_told(folder):
    def read(folder):
        if not folder.is_dir():
            raise DatasetError("is not a folder")
        return "version 1"

    publication = Publication(folder, read)
    shutil.rmtree(folder)
    look_twice(publication)
    assert publication.dataset == "version 1"
    assert publication.broken_since is not None


def test_a_folder_that_cannot_be_read_at_the_start_ends_the_start(folder):
    (folder / "broken").write_text("")
    with pytest.raises(DatasetError):
        Publication(folder, Reader())


def test_what_this_server_published_itself_is_read_at_once(tmp_path):
    read = []
    (tmp_path / "CURRENT").write_text("1")
    folder = Publication(tmp_path, lambda path: read.append((path / "CURRENT").read_text()) or read[-1])
    (tmp_path / "CURRENT").write_text("2")
    folder.take()
    folder.look()
    folder.look()
    assert (folder.dataset, read) == ("2", ["1", "2"])


def flip(data):
    shutil.copytree(data / "versions" / "1", data / "versions" / "2")
    courses = data / "versions" / "2" / "courses.parquet"
    content = bytearray(courses.read_bytes())
    content[len(content) // 2] ^= 1
    courses.write_bytes(content)
    (data / "CURRENT").write_text("2\n")


def cut_off(data):
    (data / "CURRENT").write_text("2\n")


def take_away(data):
    shutil.rmtree(data)


@pytest.mark.parametrize("break_it", [flip, cut_off, take_away])
def test_data_that_break_leave_the_last_whole_version_up(break_it, tmp_path):
    data = tmp_path / "data"
    with versions.locked(data):
        versions.publish(data, lambda new: write_folder(new, ONE_COURSE) and None)
    publication = Publication(data, cache._reader_of_a_folder())
    whole = publication.dataset
    break_it(data)
    look_twice(publication)
    assert publication.broken_since is not None
    assert publication.dataset is whole
