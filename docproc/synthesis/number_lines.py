"""Strips of a page with a letter's number or date, the blanks filled by hand: to train the reader of figures.

A strip is grey, as high as `height_pt` of models/handwriting.toml, its printed words of 12 to 14 points near the
middle, bits of the lines above and below at its edges. Its label has one letter a figure (`classes`: printed and
written ones are told apart) and one a printed word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from docproc.rules import load
from docproc.rules.handwriting import Handwriting
from docproc.synthesis.handwriting import Hand, some_hand, written

_OVER = 2  # strips are drawn so many times larger, then made small as a scanner does
_SYMBOL_LETTERS = "ABCDĐEGHIKLMNOPQRSTUƯVXY"


@dataclass(frozen=True, slots=True)
class Fonts:
    """Font files: of print upright and slanted, and of hands. `figures` are pictures of real handwritten figures,
    by figure: grey, dark ink on 255; may be empty.
    """

    upright: Sequence[str]
    slanted: Sequence[str]
    hands: Sequence[str]
    figures: dict[str, list[Image.Image]]
    places: Sequence[str]


@cache
def _font(path: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, pixels)


class _Strip:
    """A strip being drawn: a pen that moves right, and the label so far."""

    def __init__(self, rng: np.random.Generator, fonts: Fonts, font: str) -> None:
        rules = load(Handwriting).line
        self.rng, self.fonts = rng, fonts
        self.scale = rules.scale * _OVER * float(rng.uniform(0.9, 1.1))
        self.height = round(rules.height_pt * rules.scale) * _OVER
        self.image = Image.new("L", (2600, self.height), 255)
        self.draw = ImageDraw.Draw(self.image)
        self.size = float(rng.uniform(11.5, 14.5)) * self.scale
        self.font = _font(font, round(self.size))
        self.base = self.height / 2 + self.size * 0.33 + float(rng.normal(0, 1.6)) * self.scale
        self.x = float(rng.uniform(0, 8)) * self.scale
        self.ink = int(rng.integers(0, 70))
        self.label = ""

    def one_of(self, choices: Sequence[str]) -> str:
        return choices[int(self.rng.integers(len(choices)))]

    def space(self, least: float, most: float) -> None:
        self.x += float(self.rng.uniform(least, most)) * self.scale

    def print(self, text: str, label: str) -> None:
        self.draw.text((self.x, self.base), text, self.ink, self.font, anchor="ls")
        self.x += self.font.getlength(text)
        self.label += label

    def figures(self, text: str, by_hand: bool, hand: Hand) -> None:
        """Figures, perhaps with a letter behind."""
        classes = load(Handwriting).classes
        if not by_hand:
            self.print(text, text)
            return
        at = self.rng.random()
        if at < 0.15 and self.fonts.figures and text.isdigit():
            self._pasted(text, hand)
        elif at < 0.4 and self.fonts.hands:
            self._in_hand_font(text, hand)
        else:
            self.x = written(self.draw, text, self.x, self.base + self._sunk(), hand, self.rng)
        self.label += "".join(classes.written[int(c)] if c.isdigit() else c for c in text)

    def _sunk(self) -> float:
        return float(self.rng.normal(0.5, 1.6) * self.scale)

    def _in_hand_font(self, text: str, hand: Hand) -> None:
        font = _font(self.one_of(self.fonts.hands), round(hand.height * 1.4))
        left, top, right, bottom = font.getbbox(text, anchor="ls")
        tile = Image.new("L", (round(right - left) + 8, round(bottom - top) + 8), 255)
        ImageDraw.Draw(tile).text((4 - left, 4 - top), text, hand.ink, font, anchor="ls")
        slant = float(self.rng.uniform(-0.1, 0.35))
        wide = tile.width + round(abs(slant) * tile.height)
        shift = -slant * tile.height if slant > 0 else 0
        tile = tile.transform(
            (wide, tile.height),
            Image.Transform.AFFINE,
            (1, slant, shift, 0, 1, 0),
            Image.Resampling.BILINEAR,
            fillcolor=255,
        )
        self._paste(tile, self.base + self._sunk() - tile.height + 4)
        self.x += tile.width + hand.gap * hand.height

    def _pasted(self, text: str, hand: Hand) -> None:
        sunk = self.base + self._sunk()
        for figure in text:
            kept = self.fonts.figures[figure]
            picture = kept[int(self.rng.integers(len(kept)))]
            size = (max(4, round(hand.height * 0.75)), max(8, round(hand.height)))
            picture = picture.resize(size, Image.Resampling.BICUBIC)
            self._paste(picture, sunk - picture.height)
            self.x += picture.width * 0.85 + max(0.0, hand.gap) * hand.height

    def _paste(self, tile: Image.Image, top: float) -> None:
        place = (round(self.x), round(top))
        under = self.image.crop((*place, place[0] + tile.width, place[1] + tile.height))
        self.image.paste(Image.fromarray(np.minimum(np.asarray(under), np.asarray(tile))), place)


def number_line(rng: np.random.Generator, fonts: Fonts) -> tuple[Image.Image, str]:
    """A strip with the letter's number (`Số: 1645/STC-NS`) or its date (`…, ngày 17 tháng 10 năm 2017`)."""
    dated = bool(rng.random() < 0.5)
    files = fonts.slanted if dated and rng.random() < 0.9 else fonts.upright
    strip = _Strip(rng, fonts, files[int(rng.integers(len(files)))])
    hand = some_hand(rng, strip.scale)
    _neighbours(strip)
    (_date if dated else _number)(strip, hand)
    return _scanned(strip), strip.label


