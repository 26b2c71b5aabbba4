"""The same change to many tasks at once: each is made or refused by itself, all in one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from docproc.errors import DocprocError


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which tasks were changed, and why each of the others was not."""

    done: tuple[int, ...]
    refused: tuple[tuple[int, DocprocError], ...]


def for_each(session: Session, tasks: Iterable[int], work: Callable[[Session, int], object]) -> Outcome:
    """Do `work` with each task, in the order of their numbers: two who do this then wait for no circle.

    What raises a DocprocError leaves its task as it was and does not stop the others.
    """
    done: list[int] = []
    refused: list[tuple[int, DocprocError]] = []
    for task in sorted(set(tasks)):
        try:
            with session.begin_nested():
                work(session, task)
        except DocprocError as error:
            refused.append((task, error))
        else:
            done.append(task)
    return Outcome(tuple(done), tuple(refused))
