"""Readers and words made up for the tests of reading."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from docproc.page import Box, Line, Word


def line_of(text: str, confidence: float = 0.95, x: float = 0.0, y: float = 0.0, step: float = 6.0) -> Line:
    """A line of words, each letter `step` points wide and the line 12 points high."""
    words = []
    for word in text.split():
        words.append(Word(word, Box(x, y, x + step * len(word), y + 12), confidence))
        x += step * (len(word) + 1)
    return Line(tuple(words))


class SaidBefore:
    """A reader that answers what the test wants, and keeps what it was asked."""

    def __init__(self, name: str, *answers: Line) -> None:
        self.name = name
        self.answers = list(answers)
        self.asked: list[str] = []

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        self.asked = [line.text for line in lines]
        return [*self.answers, *(Line(()) for _ in lines[len(self.answers) :])]
