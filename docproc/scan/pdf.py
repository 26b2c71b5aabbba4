"""PDF pages through PDFium: triage, plain text and pictures; every page and bitmap is closed after use."""

from __future__ import annotations

import ctypes
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache, partial, reduce
from operator import or_
from pathlib import Path
from typing import NoReturn

import pdfplumber
import pypdfium2
from pdfplumber.pdf import PDF
from PIL import Image
from pypdfium2 import raw

from docproc.errors import (
    DamagedFile,
    InputError,
    NoPages,
    PasswordNeeded,
    TooIntricate,
    TooManyPages,
    TooManyPixels,
    TooMuchOnPage,
)
from docproc.messages import LibraryWords, Message, mark
from docproc.page import Overlay
from docproc.scan.appearances import only_shown, pixels_over, places_over, printed_over
from docproc.scan.guard import damage_named
from docproc.scan.layer import layer_lines
from docproc.scan.layers.contents import Thing, things_on
from docproc.scan.layers.letters import NONE, Letters, letters_on
from docproc.scan.layers.marks import Marks, marks_among, marks_within
from docproc.scan.measure.streams import PageFaults, check_streams
from docproc.scan.measure.trial import Trials
from docproc.scan.overlays import pdf_overlays
from docproc.scan.pages import Scan, ScannedPage
from docproc.scan.placed import (
    PlacedPicture,
    covered_share,
    font_names,
    is_hidden,
    main_picture,
    pictures_on,
    texts_among,
)
from docproc.scan.rendering import NotDrawnInTime, render
from docproc.scan.resolution import POINTS, check_sheet, drawing_dpi
from docproc.settings import Settings

# PDFium is not safe for several threads; whoever runs docproc in threads waits here.
_PDFIUM = threading.RLock()
_FAULTS = {
    raw.FPDF_ERR_FILE: LibraryWords("PDFium: file"),
    raw.FPDF_ERR_FORMAT: LibraryWords("PDFium: not in PDF format"),
}
_NOT_THERE = mark("the page is not in the file")
_LOCKED = (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)


@contextmanager
def open_pdf(path: Path, settings: Settings) -> Iterator[Scan]:
    """The PDF as a Scan. A PDF that only its owner's password protects opens like any other.

    Raises DamagedFile, PasswordNeeded, NoPages, TooLarge, TooManyPages.
    """
    faults = check_streams(path, settings)
    document = _document(path)
    plumbed = cache(partial(pdfplumber.open, path))
    try:
        with _PDFIUM, damage_named(path):
            count = len(document)
            signed = raw.FPDF_GetSignatureCount(document) > 0
        if count < 1:
            raise NoPages(path)
        if count > settings.max_pages:
            raise TooManyPages(path, pages=count, limit=settings.max_pages)
        if faults.pages and faults.count != count:  # nobody can tell which pages they are
            raise next(iter(faults.pages.values()))
        make_pages = partial(_pages, path, document, plumbed, count, faults, settings)
        yield Scan(path, "pdf", count, signed=signed, make_pages=make_pages)
    finally:
        if plumbed.cache_info().currsize:
            plumbed().close()
        with _PDFIUM:
            document.close()


def _document(path: Path) -> pypdfium2.PdfDocument:
    """The opened PDF. PDFium's own call, because PdfDocument(path) tells a PDF without pages by the error of
    whatever file failed before it.
    """
    with _PDFIUM:
        handle = raw.FPDF_LoadDocument(os.fsencode(path), None)
        code = None if handle else raw.FPDF_GetLastError()
    if code in _LOCKED:
        raise PasswordNeeded(path)
    if code is not None:
        raise DamagedFile(path, detail=_FAULTS.get(code, f"PDFium {code}"))
    document = pypdfium2.PdfDocument(handle)
    # Before any page is loaded; does nothing for a PDF without form fields. A form that cannot be set up is not
    # drawn.
    with _PDFIUM, suppress(pypdfium2.PdfiumError):
        document.init_forms()
    return document


@contextmanager
def _page(path: Path, document: pypdfium2.PdfDocument, index: int) -> Iterator[pypdfium2.PdfPage]:
    with _PDFIUM, damage_named(path):
        page = document[index]
        if not all(page.get_size()):  # a crop box beside the page; the layer takes the whole page, too
            page.set_cropbox(*page.get_mediabox())
        try:
            yield page
        finally:
            page.close()


@contextmanager
def untried_page(path: Path, index: int, settings: Settings) -> Iterator[ScannedPage]:
    """Page `index` (from 0) without asking first what it costs: for the trial. Raises InputError."""
    document = _document(path)
    try:
        yield _triaged(path, document, partial(pdfplumber.open, path), index, settings)
    finally:
        document.close()


def _pages(
    path: Path,
    document: pypdfium2.PdfDocument,
    plumbed: Callable[[], PDF],
    count: int,
    found: PageFaults,
    settings: Settings,
) -> Iterator[ScannedPage]:
    faults = found.pages
    trials = Trials(path, faults, settings)
    for index in range(count):
        try:
            if not _is_there(document, index):
                raise DamagedFile(path, detail=Message(_NOT_THERE))
            lines = trials.lines_of_next(index)
            page = _triaged(path, document, plumbed, index, settings, found.units.get(index, 1.0))
            page = replace(page, problem=faults.get(index, page.problem))
        except InputError as error:
            yield _lost_page(index + 1, error)
        else:
            too_slow = partial(_refuse, TooIntricate(path, page=index + 1))
            yield page if lines else replace(page, find_lines=too_slow)


def _is_there(document: pypdfium2.PdfDocument, index: int) -> bool:
    """Whether there is a page with this index (from 0): PDFium believes how many a file says it has."""
    size = raw.FS_SIZEF()
    with _PDFIUM:
        return bool(raw.FPDF_GetPageSizeByIndexF(document, index, ctypes.byref(size)))


