"""Damaged Vietnamese becomes Vietnamese again; right text stays as it is. Lines in = lines out.

A noisy channel: the letters' confusion model (docproc/language/confusion.py) times a language model of
Vietnamese (docproc/language/ngrams.py), the likeliest sequence found by beam search.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from docproc.errors import TooMuchToRepair
from docproc.language.adapt import adapted
from docproc.language.decode import Decoded, best_readings
from docproc.language.model import KINDS, model_in_force, open_model
from docproc.language.names import parts_of_names
from docproc.language.normalise import normalise
from docproc.language.pieces import BLANK, LOCKED, WORD, is_shouting, pieces_of
from docproc.language.place_words import place_words
from docproc.language.readings import Reader, Shares
from docproc.language.rules.repair import Repair
from docproc.language.slots import TakenLine, shares_of_lines, slots_of, undecided_places
from docproc.language.units import STOP
from docproc.page import CELL_BREAK, Line, Word, union
from docproc.rules import load

SURE = float("inf")
_PIECE = re.compile(r"\w+|[^\w\s]+")


@dataclass(frozen=True, slots=True)
class RepairedWord:
    """A word of a repaired line: one word as read, or the two it was read as (`original` then holds a blank).

    `margin` is the natural log of how much likelier `text` is than the second reading, `second` (infinite and ""
    for what is never touched). `is_name`: it looks like a part of a person's name.
    """

    text: str
    original: str
    margin: float
    second: str = ""
    is_name: bool = False

    @property
    def changed(self) -> bool:
        return self.text != self.original

    @property
    def confidence(self) -> float:
        """The probability, 0 to 1, that the word is not the second reading."""
        return 1 / (1 + math.exp(-min(self.margin, 50.0)))


@cache
def reader_in_force() -> Reader:
    """The user's own model, else the one that docproc ships, opened once. Raises ModelMissing."""
    return Reader(model_in_force(), load(Repair).weights)


def open_reader(folder: Path) -> Reader:
    """A model of one's own (docproc train). Raises ModelMissing when a part is not there."""
    return Reader(open_model(folder), load(Repair).weights)


def repair_text(text: str, reader: Reader | None = None) -> str:
    """The text repaired, with as many lines (split at line feeds); blanks between words are kept.

    reader: the model; None is the user's own, else the one that docproc ships. For a long text with its
    judgement see docproc.language.mend.
    """
    lines = repair_words(text.split("\n"), reader)
    return "\n".join("".join(word.text for word in line) for line in lines)


def repair_words(lines: Sequence[str], reader: Reader | None = None) -> list[list[RepairedWord]]:
    """The words of every line and the blanks between them, in order."""
    return _repaired(lines, reader or reader_in_force(), blanks=True)


def repair_lines(lines: Sequence[str], reader: Reader | None = None) -> list[list[RepairedWord]]:
    """The words of every line, in order; lines are read as one text, so they help each other."""
    return _repaired(lines, reader or reader_in_force(), blanks=False)


def check_words(texts: Iterable[str], most: int | None) -> int:
    """How many words and signs texts have. Raises TooMuchToRepair when they are more than `most`."""
    count = sum(1 for text in texts for _ in _PIECE.finditer(text))
    if most is not None and count > most:
        raise TooMuchToRepair(words=count, limit=most)
    return count


def repaired_lines(lines: Sequence[Line], reader: Reader | None = None) -> tuple[Line, ...]:
    """The lines of a page repaired: words with their confidence and, as alternatives, the second reading and,
    of a changed word (`repaired`), what was read.

    A word that was read as two has the box of both, words that were read as one have the box of that one.
    """
    repaired = repair_lines([line.text for line in lines], reader)
    return tuple(_as_line(line, words) for line, words in zip(lines, repaired, strict=True))


def _as_line(line: Line, repaired: Sequence[RepairedWord]) -> Line:
    out: list[list[Word]] = [[]]
    at = 0
    for word in repaired:
        read = line.words[at : at + len(word.original.split())]
        at += len(read)
        box = union([w.box for w in read if w.box is not None])
        confidence = min([word.confidence, *(w.confidence for w in read)])
        parts = word.text.split()
        seconds = (word.second,) if word.second and len(parts) == 1 else ()
        others = tuple(dict.fromkeys((word.original, *seconds) if word.changed else seconds))
        out[-1].extend(Word(part, box, confidence, others, repaired=word.changed) for part in parts)
    words = tuple(out[0])
    return Line(words, _cells(line, words), line.carried)


