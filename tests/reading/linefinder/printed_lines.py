"""Pages printed for the tests of the line finder, with where the ink of each line lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from PIL import Image

from docproc.page import Box
from docproc.reading.linefinder.found import FoundLine
from docproc.synthesis.fonts import FontFamily, font_family
from docproc.synthesis.paper import Sheet, place_line, styled_words
from docproc.synthesis.render import drawn

DPI = 200


@cache
def family() -> FontFamily:
    return font_family("termes")


@dataclass
class Print:
    """A page of A4 that is printed on; `lines` are the texts on it with the boxes of their ink in points."""

    sheet: Sheet = field(default_factory=lambda: Sheet(1, 595.0, 842.0))
    lines: list[tuple[str, Box]] = field(default_factory=list)

    def line(self, text: str, x: float, baseline: float, size: float = 13.0, style: str = "regular") -> Box:
        before = len(self.sheet.runs)
        words = styled_words(text, style)
        place_line(self.sheet, words, family(), size, (x, x + 500), baseline)
        boxes = [
            (run.x + x0 / 8, run.baseline + y0 / 8, run.x + x1 / 8, run.baseline + y1 / 8)
            for run in self.sheet.runs[before:]
            for x0, y0, x1, y1 in [family().at(run.style, size * 8).getbbox(run.text, anchor="ls")]
        ]
        x0, y0, x1, y1 = zip(*boxes, strict=True)
        box = Box(min(x0), min(y0), max(x1), max(y1))
        self.lines.append((text, box))
        return box

    def image(self, dpi: int = DPI) -> Image.Image:
        return drawn(self.sheet, family(), dpi).convert("L")


def holds(found: FoundLine, box: Box, off: float = 1.5) -> bool:
    """Whether a found line is that of the ink in a box, in points: no less, but for the blank beside a stop, and
    not much more.
    """
    return (
        abs(found.box.x0 - box.x0) < 2 * off
        and abs(found.box.x1 - box.x1) < 2 * off
        and abs(found.box.y0 - box.y0) < off
        and abs(found.box.y1 - box.y1) < off
    )


def matched(found: Sequence[FoundLine], page: Print, off: float = 1.5) -> list[str]:
    """The texts of the page that exactly one found line holds."""
    return [text for text, box in page.lines if sum(holds(line, box, off) for line in found) == 1]
