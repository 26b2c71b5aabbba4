"""The meeting that a letter invites to: when, until when, where (domain notes 2.5, gold guide)."""

from __future__ import annotations

import re
from functools import cache

from spacy.tokens import Doc

from docproc.extract.blocks import Body
from docproc.extract.nlp import dates_of
from docproc.language.normalise import fold
from docproc.letter import Event
from docproc.resources import load_rules


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_rules("event")["patterns"][name])


def find_event(doc: Doc, body: Body, doc_type: str | None) -> Event | None:
    """The event of an invitation, or of a letter that says "Thời gian: … Địa điểm: …"; None without a date."""
    folded = fold(doc.text)
    place = _pattern("place").search(folded)
    time = _pattern("time").search(folded)
    if doc_type != "Giấy mời" and not (place and time):
        return None
    window = (time.start(), time.start() + 160) if time else (0, len(folded))
    mention = next(
        (m for m in dates_of(doc) if m.date and window[0] <= m.start <= window[1] and m.role != "citation"),
        None,
    )
    if mention is None or mention.date is None:
        return None
    start = mention.date.isoformat() + (f"T{mention.time}" if mention.time else "")
    where = _place(doc.text, place) if place else None
    return Event(
        start=start,
        end=mention.last.isoformat() if mention.last else None,
        place=where,
        evidence=body.evidence(mention.start, mention.end),
    )


def _place(text: str, match: re.Match[str]) -> str | None:
    """The words after "Địa điểm:" up to the end of the sentence or item."""
    rest = text[match.end() :].split("\n", 1)[0]
    end = re.search(r"(?<!\bTP)[.;](?=\s+[A-ZĐ]|\s*$)", rest)
    return (rest[: end.start()] if end else rest).strip(" .,;:") or None
