"""The one route from a file to a letter: scan → reading → extract."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docproc.errors import NothingRead
from docproc.extract.letter_from_pages import letter_from_pages
from docproc.letter import Letter
from docproc.page import Page
from docproc.reading.read import read_pages
from docproc.reading.source import Ocr
from docproc.scan import open_scan
from docproc.settings import Settings, load_settings


@dataclass(frozen=True, slots=True)
class Result:
    """A letter with the pages it was made from."""

    letter: Letter
    pages: list[Page]


def read(path: Path, settings: Settings | None = None, ocr: Ocr = Ocr.AUTO) -> list[Page]:
    """The pages of a file, read; `ocr` overrules where their words come from.

    Raises InputError for a bad file, MissingProgram without Tesseract.

    NothingRead is raised when no page at all could be read.
    """
    settings = settings or load_settings()
    with open_scan(path, settings) as scan:
        pages = list(read_pages(scan, settings, ocr=ocr))
    problems = [page.problem for page in pages if page.problem]
    if pages and len(problems) == len(pages):
        raise NothingRead(path, detail=problems[0])
    return pages


def process(path: Path, settings: Settings | None = None, ocr: Ocr = Ocr.AUTO) -> Result:
    """The letter in a file, and its pages. Raises as `read` does."""
    pages = read(path, settings, ocr)
    return Result(letter_from_pages(pages, file=path.name, page_count=len(pages)), pages)
