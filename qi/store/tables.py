"""The tables of the state store; every change of them is a migration."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

WALL = Table(
    "wall",
    METADATA,
    Column("name", String(60), primary_key=True),
    Column("municipality", String(20)),
    Column("programme", String(20)),
    Column("slides", JSON, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("theme", String(10), nullable=False),
    Column("distance_m", Float, nullable=False),
    Column("inches", Float, nullable=False),
    Column("promised_days", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime, nullable=False),
)

WALL_KEY = Table(
    "wall_key",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("wall", String(60), ForeignKey("wall.name", ondelete="CASCADE"), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("made_at", DateTime, nullable=False),
    Column("withdrawn_at", DateTime),
)

LOG_ENTRY = Table(
    "log_entry",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("who", String(200), nullable=False),
    Column("what", String(40), nullable=False),
    Column("about", Text, nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("digest", String(64), nullable=False),
)

LOGOUT = Table(
    "logout",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("subject", String(200), nullable=False, index=True),
    Column("ended_at", BigInteger, nullable=False),
)

RECORD = Table(
    "record",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("kind", String(30), nullable=False, index=True),
    Column("owner", String(200), index=True),
    Column("version", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("made", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", String(120), nullable=False),
    Column("body", Text, nullable=False),
    Column("digest", String(64), nullable=False),
)
"""Every record of ``qi.improvement.KINDS`` as it is now; ``body`` is its JSON (see ``qi.store.plain``).

One table for all kinds: a record is read as a whole, a new field needs no migration, and there is one way to keep,
restore and check them. ``number`` and ``digest`` are those of the line of history that made it so, ``made`` is the
number of its first line.
"""

HISTORY = Table(
    "history",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", String(200), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", DateTime, nullable=False),
    Column("who", String(120), nullable=False),
    Column("body", Text),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("id", "version", name="uq_history_id_version"),
)
"""Who changed what when, one line a change, numbered without gaps; lines are only added. No body: it was removed."""

STATE = Table(
    "state",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
)
"""One row: the number of the latest line of history. Every change begins by raising it, so writers take turns."""

RELEASE = Table(
    "release",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime, nullable=False),
    Column("key", String(20), nullable=False, index=True),
    Column("data_version", String(80), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("k_min", Integer, nullable=False),
    Column("n_cells", Integer, nullable=False),
    Column("n_hidden", Integer, nullable=False),
    Column("n_tried", Integer, nullable=False),
    Column("narrowest", Integer),
    Column("given_away", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("previous", String(64), nullable=False, unique=True),
    Column("seal", String(64), nullable=False),
)

TOLD = Table(
    "told",
    METADATA,
    Column("key", String(20), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
)

SAVED_VIEW = Table(
    "saved_view",
    METADATA,
    Column("name", String(60), primary_key=True),
    Column("page", String(40), nullable=False),
    Column("query", JSON, nullable=False),
    Column("saved_at", DateTime, nullable=False),
)
