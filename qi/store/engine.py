"""Open the state store: SQLite in a folder by default, PostgreSQL by its address, the same code for both."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, create_engine, event

FILE_NAME = "state.sqlite"
BUSY_MILLISECONDS = 30_000


def open_store(location: str | Path) -> Engine:
    """Open the store at a folder or a database address, and bring its tables up to date.

    A folder holds one SQLite file in WAL mode with ``synchronous=FULL``: what was acknowledged survives a power cut.
    Raises sqlalchemy.exc.OperationalError where it cannot be reached.
    """
    engine = create_engine(_address(location), pool_pre_ping=True)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _make_durable)
    with engine.begin() as connection:
        migrations = Config()
        migrations.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
        migrations.attributes["connection"] = connection
        command.upgrade(migrations, "head")
    return engine


def _address(location: str | Path) -> str:
    if "://" in str(location):
        return str(location)
    folder = Path(location)
    folder.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{folder / FILE_NAME}"


def _make_durable(connection: Any, _: object) -> None:
    for setting in ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_MILLISECONDS}", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {setting}")
