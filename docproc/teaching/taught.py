"""A letter as the models learn from it: its texts with their units, and which annotated task each unit is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docproc.evaluate.normalise import key
from docproc.extract.assemble.facts import LetterFacts, Text, setting_of
from docproc.extract.assemble.opened import opened_letters
from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER
from docproc.extract.roles.unit_clues import Setting
from docproc.extract.roles.unit_roles import Role
from docproc.extract.roles.units import Unit, units_of
from docproc.page import Page
from docproc.teaching.align import units_of_tasks
from docproc.teaching.annotated import AnnotatedLetter, AnnotatedTask


@dataclass(frozen=True, slots=True)
class TaughtText:
    """A body or an annex. For each unit: the annotated task it is of, and its role by that."""

    text: Text
    setting: Setting
    units: tuple[Unit, ...]
    tasks: tuple[AnnotatedTask | None, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class TaughtLetter:
    """A letter to learn from; letters of one `source` are left out together by cross-validation. `written`: for
    teaching alone.
    """

    name: str
    source: str
    texts: tuple[TaughtText, ...]
    written: bool = False


def taught_letter(letter: AnnotatedLetter, pages: list[Page], *, written: bool = False) -> TaughtLetter:
    """What an annotated letter teaches, from its pages as read; `written`: it was written for teaching."""
    opened = [
        (text, one.facts) for one in opened_letters(pages) for text in (one.text, one.annex) if text.body.blocks
    ]
    units = [units_of(text.doc, text.body, text.taken) for text, _facts in opened]
    words = [
        text.doc[unit.start : unit.end].text
        for (text, _facts), own in zip(opened, units, strict=True)
        for unit in own
    ]
    owners = units_of_tasks(words, letter.tasks)
    texts: list[TaughtText] = []
    for (text, facts), own in zip(opened, units, strict=True):
        of_text, owners = owners[: len(own)], owners[len(own) :]
        texts.append(_taught_text(text, facts, own, of_text, letter.tasks))
    return TaughtLetter(letter.name, letter.source, tuple(texts), written)


def _taught_text(
    text: Text,
    facts: LetterFacts,
    units: list[Unit],
    owners: Sequence[int | None],
    tasks: Sequence[AnnotatedTask],
) -> TaughtText:
    roles = []
    above: int | None = None
    for unit, owner in zip(units, owners, strict=True):
        kind = OTHER if owner is None else GOES_ON if owner == above else BEGINS
        roles.append(Role(unit, kind, 1.0))
        above = owner
    owned = tuple(None if owner is None else tasks[owner] for owner in owners)
    return TaughtText(text, setting_of(facts, text), tuple(units), owned, tuple(roles))


def inherited_after(taught: TaughtText) -> list[tuple[str, ...]]:
    """For each unit the leads of later tasks that these do not name themselves: it may be the one that does."""
    doc = taught.text.doc
    found: list[tuple[str, ...]] = []
    later: dict[str, None] = {}
    said: dict[int, str] = {}
    for unit, task in zip(taught.units, taught.tasks, strict=True):
        if task is not None:
            said[id(task)] = said.get(id(task), "") + " " + key(doc[unit.start : unit.end].text)
    for task in reversed(taught.tasks):
        found.append(tuple(later))
        if task is not None:
            later.update(dict.fromkeys(name for name in task.lead if key(name) not in said[id(task)]))
    return found[::-1]
