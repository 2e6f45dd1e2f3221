"""Open the state store: SQLite in a folder by default, PostgreSQL by its address, the same code for both."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy import Dialect, Engine, create_engine, event

from qi.store.errors import StoreTroubleError, Trouble, told
from qi.store.integrity import check_store

FILE_NAME = "state.sqlite"
BUSY_SECONDS = 10.0
"""How long a writer waits for its turn before a person is told that the store is locked."""

CONNECT_SECONDS = 10
"""How long a database may take to answer at all; the address may say otherwise (``connect_timeout``)."""


def open_store(location: str | Path, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Open the store at a folder or a database address, bring its tables up to date, and look for damage.

    A folder holds one SQLite file in WAL mode with ``synchronous=FULL``: what was acknowledged survives a power cut.
    Raises StoreTroubleError where it cannot be reached or is damaged.
    """
    engine = create_engine(_address(location), pool_pre_ping=True)
    event.listen(engine, "do_connect", _do_not_wait_for_ever)
    event.listen(engine, "connect", partial(_PREPARE[engine.dialect.name], busy_seconds=busy_seconds))
    try:
        _bring_up_to_date(engine)
        check_store(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _bring_up_to_date(engine: Engine) -> None:
    with told(), engine.begin() as connection:
        connection.exec_driver_sql(_TAKE_TURNS[engine.dialect.name])
        migrations = Config()
        migrations.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        migrations.attributes["connection"] = connection
        try:
            command.upgrade(migrations, "head")
        except CommandError:  # its tables are those of a later program: it must not write into them
            raise StoreTroubleError(Trouble.NEWER) from None


_TAKE_TURNS = {"sqlite": "begin immediate", "postgresql": "select pg_advisory_xact_lock(20261123)"}
"""Before the tables are looked at: two servers that start on a new store would both make them."""


def _address(location: str | Path) -> str:
    if "://" in str(location):
        return str(location)
    folder = Path(location)
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / FILE_NAME}"


def _do_not_wait_for_ever(dialect: Dialect, _: object, __: object, named: dict[str, Any]) -> None:
    if dialect.name == "postgresql":
        named.setdefault("connect_timeout", CONNECT_SECONDS)


def _make_durable(connection: Any, _: object, *, busy_seconds: float) -> None:
    patience = f"busy_timeout={1000 * busy_seconds:.0f}"
    for setting in (patience, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")


def _make_patient(connection: Any, _: object, *, busy_seconds: float) -> None:
    connection.execute(f"set lock_timeout = {1000 * busy_seconds:.0f}")
    connection.commit()


_PREPARE = {"sqlite": _make_durable, "postgresql": _make_patient}
