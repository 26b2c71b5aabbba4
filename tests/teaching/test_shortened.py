"""Short letters made of long ones for teaching."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from docproc.teaching.annotated import AnnotatedLetter

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"

LONG = """UBND HUYỆN SUỐI VÀNG
Số: 12/UBND-NN
Kính gửi:
- Các phòng, ban thuộc UBND huyện;
- UBND các xã.
Thời gian qua, công tác phòng cháy rừng đã được quan tâm.
1. ⟦UBND các xã tổ chức trực 24/24 giờ.⟧{lead: UBND các xã}
2. ⟦Hạt Kiểm lâm kiểm tra chốt trực,
báo cáo hằng tuần.⟧{lead: Hạt Kiểm lâm | due: text}
3. ⟦Theo dõi, đôn đốc.⟧{lead: Phòng Kinh tế}
Nơi nhận:
- Như trên;
- Lưu: VT."""


@pytest.fixture(autouse=True)
def _benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(BENCHMARKS)])


def made(tmp_path: Path, written: str = LONG, times: int = 20) -> list[str]:
    from shortened import shortened

    path = tmp_path / "dai.txt"
    path.write_text(written, encoding="utf-8")
    found: list[AnnotatedLetter] = list(shortened(path, times))
    return [letter.text or "" for letter in found]


def test_a_short_letter_keeps_head_and_foot(tmp_path: Path) -> None:
    letters = made(tmp_path)
    assert letters
    for text in letters:
        assert text.startswith("UBND HUYỆN SUỐI VÀNG\n")
        assert "- UBND các xã." in text
        assert text.endswith("Nơi nhận:\n- Như trên;\n- Lưu: VT.")


def test_no_task_is_cut(tmp_path: Path) -> None:
    for text in made(tmp_path):
        assert ("kiểm tra chốt trực" in text) == ("báo cáo hằng tuần" in text)


def test_a_task_whose_office_stands_in_what_is_left_out_is_not_taken(tmp_path: Path) -> None:
    assert not any("Theo dõi, đôn đốc" in text for text in made(tmp_path))


def test_a_single_item_loses_its_number(tmp_path: Path) -> None:
    alone = [text for text in made(tmp_path) if "trực 24/24" in text and "Hạt Kiểm lâm" not in text]
    assert any("\nUBND các xã tổ chức" in text for text in alone)


def test_the_same_letter_gives_the_same_short_ones(tmp_path: Path) -> None:
    assert made(tmp_path) == made(tmp_path)
    assert len(made(tmp_path, times=2)) == 2


def test_a_letter_without_tasks_gives_none(tmp_path: Path) -> None:
    assert made(tmp_path, "Kính gửi: Các phòng.\nTin để biết.\nNơi nhận:") == []
