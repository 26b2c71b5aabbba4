"""The meeting that a letter invites to: when, until when, where (domain notes 2.5)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import TYPE_CHECKING

from docproc.extract.assemble.rules.event import Meetings
from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.dates.mention import DateMention
from docproc.extract.mentions.nlp import dates_of
from docproc.language.normalise import fold
from docproc.letter import Doubt, Event
from docproc.messages import mark
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WEEKDAY = mark("The meeting on {text} is on another day of the week than the letter says")


@dataclass(frozen=True, slots=True)
class _Day:
    """A day, or the first and last of several, at an offset of the text."""

    first: Date
    last: Date | None
    start: int
    end: int


def find_event(doc: Doc, body: Body, doc_type: str | None, subject: str | None = None) -> Event | None:
    """The event of an invitation, or of a letter that says “Thời gian: … Địa điểm: …”; None without a day.

    A letter invites by its type or by what it is about (`subject`, the trích yếu): "V/v mời họp".
    """
    rules = load(Meetings)
    if doc_type in rules.proposing:
        return None
    about = subject or ""
    puts_off = rules.putting_off.regex.search(about) is not None
    invites = doc_type == rules.invitation or puts_off or rules.inviting.regex.search(about) is not None
    folded = fold(doc.text)
    place = next((m for m in rules.place.regex.finditer(folded) if _names_place(folded, m)), None)
    moved = [m.end() for m in rules.moved.regex.finditer(doc.text)] if puts_off else []
    for start in [*moved, *_beginnings(doc, folded, invites, place is not None)]:
        window = (start, start + rules.window)
        day = _day_in(doc, folded, window)
        if day is not None:
            return _event(doc, body, folded, day, window, place)
    return None


def _beginnings(doc: Doc, folded: str, invites: bool, placed: bool) -> Iterator[int]:
    """Where the time of the meeting may begin, the likeliest first: at a label, at an hour with its day."""
    for label in load(Meetings).time.regex.finditer(folded):
        if invites or (placed and label["label"]):
            yield label.start()
    if invites:
        yield from (mention.start for mention in dates_of(doc) if mention.time and mention.role == "event")


def event_doubts(doc: Doc, event: Event | None) -> list[Doubt]:
    """A doubt when the day of the meeting is another day of the week than the letter says."""
    return [
        Doubt(
            field="event.start",
            code="weekday_mismatch",
            message=_WEEKDAY,
            details={"text": mention.text},
            evidence=event.evidence,
        )
        for mention in dates_of(doc)
        if event and event.start and mention.date and event.start.startswith(mention.date.isoformat())
        if "weekday_mismatch" in mention.doubts
    ][:1]


def _event(
    doc: Doc, body: Body, folded: str, day: _Day, window: tuple[int, int], place: re.Match[str] | None
) -> Event:
    rules = load(Meetings)
    hours = [
        f"{int(m['h']):02}:{int(m['m'] or m['minutes'] or 0):02}"
        for m in rules.hour.regex.finditer(folded, *window)
    ]
    start = day.first.isoformat() + (f"T{hours[0]}" if hours else "")
    end = day.last.isoformat() if day.last and day.last != day.first else None
    if end is None and len(hours) > 1 and hours[1] > hours[0] and rules.until.regex.search(folded, *window):
        end = f"{day.first.isoformat()}T{hours[1]}"
    place = place or rules.place_behind.regex.search(folded, day.end, day.end + rules.window)
    where = _place(doc.text, place) if place else None
    evidence = body.evidence(day.start, day.end)
    return Event(start=start, end=end, place=where, invited=_invited(body), evidence=evidence)


def _invited(body: Body) -> list[str]:
    """Those listed below "Thành phần" or "Trân trọng kính mời:", or named behind "kính mời" in the sentence."""
    rules = load(Meetings)
    texts = [body.text_of(block) for block in body.blocks]
    for index, text in enumerate(texts):
        if rules.invited_list.regex.search(fold(text)) and (items := _items_below(body, index)):
            return items
    named = next((m for text in texts if (m := rules.invited.regex.search(text))), None)
    return [named["who"].strip(" ,:;.")] if named else []


def _items_below(body: Body, index: int) -> list[str]:
    head = body.blocks[index]
    items: list[str] = []
    first = head.rank
    for block in body.blocks[index + 1 :]:
        opens_part = block.upper or block.kind == "paragraph" or (items and block.rank < first)
        if opens_part or (head.kind != "paragraph" and block.rank <= head.rank):
            break
        first = block.rank if not items else first
        items.append(body.text_of(block).strip(" ,:;."))
    return items


def _day_in(doc: Doc, folded: str, window: tuple[int, int]) -> _Day | None:
    """The first day, or range of days, in a stretch of text."""
    span = load(Meetings).days.regex.search(folded, *window)
    if span is not None:
        try:
            month, year = int(span["month"]), int(span["year"])
            days = Date(year, month, int(span["first"])), Date(year, month, int(span["last"]))
        except ValueError:
            return None
        return _Day(*days, span.start(), span.end())
    for mention in dates_of(doc):
        # Hours from and to before one day: "từ 8 giờ 00 đến 11 giờ 30 ngày 15/3/2024".
        first = mention.date or mention.first or mention.due or (mention.time and mention.last)
        if (
            first
            and not _is_period(mention)
            and window[0] <= mention.start < window[1]
            and mention.role != "citation"
        ):
            return _Day(first, mention.last, mention.start, mention.end)
    return None


def _is_period(mention: DateMention) -> bool:
    """Whether a month or a longer time is meant: no meeting lasts so long."""
    longest = load(Meetings).longest_days
    return bool(mention.first and mention.last and (mention.last - mention.first).days >= longest)


def _names_place(folded: str, match: re.Match[str]) -> bool:
    """Whether a place follows the label: not in a heading ("THỜI GIAN, ĐỊA ĐIỂM"), nor before an hour."""
    line = folded[match.end() :].split("\n", 1)[0]
    return "\n" not in match.group().rstrip(" ") and bool(line.strip()) and not _begins_with_time(line)


def _begins_with_time(line: str) -> bool:
    rules = load(Meetings)
    return bool(rules.time.regex.match(line) or rules.hour.regex.match(line))


def _place(text: str, match: re.Match[str]) -> str | None:
    """The words after “Địa điểm:” up to the end of the sentence or item."""
    rules = load(Meetings)
    rest = text[match.end() :].split("\n", 1)[0]
    end = rules.place_stop.regex.search(rest)
    rest = rules.place_lead.regex.sub("", rest[: end.start()] if end else rest)
    rest = rules.sentence_begins.regex.split(rest, maxsplit=1)[0]
    return rest.strip(' .,;:"“”') or None
