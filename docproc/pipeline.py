"""The one route from a file to a letter: scan → reading → extract."""

from __future__ import annotations

import gc
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from docproc.errors import NoLayer, NoLetterInText, NothingRead
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.assemble.nothing import holds_letter, with_doubt_of_nothing, with_doubts_of_unread
from docproc.extract.assemble.too_long import beginning_of
from docproc.extract.layout.several.sheets import pages_of_letters
from docproc.filenames import escaped, shown
from docproc.language.plain import text_page
from docproc.letter import Letter
from docproc.messages import translate
from docproc.page import Annotation, Box, Page
from docproc.reading.read import NO_LAYER, read_pages
from docproc.reading.source import Ocr
from docproc.scan import open_scan
from docproc.scan.annotations import annotations_of
from docproc.scan.enclosed import enclosed_names, pictures_in
from docproc.scan.kinds import PDF, TEXT, format_of
from docproc.scan.signatures import signatures_of
from docproc.settings import Settings, load_settings

_LETTER = "Kính gửi: Ủy ban nhân dân các xã.\nĐề nghị các xã báo cáo trước ngày 15/3/2024."


@dataclass(frozen=True, slots=True)
class Result:
    """A letter with the pages it was made from."""

    letter: Letter
    pages: list[Page]


def get_ready() -> None:
    """Load what every letter needs, so that the first does not take seconds longer than the others.

    The models stay: the garbage collector, which would go over their millions of objects again and again (a sixth
    of the time of a letter with a text layer), is told to leave them alone.
    """
    letter_from_pages([text_page(1, _LETTER, len(_LETTER))], file="", page_count=1)
    gc.collect()
    gc.freeze()


def page_count(path: Path, settings: Settings | None = None) -> int:
    """How many pages a file has. Raises InputError for a bad file."""
    with open_scan(path, settings or load_settings()) as scan:
        return scan.page_count


def is_text(path: Path) -> bool:
    """Whether the file is plain text: read in a moment, however long. Raises NotAllowed."""
    return format_of(path) == TEXT


def read(
    path: Path,
    settings: Settings | None = None,
    first: int = 1,
    last: int | None = None,
    ocr: Ocr = Ocr.AUTO,
) -> list[Page]:
    """The pages of a file, read; on request only those from `first` to `last` (from 1).

    `ocr` overrules where their words come from.

    Raises InputError for a bad file, MissingProgram without Tesseract, NothingRead when none of the pages could
    be read, NoLayer when that is because their images were not to be read.
    """
    settings = settings or load_settings()
    with open_scan(path, settings) as scan:
        chosen = replace(scan, make_pages=lambda: islice(scan.make_pages(), first - 1, last))
        pages = [
            page
            for page in read_pages(chosen, settings, ocr=ocr)
            if first <= page.number <= (last or page.number)
        ]
    problems = [page.problem for page in pages if page.problem]
    if pages and len(problems) == len(pages):
        if problems[0] == translate(NO_LAYER):
            raise NoLayer(path)
        raise NothingRead(path, detail=problems[0].removeprefix(f"{escaped(str(path))}: "))
    return pages


def process(path: Path, settings: Settings | None = None, ocr: Ocr = Ocr.AUTO) -> Result:
    """The letter in a file, and its pages. Raises as `read` does."""
    pages = read(path, settings, ocr=ocr)
    return Result(letter_of(pages, shown(path.name), path), pages)


def letter_of(pages: list[Page], file: str, path: Path) -> Letter:
    """The letter in pages read before, with the typed orders on them and the digital signatures of the file.

    `file` is the name it came under, `path` where it lies now. Raises NotAllowed when it may not be read,
    NoLetterInText for a plain text in which nothing of a letter was found. A scan of that kind carries a doubt:
    it may be a letter that was read too poorly.
    """
    kind = format_of(path)
    settings = load_settings()
    understood, cut = beginning_of(pages, settings.understood_letters)
    letter = letter_from_pages(
        understood,
        file=file,
        page_count=len(pages),
        annotations=_orders_on(pages, path) if kind == PDF else (),
        signatures=signatures_of(path) if kind == PDF else (),
    )
    if kind == TEXT and not holds_letter(letter):
        raise NoLetterInText(path)
    seen = any(page.source != "text" for page in pages)
    return with_doubts_of_unread(
        with_doubt_of_nothing(letter.model_copy(update={"doubts": [*letter.doubts, *cut]})),
        enclosed_names(path, kind, settings),
        0 if seen else pictures_in(path, kind, settings),
    )


def _orders_on(pages: list[Page], path: Path) -> tuple[Annotation, ...]:
    """What is typed over these pages of a PDF and was not read as a part of the letter."""
    taken = {page.number: page.taken for page in pages}
    return tuple(
        note
        for note in annotations_of(path)
        if note.page in taken and not any(_is_same(note.box, box) for box in taken[note.page])
    )


def _is_same(box: Box | None, other: Box) -> bool:
    """Whether two boxes are one; files that were cut give theirs in other decimals."""
    return box is not None and all(abs(a - b) < 0.5 for a, b in zip(box, other, strict=True))


def letters_in(pages: list[Page], letter: Letter) -> list[list[int]]:
    """The page numbers of each letter that the pages of a file hold; `letter` is what letter_of made of them."""
    return pages_of_letters(pages, letter)
