"""docproc tasks: the tasks of a letter divided, joined, added, taken out, moved."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from docproc.cli.console import say
from docproc.cli.faults import WordsLacking
from docproc.cli.office import office_store
from docproc.cli.options import Data, Who
from docproc.cli.person import person
from docproc.cli.usage import check_text
from docproc.errors import ExitCode
from docproc.language.normalise import normalise
from docproc.messages import _
from docproc.records import TrackedTask
from docproc.store.entered.changes import task_row
from docproc.store.letters.tasks import (
    Arranged,
    add_task,
    merge_tasks,
    move_task,
    remove_task,
    split_task,
)
from docproc.store.records import tracked_task
from docproc.store.schema import User


class Act(StrEnum):
    """What is done to the tasks."""

    SPLIT = "split"
    MERGE = "merge"
    ADD = "add"
    REMOVE = "remove"
    UP = "up"
    DOWN = "down"


def tasks(
    number: Annotated[
        int, typer.Argument(help=_("Number of the task, as docproc due shows it; for add that of the letter."))
    ],
    act: Annotated[Act, typer.Argument(help=_("What is done: merge joins it with the next one."))],
    words: Annotated[
        str | None, typer.Argument(help=_("split: the words with which the second task begins; add: its text."))
    ] = None,
    page: Annotated[int, typer.Option(min=1, help=_("add: the page on which it stands."))] = 1,
    keep: Annotated[
        int | None, typer.Option(help=_("merge: the task that stays, where people entered something about both."))
    ] = None,
    who: Who = None,
    data: Data = None,
) -> ExitCode:
    check_text(words)
    if (words is None) != (act not in (Act.SPLIT, Act.ADD)):
        raise WordsLacking()

    def write(session: Session) -> tuple[int, Arranged]:
        user = person(session, who)
        if act is Act.ADD:
            return number, add_task(session, number, words or "", user, page=page)
        found = tracked_task(session, number)
        kept = task_row(session, keep).key if keep is not None else None
        return found.letter.id, _done(session, act, found, user, words or "", kept)

    with office_store(data) as store:
        letter, done = store.write(write)
    say(_("Letter {id} has its tasks so now (version {version}).", id=letter, version=done.version))
    return ExitCode.DONE


def _done(session: Session, act: Act, found: TrackedTask, user: User, words: str, keep: str | None) -> Arranged:
    letter, key = found.letter.id, found.task.id
    if act is Act.MERGE:
        return merge_tasks(session, letter, key, user, keep=keep)
    if act is Act.REMOVE:
        return remove_task(session, letter, key, user)
    if act is Act.SPLIT:
        return split_task(session, letter, key, found.task.text.find(normalise(words)), user)
    return move_task(session, letter, key, -1 if act is Act.UP else 1, user)
