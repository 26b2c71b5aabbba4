"""The reader of printed lines that was trained for docproc, run by onnxruntime (models/reader/README.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from docproc.page import Line, Word
from docproc.reading.frames import Place, Reals, words_of
from docproc.reading.networks import open_network
from docproc.reading.order import split_at_gaps
from docproc.reading.strips import Strip, strip_of
from docproc.resources import models_dir
from docproc.rules import load
from docproc.rules.reader import Reader

_POINTS = 72.0
_TAIL = 16  # pixels of paper after a strip, as in training
_WHOLE = 8  # the network halves the width twice; it is trained on widths of whole eights


@dataclass(frozen=True, slots=True)
class OwnReader:
    """The recogniser. `session` is an onnxruntime session, `letters` what its classes mean, the blank first."""

    session: Any
    letters: Sequence[str]
    name: str = "own"

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """See docproc.reading.recogniser.Recogniser.

        Cost grows with the length of the lines and has no surprises: no time limit is kept.
        """
        return [Line(tuple(self._words_of(image, line, dpi))) for line in lines]

    def _words_of(self, image: Image.Image, line: Line, dpi: float) -> Iterator[Word]:
        for part in split_at_gaps(line):
            strip = strip_of(image, part.box, dpi) if part.box else None
            if strip is not None:
                place = Place(strip.left, strip.top, strip.bottom, strip.step * load(Reader).strip.frame)
                yield from words_of(self.frames(strip), self.letters, place, _POINTS / dpi)

    def frames(self, strip: Strip) -> Reals:
        """The log probabilities of a strip (frames by letters)."""
        height, width = strip.pixels.shape
        wide = width + _TAIL
        paper = np.zeros((1, 1, height, wide + -wide % _WHOLE), np.float32)
        paper[0, 0, :, :width] = strip.pixels
        (out,) = self.session.run(None, {"strips": paper})
        frames: Reals = out[: width // load(Reader).strip.frame, 0]
        return frames


@cache
def open_own() -> OwnReader:
    """The reader, with the weights of models/reader."""
    return OwnReader(open_network(models_dir() / "reader" / "reader.onnx"), ("", *load(Reader).letters))
