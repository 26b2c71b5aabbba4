"""A line recogniser with a CTC head (Graves et al. 2006), run by onnxruntime: an optional second reader.

Only the weights of the package `asterocr` are used (MIT), and only the version whose hash stands in
models/reading.toml; its code is not loaded. The network takes a grey line 32 pixels high and gives for every
4 pixels of width the log probabilities of the letters and of the blank.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.frames import Place, Reals, words_of
from docproc.reading.networks import can_run, open_network
from docproc.reading.order import split_at_gaps
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load

PACKAGE = "asterocr"
_HEIGHT = 32
_FRAME = 4  # pixels of width a frame
_POINTS = 72.0
_TAIL = 64  # pixels of paper after a strip: where it ends with the picture, the last letters are read worse
_WIDEST = 256 * _FRAME - _TAIL  # the network has places for 256 frames


class Strip(NamedTuple):
    """A stretch of a line as the network takes it.

    `left`, `top`, `bottom` are its place in pixels of the image, `step` the pixels a frame stands for.
    """

    pixels: Reals
    left: int
    top: int
    bottom: int
    step: float


@dataclass(frozen=True, slots=True)
class CtcReader:
    """The recogniser. `session` is an onnxruntime session, `letters` what its classes mean, the blank first."""

    session: Any
    letters: Sequence[str]
    name: str = "ctc"
    handwriting: bool = True

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """See docproc.reading.recogniser.Recogniser.

        Cost grows with the length of the lines and has no surprises: no time limit is kept.
        """
        return [Line(tuple(self._words_of(image, line, dpi))) for line in lines]

    def _words_of(self, image: Image.Image, line: Line, dpi: float) -> Iterator[Word]:
        for strip in strips_of(image, line, dpi):
            place = Place(strip.left, strip.top, strip.bottom, strip.step)
            yield from words_of(self._frames(strip), self.letters, place, _POINTS / dpi)

    def _frames(self, strip: Strip) -> Reals:
        """The log probabilities of a strip (frames by letters).

        Strips go one by one: together they must be filled up to the widest, and what the network reads then
        depends on the company; on one core several at a time are no faster.
        """
        width = strip.pixels.shape[1]
        images = np.ones((1, 3, _HEIGHT, width + _TAIL), np.float32)
        images[0, :, :, :width] = strip.pixels
        (out,) = self.session.run(None, {self.session.get_inputs()[0].name: images})
        frames: Reals = out[: width // _FRAME, 0]
        return frames


def strips_of(image: Image.Image, line: Line, dpi: float) -> Iterator[Strip]:
    """The line cut between words into strips that are not too long for the network."""
    rules = load(ReadingRules).ctc
    scale = dpi / _POINTS
    for part in split_at_gaps(line):
        box = part.box
        if box is None or box.height <= 0:
            continue
        for words in _stretches(part, rules.longest * box.height):
            left, right = words[0].x0, max(word.x1 for word in words)
            crop = (
                round(left * scale) - 2,
                int(box.y0 * scale),
                round(right * scale) + 3,
                int(box.y1 * scale) + 1,
            )
            width = max(_HEIGHT, round((crop[2] - crop[0]) * _HEIGHT / (crop[3] - crop[1]) * rules.stretch))
            width = min(width + -width % _FRAME, _WIDEST)
            grey = image.crop(crop).resize((width, _HEIGHT), Image.Resampling.BILINEAR)
            pixels = np.asarray(grey, dtype=np.float32) / 127.5 - 1
            yield Strip(pixels, crop[0], crop[1], crop[3], (crop[2] - crop[0]) / width * _FRAME)


def _stretches(line: Line, longest: float) -> list[list[Box]]:
    stretches: list[list[Box]] = []
    for word in line.words:
        if word.box is None:
            continue
        if stretches and word.box.x1 - stretches[-1][0].x0 <= longest:
            stretches[-1].append(word.box)
        else:
            stretches.append([word.box])
    return stretches


def open_ctc() -> CtcReader | None:
    """The recogniser when its packages are installed, in the version that is known; else None."""
    folder = weights_folder()
    if folder is None or not can_run():
        return None
    letters = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))["chars"]
    return CtcReader(open_network(folder / "asternet.onnx"), letters)


def is_installed() -> bool:
    """Whether the packages of the recogniser are there, in the version that is known."""
    return can_run() and weights_folder() is not None


def weights_folder() -> Path | None:
    """Where the weights lie; None when they are not installed or not the ones whose hash is known."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "assets"
    for name, wanted in load(ReadingRules).ctc.sha256.items():
        file = folder / name
        if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != wanted:
            return None
    return folder
