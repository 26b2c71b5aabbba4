"""The clues of a unit: how it opens, what it holds, where it stands, its neighbours."""

from __future__ import annotations

import pytest
from roled import SETTING, read

from docproc.extract.roles.unit_clues import Setting, lead_ins, unit_clues
from docproc.extract.roles.units import units_of


@pytest.mark.parametrize(
    ("text", "clue"),
    [
        ("1. Sở Y tế rà soát số giường bệnh.", "opens=office"),
        ("1. Giao Sở Y tế rà soát số giường.", "opens=cue"),
        ("1. Rà soát số giường bệnh của các khoa.", "opens=duty"),
        ("Căn cứ Công văn số 12/SYT-NV ngày 3/5/2024;", "basis"),
        ("Nâng tỷ lệ tiêm chủng lên trên 95% dân số.", "percent"),
    ],
)
def test_a_unit_shows_how_it_opens_and_what_it_holds(text: str, clue: str) -> None:
    doc, body = read(text)
    assert clue in unit_clues(doc, body, units_of(doc, body), SETTING)[0]


def test_a_unit_shows_the_office_it_stands_below() -> None:
    doc, body = read("1. Phòng Y tế", "- Rà soát số giường bệnh.")
    assert "above0 office" in unit_clues(doc, body, units_of(doc, body), SETTING)[1]


def test_a_unit_shows_that_its_letter_goes_on_in_an_annex() -> None:
    doc, body = read("- Rà soát số giường bệnh.")
    annex = Setting("Công văn", None, (), annex=True)
    assert "annex" in unit_clues(doc, body, units_of(doc, body), annex)[0]


def test_items_stand_below_the_nearest_colon() -> None:
    _doc, body = read("Yêu cầu các xã:", "- Rà soát hộ nghèo.", "Đề nghị các trường:", "- Kiểm tra bếp ăn.")
    assert lead_ins(body)[1] == 0
    assert lead_ins(body)[3] == 2


def clues_of(*lines: str) -> list[list[str]]:
    doc, body = read(*lines)
    return unit_clues(doc, body, units_of(doc, body), SETTING)


def test_a_unit_shows_its_neighbours() -> None:
    first, second = clues_of("1. Phòng Y tế rà soát.", "2. Kiểm tra bếp ăn.")
    assert "-1 opens=office" in second
    assert "1 opens=duty" in first


def test_the_first_unit_has_none_before_it_and_the_last_none_behind() -> None:
    [only] = clues_of("1. Phòng Y tế rà soát.")
    assert {"-1 none", "1 none"} <= set(only)


def test_a_unit_shows_what_its_dates_are() -> None:
    [only] = clues_of("Báo cáo kết quả trước ngày 20/5/2024.")
    assert "date=deadline" in only


def test_a_unit_shows_that_it_cites_a_document() -> None:
    [only] = clues_of("Thực hiện Kế hoạch số 12/KH-UBND.")
    assert "citation" in only


def test_a_unit_shows_whom_it_directs_to_do_what() -> None:
    [only] = clues_of("UBND huyện yêu cầu các xã rà soát hộ nghèo.")
    assert "directs office verbs" in only


def test_a_unit_shows_the_heading_it_stands_below() -> None:
    clues = clues_of("II. TỔ CHỨC THỰC HIỆN", "1. Kiểm tra bếp ăn.")
    assert "no heading" in clues[0]
    assert "heading tổ" in clues[1]


def test_no_units_no_clues() -> None:
    assert clues_of("./.") == []
