"""Wall screens and their keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "wall",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("municipality", sa.String(20)),
        sa.Column("programme", sa.String(20)),
        sa.Column("slides", sa.JSON, nullable=False),
        sa.Column("seconds", sa.Float, nullable=False),
        sa.Column("theme", sa.String(10), nullable=False),
        sa.Column("distance_m", sa.Float, nullable=False),
        sa.Column("inches", sa.Float, nullable=False),
        sa.Column("promised_days", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_wall"),
    )
    op.create_table(
        "wall_key",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("wall", sa.String(60), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
        sa.PrimaryKeyConstraint("id", name="pk_wall_key"),
        sa.ForeignKeyConstraint(["wall"], ["wall.name"], name="fk_wall_key_wall", ondelete="CASCADE"),
        sa.UniqueConstraint("digest", name="uq_wall_key_digest"),
    )
    op.create_index("ix_wall_key_wall", "wall_key", ["wall"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("wall_key")
    op.drop_table("wall")
