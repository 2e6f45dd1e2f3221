"""The log of use and the logins that are over, on SQLite and on PostgreSQL."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pytest
from sqlalchemy import delete, insert, update

from qi import cli, store
from qi.store import LogEntry
from qi.store.log import NOTHING
from qi.store.tables import LOG_ENTRY

AT = datetime(2026, 11, 23, 8, 30, 0, 250)


@pytest.fixture(params=["sqlite", "postgresql"])
def kept(request, tmp_path):
    location = tmp_path if request.param == "sqlite" else request.getfixturevalue("postgres_address")
    opened = store.open_store(location)
    yield opened
    opened.dispose()


def saw(number):
    return LogEntry(at=AT, who="u1", what="saw", about={"page": "overblik", "kommune": ["901"], "n": number})


@pytest.fixture
def five(kept):
    for number in range(5):
        store.add_entry(kept, saw(number))
    return kept


def test_entries_come_back_as_they_were_added_newest_first(five):
    assert [entry.about["n"] for entry in store.latest_entries(five, 2)] == [4, 3]
    assert [entry.about["n"] for entry in store.every_entry(five)] == [0, 1, 2, 3, 4]
    newest = store.latest_entries(five, 1)[0]
    assert (newest.at, newest.who, newest.what) == (AT, "u1", "saw")


def test_a_log_that_nobody_touched_holds_and_names_its_last_digest(five):
    found = store.check_log(five)
    assert (found.n, found.broken_at) == (5, None)
    assert found.last == store.latest_entries(five, 1)[0].digest
    assert found.last in found.digests


def test_an_empty_log_holds(kept):
    found = store.check_log(kept)
    assert (found.n, found.broken_at, found.last) == (0, None, NOTHING)


@pytest.mark.parametrize("column", ["who", "what", "about"])
def test_an_altered_entry_is_noticed(five, column):
    with five.begin() as connection:
        connection.execute(update(LOG_ENTRY).where(LOG_ENTRY.c.id == 3).values({column: '{"n":9}'}))
    assert store.check_log(five).broken_at == 3


def test_an_altered_time_is_noticed(five):
    with five.begin() as connection:
        connection.execute(update(LOG_ENTRY).where(LOG_ENTRY.c.id == 2).values(at=datetime(2020, 1, 1)))
    assert store.check_log(five).broken_at == 2


def test_a_removed_entry_is_noticed(five):
    with five.begin() as connection:
        connection.execute(delete(LOG_ENTRY).where(LOG_ENTRY.c.id == 2))
    assert store.check_log(five).broken_at == 2


def test_an_entry_put_at_the_end_without_its_digest_is_noticed(five):
    last = store.check_log(five).last
    with five.begin() as connection:
        row = {"at": AT, "who": "u2", "what": "saw", "about": "{}", "previous": last, "digest": "f" * 64}
        connection.execute(insert(LOG_ENTRY).values(**row))
    assert store.check_log(five).broken_at == 6


def test_an_end_cut_off_is_noticed_by_whoever_kept_its_digest(five):
    kept_elsewhere = store.check_log(five).last
    with five.begin() as connection:
        connection.execute(delete(LOG_ENTRY).where(LOG_ENTRY.c.id == 5))
    found = store.check_log(five)
    assert found.broken_at is None
    assert kept_elsewhere not in found.digests


def test_entries_added_at_once_all_find_their_place(kept):
    with ThreadPoolExecutor(4) as threads:
        digests = list(threads.map(lambda number: store.add_entry(kept, saw(number)), range(24)))
    assert len(set(digests)) == 24
    assert store.check_log(kept).n == 24
    assert store.check_log(kept).broken_at is None


def test_a_logout_ends_the_logins_of_one_person_up_to_its_second(kept):
    store.end_logins(kept, "u1", at=1000.9)
    assert store.ended_logins(kept) == {"u1": 1000}


def test_the_latest_logout_counts(kept):
    for at in (1000.0, 2000.0):
        store.end_logins(kept, "u1", at=at)
    assert store.ended_logins(kept) == {"u1": 2000}


@pytest.fixture
def place(tmp_path):
    opened = store.open_store(tmp_path)
    for number in range(3):
        store.add_entry(opened, saw(number))
    return opened


def log(tmp_path, capsys, *options):
    code = cli.main(["log", "--state", str(tmp_path), *options])
    return code, capsys.readouterr().out.splitlines()


def test_the_command_prints_one_line_an_entry(place, tmp_path, capsys):
    code, lines = log(tmp_path, capsys)
    assert code == 0
    assert [json.loads(line)["about"]["n"] for line in lines] == [0, 1, 2]


def test_the_command_says_that_a_log_holds(place, tmp_path, capsys):
    last = store.check_log(place).last
    assert log(tmp_path, capsys, "--verify") == (0, [f"holds: 3 entries, last {last}"])
    assert log(tmp_path, capsys, "--holds", last[:16])[0] == 0


def test_the_command_ends_with_1_where_a_log_was_changed(place, tmp_path, capsys):
    with place.begin() as connection:
        connection.execute(update(LOG_ENTRY).where(LOG_ENTRY.c.id == 2).values(who="u2"))
    assert log(tmp_path, capsys, "--verify") == (1, ["changed at entry 2"])


def test_the_command_ends_with_1_where_the_end_was_cut_off(place, tmp_path, capsys):
    last = store.check_log(place).last
    with place.begin() as connection:
        connection.execute(delete(LOG_ENTRY).where(LOG_ENTRY.c.id == 3))
    assert log(tmp_path, capsys, "--holds", last) == (1, [f"the entry {last} is gone: the end was cut off"])


def test_the_command_ends_with_2_where_there_is_no_store(capsys):
    assert cli.main(["log", "--state", "postgresql://127.0.0.1:1/nowhere"]) == 2
    assert capsys.readouterr().err == "qi: the state cannot be opened: store.away\n"
