"""Walls and keys in the state store, on SQLite in a folder and on PostgreSQL."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import text

from qi import store
from qi.store import Wall
from qi.store.tables import METADATA

AT = datetime(2026, 11, 23, 12)
WALL = Wall(name="kraeft-egesund", municipality="901", programme="cancer", slides=(("P01", "P02"), ("D01",)))


def test_a_wall_comes_back_as_it_was_kept(kept):
    store.add_wall(kept, WALL, at=AT)
    assert store.all_walls(kept) == (WALL,)


def test_walls_stand_in_danish_order_in_every_store(kept):
    for name in ("aabenraa", "ærø", "odense", "østerby", "Zahle"):
        store.add_wall(kept, replace(WALL, name=name), at=AT)
    assert [wall.name for wall in store.all_walls(kept)] == ["odense", "Zahle", "ærø", "østerby", "aabenraa"]


def test_two_walls_cannot_have_one_name(kept):
    store.add_wall(kept, WALL, at=AT)
    with pytest.raises(store.NameTakenError):
        store.add_wall(kept, replace(WALL, municipality="902"), at=AT)


def test_who_saves_last_does_not_overwrite_what_somebody_else_saved_meanwhile(kept):
    mine = yours = store.add_wall(kept, WALL, at=AT)
    assert store.change_wall(kept, replace(mine, seconds=30.0), at=AT).version == 2
    with pytest.raises(store.EditedMeanwhileError):
        store.change_wall(kept, replace(yours, seconds=40.0), at=AT)
    assert store.all_walls(kept)[0].seconds == 30.0


def test_a_key_gives_its_own_wall_and_no_other(kept):
    other = replace(WALL, name="diabetes-egesund")
    for wall in (WALL, other):
        store.add_wall(kept, wall, at=AT)
    key = store.make_key(kept, WALL.name, at=AT)
    assert store.wall_behind(kept, WALL.name, key) == WALL
    assert store.wall_behind(kept, other.name, key) is None
    assert store.wall_behind(kept, WALL.name, key + "x") is None
    assert store.wall_behind(kept, "findes-ikke", key) is None


def test_a_withdrawn_key_gives_nothing_and_the_other_keys_still_do(kept):
    store.add_wall(kept, WALL, at=AT)
    old, new = (store.make_key(kept, WALL.name, at=AT) for _ in range(2))
    store.withdraw_key(kept, store.keys_of(kept, WALL.name)[-1].id, at=AT)
    assert store.wall_behind(kept, WALL.name, old) is None
    assert store.wall_behind(kept, WALL.name, new) == WALL


def test_the_key_itself_is_not_kept(kept):
    store.add_wall(kept, WALL, at=AT)
    key = store.make_key(kept, WALL.name, at=AT)
    with kept.connect() as connection:
        rows = connection.execute(text("select * from wall_key")).all()
    assert key not in str(rows)


def test_a_wall_that_is_removed_takes_its_keys_with_it(kept):
    store.add_wall(kept, WALL, at=AT)
    store.make_key(kept, WALL.name, at=AT)
    store.remove_wall(kept, WALL.name)
    assert store.all_walls(kept) == ()
    assert store.keys_of(kept, WALL.name) == ()


def test_what_was_acknowledged_in_a_folder_survives_a_power_cut(tmp_path):
    with store.open_store(tmp_path).connect() as connection:
        assert connection.exec_driver_sql("pragma synchronous").scalar() == 2  # FULL
        assert connection.exec_driver_sql("pragma journal_mode").scalar() == "wal"


def test_a_store_opened_again_keeps_what_is_in_it(tmp_path):
    store.add_wall(store.open_store(tmp_path), WALL, at=AT)
    assert store.all_walls(store.open_store(tmp_path)) == (WALL,)


def test_a_store_of_a_later_program_is_left_alone(kept):
    with kept.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    with pytest.raises(store.StoreTroubleError, match=r"store\.newer"):
        store.open_store(str(kept.url.render_as_string(hide_password=False)))


def test_what_was_kept_by_an_older_program_is_there_after_its_tables_were_brought_up_to_date(tmp_path):
    opened = store.open_store(tmp_path)
    store.add_wall(opened, WALL, at=AT)
    migrations = Config()
    migrations.set_main_option("script_location", str(Path(store.__file__).parent / "migrations"))
    with opened.begin() as connection:
        migrations.attributes["connection"] = connection
        command.downgrade(migrations, "0001")
    opened.dispose()
    again = store.open_store(tmp_path)
    assert store.all_walls(again) == (WALL,)
    again.dispose()


def test_the_migrations_make_the_tables_that_the_code_uses(kept):
    with kept.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
