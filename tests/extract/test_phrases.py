"""Fixed phrases: bases, aims, formalities, sentences that say nothing of their own."""

from __future__ import annotations

from docproc.extract.roles.phrases import has_content, is_aims, is_basis, is_formality


def test_fixed_phrases() -> None:
    assert is_basis("Căn cứ Luật Đất đai năm 2024;")
    assert is_aims("MỤC ĐÍCH, YÊU CẦU")
    assert not is_aims("II. TỔ CHỨC THỰC HIỆN")
    assert is_formality("Trân trọng cảm ơn sự phối hợp của Quý cơ quan.")
    assert is_formality("UBND xã thông báo để các thôn được biết./.")
    assert not is_formality("Thông báo cho các hộ dân biết để thực hiện trước ngày 20/3/2024.")
    assert not has_content("nghiêm túc triển khai thực hiện Công văn này./.")
    assert has_content("rà soát danh sách hộ nghèo, gửi Phòng Nội vụ")
