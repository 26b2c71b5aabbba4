"""What a further reader of a page must offer. The first reader, Tesseract `vie`, finds the lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from PIL import Image

from docproc.page import Line
from docproc.reading.ctc import open_ctc
from docproc.reading.tesseract import SCRIPT, languages, read_image


class Recogniser(Protocol):
    """Reads an image once more. `name` is that of its weight in models/reading.toml.

    `by_line` tells whether its cost grows with the lines it is given: then it gets only those worth it.
    """

    @property
    def name(self) -> str: ...

    @property
    def by_line(self) -> bool: ...

    def read(
        self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float, mode: int
    ) -> list[Line]:
        """The words it sees, as lines with boxes in points and confidences (0 to 1).

        `image` is grey, of `dpi` dots per inch; `lines` are those of the first reader that are asked for;
        `timeout` is seconds, `mode` the page mode of Tesseract. Raises ReadingTimeout.
        """
        ...


@dataclass(frozen=True, slots=True)
class ScriptModel:
    """Tesseract's model for the script Vietnamese, trained apart from `vie`; reads the whole image."""

    name: str = "script"
    by_line: bool = False

    def read(
        self, image: Image.Image, lines: Sequence[Line], dpi: float, timeout: float, mode: int
    ) -> list[Line]:
        """See Recogniser. It finds its own lines, those that `vie` missed too."""
        return read_image(image, dpi, timeout, mode, SCRIPT)


@cache
def installed_readers() -> tuple[Recogniser, ...]:
    """The further readers of this machine, those that read the whole image first; often none.

    Raises MissingProgram without Tesseract.
    """
    found: list[Recogniser] = [ScriptModel()] if SCRIPT in languages() else []
    ctc = open_ctc()
    return (*found, ctc) if ctc else tuple(found)