def _number(strip: _Strip, hand: Hand) -> None:
    rng = strip.rng
    strip.print(strip.one_of(["Số:", "Số:", "Số :", "Số", "SỐ:", "Số;"]), "S")
    by_hand = bool(rng.random() < 0.75)
    strip.space(0, 14 if by_hand else 5)
    number = str(rng.integers(1, 10 ** int(rng.integers(1, 5)))).zfill(2)
    if rng.random() < 0.06:
        number += strip.one_of(load(Handwriting).classes.letters)
    if rng.random() < 0.95:
        strip.figures(number, by_hand, hand)
    strip.space(0, 12 if by_hand else 1)
    if rng.random() < 0.92:
        parts = [
            "".join(strip.one_of(_SYMBOL_LETTERS) for _ in range(int(rng.integers(1, 6))))
            for _ in range(int(rng.integers(1, 4)))
        ]
        strip.print("/" + "-".join(parts), "/x")


def _date(strip: _Strip, hand: Hand) -> None:
    rng = strip.rng
    for word in strip.one_of(strip.fonts.places).split():
        strip.print(word + " ", "x")
    if rng.random() < 0.8:
        strip.x -= strip.font.getlength(" ")
        strip.print(", ", "")
    by_hand = bool(rng.random() < 0.75)
    month_too = by_hand and bool(rng.random() < 0.4)
    for word, number, hand_written in (
        ("ngày", int(rng.integers(1, 32)), by_hand),
        ("tháng", int(rng.integers(1, 13)), month_too),
    ):
        strip.print(word, word[0].translate(str.maketrans("nt", "DM")))
        strip.space(0.5 if not hand_written else 0, 9 if hand_written else 6)
        pad = bool(rng.random() < 0.7)
        if rng.random() < 0.96:
            strip.figures(str(number).zfill(2 if pad else 1), hand_written, hand)
        strip.space(0.5 if not hand_written else 0, 9 if hand_written else 6)
    strip.print("năm ", "Y")
    year = str(rng.integers(2005, 2030))
    if month_too and rng.random() < 0.2:
        strip.print(year[:3], year[:3])
        strip.figures(year[3], True, hand)
    else:
        strip.print(year, year)


def _neighbours(strip: _Strip) -> None:
    """Bits of the lines above and below, sometimes a rule."""
    rng = strip.rng
    for side in (-1, 1):
        if rng.random() < 0.5:
            words = " ".join(strip.one_of(strip.fonts.places) for _ in range(5))
            base = strip.base + side * float(rng.uniform(17, 24)) * strip.scale
            strip.draw.text((float(rng.uniform(-200, 100)), base), words, strip.ink, strip.font, anchor="ls")
    if rng.random() < 0.1:
        y = float(rng.uniform(0, strip.height))
        if abs(y - strip.height / 2) > 9 * strip.scale:
            strip.draw.line((0, y, 2600, y), fill=strip.ink, width=2)


def _scanned(strip: _Strip) -> Image.Image:
    """The strip as a scanner gives it: leaning a little, unsharp, noisy, often in black and white."""
    rng = strip.rng
    end = min(strip.image.width, round(strip.x + float(rng.uniform(0, 25)) * strip.scale))
    image = strip.image.crop((0, 0, end, strip.height))
    image = image.rotate(float(rng.normal(0, 0.4)), Image.Resampling.BILINEAR, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(float(rng.uniform(0.2, 1.6))))
    levels = np.asarray(image, dtype=np.float32)
    noise = np.float32(rng.uniform(0, 16)) * rng.standard_normal(levels.shape, dtype=np.float32)
    levels = levels + noise
    if rng.random() < 0.35:
        levels = np.where(levels > rng.uniform(120, 210), np.float32(255), np.float32(0))
    elif rng.random() < 0.5:
        levels = (levels - 128) * rng.uniform(0.6, 1.6) + 128 + rng.uniform(0, 40)
    image = Image.fromarray(np.clip(levels, 0, 255).astype(np.uint8))
    wide = max(48, round(image.width / _OVER * float(rng.uniform(0.93, 1.07))))
    return image.resize((wide, strip.height // _OVER), Image.Resampling.BOX)
