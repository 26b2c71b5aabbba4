"""What is to be checked of a letter: its doubts by field, the most harm first, with all it takes to decide."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from docproc.field_words import field_words
from docproc.letter import Doubt, Evidence, Letter
from docproc.page import Box, union
from docproc.rules import load
from docproc.store.entered.values import holder_of
from docproc.store.page_words import PageWords
from docproc.web.letter.choices import choices_for, pages_of, places_of
from docproc.web.letter.values import in_words, places_words, typed, value_of
from docproc.web.rules.checking import CheckingRules

_TASK = re.compile(r"tasks\[(\d+)\]")
WordsOn = Callable[[int], PageWords | None]
"""What gives the words of a page of the letter, None where they were not kept."""


@dataclass(frozen=True, slots=True)
class Card:
    """A field that is doubtful, with what a person sees of it.

    `read` is what was read, in words; `text` the same as one would type it; `task` the words of the task it is
    of; `seen` the words at the place. `places` are for the script of the page, `crop` is the part of which page
    (from 1) to show. `held`: what somebody typed here when another one was faster, `problem` what they are told.
    """

    field: str
    name: str
    reasons: list[str]
    read: str
    text: str
    task: str | None
    can_be_corrected: bool
    places: str
    crop: tuple[int, Box] | None
    seen: str
    choices: list[str]
    held: str | None = None
    problem: str = ""


def cards_of(letter: Letter, words_on: WordsOn) -> list[Card]:
    """The doubtful fields of a letter in the order of harm (models/checking.toml)."""
    by_field: dict[str, list[Doubt]] = {}
    for doubt in letter.doubts:
        by_field.setdefault(doubt.field, []).append(doubt)
    order = sorted(by_field, key=harm_of)
    return [card_of(letter, name, by_field[name], words_on) for name in order]


def card_of(letter: Letter, name: str, doubts: list[Doubt], words_on: WordsOn) -> Card:
    """The card of one field, with the doubts on it."""
    places = places_of(letter, name, [place for doubt in doubts for place in doubt.evidence])
    pages = {number: found for number in pages_of(places) if (found := words_on(number)) is not None}
    value = value_of(letter, name)
    task = _TASK.match(name)
    of_task = letter.tasks[int(task[1])].text if task and int(task[1]) < len(letter.tasks) else None
    return Card(
        field=name,
        name=field_words(name),
        reasons=list(dict.fromkeys(doubt.reason for doubt in doubts)),
        read=in_words(value),
        text=typed(value),
        task=of_task if not name.endswith(".text") else None,
        can_be_corrected=holder_of(letter, name) is not None,
        places=places_words(places),
        crop=crop_around(places),
        seen=" … ".join(dict.fromkeys(place.text for place in places)),
        choices=choices_for(letter, name, places, pages),
    )


def harm_of(name: str) -> int:
    """Where a field stands among the others: the lower, the more harm is done when it is wrong."""
    order = load(CheckingRules).order
    wanted = re.sub(r"\[\d+\]", "[N]", name)
    fitting = [entry for entry in order if wanted == entry or wanted.startswith((f"{entry}.", f"{entry}["))]
    return order.index(max(fitting, key=len)) if fitting else len(order)


def crop_around(places: list[Evidence]) -> tuple[int, Box] | None:
    """The page and the box of it to show for places: those on the first page that has any, with space around."""
    boxed = [place for place in places if place.box is not None]
    if not boxed:
        return None
    page = boxed[0].page
    box = union([Box(*place.box) for place in boxed if place.page == page and place.box is not None])
    assert box is not None
    rules = load(CheckingRules)
    aside = max(rules.around, (rules.least_width - box.width) / 2)
    sides = (box.x0 - aside, box.y0 - rules.around, box.x1 + aside, box.y1 + rules.around)
    return page, Box(*(round(max(0.0, side)) for side in sides))
