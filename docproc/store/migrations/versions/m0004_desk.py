"""What the desk needs: people who log in, units, confidential letters, drafts, words with their places, and
columns by which lists are made.
"""

from __future__ import annotations

from contextlib import suppress

import sqlalchemy as sa
from alembic import op
from pydantic import ValidationError

from docproc.language.normalise import fold
from docproc.letter import Letter, Task
from docproc.records import deadline_of

revision = "0004"
down_revision = "0003"

_FOLLOWED = ["status", "last_day", "dropped", "letter_id", "assigned_to", "department_id", "owner"]
_AT_A_TIME = 500  # letters whose columns are filled in one go
# One statement for SQLite and PostgreSQL: Alembic would make the tables anew on SQLite, without their triggers.
_COLUMNS = (
    "users ADD COLUMN password TEXT",
    "users ADD COLUMN role VARCHAR(16) DEFAULT 'viewer' NOT NULL",
    "users ADD COLUMN confidential BOOLEAN DEFAULT FALSE NOT NULL",
    "users ADD COLUMN department_id INTEGER CONSTRAINT fk_users_department_id REFERENCES departments (id)",
    "users ADD COLUMN language VARCHAR(2)",
    "users ADD COLUMN failed INTEGER DEFAULT 0 NOT NULL",
    "users ADD COLUMN locked_until TIMESTAMP WITH TIME ZONE",
    "letters ADD COLUMN symbol TEXT",
    "letters ADD COLUMN issuer TEXT",
    "letters ADD COLUMN subject TEXT",
    "letters ADD COLUMN urgency TEXT",
    "letters ADD COLUMN secrecy TEXT",
    "letters ADD COLUMN doubts INTEGER DEFAULT 0 NOT NULL",
    "letters ADD COLUMN checked_at TIMESTAMP WITH TIME ZONE",
    "letters ADD COLUMN checked_by INTEGER CONSTRAINT fk_letters_checked_by REFERENCES users (id)",
    "letters ADD COLUMN next_due DATE",
    "letters ADD COLUMN arranged_id INTEGER CONSTRAINT fk_letters_arranged_id REFERENCES files (id)",
    "letters ADD COLUMN arrangement JSON",
    "letters ADD COLUMN event_start TEXT",
    "letters ADD COLUMN report_on DATE",
    "jobs ADD COLUMN letter_id INTEGER CONSTRAINT fk_jobs_letter_id REFERENCES letters (id)",
    "jobs ADD COLUMN asked_by INTEGER CONSTRAINT fk_jobs_asked_by REFERENCES users (id)",
    "tasks ADD COLUMN last_day DATE",
    "tasks ADD COLUMN rrule TEXT",
    "tasks ADD COLUMN assigned_to INTEGER CONSTRAINT fk_tasks_assigned_to REFERENCES users (id)",
    "tasks ADD COLUMN department_id INTEGER CONSTRAINT fk_tasks_department_id REFERENCES departments (id)",
    "tasks ADD COLUMN late_reason TEXT",
    "tasks ADD COLUMN version INTEGER DEFAULT 1 NOT NULL",
    "tasks ADD COLUMN text_folded TEXT DEFAULT '' NOT NULL",
)
_SOME_BY_ARRIVAL = {
    "ix_letters_checked_at": "checked_at IS NULL AND void_reason IS NULL",
    "ix_letters_urgency": "urgency IS NOT NULL",
    "ix_letters_void_reason": "void_reason IS NOT NULL",
}
_LAST_DAY = sa.text(
    "UPDATE tasks SET last_day = coalesce(extended_to, :due), rrule = :rrule WHERE letter_id = :id AND key = :key"
).bindparams(sa.bindparam("due", type_=sa.Date))


def upgrade() -> None:
    _make_tables()
    for statement in _COLUMNS:
        op.execute(f"ALTER TABLE {statement}")
    op.create_index(op.f("ix_jobs_letter_id"), "jobs", ["letter_id"], unique=False)
    op.create_index(op.f("ix_letters_event_start"), "letters", ["event_start"], unique=False)
    op.create_index(op.f("ix_letters_report_on"), "letters", ["report_on"], unique=False)
    op.create_index(op.f("ix_tasks_rrule"), "tasks", ["rrule"], unique=False)
    op.create_index(op.f("ix_letters_next_due"), "letters", ["next_due"], unique=False)
    op.drop_index("ix_letters_issuer", table_name="letters")
    op.create_index("ix_letters_issuer", "letters", ["issuer_folded", "arrived_on"], unique=False)
    op.create_index("ix_letters_book", "letters", ["book", "arrived_on"], unique=False)
    op.create_index("ix_letters_doc_type", "letters", ["doc_type", "arrived_on"], unique=False)
    for name, which in _SOME_BY_ARRIVAL.items():
        op.execute(f"CREATE INDEX {name} ON letters (arrived_on) WHERE {which}")
    for column in ("assigned_to", "department_id"):
        op.create_index(f"ix_tasks_{column}", "tasks", [column, "status", "last_day"], unique=False)
    op.create_index("ix_tasks_followed", "tasks", _FOLLOWED, unique=False)
    op.create_index("ix_tasks_completed_on", "tasks", ["status", "completed_on"], unique=False)
    op.execute(
        "CREATE INDEX ix_letters_seen ON letters (void_reason, secrecy)"
        " WHERE void_reason IS NOT NULL OR secrecy IS NOT NULL"
    )
    op.create_index("ix_audit_at", "audit", ["at", "id"], unique=False)
    op.create_index("ix_audit_person", "audit", ["user_id", "at", "id"], unique=False)
    _fill()
    _fill_texts()


