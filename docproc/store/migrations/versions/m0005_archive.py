"""Letters that were taken over from an archive."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("ALTER TABLE letters ADD COLUMN archived_on DATE")
    op.drop_index("ix_letters_checked_at", table_name="letters")
    op.execute(
        "CREATE INDEX ix_letters_checked_at ON letters (arrived_on)"
        " WHERE checked_at IS NULL AND void_reason IS NULL AND archived_on IS NULL"
    )
