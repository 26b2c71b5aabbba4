"""Where the foot of a letter begins."""

from __future__ import annotations

from printed import boxed, boxed_rows, plain

from docproc.extract.layout.foot_start import foot_start

BODY = ["Các xã rà soát hồ chứa."] * 7


def test_at_noi_nhan() -> None:
    assert foot_start(plain(*BODY, "Nơi nhận:", "- Như trên;", "- Lưu: VT.")) == 7


def test_at_the_list_that_ends_with_luu() -> None:
    assert foot_start(plain(*BODY, "- Như trên;", "- Lưu: VT.")) == 7


def test_at_the_signature_of_a_letter_without_recipients() -> None:
    assert foot_start(plain(*BODY, "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Khải")) == 7


def test_a_signature_that_is_read_before_noi_nhan_belongs_to_the_foot() -> None:
    lines = [boxed(text, 80, 100 + 16 * n) for n, text in enumerate(BODY)]
    signature = boxed("CHỦ TỊCH", 400, 300)
    assert foot_start(boxed_rows(*lines, signature, boxed("Nơi nhận:", 80, 310))) == 7


def test_an_office_above_the_basis_of_a_decision_is_no_signature() -> None:
    rows = plain(*BODY, "CHỦ TỊCH ỦY BAN NHÂN DÂN HUYỆN", "Căn cứ Luật Đất đai năm 2024;")
    assert foot_start(rows) == len(rows)


def test_a_page_without_a_foot_has_none() -> None:
    assert foot_start(plain(*BODY)) == 7
