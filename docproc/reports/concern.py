"""Which tracked tasks an office has to follow: a letter names tasks of many offices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from docproc.letter import Letter
from docproc.records import TrackedTask
from docproc.reports.office_names import same_office
from docproc.reports.ours import possible_tasks, tasks_for_office


def concerning(
    tasks: Iterable[TrackedTask], office: str, left_out: Counter[str] | None = None
) -> Iterator[TrackedTask]:
    """The tasks that are the office's to follow, in their order; those of a letter stand together.

    These are: all of a letter that it issued itself, those given to it, those that a person or unit of it was
    entered for, and those that may be its own, which carry the reason for the doubt (`unsure`). The others
    are counted in `left_out` by the name of the letter's file.
    """
    for _, group in groupby(tasks, key=lambda tracked: tracked.letter.id):
        of_letter = list(group)
        reasons = _reasons(of_letter[0].letter.letter, office)
        for tracked in of_letter:
            reason = "" if tracked.owner or reasons is None else reasons.get(tracked.task.id)
            if reason is None:
                if left_out is not None:
                    left_out[tracked.letter.letter.file] += 1
                continue
            yield replace(tracked, unsure=reason) if reason else tracked


def _reasons(letter: Letter, office: str) -> dict[str, str] | None:
    """The ids of the tasks for the office, with a reason where that is not sure; None when all are its own."""
    if letter.header.issuer and same_office(letter.header.issuer, office):
        return None
    unsure = {found.task.id: found.reason for found in possible_tasks(letter, office)}
    return unsure | {found.task.id: "" for found in tasks_for_office(letter, office)}
