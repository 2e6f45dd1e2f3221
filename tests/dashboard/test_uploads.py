"""A file a visitor chose can be opened by its path while it is used, and leaves nothing on the disk."""

from pathlib import Path
from tempfile import gettempdir

from dashboard.uploads import Upload, as_file


def left_over():
    return sorted(Path(gettempdir()).glob("kvalitetstavle-*/upload*"))


def test_the_file_can_be_read_more_than_once_and_keeps_its_kind():
    with as_file(Upload("Mit ark.XLSX", b"abc")) as path:
        assert (path.read_bytes(), path.read_bytes(), path.suffix, path.stat().st_size) == (b"abc", b"abc", ".xlsx", 3)


def test_its_bytes_are_in_memory_only_and_gone_afterwards():
    before = left_over()
    with as_file(Upload("a.csv", b"secret")) as path:
        assert path.is_symlink()
        assert path.readlink().parts[1] == "proc"
    assert not path.exists()
    assert left_over() == before


def test_neither_its_name_nor_its_bytes_are_printed():
    assert "secret" not in repr(Upload("secret.csv", b"secret"))
