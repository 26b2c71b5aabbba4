"""Whose a second letter in a file is: passed on with the first, an annex, a draft, or a letter of its own."""

from __future__ import annotations

import re

import pytest
from printed import FOOT, HEAD, letter_of

from docproc.letter import Letter

MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
BODY = "Đề nghị các phòng, ban rà soát hồ chứa, báo cáo trước ngày 20/5/2024."
OTHER = f"""UBND HUYỆN SUỐI VÀNG
PHÒNG NỘI VỤ
Số: 77/NV-TCCB
V/v rà soát biên chế
{MOTTO}
Suối Vàng, ngày 08 tháng 5 năm 2024
Kính gửi: UBND các xã, thị trấn
Phòng Nội vụ đề nghị UBND các xã, thị trấn báo cáo biên chế trước ngày 30/5/2024.
Nơi nhận:
- Như trên;
- Lưu: VT.
TRƯỞNG PHÒNG
Giàng A Páo"""
DECISION = f"""ỦY BAN NHÂN DÂN
HUYỆN SUỐI VÀNG
Số: 915/QĐ-UBND
{MOTTO}
Suối Vàng, ngày 03 tháng 5 năm 2024
QUYẾT ĐỊNH
Về việc phê duyệt phương án bảo vệ hồ chứa
Điều 1. Phê duyệt phương án bảo vệ hồ chứa Nà Pán.
Nơi nhận:
- Lưu: VT.
CHỦ TỊCH
Lò Văn Khải"""


def first(*more: str) -> str:
    return "\n".join([HEAD, BODY, *more, FOOT])


def codes(letter: Letter) -> list[tuple[str, str]]:
    """The doubts whether an attachment is one."""
    return [
        (doubt.field, doubt.code) for doubt in letter.doubts if re.fullmatch(r"attachments\[\d+\]", doubt.field)
    ]


def test_a_letter_that_lies_in_the_file_by_chance_is_told() -> None:
    letter = letter_of(first(), OTHER)
    assert codes(letter) == [("attachments[0]", "another_letter")]
    (doubt,) = (doubt for doubt in letter.doubts if doubt.code == "another_letter")
    assert doubt.in_words("en").startswith("page 2 begins another letter (77/NV-TCCB, Phòng Nội vụ)")
    assert doubt.evidence[0].page == 2


def test_each_further_letter_is_told() -> None:
    assert codes(letter_of(first(), OTHER, DECISION)) == [
        ("attachments[0]", "another_letter"),
        ("attachments[1]", "another_letter"),
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Gửi kèm Công văn số 77/NV-TCCB ngày 08/5/2024 của Phòng Nội vụ.",
        "UBND huyện sao gửi Công văn số 77/NV-TCCB của Phòng Nội vụ để các đơn vị thực hiện.",
        "UBND huyện chuyển Công văn số 77/NV-TCCB của Phòng Nội vụ đến các xã.",
        "Thực hiện Công văn số 77/NV-\nTCCB ngày 08/5/2024 (đính kèm).",
        "(Có Công văn của Phòng Nội vụ gửi kèm theo)",
    ],
)
def test_a_letter_that_the_first_sends_along_is_its_attachment(words: str) -> None:
    assert codes(letter_of(first(words), OTHER)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Gửi kèm Quyết định số 915/QĐ-UBND ngày 03/5/2024.",
        "(Có Quyết định phê duyệt phương án kèm theo)",
    ],
)
def test_a_covering_letter_and_its_decision_stay_together(words: str) -> None:
    assert codes(letter_of(first(words), DECISION)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Kèm theo Công văn này là biểu mẫu báo cáo.",
        "Gửi kèm Công văn số 5120/BNV-TCBC của Bộ Nội vụ.",
        "(Có danh sách hồ chứa kèm theo)",
        "Các đơn vị chuyển đổi số 77 hồ chứa.",
    ],
)
def test_another_paper_that_is_sent_along_does_not_make_it_an_attachment(words: str) -> None:
    assert codes(letter_of(first(words), OTHER)) == [("attachments[0]", "another_letter")]


