"""What a reader of lines must offer, and which readers this machine has beside Tesseract `vie`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from docproc.page import Line
from docproc.reading.own import open_own
from docproc.reading.sheet import in_sheets, sheet_of
from docproc.reading.tesseract import LANGUAGE, ONE_BLOCK, SCRIPT, installed, read_image


class Recogniser(Protocol):
    """Reads lines of an image. `name` is that of its weight in models/reading.toml."""

    @property
    def name(self) -> str: ...

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """The words it sees in each of `lines`, with boxes in points and confidences (0 to 1); a line for each.

        `image` is grey, of `dpi` dots per inch; `lines` are stretches of those that the first reader found, the
        boxes of their words as high as the line; `timeout` is seconds. Raises ReadingTimeout.
        """
        ...


@dataclass(frozen=True, slots=True)
class SheetModel:
    """A model of Tesseract that reads all lines on one sheet. `language` is Tesseract's name for the model."""

    name: str
    language: str

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """See Recogniser."""
        boxes = [box for line in lines if (box := line.box)]
        read: list[Line] = []
        for strips in in_sheets(boxes, dpi):
            sheet = sheet_of(image, strips, dpi)
            read += sheet.lines(read_image(sheet.image, dpi, timeout, ONE_BLOCK, self.language), dpi)
        answers = iter(read)
        return [next(answers) if line.box else line for line in lines]


VIE = SheetModel("vie", LANGUAGE)
"""The model that reads pages where Tesseract finds the lines, as a reader of what another left in doubt."""
SCRIPT_MODEL = SheetModel("script", SCRIPT)
"""Tesseract's model for the script Vietnamese, trained apart from `vie`."""


@cache
def installed_readers() -> tuple[Recogniser, ...]:
    """The readers of this machine beside Tesseract `vie`. Raises MissingProgram without Tesseract."""
    own = open_own()
    return (own, SCRIPT_MODEL) if SCRIPT in installed().languages else (own,)
