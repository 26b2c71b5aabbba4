"""Finds the expressions of time in a text; says nothing yet about what they are for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from docproc.resources import load_rules

_PIECE = re.compile(r"<<(\w+)>>")
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


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: str
    pattern: re.Pattern[str]
    rrule: str | None
    cue_needed: bool


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of models/dates.toml with its <<pieces>> filled in. Raises KeyError for an unknown piece."""
    pieces = load_rules("dates")["pieces"]
    while _PIECE.search(pattern):
        pattern = _PIECE.sub(lambda m: pieces[m.group(1)], pattern)
    return re.compile(pattern)


@cache
def context_pattern(side: str, name: str) -> re.Pattern[str]:
    """The compiled pattern `name` of the table `side` (left, right or bounds)."""
    return compile_pattern(load_rules("dates")[side][name])


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(r["kind"], compile_pattern(r["pattern"]), r.get("rrule"), r.get("cue_needed", False))
        for r in load_rules("dates")["expression"]
    )


def _expression(rule: _Rule, match: re.Match[str]) -> Expression:
    parts = {name: value.strip() for name, value in match.groupdict().items() if value is not None}
    return Expression(rule.kind, match.start(), match.end(), match.group(), parts, rule.rrule, rule.cue_needed)


def expressions(text: str) -> Iterator[Expression]:
    """The expressions of time in normalised text, left to right without overlaps.

    Of two that overlap the one that begins first is kept; of two that begin together the longer, an
    unreadable one last.
    """
    found = [
        (match.start(), rule.kind in _LAST, -match.end(), order, match)
        for order, rule in enumerate(_rules())
        for match in rule.pattern.finditer(text)
    ]
    end = 0
    for start, _, _, order, match in sorted(found, key=lambda item: item[:4]):
        if start >= end and match.end() > start:
            end = match.end()
            yield _expression(_rules()[order], match)
