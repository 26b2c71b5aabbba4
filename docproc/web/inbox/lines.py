"""The lines of the inbox as the browser gets them.

A line looks the same for everybody who may see it, and fifty people at once look at the same newest letters. So
what was made of one is kept, and a page is put together from lines that are made already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Date
from functools import lru_cache

from markupsafe import Markup

from docproc.messages import current_language
from docproc.reports.names.office_names import short_form
from docproc.store.inbox import Line
from docproc.web.inbox.chips import state_words
from docproc.web.nearness import nearness
from docproc.web.pages import templates

_KEPT = 4096  # lines, of about two thousand bytes


def lines_shown(lines: Sequence[Line], today: Date) -> Markup:
    """The rows of the table, in the language in force."""
    language = current_language()
    return Markup("").join(_line_shown(line, today, language) for line in lines)


@lru_cache(maxsize=_KEPT)
def _line_shown(line: Line, today: Date, language: str) -> Markup:
    """`language` is that in force: in another the words of the line are others."""
    shown = {
        "line": line,
        "today": today,
        "near": nearness(line.next_due, today) if line.next_due else None,
        "state": state_words()[line.state],
        "short": short_form(line.issuer) if line.issuer else "",
        "passage": list(parted(line.passage, line.marks)) if line.passage else [],
    }
    return Markup(templates().get_template("inbox/line.html").render(shown))


def parted(text: str, marks: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """A passage in parts, each with whether it was looked for."""
    at = 0
    for start, end in marks:
        if start >= at:
            yield text[at:start], False
            yield text[start:end], True
            at = end
    yield text[at:], False
