"""Addressees, recipients and the signature block."""

from __future__ import annotations

import re

import pytest
from printed import FOOT, HEAD, boxed, boxed_rows, letter_of, names, plain

from docproc.extract.assemble.foot import list_items, read_addressees, read_recipients
from docproc.extract.assemble.signer import read_signer
from docproc.extract.layout.rows import Row
from docproc.letter import Doubt, Signer

BLOCK = ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Lò Văn Khải")


def reading(*lines: str, confidence: float = 0.95) -> list[Row]:
    placed = [boxed(text, 340, 640.0 + 16 * n, confidence=confidence) for n, text in enumerate(lines)]
    return boxed_rows(*placed)


def codes(doubts: list[Doubt]) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.code) for doubt in doubts]


def signer_of(*lines: str) -> Signer:
    return read_signer(reading(*lines), [])[0]


def test_one_addressee_stands_on_the_line_of_the_label() -> None:
    assert names(read_addressees(plain("Kính gửi: Sở Y tế."))) == ["Sở Y tế"]


def test_several_addressees_stand_below_the_label() -> None:
    rows = plain("Kính gửi:", "- Sở Y tế;", "- UBND các xã, thị trấn.")
    assert names(read_addressees(rows)) == ["Sở Y tế", "UBND các xã, thị trấn"]


def test_a_line_without_bullet_goes_on_with_the_one_above() -> None:
    rows = plain("Kính gửi:", "- Ban Quản lý các công trình", "công cộng huyện;", "- Sở Y tế.")
    assert names(read_addressees(rows)) == ["Ban Quản lý các công trình công cộng huyện", "Sở Y tế"]


def test_a_line_after_a_semicolon_is_another_item() -> None:
    assert names(read_addressees(plain("Kính gửi:", "Sở Y tế;", "Sở Tư pháp."))) == ["Sở Y tế", "Sở Tư pháp"]


def test_two_offices_in_one_line_are_two() -> None:
    rows = plain("Kính gửi: Các sở, ban, ngành; UBND các huyện.")
    assert names(read_addressees(rows)) == ["Các sở, ban, ngành", "UBND các huyện"]


def test_two_columns_of_addressees_are_told_apart_by_their_bullets() -> None:
    rows = plain("Kính gửi:", "- Sở Y tế;      - Ông Lò Văn Khải;", "- Sở Nội vụ;    - Công an tỉnh.")
    assert names(read_addressees(rows)) == ["Sở Y tế", "Ông Lò Văn Khải", "Sở Nội vụ", "Công an tỉnh"]


def test_the_label_of_an_invitation_is_one_too() -> None:
    assert names(read_addressees(plain("Kính mời: Ông Lò Văn Khải"))) == ["Ông Lò Văn Khải"]


def test_the_label_of_a_submission_is_one_too() -> None:
    letter = letter_of("\n".join((HEAD.replace("Kính gửi:", "Kính trình:"), "UBND xem xét, cho ý kiến.", FOOT)))
    assert names(letter.addressees) == ["Các phòng, ban thuộc UBND huyện", "UBND các xã, thị trấn"]


def test_an_addressee_knows_all_its_rows() -> None:
    (office,) = read_addressees(plain("Kính gửi:", "- Ban Quản lý các công trình", "công cộng huyện."))
    assert [e.text for e in office.evidence] == ["- Ban Quản lý các công trình", "công cộng huyện."]


def test_a_bullet_is_one_recipient_whatever_it_holds() -> None:
    rows = plain("Nơi nhận:", "- Như trên;", "- Lãnh đạo Sở; Công đoàn ngành;", "- Lưu: VT.")
    assert names(read_recipients(rows)) == ["Như trên", "Lãnh đạo Sở; Công đoàn ngành", "Lưu: VT"]


def test_recipients_in_one_line_without_bullets_are_told_apart() -> None:
    rows = plain("Nơi nhận: UBND xã Bản Mây; Sở Y tế")
    assert names(read_recipients(rows)) == ["UBND xã Bản Mây", "Sở Y tế"]


