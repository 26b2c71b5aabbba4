"""A line taken apart: blanks, signs, words that may be damaged, and what must never be touched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from docproc.language.rules.repair import Repair
from docproc.language.syllables import is_syllable
from docproc.language.symbols import is_symbol, repair_symbol_in
from docproc.language.units import COMMA, NUMBER, STOP
from docproc.rules import load

BLANK, SIGN, WORD, LOCKED = "blank", "sign", "word", "locked"
# Letters: no word of a letter has so many, rows of dots have 170. To take longer ones apart takes for ever.
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line. `unit` is what the language model sees of it (None: nothing; a WORD is still open)."""

    kind: str
    text: str
    unit: str | None = None
    original: str | None = None


def pieces_of(line: str) -> list[Piece]:
    """The line as pieces; their originals put together are the line.

    Numbers, addresses, enumerators, acronyms and brand-like words come out LOCKED; a document symbol comes
    out LOCKED and already put right by the dictionary of symbols.
    """
    shouting = is_shouting(line)
    out: list[Piece] = []
    for match in re.finditer(r"\s+|\S+", line):
        if match[0].isspace():
            out.append(Piece(BLANK, match[0]))
        elif not out and load(Repair).patterns.enumerator.regex.match(match[0]):
            out.append(Piece(LOCKED, match[0], STOP))
        else:
            out.extend(_token(match[0], shouting))
    return out


def is_shouting(line: str) -> bool:
    """Whether most letters of a line are capitals."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 3 and sum(c.isupper() for c in letters) > 0.6 * len(letters)


def _token(token: str, shouting: bool) -> Iterator[Piece]:
    patterns = load(Repair).patterns
    if len(token) > _LONGEST or patterns.address.regex.search(token):
        yield Piece(LOCKED, token, NUMBER)
        return
    match = patterns.core.pattern.fullmatch(token)
    if match is None:
        yield Piece(SIGN, token, _unit_of_sign(token))
        return
    if match["lead"]:
        yield Piece(SIGN, match["lead"], _unit_of_sign(match["lead"]))
    core, tail = match["core"], match["tail"]
    if tail[:1] == "?" and core.isalpha() and not is_syllable(core.lower()):
        core, tail = core + "?", tail[1:]  # half of a letter: st? is sử
    if is_symbol(core):
        yield Piece(LOCKED, repair_symbol_in(core), NUMBER, original=core)
    elif patterns.number.regex.match(core):
        yield Piece(LOCKED, core, NUMBER)
    else:
        for part in patterns.inner.pattern.split(core):
            if part:
                yield _part(part, shouting)
    if tail:
        yield Piece(SIGN, tail, _unit_of_sign(tail))


def _part(part: str, shouting: bool) -> Piece:
    patterns = load(Repair).patterns
    if patterns.inner.pattern.fullmatch(part):
        return Piece(SIGN, part, STOP if part in ":;" else COMMA if part == "," else None)
    if patterns.number.regex.match(part) or patterns.code.regex.match(part):
        return Piece(LOCKED, part, NUMBER)
    if not any(c.isalnum() for c in part) and part not in load(Repair).lone_signs:
        return Piece(SIGN, part, None)
    if _is_acronym(part, shouting):
        return Piece(LOCKED, repair_symbol_in(part), part.lower(), original=part)
    return Piece(WORD, part)


@lru_cache(maxsize=8192)
def _is_acronym(part: str, shouting: bool) -> bool:
    """Capitals that are no syllable, in a line that is not all capitals; or an acronym that is in the list."""
    if part in load(Repair).acronyms:
        return True
    if len(part) < 2 or not part.isalpha() or not part.isupper():
        return False
    return not shouting and len(part) > 2 and not is_syllable(part.lower())


def _unit_of_sign(sign: str) -> str | None:
    if any(c in ".;:!?" for c in sign):
        return STOP
    return COMMA if "," in sign else None
