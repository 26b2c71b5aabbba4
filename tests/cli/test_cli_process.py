"""docproc process: what is printed, what is written, what happens to bad files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from docproc import pipeline
from docproc.letter import Letter
from docproc.reading import tesseract
from tests.cli.conftest import SAMPLES, Docproc


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_table_tells_what_a_clerk_needs(docproc: Docproc, letter: Path) -> None:
    called = docproc("process", letter)
    assert called.code == 0
    for words in ("giay-moi.txt", "37/GM-STNMT", "06/05/2024", "Sở Tài nguyên và Môi trường", "10/05/2024"):
        assert words in called.out
    assert "Meeting: 08:30 14/05/2024" in called.out


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_number_and_dates_are_never_cut(
    docproc: Docproc, letter: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    printed = docproc("process", letter).out
    assert max(map(len, printed.splitlines())) <= columns
    for words in ("37/GM-STNMT", "06/05/2024", "10/05/2024"):
        assert words in printed


def test_json_of_one_file_is_one_object(docproc: Docproc, letter: Path) -> None:
    found = Letter.model_validate_json(docproc("process", letter, "--format", "json").out)
    assert (found.file, found.header.number) == ("giay-moi.txt", "37")


def test_json_of_several_files_is_a_list_in_their_order(docproc: Docproc, letter: Path) -> None:
    other = letter.with_name("a.txt")
    other.write_text((SAMPLES / "cong-van-thieu-nam.p1.txt").read_text(encoding="utf-8"), encoding="utf-8")
    found = json.loads(docproc("process", letter, other, "--format", "json").out)
    assert [one["file"] for one in found] == ["giay-moi.txt", "a.txt"]


def test_out_gets_the_letter_and_on_request_the_text(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    out = tmp_path / "new" / "out"
    called = docproc("process", letter, "--out", out, "--text")
    assert called.code == 0
    assert names_in(out) == ["giay-moi.json", "giay-moi.p1.txt"]
    assert Letter.model_validate_json((out / "giay-moi.json").read_text(encoding="utf-8")).tasks
    assert "1 of 1 letters" in called.err


def test_written_files_are_for_colleagues_too(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        docproc("process", letter, "--out", tmp_path)
    finally:
        os.umask(old)
    assert (tmp_path / "giay-moi.json").stat().st_mode & 0o777 == 0o644


def test_a_bad_file_is_one_line_and_stops_nothing(
    docproc: Docproc, letter: Path, bad_file: Path, tmp_path: Path
) -> None:
    called = docproc("process", bad_file, tmp_path / "none.pdf", letter, "--out", tmp_path / "out", "--text")
    assert called.code == 1
    lines = called.err.splitlines()
    assert sum(line.startswith(f"{bad_file}: ") for line in lines) == 1
    assert sum(line.startswith(f"{tmp_path / 'none.pdf'}: there is no such file") for line in lines) == 1
    assert len(lines) == 3
    assert names_in(tmp_path / "out") == ["giay-moi.json", "giay-moi.p1.txt"]
    assert "giay-moi.txt" in called.out


def test_a_bad_file_alone_prints_no_result(docproc: Docproc, bad_file: Path) -> None:
    called = docproc("process", bad_file, "--format", "json")
    assert (called.code, called.out) == (1, "")


def test_a_folder_is_read_in_order_and_what_is_left_out_is_told(docproc: Docproc, letter: Path) -> None:
    folder = letter.parent
    (folder / "a.txt").write_text(letter.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "a.p1.txt").write_text("the text of a page", encoding="utf-8")
    (folder / "list.xlsx").write_bytes(b"PK")
    (folder / ".hidden.pdf").touch()
    (folder / "inside").mkdir()
    called = docproc("process", folder, "--format", "json")
    assert called.code == 0
    assert [one["file"] for one in json.loads(called.out)] == ["a.txt", "giay-moi.txt"]
    assert f"{folder}: 2 files are read; left out: a.p1.txt, inside, list.xlsx\n" in called.err


def test_a_bad_file_in_a_folder_fails_alone(docproc: Docproc, letter: Path) -> None:
    (letter.parent / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    called = docproc("process", letter.parent, "--format", "json")
    assert called.code == 1 and "broken.pdf: the file is damaged" in called.err
    assert [one["file"] for one in json.loads(called.out)] == ["giay-moi.txt"]


def test_a_folder_without_letters_is_wrong_usage(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("process", tmp_path)
    assert called.code == 2 and "no file that can be a letter lies in this folder" in called.err


def test_a_folder_is_wrong_usage_with_a_hint_where_one_file_is_read(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("read", tmp_path)
    assert called.code == 2
    assert f"{tmp_path}: this is a folder, a file is needed" in called.err


def test_two_files_of_one_name_are_refused_before_any_work(
    docproc: Docproc, letter: Path, tmp_path: Path
) -> None:
    other = tmp_path / "Giay-Moi.pdf"
    called = docproc("process", letter, other, "--out", tmp_path / "out")
    assert called.code == 2
    assert str(letter) in called.err and str(other) in called.err
    assert not (tmp_path / "out").exists()


def test_an_input_is_never_overwritten(docproc: Docproc, letter: Path) -> None:
    page = letter.with_name("giay-moi.p1.txt")
    page.write_text("mine", encoding="utf-8")
    assert docproc("process", letter, page, "--out", letter.parent, "--text").code == 2
    assert page.read_text(encoding="utf-8") == "mine"


def test_text_needs_a_folder(docproc: Docproc, letter: Path) -> None:
    assert docproc("process", letter, "--text").code == 2


def test_a_folder_that_cannot_be_made_is_wrong_usage(docproc: Docproc, letter: Path) -> None:
    called = docproc("process", letter, "--out", letter / "out")
    assert called.code == 2
    assert "cannot be written" in called.err


def test_without_tesseract_a_scan_ends_with_3(docproc: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract.pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    tesseract.installed.cache_clear()
    try:
        called = docproc("process", SAMPLES / "cong-van-cong-ty.pdf")
    finally:
        tesseract.installed.cache_clear()
    assert called.code == 3
    assert "apt install tesseract-ocr tesseract-ocr-vie" in called.err


def test_a_mistake_of_the_program_is_named_without_a_traceback(
    docproc: Docproc, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, ocr: object) -> None:
        raise ZeroDivisionError("an accident")

    monkeypatch.setattr(pipeline, "process", broken)
    called = docproc("process", letter)
    assert called.code == 1
    assert f"{letter}: docproc itself failed" in called.err
    assert "ZeroDivisionError: an accident; test_cli_process.py:" in called.err
    assert "Traceback" not in called.err


def test_signs_that_steer_a_terminal_are_not_printed(docproc: Docproc, letter: Path) -> None:
    text = letter.read_text(encoding="utf-8").replace("Sở Tài nguyên", "Sở \x1b[2JTài nguyên")
    letter.write_text(text, encoding="utf-8")
    assert "\x1b" not in docproc("process", letter).out


@pytest.mark.ocr
def test_scan_of_a_sample_gives_its_tasks_and_deadlines(docproc: Docproc) -> None:
    called = docproc("process", SAMPLES / "cong-van-giao-viec.pdf")
    assert called.code == 0
    for words in ("642/UBND-NN", "12/03/2024", "20/03/2024", "before 29/03/2024"):
        assert words in called.out
