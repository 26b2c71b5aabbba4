"""Small scans for the tests of searchable copies, the layers for them, and what PDFium finds in a copy."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import img2pdf
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw

from docproc.page import Box
from docproc.searchable.layer import LayerWord, PageLayer

WIDTH, HEIGHT = 300.0, 400.0  # points of the sheets
_PIXELS = 2  # a point


def sheet(mode: str = "1", marks: Sequence[Box] = ()) -> Image.Image:
    """A white sheet with black bars where words stand (points from the top left)."""
    image = Image.new(mode, (int(WIDTH * _PIXELS), int(HEIGHT * _PIXELS)), "white")
    draw = ImageDraw.Draw(image)
    for box in marks:
        draw.rectangle([side * _PIXELS for side in box], fill="black")
    return image


def packed(image: Image.Image) -> bytes:
    """The sheet as a picture file: TIFF with fax compression for black and white, else JPEG."""
    written = io.BytesIO()
    if image.mode == "1":
        image.save(written, "TIFF", compression="group4", dpi=(144, 144))
    else:
        image.save(written, "JPEG", dpi=(144, 144))
    return written.getvalue()


def scan(path: Path, *images: Image.Image) -> Path:
    """A PDF of these sheets."""
    size = img2pdf.get_fixed_dpi_layout_fun((144, 144))
    path.write_bytes(img2pdf.convert([packed(image) for image in images], layout_fun=size, nodate=True))
    return path


def level(*lines: str, left: float = 30, top: float = 40, falls: float = 0.0) -> PageLayer:
    """A layer of level lines, 20 points apart; letters are 6 points wide. Lines fall by `falls` to the right."""
    return PageLayer(tuple(_line(text, left, top + 20 * n, falls) for n, text in enumerate(lines)), WIDTH, HEIGHT)


def _line(text: str, left: float, top: float, falls: float) -> tuple[LayerWord, ...]:
    words, x = [], left
    for word in text.split():
        y = top + falls * (x - left)
        words.append(LayerWord(word, Box(x, y, x + 6 * len(word), y + 12)))
        x += 6 * len(word) + 4
    return tuple(words)


def text_of(content: bytes, page: int = 1) -> str:
    """The text that PDFium finds on a page (from 1), with line feeds as line ends."""
    document = pypdfium2.PdfDocument(content)
    try:
        found: str = document[page - 1].get_textpage().get_text_bounded()
    finally:
        document.close()
    return "\n".join(line.rstrip() for line in found.replace("\r\n", "\n").split("\n"))


def box_of(content: bytes, word: str, page: int = 1) -> Box:
    """Where PDFium marks a word that is searched for: points from the top left of the page as it is seen."""
    document = pypdfium2.PdfDocument(content)
    try:
        opened = document[page - 1]
        text = opened.get_textpage()
        start, count = text.search(word, match_case=True).get_next()
        boxes = [text.get_charbox(place) for place in range(start, start + count)]
        left, bottom = min(b[0] for b in boxes), min(b[1] for b in boxes)
        right, top = max(b[2] for b in boxes), max(b[3] for b in boxes)
        seen = [opened_place(opened, x, y) for x, y in ((left, bottom), (right, top))]
    finally:
        document.close()
    (x0, y0), (x1, y1) = seen
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def opened_place(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """A place of the page's own space as points from the top left of the page as it is seen."""
    width, height = page.get_size()
    converter = page.render(scale=10).get_posconv(page)
    across, down = converter.to_bitmap(x, y)
    return across * width / round(width * 10), down * height / round(height * 10)


def pictures_in(content: bytes | Path) -> list[bytes]:
    """The pictures of a PDF as they are packed."""
    with pikepdf.open(io.BytesIO(content) if isinstance(content, bytes) else content) as document:
        return [
            image.read_raw_bytes()
            for page in document.pages
            for image in page.resources.get("/XObject", pikepdf.Dictionary()).values()
            if image.get("/Subtype") == "/Image"
        ]
