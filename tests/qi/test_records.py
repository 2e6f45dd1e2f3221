"""Records in the state store: kept, changed by two, removed, exported and restored, on SQLite and on PostgreSQL."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from threading import Thread

import pytest
from sqlalchemy import event, text

from qi import improvement, store
from qi.calendar import add_months
from qi.cli import main
from qi.improvement import Cycle, NextStep, Note, OwnValue, PhaseDecision, Signal, Team
from qi.improvement.rules import RecordError
from qi.improvement.signal import Handling
from qi.series import analyse_series
from tests.qi.improvement.records import AT, CYCLE, DECISION, EVERY, GOAL, MEETING, NOTE, STEP, TEAM, VALUE

LATER = AT + timedelta(days=1)
BEFORE, AFTER = [50, 53, 49, 52, 51, 54, 48, 52, 50, 53, 49, 51], [60, 63, 59, 61, 64, 58, 62, 60, 63, 61, 59, 62]
HOSTILE = '<script>alert(1)</script> =HYPERLINK("x") \'; drop table record; -- æøå 😀 \u2028'


def add(kept, record, name=None):
    return store.add(kept, record, by="Mette", at=AT, id=name)


def test_every_kind_of_record_comes_back_as_it_was_kept(kept):
    for record in EVERY:
        assert store.find(kept, type(record), add(kept, record).id).record == record
    assert {type(record) for record in EVERY} == set(improvement.KINDS.values())


def test_records_come_in_the_order_they_were_made_also_after_a_change(kept):
    first, _ = add(kept, STEP), add(kept, replace(STEP, what="Ring"))
    store.change(kept, first, replace(STEP, done_on=date(2026, 11, 27)), by="Jonas", at=LATER)
    assert [one.record.what for one in store.every(kept, NextStep)] == ["Spørg 10 udeblevne borgere", "Ring"]


def test_a_team_sees_its_own_records_only(kept):
    add(kept, STEP)
    add(kept, replace(STEP, team="t2", what="Andre"))
    assert [one.record.what for one in store.every(kept, NextStep, owner="t2")] == ["Andre"]


def test_who_saves_last_is_told_and_both_versions_are_there(kept):
    mine = yours = add(kept, CYCLE)
    store.change(kept, mine, replace(CYCLE, seen="88 %"), by="Mette", at=AT)
    with pytest.raises(store.EditedMeanwhileError):
        store.change(kept, yours, replace(CYCLE, seen="85 %"), by="Jonas", at=LATER)
    now = store.find(kept, Cycle, mine.id)
    assert (now.record.seen, now.version, now.by) == ("88 %", 2, "Mette")
    kept_after_all = store.change(kept, now, replace(now.record, learned="Jonas så 85 %"), by="Jonas", at=LATER)
    assert kept_after_all.version == 3


def test_the_history_says_who_changed_what_when(kept):
    first = add(kept, VALUE)
    store.change(kept, first, replace(VALUE, value=5.0), by="Jonas", at=LATER)
    told = [(e.by, e.at, e.before and e.before.value, e.after and e.after.value) for e in store.history(kept, first.id)]
    assert told == [("Mette", AT, None, 4.0), ("Jonas", LATER, 4.0, 5.0)]


def test_saving_what_is_there_already_changes_nothing(kept):
    first = add(kept, CYCLE)
    assert store.change(kept, first, CYCLE, by="Jonas", at=LATER) == first
    assert len(store.history(kept, first.id)) == 1


def test_a_removed_record_can_be_brought_back_with_its_history(kept):
    first = add(kept, NOTE)
    store.remove(kept, first, by="Jonas", at=LATER)
    assert store.every(kept, Note) == ()
    back = store.bring_back(kept, first.id, by="Mette", at=LATER)
    assert (back.record, back.version) == (NOTE, 3)
    assert [e.after for e in store.history(kept, first.id)] == [NOTE, None, NOTE]


def test_only_what_was_removed_can_be_brought_back(kept):
    first = add(kept, NOTE)
    with pytest.raises(store.NameTakenError):
        store.bring_back(kept, first.id, by="Mette", at=AT)
    with pytest.raises(KeyError):
        store.bring_back(kept, "findes-ikke", by="Mette", at=AT)


def test_what_somebody_else_has_removed_or_changed_is_not_removed_again(kept):
    first = add(kept, NOTE)
    store.remove(kept, first, by="Jonas", at=LATER)
    with pytest.raises(store.EditedMeanwhileError):
        store.remove(kept, first, by="Mette", at=LATER)


def test_two_records_cannot_have_one_name_and_a_batch_is_kept_whole_or_not_at_all(kept):
    add(kept, VALUE, "a")
    others = [replace(VALUE, on=date(2026, 11, day)) for day in (21, 22)]
    with pytest.raises(store.NameTakenError):
        store.add_all(kept, others, by="Mette", at=AT, ids=["b", "a"])
    assert [one.id for one in store.every(kept, OwnValue, owner="own1")] == ["a"]


def test_the_state_has_another_version_after_each_change_and_the_same_after_a_refused_one(kept):
    assert store.state_version(kept) == 0
    first = add(kept, NOTE)
    assert store.state_version(kept) == 1
    with pytest.raises(store.NameTakenError):
        add(kept, NOTE, first.id)
    assert store.state_version(kept) == 1


def test_a_record_that_breaks_a_rule_is_not_kept(kept):
    with pytest.raises(RecordError):
        add(kept, replace(CYCLE, question=" "))
    first = add(kept, CYCLE)
    with pytest.raises(RecordError):
        store.change(kept, first, replace(CYCLE, ends_on=date(2025, 12, 31)), by="Mette", at=AT)
    assert store.every(kept, Cycle) == (first,)


def test_a_record_that_would_not_read_back_is_not_kept_and_the_store_stays_readable(kept):
    with pytest.raises(TypeError, match="another type than its field"):
        store.add(kept, replace(CYCLE, number="2"), by="Mette", at=AT)
    assert store.every(kept, Cycle) == ()
    store.check_store(kept)


def test_markup_formulas_and_sql_are_kept_as_the_text_they_are(kept):
    name = add(kept, replace(STEP, what=HOSTILE)).id
    assert store.find(kept, NextStep, name).record.what == HOSTILE


def test_a_store_that_is_written_to_meanwhile_is_not_taken_for_damaged(kept):
    def write():
        for number in range(60):
            store.add(kept, replace(NOTE, title=f"Note {number}"), by="Mette", at=AT)

    writer = Thread(target=write)
    writer.start()
    while writer.is_alive():
        store.check_store(kept)
    writer.join()
    assert len(store.every(kept, Note)) == 60


def test_three_writers_at_once_lose_nothing(kept):
    def write(who: str) -> None:
        for i in range(10):
            store.add(kept, replace(STEP, what=f"{who} {i}"), by=who, at=AT)

    writers = [Thread(target=write, args=(who,)) for who in "abc"]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.state_version(kept) == len(store.every(kept, NextStep)) == 30
    store.check_store(kept)


@pytest.mark.parametrize(
    "damage",
    [
        "update record set body = replace(body, 'Mette', 'Metto')",
        "update history set who = 'Nette' where number = 1",
        "update record set owner = 't2'",
        "update record set made = 2",
        "delete from history where number = 1",
        "delete from record",
        "update state set version = 4",
    ],
)
def test_damage_is_noticed_when_the_store_is_opened(kept, damage):
    first = add(kept, STEP)
    store.change(kept, first, replace(STEP, who="Mette og Jonas"), by="Mette", at=LATER)
    store.check_store(kept)
    with kept.begin() as connection:
        connection.execute(text(damage))
    with pytest.raises(store.StoreTroubleError, match="damaged"):
        store.check_store(kept)


def test_damage_is_noticed_when_a_record_is_read(kept):
    add(kept, STEP)
    with kept.begin() as connection:
        connection.execute(text("update record set body = replace(body, 'Mette', 'Metto')"))
    with pytest.raises(store.StoreTroubleError, match="damaged"):
        store.every(kept, NextStep)


def chart(values):
    return analyse_series(values, title="x", starts=[add_months(date(2025, 1, 1), i) for i in range(len(values))])


def test_a_signal_is_noticed_once_and_what_people_did_about_it_stays(kept):
    (first,) = store.notice_signals(kept, "t1", [chart(BEFORE + AFTER[:9])], at=AT)
    seen = replace(first.record, handling=Handling.OWNED, owner="Mette")
    store.change(kept, first, seen, by="Mette", at=LATER)
    (same,) = store.notice_signals(kept, "t1", [chart(BEFORE + AFTER)], at=LATER)
    assert (same.id, same.record.handling, same.record.noticed_at) == (first.id, Handling.OWNED, AT)
    assert same.record.run_to > first.record.run_to


def test_looking_again_at_the_same_data_writes_nothing(kept):
    for _ in range(2):
        store.notice_signals(kept, "t1", [chart(BEFORE + AFTER)], at=AT)
    assert store.state_version(kept) == 1


def test_another_team_has_a_memory_of_its_own(kept):
    for team in ("t1", "t2"):
        assert len(store.notice_signals(kept, team, [chart(BEFORE + AFTER)], at=AT)) == 1


def test_what_two_sessions_notice_at_once_is_one_signal(kept):
    threads = [Thread(target=store.notice_signals, args=(kept, "t1", [chart(BEFORE + AFTER)]), kwargs={"at": AT})]
    threads.append(
        Thread(target=store.notice_signals, args=(kept, "t1", [chart(BEFORE + AFTER)]), kwargs={"at": LATER})
    )
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(store.every(kept, Signal)) == 1


def test_cycles_notes_accepted_phases_and_goals_become_annotations_and_what_is_removed_is_gone(kept):
    team = add(kept, TEAM)
    records = [replace(one, team=team.id) for one in (CYCLE, NOTE, GOAL, DECISION)]
    names = [add(kept, one).id for one in records]
    add(kept, replace(records[3], is_accepted=False, starts_on=date(2026, 6, 1)))
    add(kept, replace(CYCLE, team="no team any more"))
    add(kept, replace(records[0], starts_on=None, ends_on=None, decided_on=None))
    written = store.chart_annotations(kept)
    assert {one.source for one in written.notes} == set(names[:2])
    assert {one.title for one in written.notes} == {"PDSA 2: opkald samme dag", "Ny sygeplejerske"}
    assert [(one.value, one.scope.municipality) for one in written.goals] == [(90.0, "901")]
    (phase,) = written.phases
    assert (phase.source, phase.cause) == (names[3], "Opkald samme dag")
    store.remove(kept, store.find(kept, PhaseDecision, names[3]), by="Jonas", at=LATER)
    assert store.chart_annotations(kept).phases == ()


@pytest.fixture
def full(kept):
    """A store with a record of every kind, one change, one removal and a wall; its archive."""
    names = [add(kept, record).id for record in EVERY]
    store.change(kept, store.find(kept, Team, names[0]), replace(TEAM, name=HOSTILE[:100]), by="Jonas", at=LATER)
    store.remove(kept, add(kept, MEETING), by="Jonas", at=LATER)
    store.add_wall(kept, store.Wall(name="kraeft", slides=(("P01",),)), at=AT)
    return store.export(kept)


def test_everything_comes_back_from_the_files_with_its_history(kept, full, tmp_path):
    again = store.open_store(tmp_path / "again")
    assert store.restore(again, full) == len(EVERY) + 3
    for kind in improvement.KINDS.values():
        assert store.every(again, kind) == store.every(kept, kind)
        for one in store.every(kept, kind):
            assert store.history(again, one.id) == store.history(kept, one.id)
    assert store.all_walls(again) == store.all_walls(kept)
    assert store.state_version(again) == store.state_version(kept)
    again.dispose()


def test_the_files_can_be_read_by_people_and_no_cell_starts_a_formula(kept):
    add(kept, replace(STEP, what='=HYPERLINK("x")'))
    with zipfile.ZipFile(io.BytesIO(store.export(kept))) as archive:
        listed = json.loads(archive.read("next_step.json"))
        table = archive.read("next_step.csv").decode("utf-8-sig")
    assert listed[0]["record"]["what"] == '=HYPERLINK("x")'
    assert (listed[0]["by"], listed[0]["at"]) == ("Mette", AT.isoformat())
    assert ";\"'=HYPERLINK(" in table


def test_a_store_that_holds_something_is_never_restored_over(kept, full):
    with pytest.raises(store.RestoreError, match="not_empty"):
        store.restore(kept, full)


def test_an_archive_that_was_changed_by_hand_is_refused_and_the_store_stays_empty(full, tmp_path):
    again = store.open_store(tmp_path / "again")
    for wrong in (b"no archive", _with_one_word_changed(full)):
        with pytest.raises(store.RestoreError, match="unreadable"):
            store.restore(again, wrong)
        assert store.state_version(again) == 0
    again.dispose()


def _with_one_word_changed(content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"Mette", b"Metto"))
    return out.getvalue()


def test_a_full_disk_is_told_as_full_and_what_was_acknowledged_can_be_read(tmp_path):
    opened = store.open_store(tmp_path)
    with opened.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar() + 3
    opened.dispose()
    event.listen(opened, "connect", lambda connection, _: connection.execute(f"pragma max_page_count = {pages}"))
    acknowledged = []

    def fill() -> None:
        while len(acknowledged) < 100:
            acknowledged.append(add(opened, replace(NOTE, text="x" * 1000)))

    with pytest.raises(store.StoreTroubleError, match="full"):
        fill()
    assert acknowledged
    assert store.every(opened, Note) == tuple(acknowledged)


def test_three_servers_that_start_at_once_on_a_new_store_all_open_it(tmp_path):
    opened = []
    threads = [Thread(target=lambda: opened.append(store.open_store(tmp_path))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [store.state_version(one) for one in opened] == [0, 0, 0]


def test_a_file_that_is_no_database_is_told_as_damaged(tmp_path):
    (tmp_path / "state.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(store.StoreTroubleError, match="damaged"):
        store.open_store(tmp_path)


def test_an_address_where_nobody_answers_is_told_as_away():
    with pytest.raises(store.StoreTroubleError, match="away"):
        store.open_store("postgresql://postgres@127.0.0.1:1/none")


def test_the_command_line_takes_everything_out_and_fills_an_empty_store(tmp_path, capsys):
    archive, first, second = str(tmp_path / "all.zip"), str(tmp_path / "first"), str(tmp_path / "second")
    add(store.open_store(first), STEP)
    assert main(["state", "export", archive, "--state", first]) == 0
    assert main(["state", "restore", archive, "--state", second]) == 0
    assert main(["state", "restore", archive, "--state", second]) == 2
    assert main(["state", "restore", str(tmp_path / "none.zip"), "--state", second]) == 2
    assert main(["state", "export", str(tmp_path / "no" / "all.zip"), "--state", first]) == 2
    said = capsys.readouterr()
    assert said.out.splitlines()[1] == "1 changes restored"
    assert "holds something already" in said.err
