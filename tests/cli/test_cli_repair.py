"""docproc repair, docproc train."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from docproc.language.model import model_in_force
from docproc.language.repair import reader_in_force
from tests.cli.conftest import Docproc

DAMAGED = "Phong Tai chinh chi tri, phéi hop véi cac don vi.\n\nBdo cdo truéc ngay 15/10/2023\n"
RIGHT = "Phòng Tài chính chủ trì, phối hợp với các đơn vị.\n\nBáo cáo trước ngày 15/10/2023\n"


@pytest.fixture(autouse=True)
def no_model_of_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_repair_of_a_file(docproc: Docproc, tmp_path: Path) -> None:
    file = tmp_path / "damaged.txt"
    file.write_text(DAMAGED, encoding="utf-8")
    called = docproc("repair", file)
    assert (called.code, called.out) == (0, RIGHT)
    assert "words changed" in called.err


def test_repair_of_standard_input(docproc: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(DAMAGED.encode())))
    assert docproc("repair").out == RIGHT


def test_repair_of_an_old_encoding_in_eight_bits(docproc: Docproc, tmp_path: Path) -> None:
    file = tmp_path / "old.txt"
    file.write_bytes("Céng hßa x· héi chñ nghÜa ViÖt Nam, ®éc lËp, tù do, h¹nh phóc".encode("latin-1"))
    called = docproc("repair", file)
    assert called.out == "Cộng hòa xã hội chủ nghĩa Việt Nam, độc lập, tự do, hạnh phúc"
    assert "old encoding" in called.err


def test_repair_keeps_right_text_byte_for_byte(docproc: Docproc, letter: Path) -> None:
    assert docproc("repair", letter).out.encode() == letter.read_bytes()


def test_repair_tells_which_names_to_check(docproc: Docproc, tmp_path: Path) -> None:
    file = tmp_path / "name.txt"
    file.write_text(DAMAGED + "Nguyén Van Binh\n", encoding="utf-8")
    assert "Line 4: please check the name Nguyễn Văn" in docproc("repair", file).err


def test_repair_of_what_is_not_there_or_no_text(docproc: Docproc, tmp_path: Path) -> None:
    assert docproc("repair", tmp_path / "none.txt").code == 1
    picture = tmp_path / "picture.txt"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    assert docproc("repair", picture).code == 1


def test_own_archive_is_used_once_trained(docproc: Docproc, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("\n".join(f"Bản Mây kiểm tra hồ sơ {n}." for n in range(200)), encoding="utf-8")
    called = docproc("train", "language", texts)
    assert called.code == 0
    assert (tmp_path / "config" / "docproc" / "language" / "words.txt").is_file()


def test_incomplete_model_is_said_with_code_3(docproc: Docproc, tmp_path: Path) -> None:
    own = tmp_path / "config" / "docproc" / "language"
    own.mkdir(parents=True)
    (own / "words.txt").write_text("<unk>", encoding="utf-8")
    model_in_force.cache_clear()
    reader_in_force.cache_clear()
    file = tmp_path / "damaged.txt"
    file.write_text(DAMAGED, encoding="utf-8")
    called = docproc("repair", file)
    assert called.code == 3
    assert "language model is missing or incomplete" in called.err


def test_training_needs_texts(docproc: Docproc, tmp_path: Path) -> None:
    assert docproc("train", "language", tmp_path / "none").code == 1
    assert docproc("train", "confusion", tmp_path / "none").code == 1


def test_a_text_too_long_to_be_repaired_is_refused(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.toml").write_text("repaired_words = 10\n")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "s.toml"))
    file = tmp_path / "damaged.txt"
    file.write_text(DAMAGED, encoding="utf-8")
    called = docproc("repair", file)
    assert (called.code, called.out) == (1, "")
    assert "too many to be repaired; the limit is 10" in called.err


def test_a_word_without_an_end_is_left_as_it_is(docproc: Docproc, tmp_path: Path) -> None:
    file = tmp_path / "damaged.txt"
    file.write_text(DAMAGED + "a" + "(" * 60_000, encoding="utf-8")
    assert docproc("repair", file).out == RIGHT + "a" + "(" * 60_000
