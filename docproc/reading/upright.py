"""Which way up is a page? Decided by how Vietnamese it reads, not by the shapes of letters: seals and tables
mislead those, and a page of garbage is seen at once.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from docproc.page import Line, Word
from docproc.reading.decide import is_usual, shipped_language
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.tesseract import ReadingTimeout, read_image
from docproc.rules import load

TURNS = (0, 90, 180, 270)


def turned(image: Image.Image, turn: int) -> Image.Image:
    """The image turned clockwise by 0, 90, 180 or 270 degrees."""
    return image.rotate(-turn, expand=True) if turn else image


def best_turn(image: Image.Image, dpi: float, timeout: float) -> int:
    """The degrees (clockwise) by which a grey image must be turned for its text to stand upright.

    Read four times at a lower resolution, `timeout` seconds each. 0 unless another way reads clearly better.
    """
    rules = load(ReadingRules).upright
    factor = max(1, round(dpi / rules.dpi))
    small = image.reduce(factor)
    found = {turn: _text_found(turned(small, turn), dpi / factor, timeout) for turn in TURNS}
    best = max(TURNS, key=found.__getitem__)
    return best if found[best] > rules.better * found[0] + 1 else 0


def _text_found(image: Image.Image, dpi: float, timeout: float) -> float:
    try:
        lines = read_image(image, dpi, timeout)
    except ReadingTimeout:
        return 0.0
    return sum(word.confidence for line in lines for word in line.words if _is_upright_word(word))


def reads_well(lines: Sequence[Line]) -> bool:
    """Whether lines are Vietnamese for the greater part; so few words that nobody can tell read well, too."""
    rules = load(ReadingRules).upright
    few = sum(_letters(word) > 1 for line in lines for word in line.words) < rules.fewest_words
    return few or vietnamese_share(lines) >= rules.vietnamese


def vietnamese_share(lines: Sequence[Line]) -> float:
    """The share (0 to 1) of the words of two letters and more that are Vietnamese and lie level."""
    words = [word for line in lines for word in line.words if _letters(word) > 1]
    return sum(map(_is_upright_word, words)) / len(words) if words else 0.0


def _is_upright_word(word: Word) -> bool:
    """Whether a word is Vietnamese and not higher than wide: Tesseract reads lines that run up or down, too."""
    usual = load(ReadingRules).upright.usual
    lies = word.box is None or _letters(word) < 4 or word.box.width > word.box.height
    return lies and _letters(word) > 1 and is_usual(word.text, shipped_language(), usual)


def _letters(word: Word) -> int:
    return sum(map(str.isalpha, word.text))
