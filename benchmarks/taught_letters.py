"""Annotated letters read once for teaching: the pages of scans are kept, since reading takes most of the time."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Iterable
from pathlib import Path

from docproc.language.plain import text_page
from docproc.page import Page
from docproc.pipeline import read
from docproc.teaching.annotated import AnnotatedLetter, annotated_letters

WRITTEN = Path(__file__).parent.parent / "samples" / "marked"
Read = tuple[AnnotatedLetter, list[Page]]


def real_letters(folders: Iterable[Path], issuers: Iterable[Path], kept: Path) -> list[Read]:
    """The annotated letters of folders with their pages; `issuers` are tables with the issuer of each file,
    `kept` is where pages read before lie.
    """
    sources = {name: issuer for table in issuers for name, issuer in _issuers(table)}
    return [(letter, _pages(letter, kept)) for folder in folders for letter in annotated_letters(folder, sources)]


def written_letters() -> list[Read]:
    """The letters that were written for teaching."""
    return [(letter, [text_page(1, letter.text or "")]) for letter in annotated_letters(WRITTEN)]


def _issuers(table: Path) -> Iterable[tuple[str, str]]:
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield Path(row["file"]).stem, row.get("issuer") or row["issuing_body"]


def _pages(letter: AnnotatedLetter, kept: Path) -> list[Page]:
    place = kept / letter.file.parent.name / f"{letter.name}.pages"
    if place.exists():
        pages: list[Page] = pickle.loads(place.read_bytes())  # made here, by the lines below
        return pages
    pages = read(letter.file)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(pickle.dumps(pages))
    return pages
