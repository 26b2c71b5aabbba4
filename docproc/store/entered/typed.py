"""What was typed into an exported table of tasks, taken into the register.

Each value is there three times: in the table as it was exported, in the table now, in the register now. Where the
table was changed and the register was not, the register follows; where both were, a person has to say which
holds, and the line is left. A line is taken wholly or not at all; so taking a table twice changes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.errors import DocprocError
from docproc.language.normalise import normalise
from docproc.messages import _
from docproc.records import TypedTask, text_mark
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.store.entered.changes import change_task, entered_words, standing_letter, task_row
from docproc.store.entered.progress import LONGEST_NAME, LONGEST_NOTE, REOPENED, check_completion
from docproc.store.entered.task_words import FIELD_NAMES
from docproc.store.faults import LetterStruckOut, NoSuchTask
from docproc.store.people.access import visible
from docproc.store.records import tracked_task
from docproc.store.schema import StoredLetter, StoredTask, User, can_be_id

FIELDS = {name: FIELD_NAMES[name] for name in ("owner", "status", "progress", "completed_on", "reply", "note")}
"""What can be typed, with its name for a person."""
_TEXTS = {"owner": LONGEST_NAME, "reply": LONGEST_NAME, "note": LONGEST_NOTE}


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a line: the names of the fields that changed, or why it was not taken."""

    line: int
    task: int
    changed: tuple[str, ...] = ()
    refused: str = ""


def take_typed(session: Session, lines: Sequence[TypedTask], user: User, today: Date) -> list[Taken]:
    """Take what was typed; gives what became of each line that was changed since the export, in their order."""
    times = Counter(line.id for line in lines)
    taken: list[Taken] = []
    for line in lines:
        wanted = _wanted(line)
        if times[line.id] > 1:
            words = _("task {number} stands in several lines", number=line.id)
            taken.append(Taken(line.line, line.id, refused=words))
        elif wanted:
            taken.append(_taken(session, line, wanted, user, today))
    return taken


def take_seen(session: Session, lines: Sequence[TypedTask], user: User, today: Date) -> list[Taken]:
    """As `take_typed`, for a person at the desk: tasks of letters that they may not see are not there."""
    ids = {line.id for line in lines if can_be_id(line.id)}
    of_seen = select(StoredTask.id).join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
    seen = set(session.scalars(of_seen.where(StoredTask.id.in_(ids), visible(user))))
    hidden = [line for line in lines if line.id not in seen]
    taken = take_typed(session, [line for line in lines if line.id in seen], user, today)
    refused = [Taken(line.line, line.id, refused=NoSuchTask(number=line.id).cause()) for line in hidden]
    return sorted([*taken, *refused], key=lambda one: one.line)


def _wanted(line: TypedTask) -> dict[str, Any]:
    """What a person changed in the line, with what follows from it: a day of completion says that it is done."""
    then, now = asdict(line.then), asdict(line.now)
    wanted = {name: now[name] for name in FIELDS if now[name] != then[name]}
    if "status" not in wanted and "completed_on" in wanted:
        was_done, has_day = line.then.status == "done", line.now.completed_on is not None
        if has_day != was_done:
            wanted["status"] = "done" if has_day else "open"
    if wanted.get("status") == "done":
        wanted.setdefault("progress", 100)
    elif "status" in wanted and line.then.status == "done":
        wanted = {name: REOPENED[name] for name in ("progress", "completed_on")} | wanted
    return wanted


def _taken(session: Session, line: TypedTask, wanted: dict[str, Any], user: User, today: Date) -> Taken:
    try:
        problem = _problem(session, line, wanted, today)
    except (NoSuchTask, LetterStruckOut) as error:
        problem = error.cause()
    except DocprocError as error:
        problem = error.message()
    if problem:
        return Taken(line.line, line.id, refused=problem)
    row = task_row(session, line.id)
    changes = {name: value for name, value in wanted.items() if getattr(row, name) != value}
    if changes:
        change_task(session, line.id, user, **changes)
    return Taken(line.line, line.id, tuple(changes))


def _problem(session: Session, line: TypedTask, wanted: dict[str, Any], today: Date) -> str:
    """Why a line cannot be taken; "" when it can. Raises NoSuchTask, LetterStruckOut, WrongValue."""
    found = tracked_task(session, line.id)
    if (found.letter.file_sha256, found.task.id) != (line.file_sha256, line.key):
        raise NoSuchTask(number=line.id)
    standing_letter(session, found.letter.id)
    if text_mark(found.task.text) != line.text:
        return _("the text of the task was corrected in the register since the export")
    for name, value in wanted.items():
        there, then = _plain(getattr(found, name)), _plain(getattr(line.then, name))
        if there not in (then, _plain(value)):
            return _(
                "{field}: the register has “{there}” since the export, the table “{typed}”",
                field=_(FIELDS[name]),
                there=_shown(name, there),
                typed=_shown(name, value),
            )
        if name in _TEXTS and value is not None:
            wanted[name] = entered_words(_(FIELDS[name]), value, _TEXTS[name])
    completed, field = wanted.get("completed_on"), FIELDS["completed_on"]
    if completed is not None:
        check_completion(_(field), completed, today)
    after = {name: wanted.get(name, getattr(found, name)) for name in ("status", "completed_on")}
    if after["completed_on"] is not None and after["status"] != "done":
        return _("there is a day of completion, but the state is not that of a task that is done")
    return ""


def _plain(value: Any) -> Any:
    """A text as a cell shows it, on one line; other values as they are."""
    return " ".join(normalise(value).split()) if isinstance(value, str) else value


def _shown(name: str, value: Any) -> str:
    if name == "status":
        return load(FollowUp).states[value]
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, Date) else str(value)
