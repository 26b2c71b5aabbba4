"""Specks, stamps' edges and scribbles that OCR took for words: found and set aside, never lost."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from docproc.page import Line, Word
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load


def without_noise(lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """The lines that hold text, and the texts of those set aside."""
    usual = median([height for line in lines if (height := _height(line))] or [0.0])
    noise = [is_noise(line, usual) for line in lines]
    kept = [line for line, is_speck in zip(lines, noise, strict=True) if not is_speck]
    return kept, [line.text for line, is_speck in zip(lines, noise, strict=True) if is_speck]


def is_noise(line: Line, usual: float) -> bool:
    """Whether a line holds no text: no letter or digit, or up to three that are unsure or lower than letters are.

    `usual` is the height of the highest words of most lines of the page in points.
    """
    rules = load(ReadingRules).noise
    text = line.text
    alnum = sum(c.isalnum() for c in text)
    if alnum == 0 or (alnum == 1 and not text.strip().isdigit()):
        return True
    if alnum > rules.short:
        return False
    is_flat = line.box is not None and _height(line) < rules.flat * usual
    return is_flat or line.confidence < rules.short_confidence


def _height(line: Line) -> float:
    """How high the highest word of a line is in points: where the page leans, a long line is higher than that."""
    return max((word.box.height for word in line.words if word.box), default=0.0)


def without_blots(lines: Sequence[Line]) -> list[Line]:
    """The lines without marks that are higher than the lines and wide besides: ink that was not made out, often
    of two lines of text, and that is worth another look.
    """
    words = [word for line in lines for word in line.words if any(map(str.isalnum, word.text))]
    heights = [word.box.height for word in words if word.box]
    usual = median(heights) if heights else 0.0

    kept = (Line(tuple(word for word in line.words if not _is_blot(word, usual))) for line in lines)
    return [line for line in kept if line.words]


def _is_blot(word: Word, usual: float) -> bool:
    rules = load(ReadingRules).noise.blot
    if word.box is None or any(map(str.isalnum, word.text)):
        return False
    return word.box.height > rules.height * usual and word.box.width > rules.width * usual
