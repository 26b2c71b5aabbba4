"""Stamps pressed on a page by hand: of urgency, of secrecy, and others, to train and test the reader of stamps.

`stamp` is the mark alone; `stamped_piece` is a piece of a scanned page with a mark on it among print, with the
place and the words of the mark. The same seed gives the same pixels.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from docproc.page import Box
from docproc.rules import load
from docproc.synthesis.marks import arrival_stamp, seal_mark
from docproc.synthesis.rules.synthesis import Synthesis

_MM = 1 / 25.4  # inches
_DRAWN_DPI = 400
Rng = np.random.Generator
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a page (RGB) of `dpi` dots per inch; `box` is where its stamp stands, in points; `words` are
    those of the stamp.
    """

    image: Image.Image
    dpi: int
    box: Box
    words: str


@cache
def _font(path: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels, layout_engine=ImageFont.Layout.BASIC)


def _one_of(rng: Rng, choices: Sequence[T]) -> T:
    return choices[int(rng.integers(len(choices)))]


def stamp(rng: Rng, words: str, font: str) -> Image.Image:
    """The mark in colour on white at 400 dpi, level: the words in a frame of some form, or in none."""
    rules = load(Synthesis).stamp
    dpi = _DRAWN_DPI
    colour = _one_of(rng, rules.colours)
    letters = _letters(rng, words, font, round(float(rng.uniform(*rules.letters_mm)) * _MM * dpi))
    room = round(float(rng.uniform(*rules.room_mm)) * _MM * dpi)
    form = _one_of(rng, rules.forms)
    tail = round(letters.height * float(rng.uniform(0.3, 0.9))) if form in ("arrow", "shaft") else 0
    size = (letters.width + 2 * room + 2 * tail, letters.height + 2 * room + 2 * (tail // 2))
    mask = Image.new("L", size, 0)
    pen = max(2, round(float(rng.uniform(*rules.pen_mm)) * _MM * dpi))
    _draw_frame(ImageDraw.Draw(mask), form, size, pen, tail, rng)
    at = ((size[0] - letters.width) // 2, (size[1] - letters.height) // 2)
    mask.paste(255, (*at, at[0] + letters.width, at[1] + letters.height), letters)
    if rng.random() < rules.struck:
        y = size[1] / 2 + float(rng.normal(0, 0.1)) * letters.height
        ImageDraw.Draw(mask).line((0, y, size[0], y), 255, max(2, pen // 2))
    return Image.composite(Image.new("RGB", size, colour), Image.new("RGB", size, "white"), _worn(rng, mask))


def _letters(rng: Rng, words: str, font: str, high: int) -> Image.Image:
    """The words as a mask, so many pixels high, narrower or wider than the font has them."""
    drawn = _font(font, 120)
    left, top, right, bottom = drawn.getbbox(words)
    flat = Image.new("L", (round(right - left), round(bottom - top)), 0)
    ImageDraw.Draw(flat).text((-left, -top), words, 255, drawn)
    stretch = float(rng.uniform(*load(Synthesis).stamp.stretch))
    return flat.resize((max(8, round(flat.width * high / flat.height * stretch)), high), Image.Resampling.LANCZOS)


def _draw_frame(
    draw: ImageDraw.ImageDraw, form: str, size: tuple[int, int], pen: int, tail: int, rng: Rng
) -> None:
    wide, high = size[0] - 1, size[1] - 1
    if form in ("box", "double"):
        draw.rectangle((0, 0, wide, high), outline=255, width=pen)
    if form == "double":
        gap = 2 * pen
        draw.rectangle((gap, gap, wide - gap, high - gap), outline=255, width=max(1, pen // 2))
    if form == "round":
        draw.rounded_rectangle((0, 0, wide, high), radius=high // 4, outline=255, width=pen)
    if form == "arrow":
        notch = tail if rng.random() < 0.5 else 0
        lower, upper, tip = tail // 2, high - tail // 2, wide - tail
        points = [(0, lower), (tip, lower), (tip, 0), (wide, high / 2), (tip, high), (tip, upper), (0, upper)]
        draw.line([*points, (notch, high / 2), (0, lower)], 255, pen, joint="curve")
    if form == "shaft":
        _draw_shaft(draw, (wide, high), pen, tail, float(rng.uniform(0.08, 0.3)) * high)


def _draw_shaft(draw: ImageDraw.ImageDraw, size: tuple[int, int], pen: int, tail: int, half: float) -> None:
    """An arrow whose shaft is narrower than the letters, which it crosses: feathers, two lines, a head."""
    (wide, high), middle = size, size[1] / 2
    for y in (middle - half, middle + half):
        draw.line((tail, y, wide - tail, y), 255, pen)
    head = [(wide - tail, middle - half), (wide - tail, high * 0.15), (wide, middle)]
    feather = [(tail, middle - half), (tail * 0.7, high * 0.25), (0, high * 0.25), (tail * 0.4, middle)]
    for points in (head, feather):
        mirrored = [(x, 2 * middle - y) for x, y in reversed(points[:-1])]
        draw.line([*points, *mirrored], 255, pen, joint="curve")


def _worn(rng: Rng, mask: Image.Image) -> Image.Image:
    """The mark as ink leaves it: blotched, paler to one side, here and there missing."""
    worn = np.asarray(mask, dtype=np.float32)
    grain = rng.uniform(0, 1, (max(2, mask.height // 12), max(2, mask.width // 12))).astype(np.float32)
    blotches = np.asarray(Image.fromarray(grain).resize(mask.size, Image.Resampling.BICUBIC))
    least = float(rng.uniform(0.1, 0.9))
    fade = np.linspace(1, float(rng.uniform(0.5, 1)), mask.width, dtype=np.float32)
    worn = (
        worn * np.clip(least + (1 - least) * 1.6 * blotches, 0, 1) * (fade if rng.random() < 0.5 else fade[::-1])
    )
    return Image.fromarray(worn.astype(np.uint8))


def stamped_piece(rng: Rng, words: str, font: str, print_fonts: Sequence[str], text: Sequence[str]) -> Piece:
    """A piece of a scanned page with a stamp of these words; `text` are words printed round it."""
    return marked_piece(rng, stamp(rng, words, font), words, print_fonts, text)


def other_mark(rng: Rng) -> Image.Image:
    """A seal or a stamp of arrival, at 400 dpi."""
    offices = load(Synthesis).stamp.offices
    office, seed = _one_of(rng, offices), int(rng.integers(1 << 30))
    if rng.random() < 0.5:
        return seal_mark(office, _DRAWN_DPI, seed)
    number, day = int(rng.integers(1, 3000)), int(rng.integers(1, 29))
    return arrival_stamp((office, str(number), f"{day:02}/5/2024", ""), _DRAWN_DPI, seed)


def marked_piece(
    rng: Rng, mark: Image.Image, words: str, print_fonts: Sequence[str], text: Sequence[str]
) -> Piece:
    """A piece of a scanned page with that mark (at 400 dpi), which says `words`, leaning on it."""
    rules = load(Synthesis).stamp
    dpi = _one_of(rng, rules.dpi)
    size = (round(rules.piece_mm[0] * _MM * dpi), round(rules.piece_mm[1] * _MM * dpi))
    page = Image.new("RGB", size, "white")
    _print_lines(rng, page, dpi, print_fonts, text)
    lean = float(np.clip(rng.normal(0, rules.lean), -35, 35))
    mark = mark.rotate(lean, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    scale = min(
        1.0, 0.92 * size[0] / (mark.width * dpi / _DRAWN_DPI), 0.92 * size[1] / (mark.height * dpi / _DRAWN_DPI)
    )
    mark = mark.resize(
        [max(4, round(side * dpi / _DRAWN_DPI * scale)) for side in mark.size], Image.Resampling.LANCZOS
    )
    x, y = (int(rng.integers(0, max(1, room - side))) for room, side in zip(size, mark.size, strict=True))
    layer = Image.new("RGB", size, "white")
    layer.paste(mark, (x, y))
    box = Box(*(edge * 72 / dpi for edge in (x, y, x + mark.width, y + mark.height)))
    return Piece(_scanned(rng, ImageChops.multiply(page, layer)), dpi, box, words)


def _print_lines(rng: Rng, page: Image.Image, dpi: int, fonts: Sequence[str], text: Sequence[str]) -> None:
    """Lines of print at the right of the piece, now and then over all of it."""
    draw = ImageDraw.Draw(page)
    font = _font(_one_of(rng, fonts), round(float(rng.uniform(11, 14)) / 72 * dpi))
    left = 0.0 if rng.random() < 0.15 else float(rng.uniform(0.45, 0.9)) * page.width
    y = float(rng.uniform(0, 30)) / 72 * dpi
    while y < page.height and rng.random() < 0.75:
        line = " ".join(_one_of(rng, text) for _ in range(12))
        draw.text((left, y), line, (20, 20, 20), font)
        y += font.size * float(rng.uniform(1.2, 2.2))


def _scanned(rng: Rng, page: Image.Image) -> Image.Image:
    """The piece as scanners give it: in colour, in grey or in black and white, blurred, noisy, packed as JPEG."""
    page = page.filter(ImageFilter.BoxBlur(float(rng.uniform(0, 1))))
    levels = np.asarray(page, dtype=np.float32) * np.float32(rng.uniform(0.85, 1))
    noise = rng.standard_normal(levels.shape[:2], dtype=np.float32) * np.float32(rng.uniform(0, 9))
    page = Image.fromarray(np.clip(levels + noise[:, :, np.newaxis], 0, 255).astype(np.uint8))
    mode = rng.random()
    if mode < 0.2:
        page = page.convert("L").convert("RGB")
    elif mode < 0.35:
        limit = int(rng.integers(130, 210))
        page = page.convert("L").point(lambda level: 255 if level > limit else 0).convert("RGB")
    if mode < 0.35:
        return page
    packed = io.BytesIO()
    page.save(packed, "JPEG", quality=int(rng.integers(30, 90)))
    packed.seek(0)
    return Image.open(packed).convert("RGB")
