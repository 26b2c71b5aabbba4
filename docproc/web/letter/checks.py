"""What the page of a letter shows beside the scan: what is to be checked, the fields, where a person goes on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from docproc.field_words import field_words
from docproc.letter import Letter
from docproc.store.entered.checking import is_on
from docproc.store.known_names import kind_of
from docproc.store.page_words import words_on
from docproc.store.schema import File, User
from docproc.web.desk import Desk
from docproc.web.letter.doubts import Card, WordsOn, card_of, cards_of
from docproc.web.letter.seen import letter_seen_by
from docproc.web.letter.values import evidence_of, in_words, places_words, typed, value_of

_HEAD = (
    "header.number",
    "header.symbol",
    "header.issue_date",
    "header.doc_type",
    "header.issuer",
    "header.issuer_parent",
    "header.place",
    "header.subject",
    "header.urgency",
    "header.secrecy",
    "addressees",
    "report_due",
)
_EVENT = ("event.start", "event.end", "event.place")
_FOOT = ("signer.name", "signer.position")
_LONG = ("header.subject", "header.issuer", "addressees", "event.place")
_IN_LINES = ("header.subject", "addressees", "event.place")


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told after what they did, and where they go on.

    `at`: the place in the list of doubts they were at. `focus`: the id of the element that gets the focus; None:
    the doubt at that place, "": whatever has it. `field`, `held`, `problem`: see Card.
    """

    said: str = ""
    at: int = 0
    focus: str | None = None
    can_be_undone: bool = False
    field: str = ""
    held: str | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the letter: its path, what it is called, its value as one types it and in words, its places; and
    `problem` and `text` as they were typed when another person was faster. `is_long`: it takes the whole width,
    `has_lines`: several lines; `has_names`: known names are offered while one types.
    """

    field: str
    name: str
    text: str
    read: str
    places: str
    is_long: bool
    has_lines: bool
    has_names: bool
    is_doubtful: bool
    problem: str


def shown_checks(desk: Desk, letter_id: int, user: User, told: Told) -> dict[str, Any]:
    """What the templates `letter/letter.html` and `letter/check.html` show. Raises NoSuchLetter."""
    with desk.store.reading() as session:
        seen = letter_seen_by(session, letter_id, user)
        words: WordsOn = cache(partial(words_on, session, letter_id))  # many doubts lie on one page
        cards = _with_held(seen.letter, cards_of(seen.letter, words), told, words)
        checker = session.get(User, seen.row.checked_by) if seen.row.checked_by else None
        file = session.get_one(File, seen.row.file_id)
    focus = _focus(cards, told)
    return {
        "row": seen.row,
        "letter": seen.letter,
        "file_name": file.name,
        "cards": cards,
        "fields": _fields(seen.letter, told),
        "checker": (checker.full_name or checker.name) if checker else "",
        "told": told,
        "focus": focus,
        "following": None,
        "places_words": places_words,
        "kind_of": kind_of,
    }


def _with_held(letter: Letter, cards: list[Card], told: Told, words: WordsOn) -> list[Card]:
    """The cards, with what was typed when another person was faster; a card of its own if no doubt is left."""
    if told.held is None or not told.problem or told.focus:
        return cards
    at = next((at for at, card in enumerate(cards) if card.field == told.field), None)
    if at is None:
        card = card_of(letter, told.field, [], words)
        return [replace(card, held=told.held or None, problem=told.problem), *cards]
    held = replace(cards[at], held=told.held or None, problem=told.problem)
    return [*cards[:at], held, *cards[at + 1 :]]


def _focus(cards: list[Card], told: Told) -> str:
    """The id of the element to go on at."""
    if told.focus is not None:
        return told.focus
    held = next((at for at, card in enumerate(cards) if card.problem), None)
    if held is not None:
        return f"doubt-{held}"
    if not cards:
        return "mark-checked"
    return f"doubt-{told.at if told.at < len(cards) else 0}"


def _fields(letter: Letter, told: Told) -> list[Field]:
    names = (*_HEAD, *(_EVENT if letter.event else ()), *_FOOT)
    return [_field(letter, name, told if told.field == name and told.focus else Told()) for name in names]


def _field(letter: Letter, name: str, told: Told) -> Field:
    value = value_of(letter, name)
    return Field(
        field=name,
        name=field_words(name),
        text=typed(value) if told.held is None else told.held,
        read=in_words(value),
        places=places_words(evidence_of(letter, name)),
        is_long=name in _LONG,
        has_lines=name in _IN_LINES,
        has_names=kind_of(name) is not None,
        is_doubtful=any(is_on(doubt, name) for doubt in letter.doubts),
        problem=told.problem,
    )