def test_recipients_keep_the_archive_line() -> None:
    rows = plain("Nơi nhận:", "- Như trên;", "- TT. HĐND huyện (b/c);", "- Lưu: VT, NN.")
    assert names(read_recipients(rows)) == ["Như trên", "TT. HĐND huyện (b/c)", "Lưu: VT, NN"]


@pytest.mark.parametrize("bullet", ["-", "–", "~", "+", "*", "•", "- -"])
def test_bullets_in_every_reading(bullet: str) -> None:
    assert names(read_recipients(plain("Nơi nhận:", f"{bullet} Như trên;"))) == ["Như trên"]


def test_an_empty_bullet_is_no_item() -> None:
    assert names(read_recipients(plain("Nơi nhận:", "-", "- Như trên."))) == ["Như trên"]


def test_items_come_with_their_rows() -> None:
    rows = plain("Nơi nhận:", "- Ban Quản lý", "chợ huyện;")
    assert list_items(rows, re.compile("noi nhan:")) == [("Ban Quản lý chợ huyện", rows[1:])]


def test_a_signature_block_gives_authority_position_and_name() -> None:
    signer = signer_of(*BLOCK)
    assert (signer.name, signer.position) == ("Lò Văn Khải", "Phó Chủ tịch")
    assert signer.authority[:2] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]


def test_a_clear_signature_block_raises_no_doubt() -> None:
    assert read_signer(reading(*BLOCK), [])[1] == []


def test_the_authority_is_printed_in_one_way() -> None:
    assert signer_of("TM , ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Lò Văn Khải").authority[0] == "TM. ỦY BAN NHÂN DÂN"


def test_for_the_head_signs_the_deputy_and_that_is_doubted() -> None:
    signer, doubts = read_signer(reading("KT. GIÁM ĐỐC", "Lò Văn Khải"), [])
    assert signer.position == "Phó Giám đốc"
    assert codes(doubts) == [("signer.position", "position_inferred")]


def test_by_order_signs_who_is_named_below() -> None:
    signer = signer_of("TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG", "Lò Văn Khải")
    assert signer.position == "Chánh Văn phòng"


def test_a_seal_over_the_name_is_a_doubt() -> None:
    signer, doubts = read_signer(reading(*BLOCK[:3]), [])
    assert signer.name is None
    assert codes(doubts) == [("signer.name", "not_found")]


def test_a_seal_over_the_position_is_a_doubt() -> None:
    signer, doubts = read_signer(reading("Lò Văn Khải"), [])
    assert (signer.name, signer.position) == ("Lò Văn Khải", None)
    assert codes(doubts) == [("signer.position", "not_found")]


def test_unclear_print_of_the_name_is_a_doubt() -> None:
    signer, doubts = read_signer(reading(*BLOCK, confidence=0.3), [])
    assert signer.name == "Lò Văn Khải"
    assert codes(doubts) == [("signer.name", "name_unsure"), ("signer.position", "position_unsure")]


def test_readings_that_agree_on_the_name_are_sure() -> None:
    signer, doubts = read_signer(reading(*BLOCK, confidence=0.3), [reading(*BLOCK, confidence=0.4)])
    assert signer.name == "Lò Văn Khải"
    assert doubts == []


def test_a_line_that_the_page_has_from_a_look_does_not_agree_with_itself() -> None:
    once = reading(*BLOCK, confidence=0.3)
    assert ("signer.name", "name_unsure") in codes(read_signer(once, [once])[1])
    unknown = reading("Xzò Văn Khải", confidence=0.5)
    assert read_signer(unknown, [unknown])[0].name is None


def test_the_name_that_most_readings_give_wins() -> None:
    right, wrong = reading("Lò Văn Khải", confidence=0.5), reading("Lò Vân Khai", confidence=0.9)
    assert read_signer(wrong, [right, right])[0].name == "Lò Văn Khải"


def test_a_known_family_name_goes_before_a_surer_reading() -> None:
    looks = [reading("Lò Văn Khải", confidence=0.5)]
    assert read_signer(reading("Xzò Văn Khải", confidence=0.9), looks)[0].name == "Lò Văn Khải"


