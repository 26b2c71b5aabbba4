"""The table of tasks that comes back: kept for a while, shown what would change, then taken into the register."""

from __future__ import annotations

import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import date as Date
from pathlib import Path
from typing import IO, Any, NoReturn

from sqlalchemy.orm import Session

from docproc.disk import remove
from docproc.errors import DocprocError, InputError, TooLarge
from docproc.messages import _, mark
from docproc.records import TypedTask
from docproc.reports.sheets.typed_table import TypedTable, read_typed_table
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.store.entered.typed import FIELDS, Taken, take_seen
from docproc.store.schema import User
from docproc.web.desk import Desk

_KEPT_SECONDS = 4 * 3600.0
_PIECE, _MEGA = 1 << 20, 1_000_000
_NAME = re.compile(r"[0-9a-f]{32}")


class TableGone(DocprocError):
    reason = mark("the table that was shown is not kept any more")
    remedy = mark("Send it again.")


class NotThisTable(DocprocError):
    """Names no file: what is kept here has no name that a person knows."""

    reason = mark("the table cannot be taken: {detail}")
    remedy = mark("Send the table as it was exported here, with what was typed into it, as .xlsx.")


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the table that changes a task: each field with what stood there and what was typed."""

    line: int
    task: int
    fields: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A line of the table of which something is not taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a table changes, or has changed: `same` lines are as they were."""

    changes: tuple[Change, ...]
    refusals: tuple[Refusal, ...]
    same: int


def keep_table(desk: Desk, user: User, sent: IO[bytes]) -> str:
    """Keep a table for the time that somebody looks at what it would change; gives the name to ask for it by.

    Raises NotThisTable for one that is too large.
    """
    folder = desk.cache / "tables"
    folder.mkdir(parents=True, exist_ok=True)
    _forget_old(folder)
    name = secrets.token_hex(16)
    file = folder / f"{user.id}-{name}.xlsx"
    room = desk.settings.table_megabytes * _MEGA
    with file.open("xb") as kept:
        while piece := sent.read(_PIECE):
            room -= len(piece)
            if room < 0:
                remove(file)
                limit = f"{desk.settings.table_megabytes:g}"
                raise NotThisTable(detail=TooLarge(size=f"> {limit}", limit=limit).cause())
            kept.write(piece)
    return name


def preview(desk: Desk, user: User, name: str, today: Date) -> Outcome:
    """What the table would change; nothing is changed. Raises TableGone, NotThisTable."""
    typed = _read(desk, user, name)

    def work(session: Session) -> NoReturn:
        raise _Tried(take_seen(session, typed.tasks, user, today))

    try:
        desk.store.write(work)
    except _Tried as tried:
        return _outcome(typed, tried.taken)


def take(desk: Desk, user: User, name: str, today: Date) -> Outcome:
    """Take the table into the register, and what became of it. Raises TableGone, NotThisTable."""
    typed = _read(desk, user, name)
    taken = desk.store.write(lambda session: take_seen(session, typed.tasks, user, today))
    remove(_place(desk, user, name))
    return _outcome(typed, taken)


class _Tried(Exception):
    """Takes back what was only tried."""

    def __init__(self, taken: list[Taken]) -> None:
        super().__init__()
        self.taken = taken


def _read(desk: Desk, user: User, name: str) -> TypedTable:
    file = _place(desk, user, name)
    if not file.is_file():
        raise TableGone()
    try:
        return read_typed_table(file, desk.settings)
    except InputError as error:
        remove(file)
        raise NotThisTable(detail=error.cause()) from error


def _place(desk: Desk, user: User, name: str) -> Path:
    """Where a table of this person lies; a name that is none leads to a file that is not there."""
    return desk.cache / "tables" / f"{user.id}-{name if _NAME.fullmatch(name) else ''}.xlsx"


def _forget_old(folder: Path) -> None:
    with suppress(OSError):
        for file in folder.iterdir():
            if file.stat().st_mtime < time.time() - _KEPT_SECONDS:
                remove(file)


def _outcome(typed: TypedTable, taken: list[Taken]) -> Outcome:
    lines = {line.line: line for line in typed.tasks}
    changes = tuple(_change(lines[one.line], one) for one in taken if one.changed)
    refusals = [Refusal(fault.line, fault.words) for fault in typed.faults]
    refusals += [Refusal(one.line, one.refused) for one in taken if one.refused]
    same = len(typed.tasks) - len(changes) - sum(bool(one.refused) for one in taken)
    return Outcome(changes, tuple(sorted(refusals, key=lambda one: one.line)), same)


def _change(line: TypedTask, taken: Taken) -> Change:
    fields = (
        (_(FIELDS[name]), _shown(name, getattr(line.then, name)), _shown(name, getattr(line.now, name)))
        for name in taken.changed
    )
    return Change(line.line, line.id, tuple(fields))


def _shown(name: str, value: Any) -> str:
    if name == "status":
        return load(FollowUp).states[value]
    if value is None:
        return ""
    if isinstance(value, Date):
        return f"{value:%d/%m/%Y}"
    return f"{value}%" if name == "progress" else str(value)