def test_a_letter_that_is_only_cited_is_kept_with_a_doubt() -> None:
    letter = letter_of(first("Trả lời Công văn số 77/NV-TCCB, UBND huyện có ý kiến như trên."), OTHER)
    assert codes(letter) == [("attachments[0]", "perhaps_another_letter")]


def test_a_figure_misread_in_a_number_of_three_is_no_matter() -> None:
    words = "Thực hiện Công văn số 337/NV-TCCB của Phòng Nội vụ (đính kèm)."
    assert codes(letter_of(first(words), OTHER.replace("77/NV", "377/NV"))) == []


def test_a_number_that_is_nearly_the_one_sent_along_is_kept_with_a_doubt() -> None:
    letter = letter_of(first("Gửi kèm Công văn số 71/NV-TCCB."), OTHER)
    assert codes(letter) == [("attachments[0]", "perhaps_another_letter")]


def test_the_next_number_of_the_same_office_is_another_letter() -> None:
    following = first("Gửi kèm phụ lục.").replace("642", "643").replace("20/5", "21/5")
    assert codes(letter_of(first("Gửi kèm phụ lục."), following)) == [("attachments[0]", "another_letter")]


def test_a_letter_without_a_number_is_kept_with_a_doubt() -> None:
    assert codes(letter_of(first(), OTHER.replace("Số: 77/NV-TCCB", "Số: /NV-TCCB"))) == [
        ("attachments[0]", "perhaps_another_letter")
    ]


def test_an_annex_with_a_letterhead_says_whose_it_is() -> None:
    annexed = DECISION.replace(
        "QUYẾT ĐỊNH\n", "QUY CHẾ\n(Ban hành kèm theo Công văn số 642/UBND-NN ngày 06/5/2024)\n"
    )
    assert codes(letter_of(first(), annexed)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("UBND HUYỆN SUỐI VÀNG\nPHÒNG", "Mẫu số 02\nUBND HUYỆN SUỐI VÀNG\nPHÒNG"),
        ("UBND HUYỆN SUỐI VÀNG\nPHÒNG", "PHỤ LỤC II\nUBND HUYỆN SUỐI VÀNG\nPHÒNG"),
        ("77/NV-TCCB\nV/v rà soát biên chế", "……/BC-……\nV/v ………………"),
    ],
)
def test_a_form_is_no_letter(old: str, new: str) -> None:
    assert codes(letter_of(first(), OTHER.replace(old, new))) == []


def test_a_draft_goes_with_the_letter_that_submits_it() -> None:
    draft = DECISION.replace("Số: 915/QĐ-UBND", "Số: /QĐ-UBND\nDỰ THẢO")
    assert codes(letter_of(first(), draft)) == []


def test_the_page_that_certifies_a_copy_goes_with_the_copy() -> None:
    head = "SAO LỤC\nUBND TỈNH AN KHÊ\nVĂN PHÒNG\nSố: 34/SL-VP"
    certified = f"{head}\n{MOTTO}\nAn Khê, ngày 09 tháng 5 năm 2024\nNơi nhận:\n- Lưu: VT."
    assert codes(letter_of(first(), certified)) == []


def test_the_same_letter_for_another_addressee_is_no_other_letter() -> None:
    again = first().replace("UBND các xã, thị trấn", "UBND xã Bản Mây và các hợp tác xã")
    assert codes(letter_of(first(), again)) == [("attachments[0]", "letter_again")]


def test_a_letter_its_annex_and_another_letter_are_told_apart() -> None:
    letter = letter_of(first(), "PHỤ LỤC\nDANH SÁCH HỒ CHỨA\n1. Hồ Nà Pán", "", OTHER)
    assert codes(letter) == [("attachments[0]", "another_letter")]
    assert [(one.first_page, one.last_page) for one in letter.attachments] == [(4, 4)]


def test_what_the_second_letter_sends_along_is_its_attachment() -> None:
    second = OTHER.replace("Nơi nhận", "Gửi kèm Quyết định số 915/QĐ-UBND.\nNơi nhận", 1)
    assert codes(letter_of(first(), second, DECISION)) == [("attachments[0]", "another_letter")]
