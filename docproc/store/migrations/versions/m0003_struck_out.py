"""Lines of the register that were struck out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("letters", sa.Column("void_reason", sa.Text(), nullable=True))
