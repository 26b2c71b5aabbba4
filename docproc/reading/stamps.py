"""Stamps of urgency and secrecy (Nghị định 30/2020, Phụ lục I, boxes 10a and 10b): found by their ink, read by a
network of our own.

They are pressed on by hand, aslant, boxed or in an arrow, in red, or put in as a picture, and readers of lines
pass over them. Ink that is coloured, or black and no word that was read, is gathered into patches; a patch of
the size of a stamp is set level and shown to the network. How it was trained: models/stamps/README.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from docproc.page import Box, Line, Look, Word
from docproc.reading.networks import open_network
from docproc.reading.rules.stamps import Patch, Stamps
from docproc.resources import models_dir
from docproc.rules import load
from docproc.scan.resolution import POINTS

_MM = POINTS / 25.4
Mask = NDArray[np.bool_]
Reals = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class StampReader:
    """The network: `session` of onnxruntime, and what its classes mean; the last one is no stamp of these."""

    session: Any
    values: Sequence[str]

    def read(self, patch: Reals) -> tuple[str | None, float]:
        """What a level patch says, None for anything else, and how sure that is (0 to 1)."""
        (out,) = self.session.run(None, {"patches": patch[None, None]})
        best = int(out[0].argmax())
        value = self.values[best] if best < len(self.values) else None
        return value, float(np.exp(out[0, best]))


@cache
def open_stamps() -> StampReader:
    """The reader of stamps, with the weights of models/stamps."""
    return StampReader(open_network(models_dir() / "stamps" / "stamps.onnx"), load(Stamps).values)


def stamp_look(image: Image.Image, lines: Sequence[Line], dpi: float, reader: StampReader) -> Look | None:
    """The stamps of urgency and secrecy on the upper part of a page as a look `stamp`, a line each, the surest
    first; None without.

    `image` is the page in colour or grey, of `dpi` dots per inch; `lines` are what was read of it.
    """
    rules = load(Stamps)
    top = image.crop((0, 0, image.width, round(rules.upper * image.height)))
    lowest = (top.height - 1) * POINTS / dpi - rules.patch.cell_mm * _MM
    found = []
    for box, patch in stamp_patches(top, lines, dpi):
        value, sure = reader.read(patch)
        # What touches the lower edge goes on below it: the head of a seal.
        if value is not None and sure >= rules.least and box.y1 < lowest:
            found.append(Line((Word(value, box, sure),)))
    found.sort(key=lambda line: -line.confidence)
    return Look("stamp", tuple(found)) if found else None


def stamp_patches(image: Image.Image, lines: Sequence[Line], dpi: float) -> Iterator[tuple[Box, Reals]]:
    """The patches of ink that may be stamps, with their places in points: each level, cut to its ink, and as high
    and wide as the network takes it; ink 1 on paper 0.
    """
    rules = load(Stamps).patch
    image = image.convert("RGB")
    step = max(1, round(dpi / rules.coarse_dpi))
    small = image.reduce(step)
    scale = dpi / step / POINTS
    coloured, black = _inks(small)
    _forget_words(black, lines, scale)
    for strength in (coloured, black):
        for x0, y0, x1, y1 in _patches(strength > rules.ink, scale):
            box = Box(x0 / scale, y0 / scale, x1 / scale, y1 / scale)
            fine = _finer(image, lines, box, dpi, strength is coloured)
            if (level := _level(fine, rules)) is not None:
                yield box, level


def _inks(image: Image.Image) -> tuple[Reals, Reals]:
    """How coloured and how black each pixel is (0 to 1), against the paper of the picture."""
    # Channel by channel: numpy is slow along a last axis of three.
    red, green, blue = (np.asarray(channel) for channel in image.split())
    low = np.minimum(np.minimum(red, green), blue).astype(np.float32)
    high = np.maximum(np.maximum(red, green), blue).astype(np.float32)
    spread = high - low
    coloured = (spread - np.median(spread)) / 255
    black = (np.median(high) - high) / 255
    # Blurred edges of coloured strokes are darker than paper, too: what has a colour is not black.
    return np.clip(coloured, 0, 1), np.where(coloured > 0.1, 0, np.clip(black, 0, 1)).astype(np.float32)


def _forget_words(black: Reals, lines: Sequence[Line], scale: float) -> None:
    """Take the words that were read surely out of the black ink: a stamp that is black comes out as garbage."""
    rules = load(Stamps).patch
    for word in (word for line in lines for word in line.words):
        if word.box is not None and word.confidence >= rules.read:
            x0, y0, x1, y1 = (round(edge * scale) for edge in word.box)
            black[max(0, y0 - 1) : y1 + 1, max(0, x0 - 1) : x1 + 2] = 0


def _patches(ink: Mask, scale: float) -> Iterator[tuple[int, int, int, int]]:
    """The rectangles round ink that hangs together and has the size of a stamp, in pixels; `scale` is pixels a
    point. Gaps of a cell or less do not part, so that two words of one stamp stay together.
    """
    rules = load(Stamps).patch
    cell = max(1, round(rules.cell_mm * _MM * scale))
    height, width = (side - side % cell for side in ink.shape)
    cells = ink[:height, :width].reshape(height // cell, cell, width // cell, cell).sum(axis=(1, 3))
    for x0, y0, x1, y1 in _whole(_joined(cells >= rules.cell_ink * cell)):
        wide, high = (x1 - x0) * cell / scale / _MM, (y1 - y0) * cell / scale / _MM
        if rules.narrowest_mm <= wide <= rules.widest_mm and rules.lowest_mm <= high <= rules.highest_mm:
            yield x0 * cell, y0 * cell, x1 * cell, y1 * cell


def _joined(cells: Mask) -> Iterator[tuple[int, int, int, int]]:
    """The rectangles (left, top, right, bottom) round cells that touch, at corners too."""
    left = set(zip(*map(np.ndarray.tolist, np.nonzero(cells)), strict=True))
    while left:
        open_cells = [left.pop()]
        rows, columns = [], []
        while open_cells:
            row, column = open_cells.pop()
            rows.append(row)
            columns.append(column)
            near = {(row + down, column + right) for down in (-1, 0, 1) for right in (-1, 0, 1)} & left
            left -= near
            open_cells += near
        yield min(columns), min(rows), max(columns) + 1, max(rows) + 1


def _whole(boxes: Iterator[tuple[int, int, int, int]]) -> list[tuple[int, int, int, int]]:
    """The rectangles without those that lie within another: the letters within a frame."""
    found = list(boxes)
    return [
        inner
        for inner in found
        if not any(
            outer != inner
            and outer[0] <= inner[0]
            and outer[1] <= inner[1]
            and outer[2] >= inner[2]
            and outer[3] >= inner[3]
            for outer in found
        )
    ]


def _finer(image: Image.Image, lines: Sequence[Line], box: Box, dpi: float, coloured: bool) -> Reals:
    """The ink of one kind within the box, at the resolution that the network's patches are made from."""
    rules = load(Stamps).patch
    step = max(1, round(dpi / rules.fine_dpi))
    pixels = dpi / POINTS
    pad = rules.pad_mm * _MM
    x0, y0 = max(0.0, box.x0 - pad), max(0.0, box.y0 - pad)
    crop = image.crop(
        (round(x0 * pixels), round(y0 * pixels), round((box.x1 + pad) * pixels), round((box.y1 + pad) * pixels))
    )
    ink = _inks(crop.reduce(step))[0 if coloured else 1]
    if not coloured:
        moved = [_shifted(line, x0, y0) for line in lines]
        _forget_words(ink, moved, pixels / step)
    return ink


