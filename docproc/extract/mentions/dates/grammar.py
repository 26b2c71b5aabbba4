"""Finds the expressions of time in a text; says nothing yet about what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docproc.extract.mentions.dates.needed import needed_words, places
from docproc.extract.mentions.rules.dates import Dates, TimeExpression
from docproc.rules import load

_LAST = {"unreadable", "hour"}


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of time in normalised text: its span, its kind and its named parts as written."""

    kind: str
    start: int
    end: int
    text: str
    parts: dict[str, str]
    rrule: str | None = None
    cue_needed: bool = False

    def part(self, *names: str) -> str | None:
        """The first of the named parts that is there."""
        return next((self.parts[name] for name in names if name in self.parts), None)


@cache
def _rules() -> tuple[TimeExpression, ...]:
    return tuple(load(Dates).expression.values())


@cache
def _needed() -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each rule tuples of words, of each of which a text must hold one."""
    return tuple(needed_words(rule.regex) for rule in _rules())


def _expression(rule: TimeExpression, match: re.Match[str]) -> Expression:
    parts = {name: value.strip() for name, value in match.groupdict().items() if value is not None}
    return Expression(rule.kind, match.start(), match.end(), match.group(), parts, rule.rrule, rule.cue_needed)


def expressions(text: str) -> Iterator[Expression]:
    """The expressions of time in normalised text, left to right without overlaps.

    Of two that overlap the one that begins first is kept; of two that begin together the longer, an
    unreadable one last.
    """
    found = [
        (match.start(), rule.kind in _LAST, -match.end(), order, match)
        for order, (rule, needed) in enumerate(zip(_rules(), _needed(), strict=True))
        for first, last in places(text, needed)
        for match in rule.regex.finditer(text, first, last)
    ]
    end = 0
    for start, _, _, order, match in sorted(found, key=lambda item: item[:4]):
        if start >= end and match.end() > start:
            end = match.end()
            yield _expression(_rules()[order], match)
