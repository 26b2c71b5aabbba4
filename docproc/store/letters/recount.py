"""Deadlines that count from the day of a letter, counted anew when that day is corrected.

Only what was read is counted anew: a deadline that a person wrote has no such words and stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date

from docproc.extract.assemble.date_doubts import date_doubts
from docproc.extract.mentions.dates import DateMention, find_dates
from docproc.letter import Deadline, Doubt, Evidence, Header, Letter, Task


def recount(letter: Letter, issued_before: Date | None, arrived: Date | None = None) -> list[str]:
    """Count the deadlines of a letter anew, in place, from its day of issue as it is now; gives the fields whose
    day moved.

    `issued_before` is its day of issue as it was: doubts that hold for both are left as people left them.
    `arrived` is the day of arrival where a person said it: deadlines that count from it do so then.
    """
    moved: list[str] = []
    for place in _deadlines(letter):
        issued = letter.header.issue_date if place.is_own else place.issued
        was = _mention(place, issued_before if place.is_own else place.issued, None)
        now = _mention(place, issued, arrived)
        if was is None or now is None:
            continue
        anew = _filled(place.deadline, now)
        is_moved = anew.last_day != place.deadline.last_day
        setattr(place.holder, place.name, anew)
        gone, come = (set(was.doubts) - set(now.doubts), set(now.doubts) - set(was.doubts))
        if is_moved:
            moved.append(place.field)
            gone, come = set(was.doubts), set(now.doubts)
        letter.doubts = [d for d in letter.doubts if d.field != place.field or d.code not in gone]
        letter.doubts += [doubt for doubt in date_doubts(now, anew, place.field) if doubt.code in come]
    return moved


def deadline_in(words: str, header: Header, evidence: list[Evidence]) -> tuple[Deadline | None, list[Doubt]]:
    """The first deadline that words of a letter name, with its doubts, whose field is still ""."""
    found = [mention for mention in find_dates(words, header.issue_date) if mention.role == "deadline"]
    mention = next((mention for mention in found if mention.due), found[0] if found else None)
    if mention is None:
        return None, []
    deadline = _filled(Deadline(text=mention.text, rrule=mention.rrule, evidence=evidence), mention)
    return deadline, date_doubts(mention, deadline, "")


@dataclass(frozen=True, slots=True)
class _Place:
    """A deadline in a letter: its field, what holds it, the words around it. `issued`: of the attached letter."""

    field: str
    holder: Letter | Task
    name: str
    deadline: Deadline
    text: str
    is_own: bool = True
    issued: Date | None = None


def _deadlines(letter: Letter) -> Iterator[_Place]:
    of_paper = {key: part.header.issue_date for part in letter.attachments for key in part.task_ids}
    for at, task in enumerate(letter.tasks):
        if task.deadline is not None:
            own, issued = task.id not in of_paper, of_paper.get(task.id)
            yield _Place(f"tasks[{at}].deadline", task, "deadline", task.deadline, task.text, own, issued)
    if letter.report_due is not None:
        around = [task.text for task in letter.tasks if letter.report_due.text in task.text]
        yield _Place("report_due", letter, "report_due", letter.report_due, (around or [""])[0])


def _mention(place: _Place, issued: Date | None, arrived: Date | None) -> DateMention | None:
    """The deadline as it is read in the text around it; None for one that a person wrote."""
    wanted = " ".join(place.deadline.text.split())
    for mention in find_dates(place.text, issued, arrived=arrived):
        if mention.role == "deadline" and " ".join(mention.text.split()) == wanted:
            return mention
    return None


def _filled(deadline: Deadline, mention: DateMention) -> Deadline:
    return deadline.model_copy(
        update={
            "date": mention.due,
            "time": mention.time,
            "inclusive": mention.inclusive,
            "last_day": mention.last_day,
            "last_working_day": mention.last_working_day,
            "type": mention.type,
            "year_inferred": mention.year_inferred,
        }
    )
