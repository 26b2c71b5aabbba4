"""Damaged Vietnamese becomes Vietnamese again; right text stays as it is. Lines in = lines out.

A noisy channel: the letters' confusion model (docproc/language/confusion.py) times a language model of
Vietnamese (docproc/language/ngrams.py), the likeliest sequence found by beam search.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from docproc.language.adapt import adapted
from docproc.language.damage import evidence, needs_tables, rounded, shares_of, shares_of_line
from docproc.language.decode import Chosen, Readings, Slot, best_readings
from docproc.language.model import KINDS, LanguageModel, shipped_model
from docproc.language.normalise import normalise
from docproc.language.pieces import BLANK, LOCKED, WORD, Piece, is_shouting, pieces_of
from docproc.language.readings import Place, Reader, Shares, fixed
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


_READERS: dict[int, Reader] = {}


def _reader_of(model: LanguageModel) -> Reader:
    return _READERS.setdefault(id(model), Reader(model, load_rules("repair")["weights"]))


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
    reader = _shipped_reader() if model is None else _reader_of(model)
    apart = [_Line(pieces_of(line), is_shouting(line)) for line in map(normalise, lines)]
    shares = _shares_of_lines(reader, apart)
    chosen = _chosen(reader, apart, shares)
    weights = reader.weights
    engine = KINDS.index("engine")
    if sum(share[engine] for share in shares) > weights["adapt_share"] * len(shares):
        pairs = _sure_pairs(apart, chosen, weights["adapt_margin"])
        confusion = adapted(reader.model.confusion, KINDS[engine], pairs, weights["adapt_prior"])
        reader = Reader(replace(reader.model, confusion=confusion), weights)
        chosen = _chosen(reader, apart, shares)
    return [_words(line, number, chosen, blanks) for number, line in enumerate(apart)]


def _chosen(reader: Reader, lines: Sequence[_Line], shares: Sequence[Shares]) -> dict[tuple[int, int], Chosen]:
    """What was chosen for the pieces, by line and place in the line."""
    tasks = _tasks(reader, lines, shares)
    weights, ngrams = reader.weights, reader.model.ngrams
    found = best_readings(
        ngrams, _slots(reader, tasks), ngrams.numbers[STOP], int(weights["beam"]), weights["language"]
    )
    out: dict[tuple[int, int], Chosen] = {}
    at = 0
    for choice in found:
        out[tasks[at].line, tasks[at].piece] = choice
        at += choice.width
    return out


def _sure_pairs(
    lines: Sequence[_Line], chosen: dict[tuple[int, int], Chosen], least: float
) -> Counter[tuple[str, str]]:
    """Words that are sure, each with what was read there."""
    pairs: Counter[tuple[str, str]] = Counter()
    for (number, at), choice in chosen.items():
        sure = least < choice.margin < SURE and choice.width == 1
        if sure and choice.text.isalpha() and at >= 0:
            pairs[choice.text, lines[number].pieces[at].text] += 1
    return pairs


def _shares_of_lines(reader: Reader, lines: Sequence[_Line]) -> list[Shares]:
    weights = reader.weights
    words = [[p.text for p in line.pieces if p.kind == WORD] for line in lines]
    reader.look_up(
        (word, line.shouting, True, True)
        for line, its in zip(lines, words, strict=True)
        for word in its
        if needs_tables(reader, word)
    )
    by_line = []
    for line, its in zip(lines, words, strict=True):
        found = (evidence(reader, word, line.shouting) for word in its)
        by_line.append([e for e in found if e is not None])
    page = shares_of([e for line in by_line for e in line], weights["least_share"])
    return [rounded(shares_of_line(e, page, weights["page_words"], weights["least_share"])) for e in by_line]


@dataclass(frozen=True, slots=True)
class _Task:
    """A place of the text to be decided: its line and piece, and how to get its readings."""

    line: int
    piece: int
    word: str
    place: Place
    shares: Shares
    unit: int | None = None
    joined: str | None = None


def _slots(reader: Reader, tasks: Sequence[_Task]) -> list[Slot]:
    requests = []
    for task in tasks:
        if task.unit is None:
            requests.append(reader.request(task.word, task.place, task.shares))
        if task.joined:
            requests.append(reader.request(task.joined, replace(task.place, joined=True), task.shares))
    reader.look_up(request for request in requests if request is not None)
    return [_slot(reader, task) for task in tasks]


def _slot(reader: Reader, task: _Task) -> Slot:
    if task.unit is not None:
        return Slot(fixed(task.word, task.unit))
    readings = reader.readings(task.word, task.place, task.shares)
    if not len(readings.looks):
        readings = fixed(task.word, reader.model.ngrams.numbers[UNKNOWN])
    return Slot(readings, _joined(reader, task) if task.joined else None)


def _joined(reader: Reader, task: _Task) -> Readings | None:
    assert task.joined is not None
    found = reader.readings(task.joined, replace(task.place, joined=True), task.shares)
    if not len(found.looks):
        return None
    penalty = reader.weights["join"]
    return Readings(found.texts[:6], found.units[:6], found.looks[:6] + penalty)


def _tasks(reader: Reader, lines: Sequence[_Line], shares: Sequence[Shares]) -> list[_Task]:
    numbers = reader.model.ngrams.numbers
    stop = numbers[STOP]
    out: list[_Task] = []
    starts = True
    for number, line in enumerate(lines):
        share = shares[number]
        clean = share[0] > reader.weights["clean_share"]
        if not line.pieces:
            out.append(_Task(number, -1, "", Place(False), share, stop))
            starts = True
        for at, piece in enumerate(line.pieces):
            place = Place(line.shouting, starts)
            if piece.kind == WORD:
                joined = None if clean else _with_next(line, at)
                out.append(_Task(number, at, piece.text, place, share, joined=joined))
                starts = False
            elif piece.unit is not None:
                text = piece.text if clean else _with_bars(reader, piece.text)
                out.append(_Task(number, at, text, place, share, numbers.get(piece.unit, numbers[UNKNOWN])))
                starts = piece.unit == STOP
    return out


def _with_next(line: _Line, at: int) -> str | None:
    """This word and the next as one, when one of them is a splinter: `d ong` is `dong`."""
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
        text += choice.text
        margin = min(margin, choice.margin)
        skip = 2 if choice.width == 2 else 0
    if original:
        out.append(RepairedWord(text, original, margin))
    return out
