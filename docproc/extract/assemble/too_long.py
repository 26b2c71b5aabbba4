"""Letters longer than any that tells people what to do: only their beginning is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from docproc.letter import Doubt
from docproc.messages import mark
from docproc.page import Line, Page

_CUT = mark(
    "only the first {letters} letters were searched for tasks, deadlines and cited documents; please look "
    "through the rest, from page {page} on"
)


def beginning_of(pages: Sequence[Page], letters: int) -> tuple[list[Page], list[Doubt]]:
    """The pages with their lines up to so many letters (blanks counted), and a doubt about what is left out.

    Pages that lie wholly behind stay, without lines.
    """
    out: list[Page] = []
    left = letters
    cut_on: int | None = None
    for page in pages:
        kept: list[Line] = []
        for line in page.lines if left > 0 else ():
            if left <= 0:
                break
            kept.append(_beginning(line, left))
            left -= len(line.text) + 1
        if kept != list(page.lines):
            cut_on = cut_on or page.number
            page = replace(page, lines=tuple(kept))
        out.append(page)
    if cut_on is None:
        return list(pages), []
    details: dict[str, str | int] = {"letters": letters, "page": cut_on}
    return out, [Doubt(field="pages", code="too_long", message=_CUT, details=details)]


def _beginning(line: Line, letters: int) -> Line:
    """The words of a line up to so many letters; a row of a table stays whole."""
    if line.cells or len(line.text) <= letters:
        return line
    ends = accumulate(len(word.text) + 1 for word in line.words)
    kept = tuple(word for word, end in zip(line.words, ends, strict=True) if end <= letters)
    return replace(line, words=kept or (replace(line.words[0], text=line.words[0].text[:letters]),))
