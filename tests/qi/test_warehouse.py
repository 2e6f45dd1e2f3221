"""A municipality's warehouse in PostgreSQL: read as a folder is, refused with one sentence, never seen half."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from dashboard.publication import Publication
from qi.dataset import DatasetError
from qi.selection import Selection
from qi.sources import open_dataset, source_of
from tests import warehouse
from tests.qi.folder import course, event, write_folder

COURSES = [course(i, date(2024, 3, 4)) for i in range(6)]
EVENTS = [event(i, "contact", date(2024, 3, 5 + i)) for i in range(6)]
ALL = Selection()


@pytest.fixture
def folder(tmp_path):
    return write_folder(tmp_path / "data", {"courses": COURSES, "events": EVENTS})


@pytest.fixture
def address(postgres_address, folder):
    warehouse.load(postgres_address, folder)
    return postgres_address


@pytest.fixture
def run(address):
    """Return a function that changes the warehouse as its owner does."""
    engine = create_engine(address)

    def execute(*statements):
        with engine.begin() as connection:
            for statement in statements:
                connection.exec_driver_sql(statement)

    yield execute
    engine.dispose()


def message(address):
    with pytest.raises(DatasetError) as caught:
        open_dataset(address)
    text = str(caught.value)
    assert "\n" not in text
    return text


def referrals(dataset):
    return int(dataset.cube.select(ALL, ["R01"])["R01"][:, 0].sum())


def test_a_warehouse_gives_the_same_data_as_a_folder_to_the_last_bit(address, folder):
    assert open_dataset(address).version == open_dataset(folder).version


def test_views_in_a_schema_of_their_own_will_do(address, run):
    run(
        "create schema quality",
        "alter table courses rename to forloeb",
        "create view quality.courses as select * from public.forloeb where course_id <> 'c0'",
        "create view quality.events as select * from public.events where course_id <> 'c0'",
    )
    assert referrals(open_dataset(f"{address}?options=-csearch_path%3Dquality,public")) == 5


def test_nothing_of_ours_is_left_in_the_warehouse(address, run):
    open_dataset(address)
    engine = create_engine(address)
    with engine.connect() as connection:
        left = connection.exec_driver_sql("select count(*) from pg_class where relname like 'fact%%'").scalar()
    engine.dispose()
    assert left == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("drop table courses", "table courses is missing: expected a table with the columns course_id, person_id"),
        ("alter table courses drop column received_on", "table courses has no column received_on: expected a date"),
        (
            "alter table courses alter column received_on type timestamp",
            "table courses, column received_on: expected a date, found timestamp without time zone",
        ),
        (
            "update courses set law = 'secret' where course_id = 'c1'",
            "table courses, column law: expected one of 119, 140, 1 rows differ",
        ),
        (
            "update courses set person_id = null where course_id = 'c1'",
            "table courses, column person_id: expected a value in every row, 1 rows have none",
        ),
        (
            "insert into events select * from events where course_id = 'c1'",
            "table events, columns course_id, kind: expected each value once, 1 rows repeat one",
        ),
        (
            "update events set course_id = 'c99' where course_id = 'c1'",
            "table events, column course_id: expected values of courses, 1 rows differ",
        ),
        ("drop table dataset", "table dataset is missing: expected one row that says as_of and first_month"),
        ("delete from dataset", "table dataset has 0 rows: expected one"),
        ("alter table dataset drop column as_of", "table dataset has no field as_of"),
        (
            "update dataset set extracted_at = null",
            "table dataset: expected ISO dates in as_of, extracted_at and first_month",
        ),
    ],
)
def test_what_is_wrong_in_a_warehouse_is_said_in_one_sentence_as_for_a_folder(address, run, change, said):
    run(change)
    assert message(address).startswith(said)


def test_a_user_who_may_not_read_is_told_which_rights_it_takes(address, run):
    run("create role reader login password 'hemmelig'", "grant select on dataset to reader")
    as_reader = address.replace("postgres@", "reader:hemmelig@")
    assert message(as_reader) == (
        "the warehouse cannot be read: the database user lacks a right; it needs SELECT on the tables and TEMPORARY on "
        "the database (SQLSTATE 42501)"
    )
    run("grant select on all tables in schema public to reader")
    assert referrals(open_dataset(as_reader)) == 6
    run("drop owned by reader", "drop role reader")


def test_a_server_out_of_reach_is_named_without_its_password():
    text = message("postgresql://somebody:hemmelig@127.0.0.1:1/dw")
    assert text == "127.0.0.1/dw cannot be reached: expected a PostgreSQL server"


def test_an_address_that_is_none_is_said_to_be_none():
    assert message("postgresql://a:b:c/d").startswith("the address is not understood")


def test_whoever_reads_while_a_load_runs_sees_the_whole_of_the_old_data(address):
    engine = create_engine(address)
    with engine.begin() as loading:
        loading.exec_driver_sql("delete from events")
        loading.exec_driver_sql("delete from courses where course_id = 'c1'")
        assert referrals(open_dataset(address)) == 6
        loading.rollback()
    engine.dispose()


def test_a_snapshot_is_kept_although_new_data_are_loaded_meanwhile(address, run):
    with source_of(address).session(address) as (engine, _):
        assert engine.fetch("select count(*) as n from courses")["n"].tolist() == [6]
        run("delete from events", "delete from courses")
        assert engine.fetch("select count(*) as n from events")["n"].tolist() == [6]


def published(address):
    look = source_of(address).fingerprint
    return Publication(Path(), lambda _: open_dataset(address), fingerprint_of=lambda _: look(address))


def test_a_new_publication_is_noticed_by_the_row_that_describes_it(address, run):
    publication = published(address)
    run("delete from events where course_id = 'c5'", "delete from courses where course_id = 'c5'")
    publication.look()
    publication.look()
    assert referrals(publication.dataset) == 6
    run("update dataset set extracted_at = extracted_at + interval '1 day'")
    publication.look()
    publication.look()
    assert referrals(publication.dataset) == 5


def test_a_warehouse_that_is_gone_leaves_the_old_data_up_and_is_told(address, run):
    publication = published(address)
    run("alter table dataset rename to dataset_away")
    publication.look()
    publication.look()
    assert (referrals(publication.dataset), publication.broken_since is None) == (6, False)
    run("alter table dataset_away rename to dataset")
    publication.look()
    publication.look()
    assert publication.broken_since is None
