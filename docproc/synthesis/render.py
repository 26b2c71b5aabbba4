"""Laid-out pages as images: clean print, before any scanning."""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image, ImageDraw

from docproc.page import Box
from docproc.synthesis.fonts import FontFamily, font_family
from docproc.synthesis.layout import lay_out
from docproc.synthesis.paper import PrintedLine, Sheet
from docproc.synthesis.source import LetterSource


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A printed page: RGB image at `dpi`, its lines with boxes in points, its transcript.

    `signature` is the room for seal and signature (None on a page without it), `below_number` the y below
    number and subject on page 1, both in points.
    """

    number: int
    dpi: int
    image: Image.Image
    lines: tuple[PrintedLine, ...]
    transcript: tuple[str, ...]
    signature: Box | None
    below_number: float | None


def render_letter(source: LetterSource, dpi: int = 200, font: str | None = None) -> list[RenderedPage]:
    """The pages of a letter as clean images at `dpi`; `font` (default: the source's) names [fonts.NAME].

    Raises MissingProgram when the font is not installed or lacks Vietnamese letters.
    """
    family = font_family(font or source.font)
    return [
        RenderedPage(
            sheet.number,
            dpi,
            drawn(sheet, family, dpi),
            tuple(sheet.lines),
            tuple(sheet.transcript()),
            sheet.signature,
            sheet.below_number,
        )
        for sheet in lay_out(source, family)
    ]


def drawn(sheet: Sheet, family: FontFamily, dpi: int) -> Image.Image:
    """The page as an RGB image at `dpi`."""
    scale = dpi / 72
    image = Image.new("RGB", (round(sheet.width * scale), round(sheet.height * scale)), "white")
    draw = ImageDraw.Draw(image)
    for rule in sheet.rules:
        corners = (rule.x0 * scale, rule.y0 * scale, rule.x1 * scale, rule.y1 * scale)
        draw.line(corners, fill=rule.colour, width=max(1, round(rule.thickness * scale)))
    for run in sheet.runs:
        font = family.at(run.style, run.size * scale)
        draw.text((run.x * scale, run.baseline * scale), run.text, run.colour, font, anchor="ls")
    return image
