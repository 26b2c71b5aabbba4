"""The running numbers of a table: a number that was misread between its neighbours is known all the same."""

from __future__ import annotations

from itertools import pairwise

from docproc.language.normalise import fold
from docproc.page import Line, Word
from docproc.rules import load
from docproc.scan.rules.tables import Tables


def with_serials(columns: list[list[tuple[Word, ...]]]) -> list[list[tuple[Word, ...]]]:
    """The rows of a table (the words of each column) with the gaps in its first column filled.

    Only where the first column is headed STT or the like, and two numbers in it differ by exactly the rows
    between them. A filled-in word keeps what was read as its alternative and has a low confidence.
    """
    rules = load(Tables).serials
    if not columns or _folded(columns[0][0]) not in rules.heads:
        return columns
    filled = [list(row) for row in columns]
    numbers = [_number(row[0]) for row in columns]
    known = [i for i, number in enumerate(numbers) if number is not None]
    for first, last in pairwise(known):
        low, high = numbers[first], numbers[last]
        if low is None or high is None or high - low != last - first:
            continue
        for i in range(first + 1, last):
            read = columns[i][0]
            if len(_folded(read)) <= rules.longest:
                filled[i][0] = (_filled_in(read, low + i - first, columns[first][0][0], rules.confidence),)
    return filled


def _folded(words: tuple[Word, ...]) -> str:
    return "".join(c for c in fold("".join(word.text for word in words)) if not c.isspace()).strip(".:")


def _number(words: tuple[Word, ...]) -> int | None:
    text = _folded(words)
    return int(text) if text.isascii() and text.isdigit() else None


def _filled_in(read: tuple[Word, ...], number: int, model: Word, confidence: float) -> Word:
    """The number written as its neighbour is, with a full stop or without."""
    text = f"{number}." if model.text.endswith(".") else str(number)
    alternative = " ".join(word.text for word in read)
    box = Line(read).box
    return Word(text, box, confidence, (alternative,) if alternative else ())
