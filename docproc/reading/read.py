"""A page becomes words: one decision a page where they come from, with its reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from PIL import Image

from docproc.confined.clock import allow
from docproc.errors import InputError, UnknownFormat
from docproc.language.judge import judge
from docproc.language.legacy import converted
from docproc.language.normalise import normalise
from docproc.language.plain import from_eight_bits, is_repaired, text_page, written_page
from docproc.language.repair import check_words, repaired_lines
from docproc.messages import _, mark
from docproc.page import Box, Line, Look, Overlay, Page, PageReason, Word
from docproc.reading.combine import read_combined
from docproc.reading.confirmed import is_confirmed
from docproc.reading.directions import Block, UprightLayer, is_standing, text_of, upright_layer
from docproc.reading.noise import without_noise
from docproc.reading.order import in_reading_order
from docproc.reading.overlays import Filled, filled_in, moved, turned_with
from docproc.reading.recogniser import Recogniser, installed_readers
from docproc.reading.second_look import has_letterhead, ink_of, second_looks, stamp_looks, with_looks
from docproc.reading.source import Decision, Ocr, decide_source, is_scan
from docproc.reading.tables import layer_tables, read_tables, with_tables, without_tables
from docproc.reading.tesseract import LANGUAGE, ReadingTimeout
from docproc.reading.upright import best_turn, reads_well, turned, vietnamese_share
from docproc.rules import load
from docproc.scan import Scan, ScannedPage
from docproc.scan.clean import Cleaned, cleaned, is_blank, is_sideways
from docproc.scan.kinds import check_letters
from docproc.scan.resolution import POINTS
from docproc.scan.rules.tables import Tables
from docproc.scan.ruling import find_ruling
from docproc.scan.streaks import without_streaks
from docproc.settings import Settings

# Of a page with nothing over it.
_NOTHING = Filled([])
# The problem of a page whose image was not to be read.
NO_LAYER = mark("it has no text layer, and OCR was not wanted")
# … and of one that took too long.
TOO_LONG = mark(
    "Tesseract took longer than {seconds} seconds or more memory than it may; look at the page, or allow more "
    "(ocr_seconds, worker_megabytes)"
)


def read_pages(
    scan: Scan, settings: Settings, readers: Sequence[Recogniser] | None = None, ocr: Ocr = Ocr.AUTO
) -> Iterator[Page]:
    """The pages of an opened file, read one at a time.

    `readers` read beside Tesseract `vie`: None stands for those that are installed. `ocr` overrules the
    decision where the words come from.
    A page that cannot be read comes without lines and with its `problem`; the others do not suffer. Images that
    are the same dot by dot are read once. Raises MissingProgram when Tesseract is needed and not there,
    UnknownFormat for a text in an encoding nobody knows, TooMuchText, TooMuchToRepair.
    """
    if scan.kind == "text":
        yield from _read_texts(scan, settings.repaired_words)
        return
    known: dict[bytes, Page] | None = {} if scan.page_count > 1 else None
    letters = 0
    for page in scan.pages():
        letters += len(page.layer)
        check_letters(scan.path, letters, settings)
        allow(settings.page_work_seconds)
        yield replace(read_page(page, settings, readers, ocr, known), dpi=_fineness(page, settings))


def _fineness(page: ScannedPage, settings: Settings) -> int | None:
    """The dots per inch of a scan; None for a page that is none, whose pictures say nothing of its text."""
    return round(page.native_dpi) if page.native_dpi and is_scan(page, settings) else None


def _read_texts(scan: Scan, left: int) -> Iterator[Page]:
    """The pages of a text; so many words and signs may be `left` to be repaired."""
    for number, lines in enumerate(scan.written_pages, start=1):
        page = written_page(number, lines, left)
        left -= _repaired_words(page)
        yield page
    for number, text in enumerate(_texts(scan), start=1):
        page = text_page(number, text, left)
        left -= _repaired_words(page)
        yield page


def _repaired_words(page: Page) -> int:
    return check_words((line.text for line in page.lines), None) if is_repaired(page) else 0


def _texts(scan: Scan) -> Sequence[str]:
    """The pages of a plain text as Unicode. Raises UnknownFormat when its letters cannot be told."""
    if not scan.eight_bits:
        return scan.text_pages
    texts = from_eight_bits(scan.text_pages)
    if texts is None:
        raise UnknownFormat(scan.path)
    return texts


def read_page(
    page: ScannedPage,
    settings: Settings,
    readers: Sequence[Recogniser] | None,
    ocr: Ocr = Ocr.AUTO,
    known: dict[bytes, Page] | None = None,
) -> Page:
    """One page, read as `read_pages` does. `known` are the pages whose images were read before; it grows."""
    decision = decide_source(page, ocr, settings)
    if ocr is Ocr.NEVER and not page.layer.strip():
        return replace(_unread(page, decision), verdict=decision.verdict)
    if decision.layer:
        try:
            layer = _layer(page, decision.encoding)
        except InputError:
            decision = Decision(False, PageReason.DAMAGED)
        else:
            decision = _second_thoughts(page, layer, decision, ocr, settings)
            if decision.layer:
                taken = _from_layer(page, layer, decision.reason, settings)
                return replace(taken, verdict=decision.verdict)
    readers = installed_readers() if readers is None else readers
    read = (
        _from_image(page, decision.reason, settings, readers)
        if known is None
        else _from_new_image(page, decision.reason, settings, readers, known)
    )
    if decision.second and (read.problem or not reads_well(read.lines) or _is_missing(read, decision)):
        read = _better(page, read, decision, settings)
    names = (LANGUAGE, *(reader.name for reader in readers))
    return replace(read, verdict=decision.verdict, readers=names)


def _is_missing(read: Page, decision: Decision) -> bool:
    """Whether an image shows nothing of a layer that was refused because it shows something else."""
    return decision.reason is PageReason.UNLIKE and not read.lines


def _second_thoughts(
    page: ScannedPage, layer: UprightLayer, decision: Decision, ocr: Ocr, settings: Settings
) -> Decision:
    """The decision for a text layer, once its words are there: are those of the main direction still good, and
    does the image of a scan show them?
    """
    if ocr is Ocr.NEVER:
        return decision
    if (layer.others or layer.aside) and not decision.encoding:
        verdict = judge(text_of(layer.main.lines))
        if not verdict.good:
            return Decision(False, PageReason.DAMAGED, verdict, second=True)
    if is_scan(page, settings) and not _is_confirmed(page, layer, settings):
        return Decision(False, PageReason.UNLIKE, decision.verdict, second=True)
    return decision


def _is_confirmed(page: ScannedPage, layer: UprightLayer, settings: Settings) -> bool:
    """Whether the image of a page shows its layer; where it has no image nobody can tell."""
    try:
        image = page.image()
    except InputError:
        return True
    ink = turned(ink_of(image, coloured=False), layer.main.turn)
    return is_confirmed(layer.main.lines, ink, _dpi(page, image.width), settings.ocr_seconds)


def _unread(page: ScannedPage, decision: Decision) -> Page:
    """A page without a text layer, whose image shall not be read."""
    try:
        blank = is_blank(page.image())
    except InputError as error:
        return _page(page, [], source="layer", reason=decision.reason, problem=error.message())
    filled = filled_in([], page.overlays())
    problem = None if blank else _(NO_LAYER)
    reason = PageReason.BLANK if blank and not filled.lines else decision.reason
    return _page(page, filled.lines, source="layer", reason=reason, problem=problem, filled=filled)


def _better(page: ScannedPage, read: Page, decision: Decision, settings: Settings) -> Page:
    """The page as read from its image, or from its layer, repaired, where that is more of a text."""
    try:
        layer = _layer(page)
    except InputError:
        return read
    main = replace(layer.main, lines=tuple(repaired_lines(list(layer.main.lines))))
    if vietnamese_share(main.lines) <= vietnamese_share(read.lines):
        return read
    is_unlike = decision.reason is PageReason.UNLIKE
    poor = PageReason.UNLIKE_AND_POOR if is_unlike else PageReason.DAMAGED_AND_POOR
    return _from_layer(page, replace(layer, main=main), poor, settings)


def _layer(page: ScannedPage, encoding: str = "") -> UprightLayer:
    """The text layer as Unicode, set upright. Raises InputError."""
    lines = page.layer_lines()
    if encoding:
        texts = [converted(line.text, encoding).split(" ") for line in lines]
    else:
        texts = [[normalise(word.text) for word in line.words] for line in lines]
    return upright_layer(list(map(_with_texts, lines, texts)), (page.width, page.height))


def _with_texts(line: Line, texts: Sequence[str]) -> Line:
    words = (replace(word, text=text) for word, text in zip(line.words, texts, strict=True))
    return replace(line, words=tuple(words))


def _from_layer(page: ScannedPage, layer: UprightLayer, reason: PageReason, settings: Settings) -> Page:
    """The page with the text of its main direction, filled in, then those of others, each in reading order."""
    over = turned_with(page.overlays(), layer.main.turn, (page.width, page.height))
    filled = filled_in(layer.main.lines, over)
    main = replace(layer.main, lines=tuple(filled.lines))
    marks = page.marks()
    may_be_stamped = marks.stamps and has_letterhead(main.lines)
    image = _image_of_layer(page) if marks.tables or may_be_stamped else None
    ruled = image if marks.tables else None
    kept, noise = without_noise(_ordered(page, main, ruled, settings))
    for block in layer.others:
        lines, specks = without_noise(_ordered(page, block, ruled, settings))
        kept += block.seen_from(main, lines)
        noise += specks
    looks = stamp_looks(turned(image, main.turn), main.lines, main.size) if image and may_be_stamped else []
    return _page(
        page, kept, "layer", reason, looks=looks, noise=noise, aside=layer.aside, turned=main.turn, filled=filled
    )


def _image_of_layer(page: ScannedPage) -> Image.Image | None:
    """The page as a picture, for what its text layer does not tell: rules of tables, stamps."""
    try:
        return page.image(load(Tables).reading.dpi)
    except InputError:
        return None


def _ordered(page: ScannedPage, block: Block, image: Image.Image | None, settings: Settings) -> list[Line]:
    """The lines of a block in reading order, those in the ruled tables of the page row by row."""
    lines = list(block.lines)
    if image is None:
        return in_reading_order(lines)
    dpi = _dpi(page, image.width)
    tables, outside = layer_tables(lines, find_ruling(turned(image, block.turn), dpi), dpi, settings)
    return with_tables(in_reading_order(outside), tables)


def _from_new_image(
    page: ScannedPage,
    reason: PageReason,
    settings: Settings,
    readers: Sequence[Recogniser],
    known: dict[bytes, Page],
) -> Page:
    """The page as read from its image; as it was read before where another page has the very same image and the
    same words over it.
    """
    try:
        image = page.image()
    except InputError:
        return _from_image(page, reason, settings, readers)
    # What lies over the page is no part of its image, and may be all that tells two pages apart.
    besides = f"{image.size} {page.width} {page.height} {reason} {page.overlays()}"
    key = hashlib.blake2b(image.tobytes(), key=hashlib.sha256(besides.encode()).digest()).digest()
    if key not in known:
        drawn = replace(page, draw=lambda dpi: image if dpi is None else page.draw(dpi))
        known[key] = _from_image(drawn, reason, settings, readers)
    return replace(known[key], number=page.number)


def _from_image(page: ScannedPage, reason: PageReason, settings: Settings, readers: Sequence[Recogniser]) -> Page:
    try:
        return _from_upright_image(page, reason, settings, readers)
    except ReadingTimeout:
        problem = _(TOO_LONG, seconds=settings.ocr_seconds)
        return _page(page, [], source="ocr", reason=reason, problem=problem)
    except InputError as error:
        return _page(page, [], source="ocr", reason=reason, problem=error.message())


def _from_upright_image(
    page: ScannedPage, reason: PageReason, settings: Settings, readers: Sequence[Recogniser]
) -> Page:
    """The page as read the right way up. The other ways are tried only when it reads badly or its lines seem to
    run up or down.
    """
    image = page.image()
    dpi = _dpi(page, image.width)
    seconds = settings.ocr_seconds
    over: Sequence[Overlay] = page.overlays()
    if not is_sideways(image):
        lines, looks, filled = _read_image(image, dpi, seconds, readers, over)
        if lines and reads_well(lines):
            return _read(page, lines, reason, looks, filled)
    turn = 0 if is_blank(image) else best_turn(ink_of(image, coloured=False), dpi, seconds)
    if turn or is_sideways(image):
        over = turned_with(over, turn, (page.width, page.height))
        lines, looks, filled = _read_image(turned(image, turn), dpi, seconds, readers, over)
    if not lines and is_blank(image):
        reason = PageReason.BLANK
    return _read(page, lines, reason, looks, filled, turn)


def _read(
    page: ScannedPage,
    lines: list[Line],
    reason: PageReason,
    looks: Sequence[Look],
    filled: Filled,
    turn: int = 0,
) -> Page:
    standing = [replace(line, angle=90) for line in lines if is_standing(line)]
    kept, noise = without_noise([line for line in lines if not is_standing(line)])
    return _page(page, kept, "ocr", reason, looks=looks, noise=noise, aside=standing, turned=turn, filled=filled)


def _read_image(
    image: Image.Image, dpi: float, seconds: float, readers: Sequence[Recogniser], over: Sequence[Overlay]
) -> tuple[list[Line], list[Look], Filled]:
    """The lines of a page image in reading order, with the words that lie over it, and the second looks; boxes in
    points of the image.
    """
    clean = cleaned(without_streaks(image, dpi))
    ink = ink_of(clean.image, coloured=False)
    size = (image.width * POINTS / dpi, image.height * POINTS / dpi)
    tables = read_tables(ink, find_ruling(clean.image, dpi), dpi, seconds, readers)
    lines = read_combined(without_tables(ink, tables, dpi), dpi, seconds, readers)
    filled = filled_in(lines, [moved(overlay, partial(_level, clean=clean, size=size)) for overlay in over])
    lines = filled.lines
    looks = second_looks(clean.image, lines, size, seconds)
    ordered = with_tables(in_reading_order(with_looks(lines, looks)), tables)
    if not clean.lean:
        return ordered, looks, filled
    return (
        [_scanned(line, clean, size) for line in ordered],
        [Look(look.region, tuple(_scanned(line, clean, size) for line in look.lines)) for look in looks],
        filled,
    )


def _scanned(line: Line, clean: Cleaned, size: tuple[float, float]) -> Line:
    """The line with its boxes where they were before the page was set level."""

    def moved(words: tuple[Word, ...]) -> tuple[Word, ...]:
        return tuple(replace(word, box=_moved(word.box, clean, size)) for word in words)

    return Line(moved(line.words), tuple(map(moved, line.cells)), line.carried)


def _moved(box: Box | None, clean: Cleaned, size: tuple[float, float]) -> Box | None:
    return None if box is None else _level(box, replace(clean, lean=-clean.lean), size)


def _level(box: Box, clean: Cleaned, size: tuple[float, float]) -> Box:
    """A box of the scan where it lies on the page that was set level."""
    middle = (box.centre_x, (box.y0 + box.y1) / 2)
    x, y = replace(clean, lean=-clean.lean).scanned(*middle, *size)
    dx, dy = x - middle[0], y - middle[1]
    return Box(box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy)


def _dpi(page: ScannedPage, pixels_wide: int) -> float:
    """Dots per inch of an image of the page: places in it are points times its width over the page's."""
    return POINTS * pixels_wide / page.width


def _page(
    page: ScannedPage,
    lines: list[Line],
    source: str,
    reason: PageReason,
    problem: str | None = None,
    looks: Sequence[Look] = (),
    noise: Sequence[str] = (),
    aside: Sequence[Line] = (),
    turned: int = 0,
    filled: Filled = _NOTHING,
) -> Page:
    width, height = (page.height, page.width) if turned in (90, 270) else (page.width, page.height)
    return Page(
        page.number,
        width,
        height,
        tuple(lines),
        source,
        reason,
        problem=problem,
        noise=(*noise, *filled.stamps),
        aside=(*aside, *filled.aside),
        looks=(*looks, *([Look("stamp", filled.marks)] if filled.marks else [])),
        taken=tuple(over.box for over in page.overlays() if over.index in filled.taken),
        turned=turned,
    )