def _cells(line: Line, words: tuple[Word, ...]) -> tuple[tuple[Word, ...], ...]:
    """The repaired words of a table row by cell; an empty cell stays empty."""
    groups: list[list[Word]] = [[]]
    for word in words:
        if word.text == CELL_BREAK:
            groups.append([])
        else:
            groups[-1].append(word)
    filled = iter(groups)
    return tuple(tuple(next(filled, [])) if cell else () for cell in line.cells)


def _repaired(lines: Sequence[str], reader: Reader, blanks: bool) -> list[list[RepairedWord]]:
    taken = [TakenLine(pieces_of(line), is_shouting(line)) for line in map(normalise, lines)]
    shares = shares_of_lines(reader, taken)
    places = {at: text for number, line in enumerate(taken) for at, text in place_words(number, line.pieces)}
    chosen = _chosen(reader, taken, shares, places)
    weights, engine = reader.weights, KINDS.index("engine")
    if sum(share[engine] for share in shares) > weights.adapt_share * len(shares):
        pairs = _sure_pairs(taken, chosen, weights.adapt_margin)
        confusion = adapted(reader.model.confusion, KINDS[engine], pairs, weights.adapt_prior)
        reader = Reader(replace(reader.model, confusion=confusion), weights)
        sure = {
            place: choice
            for place, choice in chosen.items()
            if choice.margin > weights.adapt_kept and choice.width == 1 and choice.text.isalpha()
        }
        chosen = {**_chosen(reader, taken, shares, places | {place: c.text for place, c in sure.items()}), **sure}
    return [
        _with_names(_words(line, number, chosen, blanks), weights.name_margin)
        for number, line in enumerate(taken)
    ]


def _chosen(
    reader: Reader,
    lines: Sequence[TakenLine],
    shares: Sequence[Shares],
    known: Mapping[tuple[int, int], str],
) -> dict[tuple[int, int], Decoded]:
    """What was chosen for the pieces, by line and place in the line; what is known of them stays."""
    undecided = undecided_places(reader, lines, shares, known)
    weights, ngrams = reader.weights, reader.model.ngrams
    found = best_readings(
        ngrams, slots_of(reader, undecided), ngrams.numbers[STOP], weights.beam, weights.language
    )
    out: dict[tuple[int, int], Decoded] = {}
    at = 0
    for choice in found:
        out[undecided[at].line, undecided[at].piece] = choice
        at += choice.width
    return out


def _sure_pairs(
    lines: Sequence[TakenLine], chosen: dict[tuple[int, int], Decoded], least: float
) -> Counter[tuple[str, str]]:
    """Words that are sure, each with what was read there."""
    pairs: Counter[tuple[str, str]] = Counter()
    for (number, at), choice in chosen.items():
        sure = least < choice.margin < SURE and choice.width == 1
        if sure and choice.text.isalpha() and at >= 0:
            pairs[choice.text, lines[number].pieces[at].text] += 1
    return pairs


def _with_names(words: list[RepairedWord], least: float) -> list[RepairedWord]:
    """Parts of people's names marked; one that is not sure stays as it was read."""
    out = list(words)
    for at in parts_of_names([word.text for word in words]):
        word = words[at]
        kept = word.text if word.margin >= least else word.original
        out[at] = replace(word, text=kept, is_name=True)
    return out


def _words(
    line: TakenLine, number: int, chosen: dict[tuple[int, int], Decoded], blanks: bool
) -> list[RepairedWord]:
    """The pieces put together to words between blanks."""
    out: list[RepairedWord] = []
    text = original = second = ""
    margin, skip = SURE, 0
    for at, piece in enumerate(line.pieces):
        if skip:
            skip -= 1
            original += piece.text
            continue
        if piece.kind == BLANK:
            if original:
                out.append(RepairedWord(text, original, margin, second))
            if blanks:
                out.append(RepairedWord(piece.text, piece.text, SURE))
            text = original = second = ""
            margin = SURE
            continue
        original += piece.original if piece.original is not None else piece.text
        choice = chosen.get((number, at)) if piece.kind in (WORD, LOCKED) else None
        if choice is None:
            text += piece.text
            continue
        if choice.margin < margin:
            second = text + choice.second if choice.second else ""
            margin = choice.margin
        text += choice.text
        skip = 2 if choice.width == 2 else 0
    if original:
        out.append(RepairedWord(text, original, margin, second))
    return out
