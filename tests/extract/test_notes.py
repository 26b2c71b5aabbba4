"""Footnotes and notes in the foot of a letter."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed import boxed, boxed_rows, plain, texts

from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.notes import footnotes, notes_with_deadline, without_footnotes
from docproc.extract.layout.zones import find_zones
from docproc.page import Box, Line

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


def small(text: str, y: float, share: float = 0.7) -> Line:
    """A line in small print: its letters are narrower and lower by that share."""
    words = [
        replace(w, box=Box(85 + (w.box.x0 - 85) * share, y, 85 + (w.box.x1 - 85) * share, y + 12 * share))
        for w in boxed(text, 85, y).words
        if w.box
    ]
    return Line(tuple(words))


FULL = "Các thôn thu gom rác, khơi thông cống rãnh, quét vôi tường rào và trồng hoa ven"
TEXT = [boxed(FULL, 85, 100 + 16 * n) for n in range(6)]
CITED = "Nghị định số 12/2024/NĐ-CP của Chính phủ về cây xanh"


def without(*notes: Line) -> tuple[list[str], list[str]]:
    kept, found = without_footnotes(boxed_rows(*TEXT, *notes))
    return texts(kept), texts(found)


@pytest.mark.parametrize("mark", ["1", "2.", "!", "'", "(3)"])
def test_small_print_below_a_blank_and_behind_a_mark_is_a_footnote(mark: str) -> None:
    kept, found = without(small(f"{mark} {CITED}", 220), small("ban hành năm 2024", 230))
    assert found == [f"{mark} {CITED}", "ban hành năm 2024"]
    assert kept == [FULL] * 6


@pytest.mark.parametrize(
    "line",
    [
        small(f"1 {CITED}", 220, share=1.0),  # not small
        small(f"1 {CITED}", 194),  # no blank
        small(f"Theo {CITED}", 220),  # no mark
    ],
)
def test_other_last_lines_are_text(line: Line) -> None:
    assert without(line)[1] == []


def test_rows_without_places_are_text() -> None:
    rows = plain(*[FULL] * 6, "1 Nghị định")
    assert without_footnotes(rows) == (rows, [])


def test_an_item_goes_on_behind_the_footnotes_of_its_page() -> None:
    first = boxed_rows(*TEXT, small(f"1 {CITED}", 220), number=1)
    second = boxed_rows(boxed("đường.", 85, 100), number=2)
    body = build_body(without_footnotes([*first, *second])[0])
    assert body.text.endswith(f"{FULL} đường.")
