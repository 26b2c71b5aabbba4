"""Annotated letters read once for teaching: the pages of scans are kept, since reading takes most of the time."""

from __future__ import annotations

import csv
import pickle
from collections.abc import Iterable
from pathlib import Path

from shortened import shortened

from docproc.language.plain import text_page
from docproc.page import Page
from docproc.pipeline import read
from docproc.rules import load
from docproc.teaching.annotated import AnnotatedLetter, annotated_letters
from docproc.teaching.fit import Often
from docproc.teaching.rules.teaching import Teaching
from docproc.teaching.taught import TaughtLetter, taught_letter

_HOUSE = Path(__file__).parent.parent
_MARKED, _NAMED = _HOUSE / "samples" / "marked", _HOUSE / "samples" / "named"
# Letters of the project with expectations of their own: what is said of them is said of letters seen.
_OURS = (_HOUSE / "samples", _HOUSE / "tests" / "extract" / "letters")
Read = tuple[AnnotatedLetter, list[Page]]


def real_letters(folders: Iterable[Path], issuers: Iterable[Path], kept: Path) -> list[Read]:
    """The annotated letters of folders with their pages; `issuers` are tables with the issuer of each file,
    `kept` is where pages read before lie.
    """
    sources = {name: issuer for table in issuers for name, issuer in _issuers(table)}
    return [(letter, _pages(letter, kept)) for folder in folders for letter in annotated_letters(folder, sources)]


def marked_letters(folder: Path) -> list[Read]:
    """The letters of a folder that were written for teaching, whole and shortened."""
    whole = annotated_letters(folder)
    short = [one for letter in whole for one in shortened(letter.file, load(Teaching).shortened)]
    return [(letter, [text_page(1, letter.text or "")]) for letter in [*whole, *short]]


def own_letters(kept: Path) -> list[Read]:
    """The samples and the letters of the tests, as `real_letters`."""
    found = [letter for folder in _OURS for letter in annotated_letters(folder) if letter.text is None]
    return [(letter, _pages(letter, kept)) for letter in found]


def taught_letters(real: Iterable[Read], kept: Path) -> list[tuple[TaughtLetter, Often]]:
    """What real letters, the project's own and those written for teaching teach, each with how often it counts
    (models/teaching.toml).
    """
    roles, names = load(Teaching).weights.roles, load(Teaching).weights.names
    kinds = (
        (real, Often(roles.real, names.real), False),
        (own_letters(kept), Often(roles.ours, names.ours), False),
        (marked_letters(_MARKED), Often(roles.written, names.written), True),
        (marked_letters(_NAMED), Often(roles.named, names.named), True),
    )
    return [
        (taught_letter(letter, pages, written=written), often)
        for letters, often, written in kinds
        for letter, pages in letters
    ]


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