def test_an_unclear_line_without_a_family_name_is_no_name() -> None:
    assert read_signer(reading("CHỦ TỊCH", "Mờ Dấu Triện", confidence=0.7), [])[0].name is None


def test_a_clear_name_with_an_unknown_family_name_is_taken_with_a_doubt() -> None:
    signer, doubts = read_signer(reading("CHỦ TỊCH", "Xzan Thị Mỷ"), [])
    assert signer.name == "Xzan Thị Mỷ"
    assert codes(doubts) == [("signer.name", "name_unsure")]


def test_a_mended_family_name_is_a_doubt_unless_another_reading_agrees() -> None:
    beheaded = reading("CHỦ TỊCH", "rần Văn Khải")
    assert codes(read_signer(beheaded, [])[1]) == [("signer.name", "name_unsure")]
    signer, doubts = read_signer(beheaded, [reading("CHỦ TỊCH", "Trần Văn Khải")])
    assert (signer.name, doubts) == ("Trần Văn Khải", [])


def test_a_deputy_minister_is_not_called_deputy_twice() -> None:
    signer = signer_of("KT. BỘ TRƯỞNG", "THỨ TRƯỞNG", "Lò Văn Khải")
    assert signer.position == "Thứ trưởng"


def test_a_family_name_that_looks_like_an_office_without_marks_is_a_name() -> None:
    assert signer_of("CHỦ TỊCH", "Bàn Thị Kim Oanh").name == "Bàn Thị Kim Oanh"


def test_a_clear_name_in_capitals_is_taken() -> None:
    assert signer_of("TỔNG GIÁM ĐỐC", "NGUYỄN HỮU PHƯỚC").name == "Nguyễn Hữu Phước"


def test_a_second_look_gives_the_position_under_the_seal() -> None:
    signer, _doubts = read_signer(reading("KT. CHỦ TỊCH", "Lò Văn Khải"), [reading(*BLOCK)])
    assert signer.position == "Phó Chủ tịch"


def test_what_the_seal_says_in_capitals_is_no_name() -> None:
    assert signer_of("CHỦ TỊCH", "HUYỆN SUỐI VÀNG").name is None


def test_an_empty_block_gives_a_doubt_about_the_name_only() -> None:
    signer, doubts = read_signer([], [])
    assert signer == Signer()
    assert codes(doubts) == [("signer.name", "not_found")]


def certain(*lines: str) -> Signer:
    return read_signer(plain(*lines), [])[0]


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("PHÓ CHỦ TỊCH THƯỜNG TRỰC", "Phó Chủ tịch Thường trực"),
        ("PHÓ CHỦ TỊCH UBND XÃ", "Phó Chủ tịch UBND xã"),
        ("CHỦ TỊCH HỘI ĐỒNG TRƯỜNG", "Chủ tịch Hội đồng trường"),
        ("TRƯỞNG THÔN", "Trưởng thôn"),
        ("TRƯỞNG CHỢ", "TRƯỞNG CHỢ"),
    ],
)
def test_a_certain_position_keeps_its_words(printed: str, position: str) -> None:
    assert certain(printed, "Lò Văn Khải").position == position


def test_a_certain_name_is_not_mended() -> None:
    assert certain("CHỦ TỊCH", "Nguyên Văn Khải").name == "Nguyên Văn Khải"


def test_a_certain_name_in_capitals_is_no_office() -> None:
    assert certain("GIÁM ĐỐC", "BÀN THỊ KIM OANH").name == "Bàn Thị Kim Oanh"


def test_an_addressee_in_capitals_gets_its_usual_spelling() -> None:
    rows = plain("Kính gửi:", "- ỦY BAN NHÂN DÂN XÃ QUANG BÌNH;", "- HỢP TÁC XÃ HOA BAN.")
    assert names(read_addressees(rows)) == ["Ủy ban nhân dân xã Quang Bình", "HỢP TÁC XÃ HOA BAN"]


