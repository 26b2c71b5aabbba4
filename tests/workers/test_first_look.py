"""A letter marked urgent is read before those that came earlier."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.settings import load_settings
from docproc.workers.first_look import is_urgent

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.mark.parametrize(
    ("mark", "urgent"), [("HỎA TỐC", True), ("THƯỢNG KHẨN", True), ("", False), ("khẩn trương", False)]
)
def test_mark_in_a_text(tmp_path: Path, mark: str, urgent: bool) -> None:
    letter = (SAMPLES / "cong-van-giao-viec.p1.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(f"{mark}\n{letter}", encoding="utf-8")
    assert is_urgent(tmp_path / "a.txt", load_settings()) is urgent


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("name", "urgent"),
    [("cong-van-khan.pdf", True), ("cong-dien-mua-lu.pdf", True), ("cong-van-ban-chi-dao.pdf", False)],
)
def test_mark_in_a_scan(name: str, urgent: bool) -> None:
    assert is_urgent(SAMPLES / name, load_settings()) is urgent


def test_bad_file_is_not_urgent(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert not is_urgent(tmp_path / "bad.pdf", load_settings())
