"""The words of the pages of a letter as read, with their places, confidences and alternatives.

They are what a person points at on the scan. Letters that were registered by earlier versions have none. Packed:
JSON, a list a word, then zlib; a full page takes five to ten kilobytes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from docproc.page import CELL_BREAK, Box, Page, Word
from docproc.store.schema import LetterPage


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of one page, line by line; `width` and `height` are points of the upright page, 0 for text."""

    number: int
    width: float
    height: float
    lines: tuple[tuple[Word, ...], ...]


def keep_words(session: Session, letter_id: int, pages: Iterable[Page]) -> None:
    """Store the words of the pages of a letter, in place of earlier ones."""
    session.execute(delete(LetterPage).where(LetterPage.letter_id == letter_id))
    session.add_all(LetterPage(letter_id=letter_id, page=page.number, content=packed(page)) for page in pages)


def words_on(session: Session, letter_id: int, number: int) -> PageWords | None:
    """The words of a page (from 1) of a letter; None where they were not kept."""
    row = session.get(LetterPage, (letter_id, number))
    return _unpacked(number, row.content) if row is not None else None


def words_of(session: Session, letter_id: int) -> list[PageWords]:
    """The words of the pages of a letter, of those that were kept, in order."""
    kept = select(LetterPage).where(LetterPage.letter_id == letter_id).order_by(LetterPage.page)
    return [_unpacked(row.page, row.content) for row in session.scalars(kept)]


def packed(page: Page) -> bytes:
    """The words of a page with their places, as they are kept."""
    lines = [[_plain(word) for word in line.words if not _is_break(word)] for line in page.lines]
    size = {"width": round(page.width, 2), "height": round(page.height, 2)}
    content = json.dumps(size | {"lines": [line for line in lines if line]}, ensure_ascii=False)
    return zlib.compress(content.encode("utf-8", "replace"))


def _is_break(word: Word) -> bool:
    return word.text == CELL_BREAK and word.box is None


def _plain(word: Word) -> list[object]:
    box = [round(side, 1) for side in word.box] if word.box else None
    return [word.text, box, round(word.confidence, 3), word.alternatives, word.repaired, word.origin]


def _unpacked(number: int, content: bytes) -> PageWords:
    found = json.loads(zlib.decompress(content))
    lines = tuple(
        tuple(
            Word(text, Box(*box) if box else None, confidence, tuple(alternatives), repaired, origin)
            for text, box, confidence, alternatives, repaired, origin in line
        )
        for line in found["lines"]
    )
    return PageWords(number, found["width"], found["height"], lines)
