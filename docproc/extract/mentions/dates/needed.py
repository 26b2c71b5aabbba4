"""What a text must hold for a pattern to match in it, so that patterns are not tried where they cannot.

Most rules of dates begin with parts that may be left out, and try each place of a text at length; a few words
rule most of them out at once, and show where in a text the others may match.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_MOST = 40  # of several words one of which there must be
LONGEST = 250  # characters from the first of an expression of time to its last, and what it looks at beside


def needed_words(pattern: re.Pattern[str]) -> tuple[tuple[str, ...], ...]:
    """Of each of these tuples one word stands in every text that the pattern matches, rare words first; none
    where nothing can be told.
    """
    if pattern.flags & re.IGNORECASE:
        return ()
    found = dict.fromkeys(_needed(parser.parse(pattern.pattern, pattern.flags)))
    return tuple(tuple(words) for words in sorted(found, key=_rarity, reverse=True))


def has_one_of_each(text: str, needed: Sequence[Sequence[str]]) -> bool:
    """Whether a text holds one word of each tuple."""
    return all(any(word in text for word in words) for words in needed)


def places(text: str, needed: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Where in a text a pattern that needs words may match: stretches, left to right, as far as an expression
    reaches from the rarest of the words; all of the text where nothing is needed.
    """
    if not needed:
        return [(0, len(text))]
    if not has_one_of_each(text, needed):
        return []
    found: list[tuple[int, int]] = []
    for match in _any_of(tuple(needed[0])).finditer(text):
        start, end = max(0, match.start() - LONGEST), match.end() + LONGEST
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


@cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)))


def _rarity(words: frozenset[str]) -> tuple[int, int]:
    """The longer the shortest of some words, and the fewer they are, the rarer there is one of them."""
    return min(map(len, words)), -len(words)


def _needed(parts: Any) -> list[frozenset[str]]:
    """The sets of words of each of which the parts of a sequence need one."""
    found: list[frozenset[str]] = []
    run = ""
    for code, value in parts:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            found.append(frozenset((run,)))
        run = ""
        found += _needed_by(code, value)
    if run:
        found.append(frozenset((run,)))
    return found


def _needed_by(code: Any, value: Any) -> list[frozenset[str]]:
    if code is codes.SUBPATTERN:
        return _needed(value[-1])
    if code is codes.ATOMIC_GROUP:
        return _needed(value)
    if code in _REPEATS and value[0] > 0:
        return _needed(value[2])
    if code is codes.BRANCH:
        branches = [max(_needed(branch), key=_rarity, default=frozenset[str]()) for branch in value[1]]
        every = frozenset[str]().union(*branches)
        return [every] if all(branches) and len(every) <= _MOST else []
    return []
