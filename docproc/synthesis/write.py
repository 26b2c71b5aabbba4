"""Pages to files: the transcript, the scan as an image-only PDF, or a PDF with text of its own."""

from __future__ import annotations

import ctypes
import io
import re
import time
from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image

from docproc.synthesis.fonts import FontFamily
from docproc.synthesis.paper import Rule, Run, Sheet

_EPOCH = time.gmtime(0)  # a fixed date, so that the same letter gives the same bytes


def write_transcripts(transcripts: Sequence[Sequence[str]], folder: Path, name: str) -> None:
    """NAME.p1.txt, NAME.p2.txt, ... in the folder: UTF-8, one printed line a line; older ones go."""
    for old in folder.glob(f"{name}.p*.txt"):
        old.unlink()
    for number, lines in enumerate(transcripts, start=1):
        (folder / f"{name}.p{number}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_scan(images: Sequence[Image.Image], path: Path, dpi: int, quality: int) -> None:
    """A PDF of images only: JPEG of the given quality, or CCITT G4 for images of mode 1."""
    first, *others = images
    # CCITT knows no quality, and Pillow refuses the setting.
    jpeg = {} if first.mode == "1" else {"quality": quality}
    first.save(
        path,
        "PDF",
        save_all=True,
        append_images=others,
        resolution=dpi,
        creationDate=_EPOCH,
        modDate=_EPOCH,
        **jpeg,
    )


def write_text_pdf(sheets: Sequence[Sheet], family: FontFamily, path: Path) -> None:
    """A PDF with a true text layer and drawn rules, as an office program writes it (TrueType fonts only)."""
    document = pdfium.PdfDocument.new()
    fonts = {
        style: _embedded(document, family.files[style].read_bytes())
        for style in sorted({run.style for sheet in sheets for run in sheet.runs})
    }
    for sheet in sheets:
        page = document.new_page(sheet.width, sheet.height)
        for run in sheet.runs:
            _insert_text(document, page, run, fonts[run.style], sheet.height)
        for rule in sheet.rules:
            _insert_rule(page, rule, sheet.height)
        raw.FPDFPage_GenerateContent(page)
    packed = io.BytesIO()
    document.save(packed, flags=raw.FPDF_SUBSET_NEW_FONTS)
    document.close()
    path.write_bytes(_without_chance(packed.getvalue()))


def _without_chance(data: bytes) -> bytes:
    """The PDF without time of day, random file id and random names of font subsets; offsets stay."""
    data = re.sub(rb"\(D:\d{14}", b"(D:19700101000000", data)
    data = re.sub(rb"<[0-9A-F]{32}>", b"<" + b"0" * 32 + b">", data)
    tags = list(dict.fromkeys(re.findall(rb"/([A-Z]{6})\+", data)))
    for number, tag in enumerate(tags):
        data = data.replace(b"/" + tag + b"+", b"/SUBSE" + bytes([ord("A") + number]) + b"+")
    return data


def _embedded(document: pdfium.PdfDocument, data: bytes) -> object:
    buffer = (ctypes.c_ubyte * len(data)).from_buffer_copy(data)
    return raw.FPDFText_LoadFont(document, buffer, len(data), raw.FPDF_FONT_TRUETYPE, True)


def _insert_text(
    document: pdfium.PdfDocument, page: pdfium.PdfPage, run: Run, font: object, height: float
) -> None:
    text = raw.FPDFPageObj_CreateTextObj(document, font, run.size)
    # A blank after each word keeps the words apart for readers of the text layer.
    encoded = (run.text + " ").encode("utf-16-le") + b"\x00\x00"
    wide = ctypes.cast(ctypes.c_char_p(encoded), ctypes.POINTER(ctypes.c_ushort))
    raw.FPDFText_SetText(text, wide)
    raw.FPDFPageObj_SetFillColor(text, *run.colour, 255)
    raw.FPDFPageObj_Transform(text, 1, 0, 0, 1, run.x, height - run.baseline)
    raw.FPDFPage_InsertObject(page, text)


def _insert_rule(page: pdfium.PdfPage, rule: Rule, height: float) -> None:
    line = raw.FPDFPageObj_CreateNewPath(rule.x0, height - rule.y0)
    raw.FPDFPath_LineTo(line, rule.x1, height - rule.y1)
    raw.FPDFPageObj_SetStrokeColor(line, *rule.colour, 255)
    raw.FPDFPageObj_SetStrokeWidth(line, rule.thickness)
    raw.FPDFPath_SetDrawMode(line, 0, True)
    raw.FPDFPage_InsertObject(page, line)
