"""A page becomes words: one decision a page where they come from, with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from docproc.errors import InputError
from docproc.language.judge import judge
from docproc.language.normalise import normalise
from docproc.language.plain import text_page
from docproc.page import Line, Page, Word
from docproc.reading.combine import read_combined
from docproc.reading.noise import without_noise
from docproc.reading.order import in_reading_order
from docproc.reading.recogniser import Recogniser, installed_readers
from docproc.reading.second_look import ink_of, second_looks, with_looks
from docproc.reading.tables import Table, layer_tables, read_tables, with_tables, without_tables
from docproc.reading.tesseract import ReadingTimeout
from docproc.resources import load_rules
from docproc.scan import Scan, ScannedPage
from docproc.scan.ruling import find_ruling
from docproc.settings import Settings


def read_pages(scan: Scan, settings: Settings, readers: Sequence[Recogniser] | None = None) -> Iterator[Page]:
    """The pages of an opened file, read one at a time.

    `readers` read beside Tesseract `vie`: None stands for those that are installed.
    A page that cannot be read comes without lines and with its `problem`; the others do not suffer. Raises
    MissingProgram when Tesseract is needed and not there.
    """
    if scan.kind == "text":
        yield from (text_page(number, text) for number, text in enumerate(scan.text_pages, start=1))
        return
    for page in scan.pages():
        yield _read_page(page, settings, readers)


def _read_page(page: ScannedPage, settings: Settings, readers: Sequence[Recogniser] | None) -> Page:
    verdict = judge(page.layer)
    born_digital = page.image_share < settings.scan_share
    if verdict.good:
        return _from_layer(page, "good layer" if born_digital else "good layer of a scan", settings)
    reason = {"empty": "no layer: OCR", "damaged": "damaged layer: OCR"}[verdict.reason]
    return _from_image(page, reason, settings, installed_readers() if readers is None else readers)


def _from_layer(page: ScannedPage, reason: str, settings: Settings) -> Page:
    lines = [_normalised(line) for line in page.layer_lines()]
    tables, outside = _layer_tables(page, lines, settings)
    return _page(page, with_tables(in_reading_order(outside), tables), source="layer", reason=reason)


def _layer_tables(page: ScannedPage, lines: list[Line], settings: Settings) -> tuple[list[Table], list[Line]]:
    try:
        image = page.image(load_rules("tables")["reading"]["dpi"])
    except InputError:
        return [], lines
    dpi = _dpi(page, image.width)
    return layer_tables(lines, find_ruling(image, dpi), dpi, settings)


def _normalised(line: Line) -> Line:
    return Line(tuple(Word(normalise(w.text), w.box, w.confidence) for w in line.words))


def _from_image(page: ScannedPage, reason: str, settings: Settings, readers: Sequence[Recogniser]) -> Page:
    try:
        image = page.image()
        dpi, ink = _dpi(page, image.width), ink_of(image, coloured=False)
        tables = read_tables(ink, find_ruling(image, dpi), dpi, settings.ocr_seconds, readers)
        lines = read_combined(without_tables(ink, tables, dpi), dpi, settings.ocr_seconds, readers)
    except ReadingTimeout:
        return _page(page, [], source="ocr", reason=reason, problem="timeout")
    except InputError as error:
        return _page(page, [], source="ocr", reason=reason, problem=error.message())
    looks = second_looks(image, lines, (page.width, page.height), settings.ocr_seconds)
    ordered = with_tables(in_reading_order(with_looks(lines, looks)), tables)
    return replace(_page(page, ordered, source="ocr", reason=reason), looks=tuple(looks))


def _dpi(page: ScannedPage, pixels_wide: int) -> float:
    """Dots per inch of an image of the page: places in it are points times its width over the page's."""
    return 72.0 * pixels_wide / page.width


def _page(page: ScannedPage, lines: list[Line], source: str, reason: str, problem: str | None = None) -> Page:
    kept, noise = without_noise(lines)
    return Page(
        page.number, page.width, page.height, tuple(kept), source, reason, problem=problem, noise=tuple(noise)
    )
