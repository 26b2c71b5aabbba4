"""A file that holds several letters: each gets a number of its own (`docproc watch --split`).

The letters are cut out as files, which become originals like any other; the whole file keeps its job and has no
letter. At every moment one whole copy is accounted for:

1. The pages are read. Cut off: nothing was written, the job goes back to the ledger when its lease runs out.
2. Each letter is written to the worker's own temporary folder, and from there kept among the originals: bytes on
   the disk, then the name (`store/originals.py`). Cut off: some originals have no row. The same pages give the
   same bytes, so the next try finds them under their hash; nothing is there twice.
3. One transaction: the end of the job (only while its lease holds), a row for each part, the letters with their
   numbers. Cut off before it: as 2. Cut off after it: all is done. No number is given for a part of the letters.
4. The whole file leaves the watched folder as any file whose job is done.

A part that has its letter already (somebody cut the file before and dropped the parts) keeps it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Doubt, Letter
from docproc.messages import mark
from docproc.page import Page
from docproc.scan.cut import cut, ending_of_parts
from docproc.settings import Settings
from docproc.store.audit import note
from docproc.store.originals import Content, keep
from docproc.store.page_words import keep_words
from docproc.store.register import Entry, is_registered, register
from docproc.store.schema import File, FilePart

_CUT_OUT = mark("docproc cut this letter out of {file} (pages {pages}); please check that it is whole")
_CUT_OUT_SIGNED = mark(
    "docproc cut this letter out of {file} (pages {pages}); please check that it is whole. The digital "
    "signatures are on the whole file"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A letter cut out of a file and kept: its content, its name, the letter, and its pages as they stand in it;
    `numbers` are those of the pages in the whole file.
    """

    content: Content
    name: str
    numbers: list[int]
    letter: Letter
    pages: list[Page]


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as read: where it lies, the name it came under, its pages, and what they hold as one letter."""

    path: Path
    name: str
    pages: Sequence[Page]
    letter: Letter


def keep_parts(
    read: ReadFile, letters: Sequence[list[int]], reader: Any, originals: Path, settings: Settings
) -> list[Part]:
    """Cut the letters (page numbers of each) out of a file, keep them, and read each as a letter of its own.

    `reader` as in Order. Raises InputError when the file cannot be cut, OSError when there is no space.
    """
    ending = ending_of_parts(read.path)
    with tempfile.TemporaryDirectory() as folder:
        places = [Path(folder) / f"{n}{ending}" for n in range(1, len(letters) + 1)]
        cut(read.path, letters, places, settings)
        return [
            _kept(read, numbers, f"{Path(read.name).stem}.{place.name}", place, reader, originals)
            for numbers, place in zip(letters, places, strict=True)
        ]


def _kept(read: ReadFile, numbers: list[int], name: str, place: Path, reader: Any, originals: Path) -> Part:
    by_number = {page.number: page for page in read.pages}
    # Counted anew, as the pages stand in the part.
    pages = [replace(by_number[number], number=n) for n, number in enumerate(numbers, start=1)]
    letter: Letter = reader.letter_of(pages, name, place)
    descriptor = os.open(place, os.O_RDONLY)
    try:
        content = keep(descriptor, originals)
    finally:
        os.close(descriptor)
    return Part(content, name, numbers, _with_doubt(letter, read, numbers), pages)


def register_parts(session: Session, entry: Entry, parts: Sequence[Part]) -> None:
    """Put the letters cut out of the file of `entry` into the register, in their order; those that lack there."""
    for position, part in enumerate(parts, start=1):
        file = session.scalar(select(File).where(File.sha256 == part.content.sha256))
        if file is None:
            file = File(sha256=part.content.sha256, size=part.content.size, name=part.name, kept=True)
            session.add(file)
            session.flush()
        session.add(FilePart(file_id=entry.file_id, position=position, part_id=file.id, pages=part.numbers))
        if not is_registered(session, file.id):
            texts = [page.text for page in part.pages]
            stored = register(session, part.letter, texts, replace(entry, file_id=file.id))
            keep_words(session, stored.id, part.pages)
    note(session, "cut", "file", entry.file_id, parts=len(parts))


def _with_doubt(letter: Letter, read: ReadFile, numbers: Sequence[int]) -> Letter:
    """The letter with a doubt that tells where it comes from: whether it is whole a person must see."""
    message = _CUT_OUT_SIGNED if read.letter.signatures else _CUT_OUT
    details: dict[str, str | int] = {"file": read.name, "pages": ", ".join(map(str, numbers))}
    doubt = Doubt(field="pages", code="cut_out", message=message, details=details)
    return letter.model_copy(update={"doubts": [*letter.doubts, doubt]})
