"""Footnotes and notes in the foot of a letter."""

from __future__ import annotations

from printed import boxed, boxed_rows, plain, texts

from docproc.extract.layout.notes import footnotes, notes_with_deadline
from docproc.extract.layout.zones import find_zones

LIST = [
    boxed("Nơi nhận:", 85, 600),
    boxed("- Như trên;", 85, 613),
    boxed("- Lưu: VT, NN.", 85, 626),
    boxed("CHỦ TỊCH", 380, 600),
    boxed("Lò Văn Khải", 380, 680),
]
NOTE = [
    boxed("1 Gồm: Sở Tài chính, Sở Nội vụ, Sở Tư pháp, Sở Y tế và Văn phòng Ủy ban nhân", 85, 770),
    boxed("dân tỉnh", 85, 782),
]


def test_a_footnote_is_neither_recipient_nor_signature() -> None:
    zones = find_zones(boxed_rows(*LIST, *NOTE))
    assert texts(zones.recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, NN."]
    assert texts(zones.signature) == ["CHỦ TỊCH", "Lò Văn Khải"]
    assert texts(zones.after) == [line.text for line in NOTE]


def test_recipients_below_the_archive_line_are_no_footnotes() -> None:
    rows = boxed_rows(*LIST, boxed("- Thành phần mời:", 85, 700), boxed("+ Sở Y tế.", 85, 713))
    assert footnotes(rows) == []


def test_plain_text_has_no_places_and_no_footnotes() -> None:
    assert footnotes(plain("Nơi nhận:", "- Lưu: VT.", "1 Gồm: Sở Tài chính")) == []


def test_a_note_with_a_deadline_is_found() -> None:
    rows = plain("- Như trên;", "Ghi chú: các xã gửi biểu số liệu trước ngày 30/5/2024.", "- Lưu: VT.")
    assert notes_with_deadline(rows) == rows[1:2]
