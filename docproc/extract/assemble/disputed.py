"""Figures of deadlines and meetings that no two readers agree on: what may be misread is shown as unsure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from docproc.letter import Doubt, Evidence, Letter
from docproc.messages import mark
from docproc.page import Box, Page, Word
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load

_UNSURE = mark("The readers differ on the figures of {text} (also read: {others}); please compare with the scan")


def disputed_doubts(letter: Letter, pages: Sequence[Page]) -> list[Doubt]:
    """A doubt for each deadline, and for the time of a meeting, with figures that the readers differ on.

    `pages` are the pages of the file as read. Figures are settled when two readers agree on them
    (docproc/reading/decide.py); where only one reader is installed nothing can be said.
    """
    unsure = {page.number: _unsure_words(page) for page in pages}
    return [
        Doubt(field=field, code="figures_unsure", message=_UNSURE, details=_details(found), evidence=evidence)
        for field, evidence in _times(letter)
        if (found := [word for place in evidence for word in _words_at(place, unsure.get(place.page, []))])
    ]


def _times(letter: Letter) -> Iterator[tuple[str, list[Evidence]]]:
    """Each deadline and the time of the meeting: the path of the field and where it was read."""
    for n, task in enumerate(letter.tasks):
        if task.deadline is not None:
            yield f"tasks[{n}].deadline", task.deadline.evidence
    if letter.report_due is not None:
        yield "report_due", letter.report_due.evidence
    if letter.event is not None:
        yield "event", letter.event.evidence


def _unsure_words(page: Page) -> list[tuple[Word, Box]]:
    """The words with figures of a page that no two readers agree on, and their places."""
    unsure = load(ReadingRules).decision.unsure
    return [
        (word, word.box)
        for line in page.lines
        for word in line.words
        if word.box is not None and word.alternatives and word.confidence <= unsure
        if any(c.isdigit() for c in word.text)
    ]


def _words_at(place: Evidence, words: Sequence[tuple[Word, Box]]) -> Iterator[Word]:
    """Those of the words that a place of their page holds."""
    if place.box is None:
        return
    x0, y0, x1, y1 = place.box
    there = set(place.text.split())
    for word, box in words:
        inside = x0 <= box.centre_x <= x1 and y0 <= (box.y0 + box.y1) / 2 <= y1
        if inside and word.text in there:
            yield word


def _details(words: Sequence[Word]) -> dict[str, Any]:
    """The figures, and what other readers made of them: their words with figures where they have any."""
    read = list(dict.fromkeys(word.text for word in words))
    others = list(dict.fromkeys(other for word in words for other in word.alternatives))
    parts = dict.fromkeys(part for other in others for part in other.split() if any(c.isdigit() for c in part))
    figures = [part for part in parts if part not in read]
    return {"text": ", ".join(read), "others": ", ".join(figures or others)}