def _shifted(line: Line, dx: float, dy: float) -> Line:
    words = (
        Word(w.text, Box(w.box.x0 - dx, w.box.y0 - dy, w.box.x1 - dx, w.box.y1 - dy), w.confidence)
        for w in line.words
        if w.box is not None and w.box.x1 > dx and w.box.y1 > dy
    )
    return Line(tuple(words))


def _level(ink: Reals, rules: Patch) -> Reals | None:
    """The ink turned until its lines lie level, cut to what is inked and brought to the network's size; None when
    it is not of the shape of a stamp.
    """
    strong = float(np.percentile(ink, 99))
    if strong <= rules.ink:
        return None
    picture = Image.fromarray((np.clip(ink / strong, 0, 1) * 255).astype(np.uint8))
    lean = _lean(np.asarray(picture) > 100)
    turned = np.asarray(picture.rotate(lean, Image.Resampling.BILINEAR, expand=True))
    rows, columns = np.flatnonzero((turned > 100).sum(axis=1) > 1), np.flatnonzero((turned > 100).sum(axis=0) > 1)
    if len(rows) < 2 or len(columns) < 2:
        return None
    x0, y0, x1, y1 = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    shape = (x1 - x0) / (y1 - y0)
    if not rules.squarest <= shape <= rules.longest:
        return None
    cut = Image.fromarray(turned).crop((x0, y0, x1, y1))
    patch = cut.resize((rules.width, rules.height), Image.Resampling.BOX)
    return np.asarray(patch, dtype=np.float32) / np.float32(255)


def _lean(ink: Mask) -> float:
    """The angle in degrees, clockwise positive, by which the ink leans: turned back by it, its rows make the
    sharpest peaks (Postl 1986).
    """
    down, right = (axis - axis.mean() for axis in np.nonzero(ink))

    def sharpness(degrees: float) -> float:
        angle = np.deg2rad(degrees)
        rows = down * np.cos(angle) - right * np.sin(angle)
        peaks = np.bincount((rows - rows.min()).astype(np.intp))
        return float((peaks.astype(float) ** 2).sum())

    if not len(down):
        return 0.0
    rough = max(range(-45, 46, 3), key=sharpness)
    return float(max(np.arange(rough - 2, rough + 2.5, 0.5), key=sharpness))