def test_a_bullet_is_one_addressee_whatever_it_holds() -> None:
    rows = plain("Kính gửi:", "- Sở Y tế, Công an tỉnh;", "- Văn phòng Sở; các Ban của Hội.")
    assert names(read_addressees(rows)) == ["Sở Y tế, Công an tỉnh", "Văn phòng Sở; các Ban của Hội"]


@pytest.mark.parametrize("label", ["Nơi nhận: H", "Nơi nhận:Đ", "Nơi nhận: _"])
def test_a_speck_behind_the_label_is_no_recipient(label: str) -> None:
    assert names(read_recipients(plain(label, "- Như trên;", "- Lưu: VT."))) == ["Như trên", "Lưu: VT"]


@pytest.mark.parametrize("line", ["Bản điện tử:", "* Bản điện tử :", "Bản giấy", "Gửi qua mạng:"])
def test_a_line_that_says_how_copies_are_sent_is_no_recipient(line: str) -> None:
    rows = plain("Nơi nhận:", "- Như trên;", "- Lưu: VT. /", line, "- Sở Y tế.")
    assert names(read_recipients(rows)) == ["Như trên", "Lưu: VT", "Sở Y tế"]


def test_a_bullet_that_sounds_like_such_a_line_is_a_recipient() -> None:
    rows = plain("Nơi nhận:", "- Bản tin điện tử tỉnh;", "- Lưu: VT.")
    assert names(read_recipients(rows)) == ["Bản tin điện tử tỉnh", "Lưu: VT"]


def test_the_first_of_smaller_items_stands_with_the_line_above() -> None:
    rows = plain("Nơi nhận:", "- Văn phòng UBND tỉnh:", "+ Lãnh đạo;", "+ Lưu: VT.")
    assert names(read_recipients(rows)) == ["Văn phòng UBND tỉnh: Lãnh đạo", "Lưu: VT"]


def test_a_colon_read_for_a_semicolon_joins_nothing() -> None:
    rows = plain("Kính gửi:", "- Sở Y tế:", "- Sở Tư pháp.")
    assert names(read_addressees(rows)) == ["Sở Y tế", "Sở Tư pháp"]


def test_who_signs_by_order_is_not_who_gave_it() -> None:
    looks = [reading("4L. BỘ TRƯỞNG", "CỤC TRUNG CỤC QUẢN LÝ", "Lò Văn Khải")]
    rows = reading("TL. BỘ TRƯỞNG", "CỤC TRƯỞNG CỤC BỔ TRỢ TƯ PHÁP", "Lò Văn Khải")
    assert read_signer(rows, looks)[0].position == "Cục trưởng Cục Bổ trợ tư pháp"


def test_a_number_by_hand_behind_the_archive_line_is_no_part_of_it() -> None:
    rows = plain("Nơi nhận:", "- Như trên;", "- Lưu: VT, NN(2). 443")
    assert names(read_recipients(rows)) == ["Như trên", "Lưu: VT, NN(2)"]
    assert names(read_recipients(plain("Nơi nhận:", "- Lưu: VT, NN. T009"))) == ["Lưu: VT, NN. T009"]


def test_a_name_with_words_that_are_no_syllables_is_a_doubt() -> None:
    _, doubts = read_signer(reading(*BLOCK[:3], "Lò Văn Nñ"), [reading(*BLOCK[:3], "Lò Văn Nñ")])
    assert ("signer.name", "name_unsure") in codes(doubts)


def test_a_label_crossed_with_the_line_below_it_is_put_right_and_said_once() -> None:
    rows = plain("Nơi - Như nhận: Điều 3;", "- Như Điều 3;", "- Lưu: VT.")
    assert names(read_recipients(rows)) == ["Như Điều 3", "Lưu: VT"]


def test_what_stands_below_the_archive_line_is_no_part_of_it() -> None:
    rows = plain("Nơi nhận:", "- Lưu: VT, TH (2) Khải", "Số điện thoại liên hệ: 0900000000")
    assert names(read_recipients(rows)) == ["Lưu: VT, TH (2) Khải"]
    rows = plain("Nơi nhận:", "- Lưu: VT, TH,", "Phòng Tổng hợp.")
    assert names(read_recipients(rows)) == ["Lưu: VT, TH, Phòng Tổng hợp"]


