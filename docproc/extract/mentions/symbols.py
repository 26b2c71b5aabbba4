"""Numbers and symbols of documents: found, taken apart, and put right by a dictionary of symbols.

A symbol (`QĐ-UBND`) is repaired from models/symbols.toml only; digits are never changed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from docproc.language.rules.symbols import Patterns, Symbols
from docproc.rules import load


@dataclass(frozen=True, slots=True)
class DocNumber:
    """A document's number and symbol. `number` is None when it cannot be read (handwritten)."""

    number: str | None
    symbol: str
    start: int = 0
    end: int = 0
    party: bool = False

    def __str__(self) -> str:
        return f"{self.number}{'-' if self.party else '/'}{self.symbol}"


def _patterns() -> Patterns:
    return load(Symbols).patterns


def as_printed(symbol: str) -> str:
    """The symbol without blanks, with one kind of dash and of Đ (Unicode has the Icelandic Eth beside it)."""
    return re.sub(r"\s+", "", symbol).replace("–", "-").replace("Ð", "Đ")


def repair_symbol(symbol: str) -> str:
    """The symbol with known OCR mistakes of its parts put right: `QB-UBND` → `QĐ-UBND`."""
    rules = load(Symbols)
    parts = re.split(r"([-/])", as_printed(symbol))
    for i in range(0, len(parts), 2):
        part, following = parts[i], parts[i + 2] if i + 2 < len(parts) else ""
        before = rules.repair_before.get(part)
        if before and before.next == following:
            parts[i] = before.right
        else:
            part = rules.without_figures.regex.sub(r"\g<1>", part)
            parts[i] = rules.repair.get(part, part)
            start = rules.repair_beginning.get(parts[i][:3])
            parts[i] = start + parts[i][3:] if start else parts[i]
            room = rules.police.room.regex.match(parts[i])
            if i and room and rules.police.before.regex.match(parts[i - 2]):
                figures = "".join(rules.police.figures.get(figure, figure) for figure in room["figures"])
                parts[i] = room["unit"] + figures + parts[i][room.end() :]
    return "".join(parts)


def own_number(line: str, certain: bool = False) -> DocNumber | None:
    """Number and symbol of the letter itself from its number line; None when there is no symbol in it.

    The symbol of a `certain` line (of a text layer or text file) stays as printed, but for blanks and dashes.
    """
    written = as_printed if certain else repair_symbol
    line = re.sub(r"\s*/\s*", "/", line)
    patterns = _patterns()
    party = patterns.own_party.regex.match(line)
    if party:
        read = party["num"] if party["num"].isdigit() else None
        return DocNumber(read, written(party["sym"]), party=True)
    forms = (patterns.own, patterns.own_stuck, patterns.own_loose, patterns.own_bare)
    match = next((match for form in forms if (match := form.regex.match(line))), None)
    if not match:
        return None
    number, symbol = match["num"].strip(" .…_"), match["sym"]
    year = re.match(r"((?:19|20)\d\d)/(.+)", symbol)
    if year:
        number, symbol = f"{number}/{year[1]}", year[2]
    plain = number.split("/")[0]
    # Where the stroke is lost, a letter behind the figures may be what was read for it.
    stuck = patterns.own_stuck.regex.match(line) is not None and not plain.isdigit()
    readable = not stuck and patterns.number.regex.match(plain) and re.fullmatch(r"\w+(/(19|20)\d\d)?", number)
    return DocNumber(number if readable else None, written(symbol))


@lru_cache(maxsize=8)
def cited_numbers(text: str) -> tuple[DocNumber, ...]:
    """Every document number in a text, left to right, with its place; not whether it is a citation.

    What was found in the last few texts is kept: several parts of a letter's reading ask for it.
    """
    patterns, window = _patterns(), load(Symbols).nearby.form_window
    found = [
        DocNumber(m["num"] + (f"/{m['year']}" if m["year"] else ""), repair_symbol(m["sym"]), m.start(), m.end())
        for m in patterns.cited.regex.finditer(text)
        if not patterns.not_cited_after.regex.search(text[max(0, m.start() - window) : m.start()])
        and (m["year"] or not patterns.year_lost.regex.match(m.group()))
    ]
    found += [
        DocNumber(m["num"] or m["num2"], repair_symbol(m["sym"] or m["sym2"]), m.start(), m.end(), party=True)
        for m in patterns.cited_party.regex.finditer(text)
    ]
    damaged = [_damaged_number(m) for m in patterns.cited_damaged.regex.finditer(text)]
    places = _Stretches(damaged)
    found = [n for n in found if not places.hold(n.start)] + damaged
    return tuple(sorted(found, key=lambda n: n.start))


def _damaged_number(m: re.Match[str]) -> DocNumber:
    if m["num2"]:
        symbol = repair_symbol(f"{m['type']}-{m['body']}")
        return DocNumber(f"{m['num2']}/{m['year']}", symbol, m.start(), m.end())
    return DocNumber(m["num"], repair_symbol(m["sym"]), m.start(), m.end())


class _Stretches:
    """Where numbers stand in a text."""

    def __init__(self, numbers: Iterable[DocNumber]) -> None:
        ordered = sorted((n.start, n.end) for n in numbers)
        self.starts = [start for start, _ in ordered]
        self.reach = list(accumulate((end for _, end in ordered), max))  # how far those up to each go

    def hold(self, place: int) -> bool:
        """Whether a place lies in one of them."""
        return self.meet(place, place + 1)

    def meet(self, start: int, end: int) -> bool:
        """Whether one of them overlaps the stretch from `start` to before `end`."""
        before = bisect_left(self.starts, end)
        return before > 0 and self.reach[before - 1] > start


def unreadable_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Where a document is cited whose symbol can be read and whose number cannot."""
    known = _Stretches(cited_numbers(text))
    for m in _patterns().cited_unreadable.regex.finditer(text):
        if not known.meet(m.start(), m.end()):
            yield m.start(), m.end()
