"""A letter with tasks, and the people of an office who follow them up."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Deadline, Evidence, Header, Letter, Office, Task
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import Department, File, StoredTask, User

TEXTS = (
    "Rà soát, bổ sung phương án phòng cháy, chữa cháy rừng mùa khô năm 2026",
    "Tổ chức tuyên truyền, vận động nhân dân không đốt nương làm rẫy",
    "Lập danh sách hộ gia đình sống gần rừng ký cam kết bảo vệ rừng",
    "Bố trí lực lượng trực tại các chốt bảo vệ rừng",
    "Báo cáo kết quả thực hiện về UBND huyện",
)


def letter_with_tasks(today: date, secrecy: str | None = None, texts: tuple[str, ...] = TEXTS) -> Letter:
    """A letter whose tasks are due five days ago, today, in four, eight and twelve days."""
    header = Header(
        doc_type="Công văn",
        number="642",
        symbol="UBND-NN",
        issuer="Ủy ban nhân dân huyện Suối Vàng",
        issue_date=today - timedelta(days=9),
        subject="tăng cường bảo vệ rừng mùa khô",
        secrecy=secrecy,
    )
    tasks = []
    for number, text in enumerate(texts, 1):
        day = today + timedelta(days=(number - 2) * 4 if number > 1 else -5)
        due = Deadline(text=f"trước ngày {day + timedelta(days=1):%d/%m/%Y}", date=day, last_day=day)
        place = Evidence(page=1, box=(72.0, 200.0 + number, 520.0, 230.0), text=text)
        lead = [Office(name="UBND xã Bản Mây")]
        tasks.append(Task(id=str(number), page=1, text=text, lead=lead, deadline=due, evidence=[place]))
    return Letter(file="a.pdf", pages=1, header=header, tasks=tasks)


def registered_tasks(store: Store, letter: Letter, today: date) -> list[int]:
    """Register a letter of a new file; gives the numbers of its tasks."""

    def write(session: Session) -> list[int]:
        file = File(sha256=os.urandom(32).hex(), size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        number = register(session, letter, [""], Entry(file.id, "Đến", today)).id
        of_letter = select(StoredTask.id).where(StoredTask.letter_id == number).order_by(StoredTask.position)
        return list(session.scalars(of_letter))

    return store.write(write)


def unit_of(store: Store, name: str, *members: str) -> int:
    """A unit with these people in it."""

    def write(session: Session) -> int:
        unit = Department(name=name)
        session.add(unit)
        session.flush()
        for user in session.scalars(select(User).where(User.name.in_(members))):
            user.department_id = unit.id
        return unit.id

    return store.write(write)


@dataclass
class Tasks:
    """The tasks of a letter, by number, and a look at their rows."""

    store: Store
    ids: list[int] = field(default_factory=list)

    def row(self, number: int) -> StoredTask:
        with self.store.reading() as session:
            return session.get_one(StoredTask, number)

    def named(self, number: int) -> str:
        """A task as pages name it: number and version."""
        return f"{number}-{self.row(number).version}"


def id_of(store: Store, name: str) -> int:
    with store.reading() as session:
        return session.scalars(select(User.id).where(User.name == name)).one()
