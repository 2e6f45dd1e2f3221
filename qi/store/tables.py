"""The tables of the state store; every change of them is a migration."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Date, DateTime, Float, ForeignKey, Integer, LargeBinary, MetaData, String, Table

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
