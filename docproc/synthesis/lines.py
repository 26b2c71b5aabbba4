"""Printed lines without end, each a piece of a scanned page, to train the reader of our own on.

`some_line` draws a text in one of the faces of models/lines.toml, with bits of the lines above and below, rules,
stamps and pens over it, and wears it (docproc/synthesis/line_wear.py). The same seed gives the same pixels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from docproc.page import Box
from docproc.rules import load
from docproc.synthesis.line_texts import Rng, Texts, one_of
from docproc.synthesis.line_wear import over_line, worn_line
from docproc.synthesis.rules.lines import LineLook, Lines

_POINTS = 72.0
_ASCENT, _DESCENT = 0.95, 0.24  # of the size: from the base line to the marks of capitals, and to the feet


class LinePiece(NamedTuple):
    """A piece of a page (grey) of `dpi` dots per inch with one line in the middle; `box` is that line's, in
    points, a little too high or low as finders of lines have it; `text` is what stands there, and `places` are
    where the middle of each of its letters and blanks stands, in points from the left.
    """

    image: Image.Image
    dpi: int
    box: Box
    text: str
    places: tuple[float, ...]


@dataclass(frozen=True)
class Faces:
    """Font files by face, each upright, bold, italic, bold italic."""

    files: dict[str, tuple[str, ...]]

    @cached_property
    def chances(self) -> NDArray[np.float64]:
        """How likely each face is, in the order of `files`."""
        rules = load(Lines).face
        shares = [rules[name].share for name in self.files]
        return np.array(shares, float) / sum(shares)

    def some(self, rng: Rng) -> tuple[str, ...]:
        """The files of one of the faces."""
        return list(self.files.values())[int(rng.choice(len(self.files), p=self.chances))]


def find_faces(folders: Sequence[Path], held_back: bool) -> Faces:
    """The faces of models/lines.toml that lie in the folders: those held back for measuring, or the others."""
    rules = load(Lines)
    there = {path.name: str(path) for folder in folders for path in sorted(folder.rglob("*.?t[fc]"))}
    return Faces(
        {
            name: tuple(there[file] for file in face.files)
            for name, face in rules.face.items()
            if (name in rules.held_back) is held_back and all(file in there for file in face.files)
        }
    )


@lru_cache(maxsize=600)
def _font(path: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


class _Look(NamedTuple):
    """How a line is set: files of its face, which of the four, size in pixels, ink, room between letters."""

    files: tuple[str, ...]
    style: int
    size: int
    ink: int
    apart: float

    def font(self, style: int) -> ImageFont.FreeTypeFont:
        return _font(self.files[style], self.size)


def some_line(rng: Rng, texts: Texts, faces: Faces) -> LinePiece:
    """A line of print with what is round it, as scanned."""
    rules = load(Lines)
    dpi = one_of(rng, rules.look.dpis)
    look = _some_look(rng, rules.look, faces, dpi)
    words, width = _set_out(rng, texts.some(rng), look, rules.look)
    size = look.size
    margin = round(size * float(rng.uniform(0.3, 1.2)))
    base = round(size * 1.9)
    image = Image.new("L", (round(width) + 2 * margin, round(size * 2.9)), 255)
    draw = ImageDraw.Draw(image)
    for word in words:
        _draw_word(draw, word, margin, base, look)
    if rng.random() < rules.look.underlined:
        y = base + size * float(rng.uniform(0.08, 0.16))
        draw.line((margin, y, margin + width, y), look.ink, max(1, round(size * 0.05)))
    if rng.random() < rules.wear.neighbours:
        _draw_neighbours(rng, draw, look, texts, base, image.width)
    over_line(rng, image, (margin, margin + width), base, size)
    box = Box(margin, base - _ASCENT * size, margin + width, base + _DESCENT * size)
    told = " ".join(word.told for word in words)
    places = tuple((margin + x) * _POINTS / dpi for x in _places(words, look))
    return LinePiece(worn_line(rng, image, dpi), dpi, _missed(rng, box, dpi, rules.wear.jitter), told, places)


def _places(words: Sequence[_Word], look: _Look) -> Iterator[float]:
    """The middles of the letters and of the blanks between words, in pixels from the line's left."""
    end = 0.0
    for word in words:
        if word.x:
            yield (end + word.x) / 2
        end = word.x
        for drawn in _drawn_letters(word):
            width = sum(_advance(look.files[word.style], look.size, sign) + look.apart for sign in drawn)
            yield end + (width - look.apart) / 2
            end += width
        end -= look.apart


