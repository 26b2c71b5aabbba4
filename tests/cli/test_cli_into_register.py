"""docproc batch --into-register as a person calls it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy.orm import Session

from docproc.intake.watch import only_watcher
from docproc.letter import Letter
from docproc.store import open_store
from docproc.store.register import Entry, register
from docproc.store.schema import File

if TYPE_CHECKING:
    from conftest import Docproc


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def archive(letter: Path) -> Path:
    """A folder with a letter as text."""
    return letter.parent


def test_letters_are_taken_over_and_found(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    store = ("--data", tmp_path / "data")
    called = docproc("batch", archive, "--into-register", *store, "--workers", "1")
    assert called.code == 0, called.err
    assert "1 taken over" in called.err
    assert json.loads(docproc("list", *store, "--format", "json").out) == []
    (found,) = json.loads(docproc("list", *store, "--book", "Lưu trữ", "--format", "json").out)
    assert found["arrival_number"] is None
    assert "–" in docproc("list", *store, "--book", "Lưu trữ").out


def test_the_book_may_be_named_and_failed_files_tried_again(
    docproc: Docproc, archive: Path, bad_file: Path, tmp_path: Path
) -> None:
    bad_file.rename(archive / bad_file.name)
    where = ("--data", tmp_path / "data", "--book", "Kho 2019", "--workers", "1")
    asked = ("batch", archive, "--into-register", *where)
    first, second, again = docproc(*asked), docproc(*asked), docproc(*asked, "--retry")
    assert [called.code for called in (first, second, again)] == [1, 0, 1]
    assert "2 of them known before" in second.err
    assert "Kho 2019" in first.err
    assert "1 failed" in again.err


@pytest.mark.parametrize("more", [("--out", "x"), ("--plan",), ("--pdf",), ("--cluster", "local")])
def test_results_and_register_are_not_asked_for_together(
    docproc: Docproc, archive: Path, more: tuple[str, ...]
) -> None:
    called = docproc("batch", archive, "--into-register", *more)
    assert called.code == 2
    assert "--into-register" in called.err


def test_a_book_needs_the_register(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    called = docproc("batch", archive, "--out", tmp_path / "out", "--book", "Kho 2019")
    assert called.code == 2
    assert "--into-register" in called.err


def test_the_book_of_what_comes_in_is_left_to_it(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    for book in ("Văn bản đến", "Mật"):
        store = ("--data", tmp_path / book)
        with closing(open_store(tmp_path / book)) as opened:
            opened.write(lambda session: register(session, *_letter(session)))
        called = docproc("batch", archive, "--into-register", *store, "--book", book)
        assert called.code == 2
        assert "--book" in called.err


def _letter(session: Session) -> tuple[Letter, tuple[str, ...], Entry]:
    """A letter that came in, in the book `Mật`."""
    file = File(sha256="a" * 64, size=1, name="a.pdf", kept=False)
    session.add(file)
    session.flush()
    return Letter(file="a.pdf", pages=1), ("",), Entry(file.id, "Mật", date(2026, 3, 2))


def test_while_the_watched_folder_is_at_work_it_is_left_to_read(
    docproc: Docproc, archive: Path, tmp_path: Path
) -> None:
    for path in archive.iterdir():
        path.unlink()
    data = tmp_path / "data"
    data.mkdir()
    with only_watcher(data):
        called = docproc("batch", archive, "--into-register", "--data", data)
    assert called.code == 0, called.err
    assert "docproc watch is at work" in called.err
