"""A place backed up and made again somewhere else, on either database: the same to the last byte."""

import hashlib
import zipfile
from datetime import datetime

import pytest

from qi import backup, cli, store
from qi.backup import BackupError
from qi.improvement import Team
from qi.sources import open_dataset, versions
from qi.store import LogEntry, Wall
from tests.folders import ONE_COURSE, write_folder

AT = datetime(2026, 11, 23, 8, 30, 0, 250)


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    for _ in range(2):
        with versions.locked(folder):
            versions.publish(folder, lambda new: write_folder(new, ONE_COURSE) and None)
    return folder


def fill(kept):
    store.add_wall(kept, Wall(name="egesund", municipality="901"), at=AT)
    store.make_key(kept, "egesund", at=AT)
    store.add(kept, Team(name="Team Æ"), by="Mette", at=AT)
    for n in range(3):
        store.add_entry(kept, LogEntry(at=AT, who="u1", what="saw", about={"n": n}))
    store.end_logins(kept, "u1", at=1000)


@pytest.fixture
def kept(tmp_path):
    opened = store.open_store(tmp_path / "state")
    fill(opened)
    yield opened
    opened.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request, tmp_path):
    place = tmp_path / "elsewhere" if request.param == "sqlite" else request.getfixturevalue("postgres_address")
    opened = store.open_store(place)
    yield opened
    opened.dispose()


def hashes(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".lock"
    }


def test_what_is_restored_elsewhere_is_the_same_by_hash(data, kept, elsewhere, tmp_path):
    made = backup.back_up(data, kept, tmp_path / "a.zip")
    again = backup.restore(tmp_path / "a.zip", tmp_path / "new", elsewhere)
    assert again == made
    assert hashes(tmp_path / "new") == hashes(data)
    assert backup.back_up(tmp_path / "new", elsewhere, tmp_path / "b.zip").digest == made.digest


def test_a_restored_place_works_on(data, kept, elsewhere, tmp_path):
    backup.back_up(data, kept, tmp_path / "a.zip")
    backup.restore(tmp_path / "a.zip", tmp_path / "new", elsewhere)
    assert open_dataset(tmp_path / "new").as_of == open_dataset(data).as_of
    store.add_entry(elsewhere, LogEntry(at=AT, who="u2", what="saw", about={}))
    store.add(elsewhere, Team(name="Team Ø"), by="Jonas", at=AT)
    store.end_logins(elsewhere, "u2", at=2000)
    assert store.check_log(elsewhere).broken_at is None
    assert [one.record.name for one in store.every(elsewhere, Team)] == ["Team Æ", "Team Ø"]


def test_a_damaged_archive_restores_nothing(data, kept, elsewhere, tmp_path):
    backup.back_up(data, kept, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as source, zipfile.ZipFile(tmp_path / "b.zip", "w") as out:
        for name in source.namelist():
            content = source.read(name)
            out.writestr(name, content.replace(b"egesund", b"fjordbk") if name == "state/wall.jsonl" else content)
    with pytest.raises(BackupError, match=r"state/wall.jsonl in the archive is damaged"):
        backup.restore(tmp_path / "b.zip", tmp_path / "new", elsewhere)
    assert not (tmp_path / "new").exists()
    assert store.all_walls(elsewhere) == ()


def test_an_archive_with_a_file_too_many_restores_nothing(data, kept, elsewhere, tmp_path):
    backup.back_up(data, kept, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip", "a") as out:
        out.writestr("data/../../evil", b"x")
    with pytest.raises(BackupError, match="other files"):
        backup.restore(tmp_path / "a.zip", tmp_path / "new", elsewhere)


@pytest.mark.parametrize("content", [b"", b"PK no archive"])
def test_what_is_no_archive_is_said(content, elsewhere, tmp_path):
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(BackupError, match="is no whole archive"):
        backup.restore(tmp_path / "a.zip", tmp_path / "new", elsewhere)


def test_nothing_is_written_over_a_state_or_a_folder_that_holds_something(data, kept, elsewhere, tmp_path):
    backup.back_up(data, kept, tmp_path / "a.zip")
    with pytest.raises(BackupError, match="is not empty"):
        backup.restore(tmp_path / "a.zip", data, elsewhere)
    fill(elsewhere)
    with pytest.raises(BackupError, match="the state is not empty"):
        backup.restore(tmp_path / "a.zip", tmp_path / "new", elsewhere)
    assert not (tmp_path / "new").exists()


def test_the_commands_say_the_same_digest(data, kept, tmp_path, capsys):
    places = ["--data", str(data), "--state", str(tmp_path / "state")]
    assert cli.main(["backup", str(tmp_path / "a.zip"), *places]) == 0
    made = capsys.readouterr().out
    places = ["--data", str(tmp_path / "new"), "--state", str(tmp_path / "other")]
    assert cli.main(["restore", str(tmp_path / "a.zip"), *places]) == 0
    assert capsys.readouterr().out == made


def test_the_state_alone_can_be_backed_up(kept, elsewhere, tmp_path):
    made = backup.back_up(None, kept, tmp_path / "a.zip")
    assert made.n_files == 0
    assert backup.restore(tmp_path / "a.zip", None, elsewhere) == made


def test_a_folder_that_is_not_there_is_said(kept, tmp_path, capsys):
    places = ["--data", str(tmp_path / "none"), "--state", str(tmp_path / "state")]
    assert cli.main(["backup", str(tmp_path / "a.zip"), *places]) == 2
    assert "is no folder" in capsys.readouterr().err
    assert not (tmp_path / "a.zip").exists()


def test_an_archive_of_another_program_is_refused(data, kept, elsewhere, tmp_path):
    backup.back_up(data, kept, tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as source, zipfile.ZipFile(tmp_path / "b.zip", "w") as out:
        for name in source.namelist():
            content = source.read(name)
            out.writestr(
                name, content.replace(b'"revision": "', b'"revision": "x') if name == "manifest.json" else content
            )
    with pytest.raises(BackupError, match="another version of the program"):
        backup.restore(tmp_path / "b.zip", tmp_path / "new", elsewhere)
