"""Files with more text than any letter has: refused with what they have and what the limit is."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from make_files import text_pdf

from docproc.errors import InputError, NothingRead, TooMuchText, TooMuchToRepair
from docproc.pipeline import read
from docproc.reading.source import Ocr
from docproc.scan.texts import plain_text
from docproc.settings import Settings, load_settings

STRIPPED = "So Noi vu de nghi cac don vi bao cao tinh hinh thuc hien cong tac nam hoc moi\n"


def refusal(path: Path, **limits: int) -> InputError:
    with pytest.raises(InputError) as caught:
        read(path, replace(load_settings(), **limits), ocr=Ocr.NEVER)
    return caught.value


def written(folder: Path, text: str) -> Path:
    (folder / "a.txt").write_text(text, encoding="utf-8")
    return folder / "a.txt"


def test_a_text_of_more_letters_than_any_letter_has(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "một hai ba\f" * 10), max_letters=100)
    assert isinstance(error, TooMuchText)
    assert "110 letters, the limit is 100" in error.message("en")


def test_a_text_of_two_megabytes_is_refused_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "Căn cứ Nghị định số 12/2020/NĐ-CP;\n" * 50_000)
    begun = time.process_time()
    assert isinstance(refusal(path), TooMuchText)
    assert time.process_time() - begun < 2


def test_a_word_file_of_more_letters(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("một hai ba bốn")
    document.save(str(tmp_path / "a.docx"))
    with pytest.raises(TooMuchText):
        _read_as_text(tmp_path / "a.docx", replace(load_settings(), max_letters=10))


def _read_as_text(path: Path, settings: Settings) -> None:
    from docproc.scan import open_scan

    with open_scan(path, settings, laid_out=False):
        pass


def test_a_pdf_whose_pages_have_more_letters_together(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "mot hai ba bon nam"), pages=4)
    assert isinstance(refusal(path, max_letters=40), TooMuchText)


def test_a_page_of_a_pdf_with_more_letters_than_a_sheet_holds(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "mot hai ba bon nam"))
    error = refusal(path, max_page_letters=10)
    assert isinstance(error, NothingRead)
    assert "page 1 holds 18 letters, the limit is 10" in error.message("en")


@pytest.mark.parametrize("pages", [1, 5])
def test_a_damaged_text_too_long_to_be_repaired(tmp_path: Path, pages: int) -> None:
    """On one page or on all together."""
    lines = STRIPPED * (40 // pages)
    error = refusal(written(tmp_path, "\f".join([lines] * pages)), repaired_words=300)
    assert isinstance(error, TooMuchToRepair)
    assert "too many to be repaired" in error.message("en")


def test_a_text_that_is_right_may_be_longer(tmp_path: Path) -> None:
    right = "Sở Nội vụ đề nghị các đơn vị báo cáo tình hình thực hiện công tác.\n" * 10
    pages = read(written(tmp_path, right), replace(load_settings(), repaired_words=100))
    assert len(pages[0].lines) == 10


def test_a_row_of_fifty_thousand_cell_ends_takes_no_time() -> None:
    data = ("a" + "\x07" * 50_000 + " b" * 400_000).encode()
    begun = time.process_time()
    plain_text("a.txt", data)
    assert time.process_time() - begun < 2
