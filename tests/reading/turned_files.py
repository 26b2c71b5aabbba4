"""Letters whose text runs every way, written through PDFium: each text and picture with a matrix of its own."""

from __future__ import annotations

import ctypes
import io
import math
from collections.abc import Iterable
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from docproc.synthesis.fonts import font_family
from docproc.synthesis.layout import lay_out
from docproc.synthesis.paper import Rule, Run, Sheet
from docproc.synthesis.source import read_source

SAMPLES = Path(__file__).parent.parent.parent / "samples"
FAMILY = font_family("liberation")
A4 = (595.0, 842.0)
Matrix = tuple[float, float, float, float, float, float]
UNTURNED: Matrix = (1, 0, 0, 1, 0, 0)


def sheets_of(sample: str) -> list[Sheet]:
    """The pages of a sample letter as laid out."""
    return list(lay_out(read_source(SAMPLES / f"{sample}.toml"), FAMILY))


def runs_at(
    text: str, x: float, y: float, angle: float, size: float, spread: float = 0.0
) -> list[tuple[Run, Matrix]]:
    """Words (with `spread`, letters so many points apart) that run from x, y (points from the bottom left) at an
    angle in degrees counterclockwise.
    """
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    pieces, along = list(text) if spread else [text], 0.0
    placed = []
    for piece in pieces:
        run = Run(piece, "regular", size, 0, 0)
        placed.append((run, (cos, sin, -sin, cos, x + along * cos, y + along * sin)))
        along += spread
    return placed


def around(turn: int, width: float, height: float) -> Matrix:
    """What turns a page of that size counterclockwise by 0, 90, 180 or 270 degrees onto the turned sheet."""
    return {
        0: UNTURNED,
        90: (0, 1, -1, 0, height, 0),
        180: (-1, 0, 0, -1, width, height),
        270: (0, -1, 1, 0, 0, width),
    }[turn]


def then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix after the other."""
    return pdfium.PdfMatrix(*first).multiply(pdfium.PdfMatrix(*second)).get()


class Paper:
    """A PDF being written, page by page."""

    def __init__(self) -> None:
        self.document = pdfium.PdfDocument.new()
        self.fonts: dict[str, object] = {}
        self.pages: list[pdfium.PdfPage] = []

    def page(self, size: tuple[float, float] = A4) -> pdfium.PdfPage:
        self.pages.append(self.document.new_page(*size))
        return self.pages[-1]

    def write(self, page: pdfium.PdfPage, sheet: Sheet, matrix: Matrix = UNTURNED, hidden: bool = False) -> None:
        """The words and rules of a sheet, moved by the matrix; `hidden` words are invisible and without rules."""
        for run in sheet.runs:
            self.text(page, run, then((1, 0, 0, 1, run.x, sheet.height - run.baseline), matrix), hidden)
        for rule in () if hidden else sheet.rules:
            _rule(page, rule, sheet.height, matrix)

    def text(self, page: pdfium.PdfPage, run: Run, matrix: Matrix, hidden: bool = False) -> None:
        text = raw.FPDFPageObj_CreateTextObj(self.document, self._font(run.style), run.size)
        encoded = (run.text + " ").encode("utf-16-le") + b"\x00\x00"
        raw.FPDFText_SetText(text, ctypes.cast(ctypes.c_char_p(encoded), ctypes.POINTER(ctypes.c_ushort)))
        if hidden:
            raw.FPDFTextObj_SetTextRenderMode(text, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
        raw.FPDFPageObj_Transform(text, *matrix)
        raw.FPDFPage_InsertObject(page, text)

    def texts(self, page: pdfium.PdfPage, placed: Iterable[tuple[Run, Matrix]], hidden: bool = False) -> None:
        for run, matrix in placed:
            self.text(page, run, matrix, hidden)

    def picture(self, page: pdfium.PdfPage, image: Image.Image, matrix: Matrix) -> None:
        packed = io.BytesIO()
        image.convert("RGB").save(packed, "JPEG", quality=85)
        packed.seek(0)
        picture = pdfium.PdfImage.new(self.document)
        picture.load_jpeg(packed, inline=True)
        picture.set_matrix(pdfium.PdfMatrix(*matrix))
        page.insert_obj(picture)

    def save(self, path: Path) -> Path:
        for page in self.pages:
            raw.FPDFPage_GenerateContent(page)
        packed = io.BytesIO()
        self.document.save(packed, flags=raw.FPDF_SUBSET_NEW_FONTS)
        path.write_bytes(packed.getvalue())
        return path

    def _font(self, style: str) -> object:
        if style not in self.fonts:
            data = FAMILY.files[style].read_bytes()
            buffer = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
            self.fonts[style] = raw.FPDFText_LoadFont(
                self.document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, True
            )
        return self.fonts[style]


def _rule(page: pdfium.PdfPage, rule: Rule, height: float, matrix: Matrix) -> None:
    line = raw.FPDFPageObj_CreateNewPath(rule.x0, height - rule.y0)
    raw.FPDFPath_LineTo(line, rule.x1, height - rule.y1)
    raw.FPDFPageObj_SetStrokeWidth(line, rule.thickness)
    raw.FPDFPath_SetDrawMode(line, 0, True)
    raw.FPDFPageObj_Transform(line, *matrix)
    raw.FPDFPage_InsertObject(page, line)