def _lost_page(number: int, problem: InputError) -> ScannedPage:
    return ScannedPage(
        number, 0.0, 0.0, "", 0.0, None, (), problem, draw=lambda dpi: _refuse(problem), find_lines=tuple
    )


def _refuse(problem: InputError) -> NoReturn:
    raise problem


def _triaged(
    path: Path,
    document: pypdfium2.PdfDocument,
    plumbed: Callable[[], PDF],
    index: int,
    settings: Settings,
    unit: float = 1.0,
) -> ScannedPage:
    """Page `index` (from 0), measured in units of so many points."""
    with _page(path, document, index) as page:
        size = page.get_size()
        check_sheet(path, index + 1, size)
        things = things_on(page)
        pictures = pictures_on(page, things)
        share = covered_share(pictures, page.get_bbox())
        main = main_picture(pictures) if share > settings.scan_share else None
        rotation = page.get_rotation()
        drawing = _drawing(size, rotation, main, settings)
        texts = texts_among(things)
        layer, letters = _layer(page, texts, settings.max_page_letters)
        fonts, hidden = font_names(texts), is_hidden(texts)
        over = printed_over(page)
        stamps = frozenset(place for place, is_drawn in over.items() if is_drawn)
        marks = marks_among(page, things)
        drawn_over = {place: marks_within(page, sides) for place, sides in places_over(page, stamps).items()}
        pixels = sum(picture.pixels for picture in pictures) + pixels_over(page, stamps)
    overlays = cache(partial(pdf_overlays, path, plumbed, index + 1, size, settings)) if over else tuple
    problem: InputError | None = None
    if len(layer) > settings.max_page_letters:
        problem = TooMuchOnPage(path, page=index + 1, letters=len(layer), limit=settings.max_page_letters)
        layer = ""
    if pixels > settings.max_megapixels * 1e6:
        problem = TooManyPixels(
            path, page=index + 1, megapixels=round(pixels / 1e6), limit=f"{settings.max_megapixels:g}"
        )
    return ScannedPage(
        number=index + 1,
        width=size[0],
        height=size[1],
        layer=layer,
        image_share=share,
        native_dpi=main.dpi if main else None,
        fonts=fonts,
        problem=problem,
        draw=partial(_drawn, path, document, index, drawing, stamps, overlays, settings.draw_seconds),
        find_lines=partial(layer_lines, letters, size, settings, unit),
        find_overlays=overlays,
        hidden=hidden,
        find_marks=partial(_marks, marks, drawn_over, overlays),
    )


def _layer(page: pypdfium2.PdfPage, texts: Sequence[Thing], most: int) -> tuple[str, Letters]:
    """The text layer with line feeds as line ends, and its letters, if they are not more than `most`; PDFium
    writes U+FFFE for a hyphen at a line's end.
    """
    textpage = page.get_textpage()
    try:
        text = str(textpage.get_text_bounded())
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufffe", "-").replace("\x00", "")
        letters = letters_on(page, textpage, texts) if len(text) <= most and text.strip() else NONE
    finally:
        textpage.close()
    return text, letters


def _marks(plain: Marks, over: dict[int, Marks], overlays: Callable[[], tuple[Overlay, ...]]) -> Marks:
    """What may be on the image of a page, with what is drawn `over` it: not the overlays, for they are read."""
    known = {overlay.index for overlay in overlays()} if over else set()
    return reduce(or_, (marks for place, marks in over.items() if place not in known), plain)


def _drawing(
    size: tuple[float, float], rotation: int, main: PlacedPicture | None, settings: Settings
) -> Callable[[float | None], tuple[float, tuple[int, int]]]:
    """For a page of `size` points: the function from the dpi asked for to the dpi and pixels to draw.

    Where the main picture's own resolution is taken, the page gets exactly its pixels, so that PDFium copies
    them instead of blending neighbours.
    """

    def choose(asked: float | None) -> tuple[float, tuple[int, int]]:
        dpi = drawing_dpi(asked, main.dpi if main else None, size, settings)
        across = down = dpi / POINTS
        if main is not None and dpi == main.dpi and main.is_square:
            across, down = (main.down, main.across) if rotation in (90, 270) else (main.across, main.down)
        return dpi, (max(1, round(size[0] * across)), max(1, round(size[1] * down)))

    return choose


def _drawn(
    path: Path,
    document: pypdfium2.PdfDocument,
    index: int,
    drawing: Callable[[float | None], tuple[float, tuple[int, int]]],
    stamps: frozenset[int],
    overlays: Callable[[], tuple[Overlay, ...]],
    seconds: float,
    asked: float | None,
) -> Image.Image:
    """The page with those of its `stamps` whose words are not among the overlays, drawn in so many seconds."""
    dpi, (width, height) = drawing(asked)
    shown = stamps - {overlay.index for overlay in overlays()}
    with _page(path, document, index) as page:
        flags = raw.FPDF_REVERSE_BYTE_ORDER | (raw.FPDF_ANNOT if shown else 0)
        bitmap = pypdfium2.PdfBitmap.new_native(width, height, raw.FPDFBitmap_BGR, rev_byteorder=True)
        try:
            bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
            with only_shown(page, shown):
                render(bitmap, page, (width, height), flags, seconds)
                if shown and document.formenv:
                    raw.FPDF_FFLDraw(document.formenv, bitmap, page, 0, 0, width, height, 0, flags)
            image: Image.Image = bitmap.to_pil().convert("RGB").copy()
        except NotDrawnInTime as error:
            raise TooIntricate(path, page=index + 1) from error
        finally:
            bitmap.close()
    image.info["dpi"] = (dpi, dpi)
    return image
