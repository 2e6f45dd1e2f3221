"""The log of use, and the logins that are over."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "log_entry",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("who", sa.String(200), nullable=False),
        sa.Column("what", sa.String(40), nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_entry"),
        sa.UniqueConstraint("previous", name="uq_log_entry_previous"),
    )
    op.create_table(
        "logout",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("ended_at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_logout"),
    )
    op.create_index("ix_logout_subject", "logout", ["subject"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("logout")
    op.drop_table("log_entry")
