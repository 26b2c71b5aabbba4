"""The letters that people corrected, as an archive for the administrator."""

from __future__ import annotations

import hashlib
import io
import zipfile
from datetime import date

import pytest
from desk_people import LogIn
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter
from docproc.store import Store
from docproc.store.audit import add_user
from docproc.store.entered.corrections import correct_value
from docproc.store.originals import place_of
from docproc.store.register import Entry, register
from docproc.store.schema import AuditEntry, File


@pytest.fixture
def letters(store: Store) -> None:
    """Three letters: one that nobody looked at, one corrected, one corrected and marked MẬT."""
    for number, secrecy in ((1, None), (2, None), (3, "MẬT")):
        content = f"%PDF-1.7 {number}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        place = place_of(store.originals, sha256)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)

        def write(
            session: Session, sha256: str = sha256, number: int = number, secrecy: str | None = secrecy
        ) -> None:
            session.add(file := File(sha256=sha256, size=1, name="../../x.pdf", kept=True))
            session.flush()
            letter = Letter(file="x", pages=1, header=Header(number="7", secrecy=secrecy))
            row = register(session, letter, [""], Entry(file.id, "Đến", date(2024, 3, 13)))
            if number > 1:
                correct_value(session, row.id, "header.number", "8", add_user(session, "lan"))

        store.write(write)


def test_the_administrator_takes_the_corrected_letters_away(log_in: LogIn, letters: None, store: Store) -> None:
    answer = log_in("sep", "administrator").get("/exports/corrected.zip")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.namelist() == ["000002.pdf", "000002.json"]
        assert archive.read("000002.pdf") == b"%PDF-1.7 2"
        letter = Letter.model_validate_json(archive.read("000002.json"))
    assert (letter.file, letter.header.number) == ("000002.pdf", "8")
    with store.reading() as session:
        entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.did, entry.details) == ("exported", {"what": "corrected", "letters": 1})


@pytest.mark.parametrize("role", ["clerk", "head", "officer", "viewer"])
def test_nobody_else_does(log_in: LogIn, role: str) -> None:
    assert log_in(role=role).get("/exports/corrected.zip").status_code == 403
