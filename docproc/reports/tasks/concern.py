"""Which tracked tasks an office has to follow: a letter names tasks of many offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from docproc.letter import Letter
from docproc.records import RegisteredLetter, TrackedTask
from docproc.reports.tasks.ours import issued_by, may_concern, possible_tasks, tasks_for_office


class Concern(NamedTuple):
    """A task, and whether it is the office's to follow: `doubt` is "" where it surely is, else the reason why it
    may be; None where it is another office's.
    """

    tracked: TrackedTask
    doubt: str | None


def concerns(tasks: Iterable[TrackedTask], office: str, parent: str | None = None) -> Iterator[Concern]:
    """How each task stands to the office, in their order; those of a letter stand together. `parent`: the office
    above ours, if known.

    The office's are: all of a letter that it issued itself, those given to it, those that a person or unit of it
    was entered for, and those that may be its own.
    """
    for _, group in groupby(tasks, key=lambda tracked: tracked.letter.id):
        of_letter = list(group)
        reasons = _reasons(of_letter[0].letter.letter, office, parent)
        for tracked in of_letter:
            yield Concern(tracked, "" if reasons is None or tracked.owner else reasons.get(tracked.task.id))


def concerning(
    tasks: Iterable[TrackedTask],
    office: str,
    left_out: Counter[str] | None = None,
    parent: str | None = None,
) -> Iterator[TrackedTask]:
    """The tasks that are the office's to follow; those that only may be carry the reason (`unsure`).

    The others are counted in `left_out` by the name of the letter's file.
    """
    for tracked, doubt in concerns(tasks, office, parent):
        if doubt is not None:
            yield replace(tracked, unsure=doubt) if doubt else tracked
        elif left_out is not None:
            left_out[tracked.letter.letter.file] += 1


def followed(
    tasks: Iterable[TrackedTask],
    office: str,
    parent: str | None,
    every: bool,
    left_out: Counter[str] | None = None,
) -> Iterator[TrackedTask]:
    """The tasks of a table or calendar: those that the office has to follow (`concerning`), or `every` one."""
    return iter(tasks) if every else concerning(tasks, office, left_out, parent)


def that_may_concern(
    letters: Iterable[RegisteredLetter], office: str, parent: str | None, others: list[str]
) -> Iterator[RegisteredLetter]:
    """The letters that can be meant for the office; files of others that set a day are put into `others`."""
    for record in letters:
        if may_concern(record.letter, office, parent):
            yield record
        elif record.letter.event or record.letter.report_due:
            others.append(record.letter.file)


def _reasons(letter: Letter, office: str, parent: str | None) -> dict[str, str] | None:
    """The ids of the tasks for the office, with a reason where that is not sure; None when all are its own."""
    if issued_by(letter, office, parent):
        return None
    unsure = {found.task.id: found.reason for found in possible_tasks(letter, office, parent)}
    return unsure | {found.task.id: "" for found in tasks_for_office(letter, office, parent)}
