"""Fixed phrases: bases, aims, formalities, sentences that say nothing of their own."""

from __future__ import annotations

import pytest

from docproc.extract.roles.phrases import has_content, is_aims, is_basis, is_formality


def test_what_a_letter_rests_on_is_a_basis() -> None:
    assert is_basis("Căn cứ Luật Đất đai năm 2024;")


def test_what_is_to_be_done_is_no_basis() -> None:
    assert not is_basis("Rà soát hộ nghèo theo Luật Đất đai năm 2024.")


def test_a_heading_opens_aims() -> None:
    assert is_aims("MỤC ĐÍCH, YÊU CẦU")


def test_a_heading_that_hands_out_work_opens_no_aims() -> None:
    assert not is_aims("II. TỔ CHỨC THỰC HIỆN")


@pytest.mark.parametrize(
    "text",
    ["Trân trọng cảm ơn sự phối hợp của Quý cơ quan.", "UBND xã thông báo để các thôn được biết./."],
)
def test_thanks_and_notice_are_formalities(text: str) -> None:
    assert is_formality(text)


def test_a_notice_to_be_passed_on_is_no_formality() -> None:
    assert not is_formality("Thông báo cho các hộ dân biết để thực hiện trước ngày 20/3/2024.")


def test_carrying_out_this_letter_says_nothing_of_its_own() -> None:
    assert not has_content("nghiêm túc triển khai thực hiện Công văn này./.")


def test_a_duty_says_what_to_do() -> None:
    assert has_content("rà soát danh sách hộ nghèo, gửi Phòng Nội vụ")
