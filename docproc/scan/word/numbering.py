"""The numbers and dashes that Word puts before the paragraphs of lists; no text holds them (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree

from docproc.numerals import whole_number
from docproc.scan.word.names import W, value_of

_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_LOW = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, and its text with places for the counts (`%1.`)."""

    start: int = 1
    form: str = "decimal"
    text: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a file, counting on as paragraph after paragraph asks for its label."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    numbers: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number: str, level: int) -> str:
        """What stands before the next paragraph of this list and level (from 0): `1.`, `a)`, `-`; "" for none."""
        abstract, starts = self.numbers.get(number, ("", {}))
        levels = self.lists.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if level in starts and (number, level) not in self._begun:
            counts[level] = starts[level] - 1
        self._begun.add((number, level))
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        return _label(levels, counts, level)


def _label(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.form == "none":
        return ""
    if own.form == "bullet":
        return _bullet(own.text)

    def counted(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        at = levels.get(index, Level())
        return _counted(counts.get(index, at.start), at.form)

    return _PLACE.sub(counted, own.text).strip()


def _bullet(text: str) -> str:
    """The sign of a list as a letter of Unicode: those of the fonts Symbol and Wingdings become a dash."""
    return "".join(
        "-" if unicodedata.category(c) in ("Co", "So", "Cc") or c in "•·o§" else c for c in text.strip()
    )


def _counted(count: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return _letters(count)
        case "upperLetter":
            return _letters(count).upper()
        case "lowerRoman":
            return _roman(count)
        case "upperRoman":
            return _roman(count).upper()
        case "decimalZero":
            return f"{count:02d}"
    return str(count)


def _letters(count: int) -> str:
    """Letters from a to z, then aa, bb … (ECMA-376-1, 17.18.59)."""
    return chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 9) if count > 0 else ""


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    text = ""
    for value, letters in (*_ROMAN, *_ROMAN_LOW):
        times, count = divmod(count, value)
        text += letters * times
    return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of word/numbering.xml; none without it."""
    found = Numbering()
    if root is None:
        return found
    for abstract in root.iter(f"{W}abstractNum"):
        levels = {_level_number(level): _level(level) for level in abstract.iter(f"{W}lvl")}
        found.lists[abstract.get(f"{W}abstractNumId", "")] = levels
    for number in root.iter(f"{W}num"):
        starts = {}
        for override in number.iter(f"{W}lvlOverride"):
            start = value_of(override, "startOverride")
            if (first := whole_number(start)) is not None:
                starts[_level_number(override)] = first
        found.numbers[number.get(f"{W}numId", "")] = (value_of(number, "abstractNumId"), starts)
    return found


def _level_number(level: etree._Element) -> int:
    return whole_number(level.get(f"{W}ilvl", "0")) or 0


def _level(level: etree._Element) -> Level:
    start = value_of(level, "start")
    number = whole_number(start) if len(start) < 6 else None
    return Level(
        1 if number is None else number, value_of(level, "numFmt") or "decimal", value_of(level, "lvlText")
    )
