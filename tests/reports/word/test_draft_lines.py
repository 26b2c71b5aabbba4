from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from docproc.reports.drafts.reply import write_reply
from docproc.reports.rules.nd30_layout import Nd30Layout
from docproc.reports.word.lines import has_long_word
from docproc.resources import templates_dir
from docproc.rules import load
from tests.reports.nd30_check import check_report, text_of
from tests.reports.reply_letters import office, task, water_letter


def scales(path: Path, style: str) -> list[int]:
    """To what share of their width the runs of the first paragraph in a style are narrowed, in percent."""
    document = Document(str(path))
    ids = {one.name: one.style_id for one in document.styles}
    paragraph = next(one for one in document.element.body.iter(qn("w:p")) if one.style == ids[style])
    return [int(one.get(qn("w:val"))) for one in paragraph.iter(qn("w:w"))]


@pytest.mark.parametrize(
    ("ours", "narrowed"), [("UBND xã Bến Lau", False), ("UBND phường Nguyễn Trung Trực Thượng Nguồn", True)]
)
def test_a_long_name_of_a_place_is_drawn_together_to_one_line(tmp_path: Path, ours: str, narrowed: bool) -> None:
    letter = water_letter(tasks=[task(1, "Rà soát.", [office(ours)])])
    out = write_reply(letter, ours, tmp_path / "bc.docx")
    found = scales(out, "ND30 Địa danh ngày tháng")
    assert all(75 <= scale < 100 for scale in found)
    assert bool(found) is narrowed
    assert check_report(out) == []  # in the size that the decree wants


def test_an_unknown_abbreviation_takes_no_second_line(tmp_path: Path) -> None:
    ours = "Hợp tác xã Đồng Xanh"
    letter = water_letter(tasks=[task(1, "Rà soát.", [office(ours)])])
    document = Document(str(write_reply(letter, ours, tmp_path / "bc.docx")))
    assert "Số:      /BC-[…]" in [text_of(one) for one in document.element.body.iter(qn("w:p"))]


def test_a_paragraph_with_a_long_address_is_not_stretched_and_the_others_are_justified(tmp_path: Path) -> None:
    letter = water_letter()
    letter.tasks[1].text = "Gửi số liệu về hộp thư phong.kinhte.hatang@songmo.example trước thứ Sáu."
    document = Document(str(write_reply(letter, "UBND xã Bến Lau", tmp_path / "bc.docx")))
    aligned = {
        text_of(one)[:20]: one.find(f"{qn('w:pPr')}/{qn('w:jc')}")
        for one in document.element.body.iter(qn("w:p"))
    }
    assert aligned["2. Nhiệm vụ giao Chủ"].get(qn("w:val")) == "left"
    assert aligned["1. Nhiệm vụ giao UBN"] is None  # as the style has it


def test_no_line_ends_inside_of_a_number_with_its_symbol(tmp_path: Path) -> None:
    document = Document(str(write_reply(water_letter(), "UBND xã Bến Lau", tmp_path / "bc.docx")))
    [first] = [one for one in document.element.body.iter(qn("w:p")) if text_of(one).startswith("Thực hiện")]
    assert "số 07/UBND-KT&HT, UBND" in text_of(first)
    assert len(list(first.iter(qn("w:noBreakHyphen")))) == 1


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("gửi về ktht@songmo.example", False),
        ("gửi về phong.kinhte.hatang@songmo.example", True),
        ("https://vanban.songmo.example/bieu-mau", True),
        ("nghiêng nghiêng khuếch trương", False),
    ],
)
def test_only_what_no_line_can_break_counts(text: str, long: bool) -> None:
    assert has_long_word(text) is long


def test_the_styles_are_those_of_the_templates() -> None:
    layout = load(Nd30Layout)
    used = {one.name for one in Document(str(templates_dir() / "reply.docx")).styles}
    assert {*layout.one_line.styles, *layout.address.styles} <= used
