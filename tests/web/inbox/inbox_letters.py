"""Letters in the register of a desk, and files that come to it."""

from __future__ import annotations

import os
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File, Job, StoredLetter


def letter_of(subject: str = "tăng cường bảo vệ rừng", **header: object) -> Letter:
    """A letter of the huyện."""
    head = {
        "doc_type": "Công văn",
        "number": "642",
        "symbol": "UBND-NN",
        "issuer": "Ủy ban nhân dân huyện Suối Vàng",
        "subject": subject,
    }
    return Letter(file="a.pdf", pages=1, header=Header.model_validate(head | header))


def add_letter(
    store: Store, letter: Letter | None = None, day: date | None = None, text: str = "", **columns: object
) -> int:
    """Put a letter into the register, with columns as people's work would have left them; gives its id."""

    def write(session: Session) -> int:
        file = File(sha256=os.urandom(32).hex(), size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        entry = Entry(file.id, "Văn bản đến", day or date.today())
        made = register(session, letter or letter_of(), [text], entry).id
        if columns:
            session.execute(update(StoredLetter).where(StoredLetter.id == made).values(**columns))
        return made

    return store.write(write)


def add_job(store: Store, name: str, state: str = "waiting", **columns: object) -> int:
    """A file on its way into the register; gives its id."""

    def write(session: Session) -> int:
        file = File(sha256=os.urandom(32).hex(), size=1, name=name, kept=True)
        session.add(file)
        session.flush()
        more = {"arrived_on": date.today(), "book": "Văn bản đến"} | columns
        session.add(Job(file_id=file.id, kind="register", name=name, state=state, **more))
        return file.id

    return store.write(write)


def jobs_by_name(store: Store) -> dict[str, str]:
    """How each file stands."""
    with store.reading() as session:
        return {row.name: row.state for row in session.execute(select(Job.name, Job.state))}
