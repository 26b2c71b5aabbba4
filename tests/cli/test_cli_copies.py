"""Searchable copies as a clerk asks for them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from pikepdf.pdfa import validate_written

if TYPE_CHECKING:
    from conftest import Docproc

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SCAN, TEXT = SAMPLES / "cong-van-khan.pdf", SAMPLES / "cong-van-khan.p1.txt"


def found_in(copy: Path) -> str:
    document = pypdfium2.PdfDocument(copy)
    try:
        return " ".join(document[0].get_textpage().get_text_bounded().split())
    finally:
        document.close()


def is_archival(copy: Path) -> bool:
    return validate_written(io.BytesIO(copy.read_bytes()), "2b").passed


@pytest.mark.ocr
def test_process_writes_a_copy_that_says_what_was_read(docproc: Docproc, tmp_path: Path) -> None:
    before = SCAN.read_bytes()
    called = docproc("process", SCAN, "--out", tmp_path, "--pdf", "--text")
    copy = tmp_path / "cong-van-khan.copy.pdf"
    read = (tmp_path / "cong-van-khan.p1.txt").read_text(encoding="utf-8").split()
    # PDFium tells what stands beside each other, a stamp beside the addressees, in an order of its own.
    assert (called.code, sorted(found_in(copy).split()), is_archival(copy)) == (0, sorted(read), True)
    assert SCAN.read_bytes() == before


def test_a_text_file_has_a_letter_and_no_copy_and_that_is_told(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("process", TEXT, "--out", tmp_path, "--pdf")
    assert (called.code, [file.name for file in tmp_path.iterdir()]) == (0, ["cong-van-khan.p1.json"])
    assert "only PDF and picture files get a searchable copy" in " ".join(called.err.split())


@pytest.mark.parametrize(
    ("given", "said"), [(("--pdf",), "--pdf needs a folder"), (("--optimize",), "--optimize says how")]
)
def test_options_that_lack_another_are_refused(docproc: Docproc, given: tuple[str, ...], said: str) -> None:
    called = docproc("process", TEXT, *given)
    assert (called.code, said in called.err) == (2, True)


def test_a_copy_never_takes_the_place_of_a_file_that_is_read(docproc: Docproc, tmp_path: Path) -> None:
    for name in ("thu.txt", "thu.copy.pdf"):
        (tmp_path / name).write_bytes(TEXT.read_bytes())
    called = docproc("process", tmp_path / "thu.txt", tmp_path / "thu.copy.pdf", "--out", tmp_path, "--pdf")
    assert (called.code, (tmp_path / "thu.copy.pdf").read_bytes()) == (2, TEXT.read_bytes())


@pytest.mark.ocr
def test_an_archive_gets_copies_in_the_same_tree(docproc: Docproc, tmp_path: Path) -> None:
    (tmp_path / "in" / "2024").mkdir(parents=True)
    (tmp_path / "in" / "2024" / "thu.pdf").write_bytes(SCAN.read_bytes())
    (tmp_path / "in" / "thu.txt").write_bytes(TEXT.read_bytes())
    called = docproc("batch", tmp_path / "in", "--out", tmp_path / "out", "--pdf", "--workers", "1")
    copies = [str(file.relative_to(tmp_path / "out")) for file in (tmp_path / "out" / "copies").rglob("*.pdf")]
    assert (called.code, copies) == (0, ["copies/2024/thu.pdf.copy.pdf"])
    assert "1 searchable copies" in called.err and "1 files have none" in " ".join(called.err.split())


@pytest.mark.ocr
def test_the_register_gives_copies_without_reading_again(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.toml"
    (tmp_path / "in").mkdir()
    settings.write_text(
        f'rest_seconds = 0.1\n[store]\ndata = "{tmp_path / "data"}"\n[[watch]]\nfolder = "{tmp_path / "in"}"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    (tmp_path / "in" / "thu.pdf").write_bytes(SCAN.read_bytes())
    assert docproc("watch", "--once", "--workers", "1").code == 0
    monkeypatch.setenv("PATH", str(tmp_path))  # no Tesseract from here on
    called = docproc("export", "searchable", "--out", tmp_path / "copies")
    (copy,) = (tmp_path / "copies").iterdir()
    (listed,) = json.loads(docproc("list", "--format", "json").out)
    assert (called.code, copy.name, is_archival(copy)) == (0, f"{listed['id']}-thu.copy.pdf", True)
    assert "trước ngày" in found_in(copy)
    assert docproc("export", "searchable", "--out", tmp_path / "copies").code == 2
