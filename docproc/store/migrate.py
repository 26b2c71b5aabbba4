"""Bringing the tables up to date, with Alembic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from docproc.store.faults import StoreTooNew

_LOCK = 3020200305  # any number that only docproc uses for pg_advisory_xact_lock


def is_newest(connection: Connection) -> bool:
    """Whether the tables have the newest form. Changes nothing."""
    found = MigrationContext.configure(connection).get_current_revision()
    return found is not None and found == _newest()


@cache
def _newest() -> str | None:
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def upgrade(connection: Connection) -> None:
    """Bring the tables to the newest form, in the transaction of `connection`: wholly or not at all.

    Several programs that start at once wait for each other. Raises StoreTooNew.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    found = MigrationContext.configure(connection).get_current_revision()
    if found == _newest():
        return
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise StoreTooNew(revision=found)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
