"""Days that are named without a word for a deadline, or above the task that they are meant for."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from docproc.extract.assemble.rules.tasks import Tasks
from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.dates import DateMention
from docproc.extract.mentions.nlp import dates_of
from docproc.rules import load
from docproc.workdays import last_working_day_on_or_before

if TYPE_CHECKING:
    from spacy.tokens import Doc


def deadline_above(doc: Doc, body: Body, block: int, told: frozenset[int]) -> DateMention | None:
    """The deadline that the nearest heading above a block sets for what stands below it: "Việc phải xong trước
    ngày 31/3", "Quý I năm 2020" (annotation guide, decision 3). Blocks `told` are tasks: theirs are their own.
    """
    at = body.blocks[block].parent
    while at is not None:
        found = None if at in told else _set_by(doc, body, at)
        if found is not None:
            return found
        at = body.blocks[at].parent
    return None


def _start(mention: DateMention) -> int:
    return mention.start


def _set_by(doc: Doc, body: Body, heading: int) -> DateMention | None:
    """The one day by which what stands below a heading is due; None if it names several, or cites papers."""
    block = body.blocks[heading]
    text = body.text_of(block)
    dates = dates_of(doc)
    first, last = (bisect_left(dates, place, key=_start) for place in (block.start, block.end))
    mentions = dates[first:last]
    if not mentions or any(block.start <= span.start_char < block.end for span in doc.spans["citations"]):
        return None
    deadlines = [m for m in mentions if m.role == "deadline" and m.due]
    if deadlines:
        return deadlines[0] if len({m.due for m in deadlines}) == 1 else None
    if other_letters(mentions, text) > load(Tasks).tables.heading_letters:
        return None
    return last_day_named(mentions, text)


def last_day_named(mentions: list[DateMention], text: str) -> DateMention | None:
    """A cell or heading that names only periods or days ("Quý IV/2024 - quý I/2025") means the last of them."""
    days = [
        (day, m) for m in mentions if m.role in ("period", "narrative", "other") and (day := m.last or m.date)
    ]
    most = load(Tasks).tables.most_other_letters
    if not days or other_letters(mentions, text) > most:
        return None
    day, mention = max(days, key=lambda found: found[0])
    start, end = min(m.start for _, m in days), max(m.end for _, m in days)
    return replace(
        mention,
        start=start,
        end=end,
        text=text[start:end],
        role="deadline",
        type="period_end" if mention.last else mention.type,
        due=day,
        inclusive=True,
        last_day=day,
        last_working_day=last_working_day_on_or_before(day),
    )


def other_letters(mentions: list[DateMention], text: str) -> int:
    """How many letters of a text stand outside its mentions of times."""
    return sum(c.isalpha() for c in text) - sum(c.isalpha() for m in mentions for c in m.text)
