"""Letters with days, for tests of what shows days."""

from __future__ import annotations

import os
from datetime import date

from sqlalchemy.orm import Session

from docproc.letter import Deadline, Event, Header, Letter, Office, Task
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File

DUE = date(2024, 3, 25)


def letter_due(day: date = DUE, secrecy: str | None = None) -> Letter:
    """A letter with one task, due on `day`, and a meeting the day after at half past eight."""
    header = Header(
        doc_type="Công văn",
        number="642",
        symbol="UBND-NN",
        issuer="UBND huyện Suối Vàng",
        issue_date=date(2024, 3, 12),
        subject="tăng cường bảo vệ rừng mùa khô năm 2024",
        secrecy=secrecy,
    )
    due = Deadline(text=f"chậm nhất ngày {day:%d/%m/%Y}", date=day, last_day=day)
    task = Task(
        id="1",
        page=1,
        text="Rà soát phương án <b>chữa cháy</b>.",
        lead=[Office(name="Hạt Kiểm lâm")],
        deadline=due,
    )
    event = Event(start="2024-03-26T08:30", place="Hội trường UBND huyện")
    return Letter(file="a.pdf", pages=1, header=header, tasks=[task], event=event)


def add_letter(store: Store, letter: Letter, day: date = date(2024, 3, 14)) -> int:
    """Register a letter of a new file that arrived on `day`; gives its id."""

    def write(session: Session) -> int:
        file = File(sha256=os.urandom(32).hex(), size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        return register(session, letter, ["chữ"], Entry(file.id, "Đến", day)).id

    return store.write(write)
