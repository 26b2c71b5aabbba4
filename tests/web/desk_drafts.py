"""Letters and drafts at the desk, for tests."""

from __future__ import annotations

import io
import os
import re
from datetime import date
from pathlib import Path

from desk_people import LoggedIn
from docx import Document

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File
from tests.reports.reply_letters import water_letter

OFFICE, ABOVE = "UBND xã Bến Lau", "UBND huyện Sông Mơ"


def add_letter(store: Store, letter: Letter | None = None, day: date = date(2024, 3, 6)) -> int:
    """Register a letter; gives its id."""

    def write(session):  # type: ignore[no-untyped-def]
        file = File(sha256=os.urandom(32).hex(), size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        return register(session, letter or water_letter(), ("",), Entry(file.id, "Văn bản đến", day)).id

    return store.write(write)


def secret(letter: Letter) -> Letter:
    """The same letter, marked MẬT."""
    return letter.model_copy(update={"header": letter.header.model_copy(update={"secrecy": "Mật"})})


def make_draft(person: LoggedIn, letter_id: int, kind: str = "reply", office: str = OFFICE) -> int:
    """Make a draft through the page; gives its id."""
    form = {"kind": kind, "office": office, "parent": ABOVE}
    answer = person.post(f"/letters/{letter_id}/drafts", form)
    assert answer.status_code == 303, answer.text
    return int(answer.headers["location"].rsplit("/", 1)[1])


def fill(person: LoggedIn, draft: int, place: int, text: str, seen: int = 99, **more: object):  # type: ignore[no-untyped-def]
    """Write into a place through the page."""
    return person.post(f"/drafts/{draft}/places/{place}", {"text": text, "seen": seen, **more})


def word_of(person: LoggedIn, draft: int, folder: Path) -> Path:
    """The Word file as it is downloaded."""
    answer = person.get(f"/drafts/{draft}/word")
    assert answer.status_code == 200, answer.text
    file = folder / f"{draft}.docx"
    file.write_bytes(answer.content)
    return file


def words_in(file: Path) -> str:
    """All words of the body of a Word file, content controls included."""
    body = Document(io.BytesIO(file.read_bytes())).element.body
    return "\n".join("".join(body_text) for body_text in [[node.text or "" for node in body.iter() if node.text]])


def open_places(page: str) -> list[int]:
    """The numbers of the places to fill in that a page shows."""
    return [int(number) for number in re.findall(r'id="place-text-(\d+)"', page)]
