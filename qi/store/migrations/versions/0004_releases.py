"""What has been told outside the house, the log of it, and saved views."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "release",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("data_version", sa.String(80), nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
        sa.Column("k_min", sa.Integer, nullable=False),
        sa.Column("n_cells", sa.Integer, nullable=False),
        sa.Column("n_hidden", sa.Integer, nullable=False),
        sa.Column("n_tried", sa.Integer, nullable=False),
        sa.Column("narrowest", sa.Integer),
        sa.Column("given_away", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_release"),
        sa.UniqueConstraint("previous", name="uq_release_previous"),
    )
    op.create_index("ix_release_key", "release", ["key"])
    op.create_table(
        "told",
        sa.Column("key", sa.String(20), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("numbers", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_told"),
    )
    op.create_table(
        "saved_view",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("page", sa.String(40), nullable=False),
        sa.Column("query", sa.JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_saved_view"),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("saved_view", "told", "release"):
        op.drop_table(table)
