"""From `samples/NAME.toml` to `NAME.pN.txt` and `NAME.pdf`."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.fonts import font_family
from docproc.synthesis.layout import lay_out
from docproc.synthesis.marks import marked
from docproc.synthesis.render import render_letter
from docproc.synthesis.source import LetterSource, read_source
from docproc.synthesis.write import write_scan, write_text_pdf, write_transcripts


def scanned_letter(source: LetterSource) -> list[Image.Image]:
    """The pages as the scanner of the source's condition gives them, marks included."""
    condition = scan_condition(source.scan.condition)
    return [
        scan_page(marked(page, source.scan).image, condition, source.scan.seed + page.number)
        for page in render_letter(source, condition.dpi)
    ]


def transcripts(source: LetterSource) -> list[list[str]]:
    """The exact printed text of each page, a printed line a line."""
    return [sheet.transcript() for sheet in lay_out(source, font_family(source.font))]


def make_sample(path: Path, folder: Path) -> LetterSource:
    """Write the transcripts and the PDF of the source at `path` into the folder.

    Raises NotFound or BadLetterSource for the source, MissingProgram for its font.
    """
    source = read_source(path)
    condition = scan_condition(source.scan.condition)
    write_transcripts(transcripts(source), folder, source.name)
    target = folder / f"{source.name}.pdf"
    if condition.mode == "text":
        family = font_family(source.font)
        write_text_pdf(lay_out(source, family), family, target)
    else:
        write_scan(scanned_letter(source), target, condition.dpi, condition.quality)
    return source
