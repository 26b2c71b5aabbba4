"""The grammar of dates and deadlines: expressions of time, and what the words around them make of them."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationInfo, field_validator

from docproc.language.normalise import fold
from docproc.messages import _
from docproc.rules import Checked, FoldedExpressions, Rules

_NAME = re.compile(r"<<(\w+)>>")

Kind = Literal[
    "stamp",
    "yearly_list",
    "before_event",
    "relative",
    "duration",
    "from_signing",
    "recurring",
    "recurring_period",
    "every",
    "times",
    "range",
    "years",
    "school_year",
    "until_year",
    "months",
    "quarter",
    "half",
    "some_days",
    "decade",
    "week_of",
    "edge",
    "part_of_year",
    "month",
    "year",
    "near",
    "day_word",
    "week_day",
    "absolute",
    "unreadable",
    "unnamed",
    "hour",
    "continuous",
    "immediate",
    "urgency",
]
"""How an expression of time is resolved: by resolve, relative or recurrence of docproc/extract/mentions/dates."""


class PlainExpression(Checked):
    """An expression for text as docproc/extract/mentions/dates/plain.py makes it; its examples need not be so.

    In the file `<<name>>` stands for a piece or a list of words; here that is filled in. An expression for the
    words to the left of a time has examples that end there.
    """

    regex: re.Pattern[str] = Field(alias="pattern")
    finds: tuple[str, ...] = Field(min_length=1)
    refuses: tuple[str, ...] = Field(default=(), alias="not")


class PlainExpressions(Checked):
    """Several ways to write one thing, each of which finds an example that no other finds."""

    regexes: tuple[re.Pattern[str], ...] = Field(alias="patterns", min_length=1)
    finds: tuple[str, ...] = Field(min_length=1)
    refuses: tuple[str, ...] = Field(default=(), alias="not")


class Piece(PlainExpression):
    """A part of expressions; it reads each of its examples to the end, what stands before is its surroundings."""


class TimeExpression(PlainExpression):
    """An expression of time.

    `rrule`: its rhythm (RFC 5545) with its named parts to be filled in. `cue_needed`: dropped when nothing beside
    it says what it is, because fractions and numbers look like it.
    """

    kind: Kind
    rrule: str | None = None
    cue_needed: bool = False


class Mend(Checked):
    """Words of days and deadlines whose marks OCR lost: those that can mean nothing else, others in their place.

    The names of those in place are the words put right; the group `word` is what is replaced.
    """

    anywhere: tuple[str, ...]
    in_place: dict[str, FoldedExpressions]

    @cached_property
    def rules(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """Where one of these words stands in folded text, and the word."""
        anywhere = [(rf"(?<!\w)(?P<word>{re.escape(fold(word))})(?!\w)", word) for word in self.anywhere]
        in_place = [(seen, word) for word, rule in self.in_place.items() for seen in rule.patterns]
        return tuple((re.compile(seen), word) for seen, word in [*anywhere, *in_place])


class Parts(Checked):
    """How the parts of a day are called once it stands alone."""

    date: PlainExpressions
    clock: PlainExpression


class Left(Checked):
    """What stands to the left of an expression of time, from the beginning of the sentence to where it begins."""

    before: PlainExpression
    at_latest: PlainExpression
    sent_at: PlainExpression
    label: PlainExpression
    label_period: PlainExpression
    until_end: PlainExpression
    lasting: PlainExpression
    within_day: PlainExpression
    connector: PlainExpression
    finish: PlainExpression
    finish_adjacent: PlainExpression
    send: PlainExpression
    task_verb: PlainExpression
    told: PlainExpression
    story: PlainExpression
    presence: PlainExpression
    citation: PlainExpression
    citation_loose: PlainExpression
    effective: PlainExpression
    handed_in: PlainExpression
    from_now: PlainExpression
    cutoff: PlainExpression
    event: PlainExpression
    holiday: PlainExpression
    rhythm: PlainExpression
    extended: PlainExpression
    effect_word: PlainExpression
    place: PlainExpression
    cell_start: PlainExpression


class Right(Checked):
    """What stands to the right of an expression of time."""

    is_the_limit: PlainExpression
    condition: PlainExpression
    told_after: PlainExpression
    must_be_done: PlainExpression
    cell_end: PlainExpression
    weekday: PlainExpression
    lunar: PlainExpression


class Bounds(Checked):
    """What is looked for in parts of the words around, or in the expression itself."""

    allowed_time: PlainExpression
    end_named: PlainExpression
    open_cue: PlainExpression
    schedule: PlainExpression
    joined: PlainExpression
    measure: PlainExpression
    sentence: PlainExpression
    until: PlainExpression
    since: PlainExpression


class Dates(Rules):
    """models/dates.toml: the grammar of dates and deadlines in official letters."""

    file = "dates"
    past_days: int
    short_notice_days: int
    open_cue_reach: int
    context_reach: int
    opening_reach: int
    mend: Mend
    words: dict[str, tuple[str, ...]]
    pieces: dict[str, Piece]
    parts: Parts
    numbers: dict[str, int]
    sunday: tuple[str, ...]
    after_noon: dict[str, int]
    units: dict[str, Literal["working_day", "day", "week", "month", "quarter", "year", "hour"]]
    later_by: dict[str, int]
    decades: dict[str, tuple[int, int]]
    expression: dict[str, TimeExpression]
    left: Left
    right: Right
    bounds: Bounds

    @field_validator("pieces", mode="before")
    @classmethod
    def _pieces_filled_in(cls, pieces: Any, info: ValidationInfo) -> Any:
        """A piece may use the lists of words and the pieces above it."""
        if not isinstance(pieces, dict):
            return pieces
        named = _any_of(info.data.get("words", {}))
        filled: dict[str, Any] = {}
        for name, piece in pieces.items():
            filled[name] = _filled_in(piece, named)
            if isinstance(piece, dict) and isinstance(piece.get("pattern"), str):
                named[name] = filled[name]["pattern"]
        return filled

    @field_validator("parts", "expression", "left", "right", "bounds", mode="before")
    @classmethod
    def _expressions_filled_in(cls, tables: Any, info: ValidationInfo) -> Any:
        if "words" not in info.data or "pieces" not in info.data:  # they are wrong, which is told first
            return tables
        pieces: dict[str, Piece] = info.data["pieces"]
        named = {name: piece.regex.pattern for name, piece in pieces.items()}
        return _filled_in(tables, _any_of(info.data["words"]) | named)


def _any_of(words: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """For each list a pattern of any of its words, of two that begin alike the longer first."""
    return {name: f"(?:{'|'.join(sorted(listed, key=len, reverse=True))})" for name, listed in words.items()}


def _filled_in(value: Any, named: dict[str, str]) -> Any:
    """The value with what `<<name>>` stands for in all its texts. Raises ValueError for an unknown name."""
    if isinstance(value, dict):
        return {key: _filled_in(part, named) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled_in(part, named) for part in value]
    return _NAME.sub(lambda found: _named(found[1], named), value) if isinstance(value, str) else value


def _named(name: str, named: dict[str, str]) -> str:
    if name not in named:
        raise ValueError(_("no piece has the name {name}", name=name))
    return named[name]
