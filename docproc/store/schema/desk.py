"""What comes to letters and tasks at the desk: drafts, attached files, names that people corrected."""

from __future__ import annotations

from datetime import date as Date
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from docproc.store.schema.base import Base, utc_now


class Draft(Base):
    """A draft about a letter; without `letter_id` a reminder of tasks of several. `file_id`: its Word file among
    the originals, as it was made; `filled`: what people wrote into its places, by the number of the place.
    `state`: `draft`, `sent` (for signature) or `signed`.
    """

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letters.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    office: Mapped[str]
    parent: Mapped[str | None]
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    filled: Mapped[dict[str, str]] = mapped_column(default=dict)
    state: Mapped[str] = mapped_column(String(8), default="draft")
    signed_number: Mapped[str | None]
    signed_on: Mapped[Date | None]
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    changed_at: Mapped[datetime] = mapped_column(default=utc_now)


class Attached(Base):
    """A file that people put to a task: a signed answer, a table."""

    __tablename__ = "attached"
    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("files.id"))
    name: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    made_at: Mapped[datetime] = mapped_column(default=utc_now)


class KnownName(Base):
    """A name that a person wrote in place of what was read. `kind`: `office` or `symbol`; `times`: how often."""

    __tablename__ = "known_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str]
    folded: Mapped[str]
    times: Mapped[int] = mapped_column(default=1)
    last_at: Mapped[datetime] = mapped_column(default=utc_now)
    __table_args__ = (UniqueConstraint("kind", "name"), Index("ix_known_names_folded", "kind", "folded"))
