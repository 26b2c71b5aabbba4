"""From lines to what the search needs: the kind of damage of every line, and the readings of every word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from docproc.language.damage import evidence, rounded, shares_of, shares_of_line
from docproc.language.decode import Readings, Slot
from docproc.language.pieces import BLANK, WORD, Piece
from docproc.language.readings import Reader, Shares, WordPlace, fixed
from docproc.language.syllables import one_spelling
from docproc.language.units import STOP, UNKNOWN

_MOST_JOINED = 6
_AROUND_ACRONYM = re.compile(r"([^A-ZĐ]+)")


@dataclass(frozen=True, slots=True)
class TakenLine:
    """A line taken apart; `shouting`: most of it is in capitals."""

    pieces: list[Piece]
    shouting: bool


def shares_of_lines(reader: Reader, lines: Sequence[TakenLine]) -> list[Shares]:
    """The shares of the kinds of damage in every line; the lines of a text are much alike."""
    weights = reader.weights
    words = [[p.text for p in line.pieces if p.kind == WORD] for line in lines]
    reader.look_up(
        (word, line.shouting, True, True)
        for line, its in zip(lines, words, strict=True)
        for word in its
        if reader.is_odd(word)
    )
    by_line = []
    for line, its in zip(lines, words, strict=True):
        found = (evidence(reader, word, line.shouting) for word in its)
        by_line.append([e for e in found if e is not None])
    page = shares_of([e for line in by_line for e in line], weights.least_share)
    return [rounded(shares_of_line(e, page, weights.page_words, weights.least_share)) for e in by_line]


@dataclass(frozen=True, slots=True)
class ToDecide:
    """A place of the text to be decided: its line and piece (-1 for a blank line), and how to get its readings:
    `unit` for what stays as it is, `joined` for this word and the next as one.
    """

    line: int
    piece: int
    word: str
    place: WordPlace
    shares: Shares
    unit: int | None = None
    joined: str | None = None


def slots_of(reader: Reader, undecided: Sequence[ToDecide]) -> list[Slot]:
    """The readings of every place."""
    requests = []
    for one in undecided:
        if one.unit is None:
            requests.append(reader.request(one.word, one.place, one.shares))
        if one.joined:
            requests.append(reader.request(one.joined, replace(one.place, joined=True), one.shares))
    reader.look_up(request for request in requests if request is not None)
    return [_slot(reader, one) for one in undecided]


def _slot(reader: Reader, one: ToDecide) -> Slot:
    if one.unit is not None:
        return Slot(fixed(one.word, one.unit))
    readings = reader.readings(one.word, one.place, one.shares)
    if not len(readings.looks):
        readings = fixed(one.word, reader.model.ngrams.numbers[UNKNOWN])
    return Slot(readings, _joined(reader, one) if one.joined else None)


def _joined(reader: Reader, one: ToDecide) -> Readings | None:
    assert one.joined is not None
    found = reader.readings(one.joined, replace(one.place, joined=True), one.shares)
    if not len(found.looks):
        return None
    penalty = reader.weights.join
    return Readings(found.texts, found.units[:_MOST_JOINED], found.looks[:_MOST_JOINED] + penalty)


def undecided_places(
    reader: Reader, lines: Sequence[TakenLine], shares: Sequence[Shares], known: Mapping[tuple[int, int], str]
) -> list[ToDecide]:
    """The places of the lines that the language model sees, in order; what is `known` of them, by line and piece,
    stays.
    """
    numbers = reader.model.ngrams.numbers
    stop = numbers[STOP]
    out: list[ToDecide] = []
    starts = True
    for number, line in enumerate(lines):
        share = shares[number]
        clean = share[0] > reader.weights.clean_share
        if not line.pieces:
            out.append(ToDecide(number, -1, "", WordPlace(False), share, stop))
            starts = True
        for at, piece in enumerate(line.pieces):
            place = WordPlace(line.shouting, starts)
            if piece.kind == WORD and (number, at) in known:
                text = known[number, at]
                out.append(
                    ToDecide(
                        number, at, text, place, share, numbers.get(one_spelling(text.lower()), numbers[UNKNOWN])
                    )
                )
                starts = False
            elif piece.kind == WORD:
                joined = None if clean or (number, at + 2) in known else _with_next(line, at)
                out.append(ToDecide(number, at, piece.text, place, share, joined=joined))
                starts = False
            elif piece.unit is not None:
                text = piece.text if clean else _with_bars(reader, piece.text)
                out.append(ToDecide(number, at, text, place, share, numbers.get(piece.unit, numbers[UNKNOWN])))
                starts = piece.unit == STOP
    return out


def _with_next(line: TakenLine, at: int) -> str | None:
    """A word and the next as one, when one of them is a splinter: `d ong` is `dong`."""
    if at + 2 >= len(line.pieces) or line.pieces[at + 1].kind != BLANK or line.pieces[at + 2].kind != WORD:
        return None
    here, there = line.pieces[at].text, line.pieces[at + 2].text
    if min(len(here), len(there)) > 2 or len(here) + len(there) > 7 or (here + there).isdigit():
        return None
    return here + there


def _with_bars(reader: Reader, text: str) -> str:
    """Acronyms in a damaged line with their Đ: `BVDK` → `BVĐK`."""
    acronyms = reader.model.acronyms
    return "".join(acronyms.get(part, part) for part in _AROUND_ACRONYM.split(text))
