from __future__ import annotations

import shutil
import stat
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from docproc.errors import MissingProgram, PdfNotMade
from docproc.libreoffice import libreoffice
from docproc.reports.drafts.kinds import template_names
from docproc.reports.sheets.registers import write_registers
from docproc.reports.sheets.tracker import write_tracker
from docproc.reports.word.pdf import to_pdf
from docproc.settings import load_settings
from tests.reports.draft_kinds import draft_of
from tests.reports.reply_letters import tracked, water_letter

needs_calc = pytest.mark.skipif(shutil.which("localc") is None, reason="LibreOffice Calc is not installed")
needs_libreoffice = pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")


@needs_libreoffice
@pytest.mark.parametrize("kind", template_names())
def test_libreoffice_opens_every_draft(tmp_path: Path, kind: str) -> None:
    made = to_pdf(draft_of(tmp_path, kind), tmp_path / "ra.pdf")
    assert made.read_bytes().startswith(b"%PDF")
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf"]


@needs_calc
def test_libreoffice_opens_the_sheets(tmp_path: Path) -> None:
    tasks, day = tracked(water_letter()), date(2024, 3, 18)
    books = [
        write_registers([tasks[0].letter], tasks, tmp_path / "so.xlsx", office="x", day=day),
        write_tracker(tasks, tmp_path / "td.xlsx", office="x", day=day),
    ]
    assert all(to_pdf(book, book.with_suffix(".pdf")).read_bytes().startswith(b"%PDF") for book in books)


def test_without_libreoffice_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    with pytest.raises(MissingProgram, match=r"LibreOffice is missing.*apt install libreoffice-writer"):
        to_pdf(tmp_path / "x.docx", tmp_path / "x.pdf")


def program(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


@pytest.mark.parametrize("script", ["echo broken >&2; exit 3", "exit 0"])
def test_a_program_that_fails_or_writes_nothing_leaves_no_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    stand_in = program(tmp_path, script)
    monkeypatch.setattr(shutil, "which", lambda _name: stand_in)
    with pytest.raises(PdfNotMade) as raised:
        to_pdf(tmp_path / "x.docx", tmp_path / "x.pdf")
    assert raised.value.path == str(tmp_path / "x.docx")
    assert not (tmp_path / "x.pdf").exists()


def test_a_program_that_hangs_is_ended_with_its_children(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty = replace(load_settings(), libreoffice_seconds=0.25)
    monkeypatch.setattr("docproc.reports.word.pdf.load_settings", lambda: hasty)
    stand_in = program(tmp_path, f"(sleep 3; touch {tmp_path}/late) & wait")
    monkeypatch.setattr(shutil, "which", lambda _name: stand_in)
    with pytest.raises(PdfNotMade, match=r"> 0\.25 s"):
        to_pdf(tmp_path / "x.docx", tmp_path / "x.pdf")
    time.sleep(3)
    assert not (tmp_path / "late").exists()