def _fill() -> None:
    """What the new columns say of letters and tasks that are there already."""
    connection = op.get_bind()
    first = 0
    rows = sa.text(
        "SELECT l.id, v.content FROM letters l JOIN letter_versions v ON v.letter_id = l.id AND"
        " v.version = l.version WHERE l.id > :first ORDER BY l.id LIMIT :most"
    )
    while found := connection.execute(rows, {"first": first, "most": _AT_A_TIME}).all():
        for letter_id, content in found:
            _fill_letter(connection, letter_id, content)
        first = found[-1][0]
    connection.execute(
        sa.text(
            "UPDATE letters SET next_due = (SELECT min(t.last_day) FROM tasks t WHERE t.letter_id = letters.id"
            " AND t.dropped = FALSE AND t.status IN ('open', 'running'))"
        )
    )


def _fill_texts() -> None:
    """The words of the tasks that are there already, as they are searched."""
    connection, first = op.get_bind(), 0
    rows = sa.text("SELECT id, content FROM tasks WHERE id > :first ORDER BY id LIMIT :most")
    written = sa.text("UPDATE tasks SET text_folded = :folded WHERE id = :id")
    while found := connection.execute(rows, {"first": first, "most": _AT_A_TIME}).all():
        for task_id, content in found:
            with suppress(ValidationError):
                folded = fold(Task.model_validate_json(content).text)
                connection.execute(written, {"folded": folded, "id": task_id})
        first = found[-1][0]


def _fill_letter(connection: sa.Connection, letter_id: int, content: str) -> None:
    try:
        letter = Letter.model_validate_json(content)
    except ValidationError:  # whoever opens it is told; the others must not wait for it
        return
    head = letter.header
    values = {name: getattr(head, name) for name in ("symbol", "issuer", "subject", "urgency", "secrecy")}
    values["event_start"] = letter.event.start if letter.event else None
    values["report_on"] = letter.report_due.last_day if letter.report_due else None
    connection.execute(
        sa.text(
            "UPDATE letters SET symbol = :symbol, issuer = :issuer, subject = :subject, urgency = :urgency,"
            " secrecy = :secrecy, doubts = :doubts, event_start = :event_start, report_on = :report_on"
            " WHERE id = :id"
        ).bindparams(sa.bindparam("report_on", type_=sa.Date)),
        values | {"doubts": len(letter.doubts), "id": letter_id},
    )
    for task in letter.tasks:
        deadline = deadline_of(letter, task)
        due = deadline.last_day if deadline else None
        rrule = deadline.rrule if deadline else None
        connection.execute(_LAST_DAY, {"due": due, "rrule": rrule, "id": letter_id, "key": task.id})


def _make_tables() -> None:
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "known_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_known_names")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_known_names_kind")),
    )
    op.create_index("ix_known_names_folded", "known_names", ["kind", "folded"], unique=False)
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_sessions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
        sa.UniqueConstraint("key", name=op.f("uq_sessions_key")),
    )
    op.create_index(op.f("ix_sessions_user_id"), "sessions", ["user_id"], unique=False)
    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_tokens_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tokens")),
        sa.UniqueConstraint("key", name=op.f("uq_tokens_key")),
    )
    op.create_index(op.f("ix_tokens_user_id"), "tokens", ["user_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("filled", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("signed_number", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_drafts_file_id")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_drafts_letter_id")),
        sa.ForeignKeyConstraint(["made_by"], ["users.id"], name=op.f("fk_drafts_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_letter_id"), "drafts", ["letter_id"], unique=False)
    op.create_table(
        "letter_pages",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_pages_letter_id")),
        sa.PrimaryKeyConstraint("letter_id", "page", name=op.f("pk_letter_pages")),
    )
    op.create_table(
        "letter_readers",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_readers_letter_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_letter_readers_user_id")),
        sa.PrimaryKeyConstraint("letter_id", "user_id", name=op.f("pk_letter_readers")),
    )
    op.create_table(
        "attached",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_attached_file_id")),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_attached_task_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_attached_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attached")),
    )
    op.create_index(op.f("ix_attached_task_id"), "attached", ["task_id"], unique=False)
