"""Damaged Vietnamese becomes Vietnamese again; right text stays as it is. Lines in = lines out.

A noisy channel: the letters' confusion model (docproc/language/confusion.py) times a language model of
Vietnamese (docproc/language/ngrams.py), the likeliest sequence found by beam search.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from docproc.language.damage import evidence, shares_of, shares_of_line
from docproc.language.decode import Chosen, Slot, best_readings
from docproc.language.model import LanguageModel, shipped_model
from docproc.language.normalise import normalise
from docproc.language.pieces import BLANK, LOCKED, WORD, Piece, is_shouting, pieces_of
from docproc.language.readings import Place, Reader, Reading, Shares
from docproc.language.units import STOP, UNKNOWN
from docproc.resources import load_rules

SURE = float("inf")
_AROUND_ACRONYM = re.compile(r"([^A-ZĐ]+)")


@dataclass(frozen=True, slots=True)
class RepairedWord:
    """A word of a repaired line. `margin` is the natural log of how much likelier `text` is than the second
    reading (infinite for what is never touched). `is_name`: it looks like a part of a person's name.
    """

    text: str
    original: str
    margin: float
    is_name: bool = False

    @property
    def changed(self) -> bool:
        return self.text != self.original


@dataclass(frozen=True, slots=True)
class _Line:
    pieces: list[Piece]
    shouting: bool


@cache
def _shipped_reader() -> Reader:
    return Reader(shipped_model(), load_rules("repair")["weights"])


def repair_text(text: str, model: LanguageModel | None = None) -> str:
    """The text repaired, with as many lines; blanks between words are kept. Default model: the shipped one."""
    return "\n".join(
        "".join(word.text for word in line) for line in _repaired(text.split("\n"), model, blanks=True)
    )


def repair_lines(lines: Sequence[str], model: LanguageModel | None = None) -> list[list[RepairedWord]]:
    """The words of every line, in order; lines are read as one text, so they help each other."""
    return _repaired(lines, model, blanks=False)


def repair_line(text: str, model: LanguageModel | None = None) -> list[RepairedWord]:
    """The words of one line without others around it."""
    return repair_lines([text], model)[0]


def _repaired(lines: Sequence[str], model: LanguageModel | None, blanks: bool) -> list[list[RepairedWord]]:
    reader = _shipped_reader() if model is None else Reader(model, load_rules("repair")["weights"])
    apart = [_Line(pieces_of(line), is_shouting(line)) for line in map(normalise, lines)]
    shares = _shares_of_lines(reader, apart)
    slots: list[Slot] = []
    places: list[tuple[int, int]] = []
    for number, line in enumerate(apart):
        _add_slots(reader, line, shares[number], number, slots, places)
    weights = reader.weights
    stop = reader.model.ngrams.numbers[STOP]
    chosen = best_readings(reader.model.ngrams, slots, stop, int(weights["beam"]), weights["language"])
    by_place: dict[tuple[int, int], Chosen] = {}
    at = 0
    for choice in chosen:
        by_place[places[at]] = choice
        at += choice.width
    return [_words(line, number, by_place, blanks) for number, line in enumerate(apart)]


def _shares_of_lines(reader: Reader, lines: Sequence[_Line]) -> list[Shares]:
    weights = reader.weights
    by_line = []
    for line in lines:
        found = (evidence(reader, p.text, line.shouting) for p in line.pieces if p.kind == WORD)
        by_line.append([e for e in found if e is not None])
    page = shares_of([e for line in by_line for e in line], weights["least_share"])
    return [shares_of_line(e, page, weights["page_words"], weights["least_share"]) for e in by_line]


def _add_slots(
    reader: Reader,
    line: _Line,
    shares: Shares,
    number: int,
    slots: list[Slot],
    places: list[tuple[int, int]],
) -> None:
    numbers = reader.model.ngrams.numbers
    clean = shares[0] > reader.weights["clean_share"]
    starts = not slots or slots[-1].readings[0].units[-1] == numbers[STOP]
    if not line.pieces:
        slots.append(Slot([Reading("", (numbers[STOP],), 0.0)]))
        places.append((number, -1))
    for at, piece in enumerate(line.pieces):
        if piece.kind == WORD:
            place = Place(line.shouting, starts)
            readings = reader.readings(piece.text, place, shares)
            joined = [] if clean else _joined(reader, line, at, place, shares)
            slots.append(Slot(readings or [Reading(piece.text, (numbers[UNKNOWN],), 0.0)], joined))
            starts = False
        elif piece.unit is not None:
            unit = numbers.get(piece.unit, numbers[UNKNOWN])
            text = piece.text if clean else _with_bars(reader, piece.text)
            slots.append(Slot([Reading(text, (unit,), 0.0)]))
            starts = piece.unit == STOP
        else:
            continue
        places.append((number, at))


def _with_bars(reader: Reader, text: str) -> str:
    """Acronyms in a damaged line with their Đ: `BVDK` → `BVĐK`."""
    acronyms = reader.model.acronyms
    return "".join(acronyms.get(part, part) for part in _AROUND_ACRONYM.split(text))


def _joined(reader: Reader, line: _Line, at: int, place: Place, shares: Shares) -> list[Reading]:
    """This word and the next as one, when one of them is a splinter: `d ong` → `động`."""
    if at + 2 >= len(line.pieces) or line.pieces[at + 1].kind != BLANK or line.pieces[at + 2].kind != WORD:
        return []
    here, there = line.pieces[at].text, line.pieces[at + 2].text
    if min(len(here), len(there)) > 2 or len(here) + len(there) > 7 or (here + there).isdigit():
        return []
    penalty = reader.weights["join"]
    found = reader.readings(here + there, replace(place, joined=True), shares)[:6]
    return [Reading(r.text, r.units, r.looks + penalty) for r in found]


def _words(line: _Line, number: int, chosen: dict[tuple[int, int], Chosen], blanks: bool) -> list[RepairedWord]:
    """The pieces put together to words between blanks."""
    out: list[RepairedWord] = []
    text = original = ""
    margin, skip = SURE, 0
    for at, piece in enumerate(line.pieces):
        if skip:
            skip -= 1
            original += piece.text
            continue
        if piece.kind == BLANK:
            if original:
                out.append(RepairedWord(text, original, margin))
            if blanks:
                out.append(RepairedWord(piece.text, piece.text, SURE))
            text, original, margin = "", "", SURE
            continue
        original += piece.original if piece.original is not None else piece.text
        choice = chosen.get((number, at)) if piece.kind in (WORD, LOCKED) else None
        if choice is None:
            text += piece.text
            continue
        text += choice.reading.text
        margin = min(margin, choice.margin)
        skip = 2 if choice.width == 2 else 0
    if original:
        out.append(RepairedWord(text, original, margin))
    return out
