"""People of the office, how they come in, and what they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from docproc.store.schema.base import Base, utc_now


class User(Base):
    """A person who corrects letters or follows up tasks.

    `password`: argon2's own text; None for one who is only known from the command line and cannot log in. `role`:
    one of docproc/store/people/rights.py. `confidential`: whether letters marked MẬT may be seen. `failed` counts
    wrong passwords in a row. `language`: that of the pages, None for the office's.
    """

    __tablename__ = "users"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    full_name: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    password: Mapped[str | None]
    role: Mapped[str] = mapped_column(String(16), default="viewer")
    confidential: Mapped[bool] = mapped_column(default=False)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    language: Mapped[str | None] = mapped_column(String(2))
    failed: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
    made_at: Mapped[datetime] = mapped_column(default=utc_now)


class Department(Base):
    """A unit of the office (phòng, ban, bộ phận) to which tasks are handed out."""

    __tablename__ = "departments"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    active: Mapped[bool] = mapped_column(default=True)


class UserSession(Base):
    """Somebody who logged in. `key`: SHA-256 of what the browser keeps; `csrf`: what its forms must repeat."""

    __tablename__ = "sessions"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    seen_at: Mapped[datetime] = mapped_column(default=utc_now)


class Token(Base):
    """A key for programs (the API) or for one calendar feed. `key`: SHA-256 of it; it is shown only once."""

    __tablename__ = "tokens"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    scopes: Mapped[list[str]] = mapped_column(default=list)
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    used_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who did what when. `user_id` None is docproc itself; `details` never holds document text."""

    __tablename__ = "audit"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=utc_now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    did: Mapped[str] = mapped_column(String(32))
    subject: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int] = mapped_column(index=True)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # By these the trail is turned over page by page, however long it is.
    __table_args__ = (Index("ix_audit_at", "at", "id"), Index("ix_audit_person", "user_id", "at", "id"))