def test_a_printed_line_that_hangs_below_its_bullet_goes_on_after_a_semicolon() -> None:
    rows = boxed_rows(
        boxed("Nơi nhận:", 80, 600, confidence=1.0),
        boxed("- Văn phòng: các Phòng;", 80, 614, confidence=1.0),
        boxed("các Tổ;", 86, 628, confidence=1.0),
        boxed("- Lưu: VT.", 80, 642, confidence=1.0),
    )
    assert names(read_recipients(rows)) == ["Văn phòng: các Phòng; các Tổ", "Lưu: VT"]


def test_the_deputy_who_signs_for_the_head_is_not_who_else_he_is() -> None:
    signer = signer_of("KT. TỔ TRƯỞNG", "PHÓ TỔ TRƯỞNG THƯỜNG TRỰC", "PHÓ CỤC TRƯỞNG", "Lò Văn Khải")
    assert signer.position == "Phó Tổ trưởng Thường trực"


@pytest.mark.parametrize("line", ["V1. GIÁM ĐỐC", "K1 }GIÁM ĐỐC", "iO GIÁM ĐỐC"])
def test_a_head_behind_an_authority_that_was_not_read_is_a_doubt(line: str) -> None:
    page = reading(line, "Lò Văn Khải", confidence=0.6)
    signer, doubts = read_signer(page, [reading("GIÁM ĐỐC", "Lò Văn Khải")])
    assert signer.position == "Giám đốc"
    assert codes(doubts) == [("signer.position", "position_unsure")]


def test_a_head_behind_dirt_is_no_doubt() -> None:
    signer, doubts = read_signer(reading("_ - GIÁM ĐỐC", "Lò Văn Khải"), [reading("GIÁM ĐỐC", "Lò Văn Khải")])
    assert (signer.position, codes(doubts)) == ("Giám đốc", [])


def test_a_position_that_is_only_like_a_known_one_is_a_doubt() -> None:
    signer, doubts = read_signer(reading("CHỦ TỊCH HỘI", "Lò Văn Khải", confidence=0.8), [])
    assert signer.position == "Chủ tịch Hội đồng"
    assert codes(doubts) == [("signer.position", "position_unsure")]


@pytest.mark.parametrize(
    ("printed", "position"),
    [
        ("CHỦ TỊCH HỘI", "Chủ tịch Hội"),
        ("PHÓ GIÁM ĐỐC THƯỜNG TRỰC", "Phó Giám đốc Thường trực"),
        ("HẠT TRƯỞNG", "Hạt trưởng"),
        ("TRƯỞNG CHỢ", "TRƯỞNG CHỢ"),
        ("P. HIỆU TRƯỞNG", "P. HIỆU TRƯỞNG"),
        ("PHÓ BỘ PHẬN THƯỜNG TRỰC", "PHÓ BỘ PHẬN THƯỜNG TRỰC"),
        ("PHO CHỦ TỊCH", "Phó Chủ tịch"),
    ],
)
def test_a_clearly_read_position_is_taken_for_no_other_but_for_marks(printed: str, position: str) -> None:
    signer, doubts = read_signer(reading(printed, "Lò Văn Khải"), [])
    assert (signer.position, codes(doubts)) == (position, [])


def test_what_a_seal_left_of_a_position_is_no_other_position() -> None:
    assert signer_of("ƯỞNG BAN", "Lò Văn Khải").position == "Trưởng ban"


@pytest.mark.parametrize(
    ("printed", "position"),
    [("PHÓ VĂN PHÒNG", "Phó Văn phòng"), ("P. CHÁNH VĂN PHÒNG", "P. CHÁNH VĂN PHÒNG")],
)
def test_a_deputy_who_is_named_is_not_inferred(printed: str, position: str) -> None:
    signer, doubts = read_signer(reading("KT. CHÁNH VĂN PHÒNG", printed, "Lò Văn Khải"), [])
    assert (signer.position, codes(doubts)) == (position, [])
