"""What a further reader of a page must offer. The first reader, Tesseract `vie`, finds the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from docproc.page import Line
from docproc.reading.ctc import open_ctc
from docproc.reading.sheet import sheet_of
from docproc.reading.tesseract import SCRIPT, languages, read_image

_ONE_BLOCK = 6


class Recogniser(Protocol):
    """Reads parts of an image once more. `name` is that of its weight in models/reading.toml, `handwriting` tells
    whether it reads some.
    """

    @property
    def name(self) -> str: ...

    @property
    def handwriting(self) -> bool: ...

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """The words it sees in each of `lines`, with boxes in points and confidences (0 to 1); a line for each.

        `image` is grey, of `dpi` dots per inch; `lines` are stretches of those that the first reader found, the
        boxes of their words as high as the line; `timeout` is seconds. Raises ReadingTimeout.
        """
        ...


@dataclass(frozen=True, slots=True)
class ScriptModel:
    """Tesseract's model for the script Vietnamese, trained apart from `vie`; reads all lines on one sheet."""

    name: str = "script"
    handwriting: bool = False

    def read(self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float) -> list[Line]:
        """See Recogniser."""
        boxes = [box for line in lines if (box := line.box)]
        if not boxes:
            return list(lines)
        sheet = sheet_of(image, boxes, dpi)
        read = iter(sheet.lines(read_image(sheet.image, dpi, timeout, _ONE_BLOCK, SCRIPT), dpi))
        return [next(read) if line.box else line for line in lines]


@cache
def installed_readers() -> tuple[Recogniser, ...]:
    """The further readers of this machine, the faster one first; often none.

    Raises MissingProgram without Tesseract.
    """
    found: list[Recogniser] = [ScriptModel()] if SCRIPT in languages() else []
    ctc = open_ctc()
    return (*found, ctc) if ctc else tuple(found)
