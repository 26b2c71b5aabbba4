"""What else a doubtful value may be: what other readers saw at its place, and what the letter has elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date as Date
from itertools import islice
from typing import Any

from docproc.days import typed_day
from docproc.letter import Deadline, Evidence, Letter, Office
from docproc.letter_words import day_words
from docproc.page import Box, Word
from docproc.rules import load
from docproc.store.entered.values import Given, holder_of
from docproc.store.faults import WrongValue
from docproc.store.page_words import PageWords
from docproc.web.letter.values import evidence_of, typed
from docproc.web.rules.checking import CheckingRules

Pages = Mapping[int, PageWords]
_EDGES = " .,;:“”\"'()-"
_DAY = re.compile(r"(\d{1,2})\D{1,12}(\d{1,2})\D{1,9}(\d{4})")


def choices_for(letter: Letter, field: str, places: list[Evidence], pages: Pages) -> list[str]:
    """Values to offer in place of the one that stands in a field, likeliest first, as a person would type them.

    `places` are where it was read, `pages` the words of those pages. Empty for a field that cannot be corrected.
    """
    found = holder_of(letter, field)
    if found is None:
        return []
    holder, name, kind = found
    present = getattr(holder, name)
    if isinstance(present, list):
        offered = _offices(letter, field)
    elif isinstance(present, Deadline) or field.endswith(("deadline", "report_due")):
        offered = _deadlines(letter, present, places, pages)
    elif isinstance(present, Date) or field == "header.issue_date":
        offered = _days(places, pages)
    else:
        offered = _texts(present, places, pages)
    taken = {typed(present), ""}
    new = (text for text in dict.fromkeys(offered) if text not in taken)
    if not isinstance(present, list):
        new = (text for text in new if _fits(kind.read, field, text, present))
    return list(islice(new, load(CheckingRules).most_choices))


def _fits(read: Any, field: str, text: str, present: Any) -> bool:
    try:
        return bool(read(Given(field, text, present)) != present)
    except WrongValue:
        return False


def _offices(letter: Letter, field: str) -> Iterator[str]:
    """Who leads the tasks beside it, then whom the letter is written to."""
    found = re.match(r"tasks\[(\d+)\]", field)
    at = int(found[1]) if found else 0
    near = sorted(enumerate(letter.tasks), key=lambda one: abs(one[0] - at))
    for place, task in near:
        if place != at or not field.endswith(".lead"):
            yield _names(task.lead)
    yield _names(letter.addressees)
    for office in letter.addressees:
        yield office.name


def _names(offices: list[Office]) -> str:
    return "; ".join(office.name for office in offices)


def _deadlines(letter: Letter, present: Deadline | None, places: list[Evidence], pages: Pages) -> Iterator[str]:
    """The working day before a day off, other readings; for a task without a day those that others have."""
    if present is not None and present.last_working_day and present.last_working_day != present.last_day:
        yield day_words(present.last_working_day)
    before = "trước " if present is not None and present.inclusive is False else ""
    for word, other in _other_words(places, pages):
        if typed_day(word.text.strip(_EDGES)) and (day := typed_day(other.strip(_EDGES))):
            yield before + day_words(day)
    if present is None or present.date is None:
        yield typed(letter.report_due)
        yield from (typed(task.deadline) for task in letter.tasks)


def _days(places: list[Evidence], pages: Pages) -> Iterator[str]:
    for place in places:
        for word, other in _other_words([place], pages):
            found = _DAY.search(place.text.replace(word.text, other, 1))
            day = typed_day("/".join(found.groups())) if found else None
            if day:
                yield day_words(day)


def _texts(present: str | None, places: list[Evidence], pages: Pages) -> Iterator[str]:
    """The value with one word as another reader saw it; where nothing was found, what stands at its place."""
    if not present:
        yield from (place.text.strip(_EDGES) for place in places)
        return
    for word, other in _other_words(places, pages):
        for before, after in ((word.text, other), (word.text.strip(_EDGES), other.strip(_EDGES))):
            if before and after and before in present:
                yield present.replace(before, after, 1)
        # A number and its symbol are one word on the page, two fields in the letter.
        for before, after in zip(re.split(r"[/\s:]", word.text), re.split(r"[/\s:]", other), strict=False):
            if before and after and before != after and present == before:
                yield after


def _other_words(places: list[Evidence], pages: Pages) -> Iterator[tuple[Word, str]]:
    """The words at these places, each with something else that was seen there."""
    for place in places:
        page = pages.get(place.page)
        if page is None or place.box is None:
            continue
        for line in page.lines:
            for word in line:
                if word.box is not None and _lies_in(word.box, Box(*place.box)):
                    yield from ((word, other) for other in word.alternatives)


def _lies_in(word: Box, box: Box) -> bool:
    middle = (word.y0 + word.y1) / 2
    return box.x0 <= word.centre_x <= box.x1 and box.y0 <= middle <= box.y1


def pages_of(places: list[Evidence]) -> set[int]:
    """The pages that places lie on."""
    return {place.page for place in places if place.box is not None}


def places_of(letter: Letter, field: str, of_doubts: list[Evidence]) -> list[Evidence]:
    """Where to look for a field: where its doubts point to, else where it was read."""
    return of_doubts or evidence_of(letter, field)
