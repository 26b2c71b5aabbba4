"""Numbers and days written by hand: the blanks of number and date, read by a network of our own.

It reads the whole strip (`Số: 1645/STC-NS`, `Kiên Giang, ngày 17 tháng 10 năm 2017`) and tells figures written
by hand from printed ones, so that no blank must be found first. How it was trained: models/handwriting/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, takewhile
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docproc.page import Box, Line, Look, Word
from docproc.reading.networks import open_network
from docproc.reading.order import is_anchor
from docproc.reading.rules.reading import ReadingRules
from docproc.resources import models_dir
from docproc.rules import load
from docproc.rules.handwriting import Handwriting

_LABELS = {"S": "Số:", "D": "ngày", "M": "tháng", "Y": "năm"}


class Seen(NamedTuple):
    """A sign as the network sees it: a letter of `classes` in models/handwriting.toml, how sure (0 to 1), and
    where in the strip (share of its width).
    """

    sign: str
    confidence: float
    at: float


@dataclass(frozen=True, slots=True)
class FigureReader:
    """The network (`session` of onnxruntime) and what its classes mean, the blank left out."""

    session: Any
    classes: str

    def read(self, strip: Image.Image) -> list[Seen]:
        """The signs of a grey strip of the height that the network wants, left to right."""
        ink = 1 - np.asarray(strip, dtype=np.float32) / 255
        (out,) = self.session.run(None, {"strips": ink[None, None]})
        return list(_signs(out[:, 0], self.classes))


def _signs(frames: NDArray[np.float32], classes: str) -> Iterator[Seen]:
    """The likeliest class of every frame; repeated ones are one sign, blanks none (Graves et al. 2006)."""
    likeliest = frames.argmax(axis=1)
    chances = np.exp(frames.max(axis=1))
    for number, group in groupby(range(len(frames)), key=lambda frame: int(likeliest[frame])):
        span = list(group)
        if number:
            at = (span[0] + span[-1] + 1) / 2 / len(frames)
            yield Seen(classes[number - 1], float(chances[span].max()), at)


@cache
def open_figures() -> FigureReader:
    """The reader, with the weights of models/handwriting."""
    return FigureReader(
        open_network(models_dir() / "handwriting" / "figures.onnx"), load(Handwriting).classes.all
    )


def written_look(
    image: Image.Image, lines: Sequence[Line], size: tuple[float, float], reader: FigureReader
) -> Look | None:
    """Number and date that have something written by hand, as lines `Số: 1645` and `ngày 17 tháng 10 năm 2017`
    of a look `written`.

    `image` is the page in grey with pens and stamps dark, `lines` what was read of it, `size` the page in points.
    Figures that the reader is not sure enough of are left out with all of their number. None without any.
    """
    found = []
    for box in _places(lines, size):
        seen = reader.read(_strip(image, box, image.width / size[0]))
        if line := written_line(seen, box):
            found.append(line)
    return Look("written", tuple(found)) if found else None


def _places(lines: Sequence[Line], size: tuple[float, float]) -> Iterator[Box]:
    """Where number and date stand: their lines, or beside the other one, with which they are level."""
    rules = load(ReadingRules).written
    width, height = size
    head = [(line, box) for line in lines if (box := line.box) and box.y0 < rules.head * height]
    number = next((box for line, box in head if box.x0 < width / 2 and is_anchor("number", line.text)), None)
    dates = [box for line, box in head if box.x1 > width / 2 and is_anchor("place_date", line.text)]
    date = next((box for box in dates if number is None or abs(box.y0 - number.y0) < rules.level), None)
    level = number or date
    if level is None:
        return
    split = rules.split * width
    left = number or level._replace(x0=rules.margin * width, x1=split)
    right = date or level._replace(x0=split, x1=(1 - rules.margin) * width)
    yield left._replace(x0=left.x0 - rules.before, x1=min(left.x1 + rules.after, max(left.x1, right.x0)))
    yield right._replace(x0=max(0.0, right.x0 - rules.before), x1=min(width, right.x1 + rules.after))


def _strip(image: Image.Image, box: Box, pixels: float) -> Image.Image:
    """The strip of the page round the middle of a line, as the network takes it; `pixels` is those of a point."""
    line = load(Handwriting).line
    middle, half = (box.y0 + box.y1) / 2, line.height_pt / 2
    top, bottom = round((middle - half) * pixels), round((middle + half) * pixels)
    crop = image.crop((round(box.x0 * pixels), top, round(box.x1 * pixels), bottom))
    high = round(line.height_pt * line.scale)
    wide = max(high, round((box.x1 - box.x0) * line.scale))
    return crop.resize((wide, high), Image.Resampling.BOX)


def written_line(seen: Sequence[Seen], box: Box) -> Line | None:
    """The line with the numbers among the signs of a strip that lies at `box`, each after the word before it;
    none when all is printed.
    """
    rules = load(Handwriting).classes
    words: list[Word] = []
    by_hand = False
    for at, sign in enumerate(seen):
        group = list(takewhile(lambda other: other.sign not in rules.stops, seen[at + 1 :]))
        if sign.sign not in _LABELS or not _is_sure_number(group):
            continue
        words += [_word(_LABELS[sign.sign], [sign], box), _word(_text(group), group, box)]
        by_hand = by_hand or any(other.sign in rules.written for other in group)
    return Line(tuple(words)) if by_hand else None


def _is_sure_number(group: Sequence[Seen]) -> bool:
    sure = load(ReadingRules).written.sure
    return bool(group) and _text(group[:1]).isdigit() and min(sign.confidence for sign in group) >= sure


def _text(group: Sequence[Seen]) -> str:
    """The figures as they are read, whether printed or written: `bgef` is 1645."""
    rules = load(Handwriting).classes
    return "".join(sign.sign for sign in group).translate(str.maketrans(rules.written, rules.printed))


def _word(text: str, seen: Sequence[Seen], box: Box) -> Word:
    width, margin = box.x1 - box.x0, 4.0  # a sign's middle is known; figures are about eight points wide
    left, right = (box.x0 + width * sign.at for sign in (seen[0], seen[-1]))
    return Word(text, box._replace(x0=left - margin, x1=right + margin), min(sign.confidence for sign in seen))
