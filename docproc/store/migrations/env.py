"""Alembic's entry: the connection comes from `docproc.store.migrate`, or from the tests."""

from __future__ import annotations

from alembic import context

from docproc.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
with context.begin_transaction():
    context.run_migrations()
