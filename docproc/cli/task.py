"""docproc task: one task of the register goes on: who has it, by when, how far it is, done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.faults import OptionElsewhere, OptionNeeded
from docproc.cli.office import office_store
from docproc.cli.options import Data, Who
from docproc.cli.person import person
from docproc.cli.sources import DAY_FORMATS
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.messages import _, mark
from docproc.store.entered.assignments import assign, holder_named
from docproc.store.entered.progress import explain_delay, finish_task, note_progress, reopen_task, set_state
from docproc.store.schema import User
from docproc.store.tasks.other_day import grant_day


class Step(StrEnum):
    """What happens to the task."""

    START = "start"
    PROGRESS = "progress"
    DONE = "done"
    REOPEN = "reopen"
    PAUSE = "pause"
    WITHDRAW = "withdraw"
    GIVE = "give"
    DUE = "due"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class _Told:
    """What the options of the command say."""

    reply: str | None
    on: Date | None
    note: str | None
    why: str | None
    day: Date | None
    to: str | None
    percent: int | None
    today: Date


@dataclass(frozen=True, slots=True)
class _Kind:
    """A step: what does it, what is said then, which options belong to it and which it needs."""

    work: Callable[[Session, int, User, _Told], object]
    said: str
    options: tuple[str, ...] = ()
    needed: str = ""


def _give(session: Session, number: int, user: User, told: _Told) -> None:
    person_id, unit = holder_named(session, told.to or "")
    assign(session, number, user, person=person_id, unit=unit)


_KINDS = {
    Step.START: _Kind(
        lambda session, number, user, told: set_state(session, number, user, "running", told.today),
        mark("Task {number} is begun."),
    ),
    Step.PROGRESS: _Kind(
        lambda session, number, user, told: note_progress(session, number, user, told.percent or 0),
        mark("Task {number}: how far it is was noted."),
        ("percent",),
        "percent",
    ),
    Step.DONE: _Kind(
        lambda session, number, user, told: finish_task(
            session, number, user, told.today, told.reply, told.on, told.note
        ),
        mark("Task {number} is done."),
        ("reply", "on", "note"),
    ),
    Step.REOPEN: _Kind(
        lambda session, number, user, told: reopen_task(session, number, user),
        mark("Task {number} is open again."),
    ),
    Step.PAUSE: _Kind(
        lambda session, number, user, told: set_state(session, number, user, "paused", told.today, told.why),
        mark("Task {number} is paused."),
        ("why",),
    ),
    Step.WITHDRAW: _Kind(
        lambda session, number, user, told: set_state(session, number, user, "withdrawn", told.today, told.why),
        mark("Task {number} is asked to be taken back."),
        ("why",),
    ),
    Step.GIVE: _Kind(_give, mark("Task {number} was handed out."), ("to",), "to"),
    Step.DUE: _Kind(
        lambda session, number, user, told: grant_day(session, number, user, told.day, told.today, told.why),
        mark("Task {number} has another last day."),
        ("day", "why"),
        "day",
    ),
    Step.LATE: _Kind(
        lambda session, number, user, told: explain_delay(session, number, user, told.why),
        mark("Task {number}: why it is late was noted."),
        ("why",),
        "why",
    ),
}


def task(
    number: Annotated[int, typer.Argument(help=_("Number of the task, as docproc due shows it."))],
    step: Annotated[Step, typer.Argument(help=_("What happens to it."))],
    reply: Annotated[
        str | None, typer.Option(help=_("With done: number and symbol of your answer: 15/BC-UBND."))
    ] = None,
    on: Annotated[
        datetime | None,
        typer.Option(formats=DAY_FORMATS, help=_("With done: the day on which it was done; else today.")),
    ] = None,
    note: Annotated[str | None, typer.Option(help=_("With done: a note to it."))] = None,
    why: Annotated[str | None, typer.Option(help=_("With pause, withdraw, due, late: the reason."))] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=DAY_FORMATS, help=_("With due: the last day that was granted."))
    ] = None,
    to: Annotated[str | None, typer.Option(help=_("With give: the name of a person or unit."))] = None,
    percent: Annotated[int | None, typer.Option(help=_("With progress: how far, from 0 to 99."))] = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    given = {"reply": reply, "on": on, "note": note, "why": why, "day": day, "to": to, "percent": percent}
    kind = _KINDS[step]
    _check_options(step, kind, {name for name, value in given.items() if value is not None})
    for text in (reply, note, why, to):
        check_text(text)
    days = (on.date() if on else None, day.date() if day else None)
    told = _Told(reply, days[0], note, why, days[1], to, percent, Date.today())
    with office_store(data) as store:
        store.write(lambda session: kind.work(session, number, person(session, who), told))
    say(_(kind.said, number=number))
    return ExitCode.DONE


def _check_options(step: Step, kind: _Kind, given: set[str]) -> None:
    """Raises OptionElsewhere, OptionNeeded."""
    foreign = sorted(given - set(kind.options))
    if foreign:
        raise OptionElsewhere(options=", ".join(f"--{name}" for name in foreign), step=step.value)
    if kind.needed and kind.needed not in given:
        raise OptionNeeded(option=f"--{kind.needed}", step=step.value)
