"""Tasks in columns, as cards on a board: by their state, or by who has them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date as Date
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.rules.follow_up import Status
from docproc.store.entered.task_words import name_of
from docproc.store.schema import Department, User
from docproc.store.tasks.asked import Asked, Holder
from docproc.store.tasks.followed import Line, Wanted, count_tasks, followed_tasks

By = Literal["state", "unit", "person"]
STATES: tuple[Status, ...] = ("open", "running", "paused", "done", "withdrawn")
NOBODY, OUTSIDE = "nobody", "outside"
_COUNTED = 1000  # cards of a column; of what is done there are soon a hundred times as many


@dataclass(frozen=True, slots=True)
class Column:
    """Cards under one head. `key`: a state, `nobody`, `outside`, or the number of a unit or person; `name` "" for
    those that have names of their own. `count`: of its tasks, of which the first are shown; where there are more
    than are counted, `is_counted` is False.
    """

    key: str
    name: str
    count: int
    lines: list[Line]
    is_counted: bool = True

    @property
    def how_many(self) -> str:
        """How many tasks it has, as `1000+` where they are not counted to the end."""
        return str(self.count) if self.is_counted else f"{self.count}+"


def board(session: Session, wanted: Wanted, by: By, user: User, today: Date, most: int = 40) -> list[Column]:
    """The tasks that fit, in columns of at most `most` cards, the nearest last day first.

    By state every state has its column, whichever `wanted` names; what is done comes with the latest day first.
    Who left the office, and who is no unit or person of it, has a column only with cards in it.
    """
    made = []
    for key, name, narrowed, is_always in _columns(session, wanted, by):
        count = count_tasks(session, narrowed, user, today, _COUNTED + 1)
        if count or is_always:
            lines = followed_tasks(session, narrowed, user, today, most) if count else []
            made.append(Column(key, name, min(count, _COUNTED), lines, count <= _COUNTED))
    return made


def moved_to(by: By, key: str) -> Asked | None:
    """The change that puts a card into a column; None for a column that there is not."""
    if by == "state":
        return next((Asked(state=state) for state in STATES if state == key), None)
    if key == NOBODY:
        return Asked(holder=Holder())
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    return Asked(holder=Holder(unit=int(key)) if by == "unit" else Holder(person=int(key)))


def _columns(session: Session, wanted: Wanted, by: By) -> Iterator[tuple[str, str, Wanted, bool]]:
    """Key and name of each column, what is in it, and whether it is there without a card."""
    if by == "state":
        for state in STATES:
            yield state, "", replace(wanted, states=(state,), sort="day", descending=state == "done"), True
        return
    by_day = replace(wanted, sort="day", descending=False)
    yield NOBODY, "", replace(by_day, nobody=True), True
    if by == "unit":
        for unit in session.scalars(select(Department).order_by(Department.name)):
            yield str(unit.id), unit.name, replace(by_day, unit=unit.id), unit.active
    else:
        for person in session.scalars(select(User).order_by(User.full_name, User.name)):
            is_here = person.active and person.password is not None
            yield str(person.id), name_of(person), replace(by_day, person=person.id), is_here
    yield OUTSIDE, "", replace(by_day, outside=by), False