def _drawn_letters(word: _Word) -> Iterator[str]:
    """What is drawn for each of the letters that the label tells."""
    rest = word.drawn
    for letter in word.told:
        drawn = rest[: len(rest) - len(rest.lstrip("….")) or 1] if letter == "…" else rest[:1]
        yield drawn
        rest = rest[len(drawn) :]


@lru_cache(maxsize=200_000)
def _advance(path: str, size: int, letter: str) -> float:
    return _font(path, size).getlength(letter)


def _missed(rng: Rng, box: Box, dpi: int, jitter: float) -> Box:
    """The box of a line (pixels) in points, a little beside it as finders of lines have it."""
    off, side = jitter * box.height, 0.07 * box.height
    left, right = rng.uniform(-1.5 * side, 0.5 * side), rng.uniform(-0.5 * side, 1.5 * side)
    top, bottom = rng.uniform(-off, off, 2)
    points = _POINTS / dpi
    return Box(
        max(0.0, float(box.x0 + left) * points),
        float(box.y0 + top) * points,
        float(box.x1 + right) * points,
        float(box.y1 + bottom) * points,
    )


def _some_look(rng: Rng, rules: LineLook, faces: Faces, dpi: int) -> _Look:
    points = float(rng.uniform(*(rules.body_pt if rng.random() < 0.6 else rules.any_pt)))
    style = int(rng.random() < rules.bold) + 2 * int(rng.random() < rules.italic)
    ink = int(rng.integers(0, 60)) if rng.random() < 0.85 else int(rng.integers(60, 130))
    size = max(9, round(points * dpi / _POINTS))
    apart = size * float(rng.uniform(0.05, 0.3)) if rng.random() < rules.spaced else 0.0
    return _Look(faces.some(rng), style, size, ink, apart)


class _Word(NamedTuple):
    """A word at `x` (pixels from the line's left): what is drawn, and what the label says."""

    x: float
    drawn: str
    told: str
    style: int


def _set_out(rng: Rng, text: str, look: _Look, rules: LineLook) -> tuple[list[_Word], float]:
    """The words of a text from left to right, as many as a line holds, and the width of all."""
    words = text.split(" ")
    styles = [look.style] * len(words)
    if rng.random() < rules.mixed and len(words) > 2:
        start, end = sorted(int(n) for n in rng.integers(0, len(words) + 1, 2))
        styles[start:end] = [look.style ^ one_of(rng, (1, 2, 3))] * (end - start)
    wide = rng.uniform(0.85, 1.3) if rng.random() < 0.7 else rng.uniform(1.3, 2.8)
    blank = max(0.18 * look.size, look.font(look.style).getlength(" ") * float(wide)) + look.apart
    out: list[_Word] = []
    x = 0.0
    for word, style in zip(words, styles, strict=True):
        drawn = _dotted(rng, word)
        length = look.font(style).getlength(drawn) + look.apart * (len(drawn) - 1)
        if out and x + length > rules.longest_em * look.size:
            break
        out.append(_Word(x, drawn, word, style))
        x += length + blank
    return out, x - blank


def _dotted(rng: Rng, word: str) -> str:
    """The word as drawn: what the label calls `…` is three dots or many."""
    while "…" in word:
        word = word.replace("…", one_of(rng, ("\0", "\0\0", "...", "." * int(rng.integers(3, 30)))), 1)
    return word.replace("\0", "…")


def _draw_word(draw: ImageDraw.ImageDraw, word: _Word, margin: int, base: int, look: _Look) -> None:
    font = look.font(word.style)
    x = margin + word.x
    if not look.apart:
        draw.text((x, base), word.drawn, look.ink, font, anchor="ls")
        return
    for letter in word.drawn:
        draw.text((x, base), letter, look.ink, font, anchor="ls")
        x += font.getlength(letter) + look.apart


def _draw_neighbours(
    rng: Rng, draw: ImageDraw.ImageDraw, look: _Look, texts: Texts, base: int, width: int
) -> None:
    """Bits of the lines above and below."""
    for side in (-1, 1):
        if rng.random() < 0.75:
            y = base + side * look.size * float(rng.uniform(1.12, 1.7))
            x = float(rng.uniform(-0.5 * width, 0.4 * width))
            draw.text((x, y), texts.some(rng), look.ink, look.font(look.style), anchor="ls")
