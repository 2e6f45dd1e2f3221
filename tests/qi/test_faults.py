"""Faults below the pages: a flipped byte, a killed writer, a lock, a clock that jumps. The table: docs, faults.md."""

import random
import subprocess
import sys
from datetime import datetime, timedelta

import pytest

from qi import store
from qi.dataset import TABLES, DatasetError
from qi.improvement import Note, Team
from qi.sources import open_dataset, versions
from qi.store import LogEntry
from tests.folders import ONE_COURSE, write_folder

AT = datetime(2026, 11, 23, 12)


@pytest.fixture
def published(tmp_path):
    folder = tmp_path / "data"
    with versions.locked(folder):
        versions.publish(folder, lambda new: write_folder(new, ONE_COURSE) and None)
    return folder


def test_a_flipped_byte_in_any_file_of_a_version_is_noticed(published):
    opened = open_dataset(published)
    files = [file for file in versions.resolve(published).iterdir() if file.stat().st_size]
    assert len(files) == len(TABLES) + 2  # the description and the digests
    place = random.Random(8)
    for file in files:
        whole = file.read_bytes()
        broken = bytearray(whole)
        broken[place.randrange(len(whole))] ^= 0x10
        file.write_bytes(broken)
        with pytest.raises(DatasetError, match="restore it from a backup"):
            open_dataset(published)
        file.write_bytes(whole)
    assert open_dataset(published).version == opened.version


KILLED_AT_COMMIT = """
import os, signal, sys
from datetime import datetime
from sqlalchemy import event
from qi import store
from qi.improvement import Team

opened = store.open_store(sys.argv[1])
store.add(opened, Team(name="acknowledged"), by="Mette", at=datetime(2026, 11, 23))
event.listen(opened, "commit", lambda _: os.kill(os.getpid(), signal.SIGKILL))
store.add(opened, Team(name="half written"), by="Mette", at=datetime(2026, 11, 23))
"""


def test_a_writer_that_is_killed_leaves_all_that_was_acknowledged_and_nothing_half(kept):
    address = address_of(kept)
    ended = subprocess.run([sys.executable, "-c", KILLED_AT_COMMIT, address], check=False).returncode
    assert ended == -9
    again = store.open_store(address)  # looks for damage
    assert [one.record.name for one in store.every(again, Team)] == ["acknowledged"]
    assert store.add(again, Team(name="next"), by="Mette", at=AT).version == 1
    again.dispose()


def address_of(kept):
    return str(kept.url.render_as_string(hide_password=False))


LOCK = {"sqlite": "begin immediate", "postgresql": "lock table state"}


def test_a_store_that_somebody_else_holds_is_told_as_locked(kept):
    impatient = store.open_store(address_of(kept), busy_seconds=0.1)
    with kept.connect() as other:
        other.exec_driver_sql(LOCK[kept.dialect.name])
        with pytest.raises(store.StoreTroubleError, match="locked"):
            store.add(impatient, Team(name="later"), by="Mette", at=AT)
        other.rollback()
    assert store.add(impatient, Team(name="later"), by="Mette", at=AT).version == 1
    impatient.dispose()


def test_a_clock_that_jumps_back_changes_no_order_and_breaks_no_chain(kept):
    first = store.add(kept, Note(on=AT.date(), title="one"), by="Mette", at=AT)
    earlier = AT - timedelta(days=400)
    store.change(kept, first, Note(on=AT.date(), title="two"), by="Mette", at=earlier)
    for at in (AT, earlier, AT + timedelta(days=400)):
        store.add_entry(kept, LogEntry(at=at, who="u1", what="saw", about={}))
    assert [edit.after.title for edit in store.history(kept, first.id)] == ["one", "two"]
    assert [entry.at for entry in store.every_entry(kept)] == [AT, earlier, AT + timedelta(days=400)]
    assert store.check_log(kept).broken_at is None
    store.check_store(kept)
