"""Letters to check on the desk: a sample as read from its scan, with its file and the words of its pages."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

from desk_people import SAMPLES

from docproc.letter import Letter
from docproc.pipeline import Result
from docproc.store import Store
from docproc.store.originals import keep
from docproc.store.page_words import keep_words
from docproc.store.register import Entry, register
from docproc.store.schema import File

SAMPLE = SAMPLES / "cong-van-giao-viec.pdf"
OTHER_SAMPLE = SAMPLES / "giay-moi-hop.pdf"


def add_sample(store: Store, read: Result, letter: Letter | None = None, path: Path = SAMPLE) -> int:
    """Register a letter as workers do, its file among the originals; gives its id. Each needs another file."""
    descriptor = os.open(path, os.O_RDONLY)
    content = keep(descriptor, store.originals)
    os.close(descriptor)

    def write(session):  # type: ignore[no-untyped-def]
        file = File(sha256=content.sha256, size=content.size, name=path.name, kept=True)
        session.add(file)
        session.flush()
        entry = Entry(file.id, "Văn bản đến", date(2024, 3, 13))
        stored = register(session, letter or read.letter, [page.text for page in read.pages], entry)
        keep_words(session, stored.id, read.pages)
        return stored.id

    number: int = store.write(write)
    return number


def with_doubts_on(letter: Letter, *fields: str) -> Letter:
    """The letter with no other doubts than those on these fields."""
    doubts = [doubt for doubt in letter.doubts if doubt.field in fields]
    assert {doubt.field for doubt in doubts} == set(fields)
    return letter.model_copy(update={"doubts": doubts}, deep=True)
