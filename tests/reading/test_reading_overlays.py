"""Where the words of form fields and typed texts go among the lines of a page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.page import Box, Line, Origin, Overlay, Word
from docproc.reading.overlays import filled_in, is_stamp, turned_with

LETTER = 6.0


def line(*texts: tuple[str, float], y: float = 100.0, origin: Origin = "page") -> Line:
    """Words, each with the x at which it begins."""
    return Line(tuple(Word(text, Box(x, y, x + LETTER * len(text), y + 12), origin=origin) for text, x in texts))


def over(text: str, x: float, y: float = 100.0, origin: Origin = "form_field", index: int = 0) -> Overlay:
    places = [(word, x + LETTER * text.index(word)) for word in text.split()]
    put = line(*places, y=y, origin=origin)
    assert put.box is not None
    return Overlay(index, origin, (put,), put.box)


def texts(lines: list[Line], *overlays: Overlay) -> list[str]:
    return [found.text for found in filled_in(lines, overlays).lines]


@pytest.mark.parametrize(
    "page",
    [
        [line(("Số:", 60), ("/STC-NS", 110))],
        [line(("Số:", 60)), line(("/STC-NS", 110))],
        [line(("Số:", 60), ("........./STC-NS", 79))],
        [line(("Số:........./STC-NS", 60))],
        [line(("Số:", 60), ("_____", 80), ("/STC-NS", 110))],
        [line(("Số:", 60), ("………", 80), ("/STC-NS", 110))],
        [line(("Số:", 60), ("642/STC-NS", 82))],
        [Line((Word("Số:/STC-NS", Box(60, 100, 160, 112)),))],
    ],
    ids=["blank", "parted", "dots", "one-word", "stroke", "ellipsis", "printed", "read-across"],
)
def test_a_number_fills_in_its_blank(page: list[Line]) -> None:
    assert texts(page, over("642", 84)) == ["Số: 642/STC-NS"]


def test_a_figure_at_the_beginning_of_its_dots_takes_their_place() -> None:
    page = [line(("ngày", 364), ("......", 391), ("tháng", 430), (".....", 463), ("năm", 500), ("2024", 524))]
    assert texts(page, over("12", 392), over("3", 460)) == ["ngày 12 tháng 3 năm 2024"]


def test_a_field_that_was_put_twice_counts_once() -> None:
    page = [line(("Số:", 60), ("/STC-NS", 110))]
    twice = [over("642", 84), over("642", 85, index=1)]
    assert texts(page, *twice) == ["Số: 642/STC-NS"]
    assert filled_in(page, twice).taken == (0, 1)


def test_two_numbers_at_one_place_both_stay() -> None:
    page = [line(("Số:", 60), ("/STC-NS", 110))]
    assert "642" in texts(page, over("642", 84), over("643", 85, index=1))[0]
    assert "643" in texts(page, over("642", 84), over("643", 85, index=1))[0]


def test_a_number_too_long_for_its_blank_stays_before_the_symbol() -> None:
    page = [
        line(("Số:", 60), ("/STC-NS", 90)),
        line(("V/v", 60), ("thu", 84), ("ngân", 108), ("sách", 138), y=114),
    ]
    assert texts(page, over("10797", 82, y=103)) == ["Số: 10797/STC-NS", "V/v thu ngân sách"]


def test_a_number_a_little_low_does_not_go_into_the_line_below() -> None:
    page = [
        line(("Số:", 60), ("/STC-NS", 110)),
        line(("V/v", 60), ("thu", 84), ("ngân", 108), ("sách", 138), y=114),
    ]
    assert texts(page, over("642", 84, y=111)) == ["Số: 642/STC-NS", "V/v thu ngân sách"]


def test_day_month_and_year_fill_in_theirs() -> None:
    page = [
        line(("Suối", 300), ("Vàng,", 330), ("ngày", 364)),
        line(("tháng", 410)),
        line(("năm", 470), ("20", 492)),
    ]
    puts = [over("12", 392), over("3", 446), over("24", 504)]
    assert texts(page, *puts) == ["Suối Vàng, ngày 12 tháng 3 năm 2024"]


def test_a_field_that_says_the_whole_line_takes_the_place_of_what_is_printed_of_it() -> None:
    page = [line(("Suối", 300), ("Vàng,", 330), ("ngày", 364), ("tháng", 410), ("năm", 446), ("2024", 470))]
    put = line(
        ("ngày", 364), ("12", 392), ("tháng", 410), ("3", 440), ("năm", 446), ("2024", 470), origin="form_field"
    )
    assert put.box is not None
    assert texts(page, Overlay(0, "form_field", (put,), put.box)) == ["Suối Vàng, ngày 12 tháng 3 năm 2024"]
    assert texts([line(("Số:", 60))], over("642/STC-NS", 84)) == ["Số: 642/STC-NS"]
    assert texts([line(("Số:", 60), ("/STC-NS", 110))], over("Số: 642/STC-NS", 62)) == ["Số: 642/STC-NS"]


def test_the_other_column_stays_as_it_is() -> None:
    page = [line(("Số:", 60), ("/STC-NS", 110)), line(("Suối", 330), ("Vàng,", 360))]
    assert texts(page, over("642", 84)) == ["Số: 642/STC-NS", "Suối Vàng,"]


def test_what_no_line_is_meant_for_is_a_line_of_its_own() -> None:
    page = [line(("Kính", 60), ("gửi:", 90))]
    assert texts(page, over("BẢN GỐC", 400, y=300)) == ["Kính gửi:", "BẢN GỐC"]


def test_a_number_over_another_keeps_what_it_lies_on() -> None:
    (found,) = filled_in([line(("Số:", 60), ("641/STC-NS", 82))], [over("642", 82)]).lines
    assert found.text == "Số: 642/STC-NS"
    assert found.words[1].alternatives == ("641",)
    assert (found.words[1].origin, found.words[1].confidence) == ("form_field", 1.0)


def test_a_whole_number_set_astray_goes_to_its_symbol() -> None:
    page = [line(("Số:", 60)), line(("/STC-NS", 110)), line(("đề", 60), ("nghị:", 80), y=300)]
    assert texts(page, over("642/STC-NS", 116, y=300)) == ["Số: 642/STC-NS", "đề nghị:"]
    printed = [line(("Số:", 60), ("641", 84), ("/STC-NS", 110)), line(("đề", 60), ("nghị:", 80), y=300)]
    assert texts(printed, over("642/STC-NS", 116, y=300)) == ["Số: 641 /STC-NS", "đề nghị: 642/STC-NS"]


@pytest.mark.parametrize(
    ("page", "text", "x", "taken"),
    [
        (line(("Số:", 60), ("/STC-NS", 110)), "642", 84, True),
        (line(("Số:", 60), ("641/STC-NS", 82)), "642", 150, False),
        (line(("Số:", 60), ("........", 84)), "642", 84, False),
        (line(("Số", 60), ("đến:", 78), ("........", 104)), "642", 104, False),
        (line(("Vàng,", 330), ("ngày", 364), ("tháng", 410), ("năm", 446), ("2024", 470)), "12", 392, True),
        (line(("Ngày", 60), ("......", 90)), "12", 90, False),
        (line(("Vàng,", 330), ("ngày", 364), ("tháng", 410), ("năm", 446)), "đã", 392, False),
        (line(("trước", 330), ("ngày", 364), ("tháng", 410), ("năm", 446)), "12", 392, False),
    ],
)
def test_typed_text_counts_only_where_the_letter_lacks_its_number_or_day(
    page: Line, text: str, x: float, taken: bool
) -> None:
    filled = filled_in([page], [over(text, x, origin="typed", index=7)])
    assert filled.taken == ((7,) if taken else ())
    assert (text in filled.lines[0].text) == taken


@pytest.mark.parametrize(
    "text",
    [
        "Ký bởi: Sở Y tế Suối Vàng",
        "Người ký: Sở Y tế",
        "Ký số bởi: Sở Y tế",
        "SAO Y\nSở Y tế\nThời gian ký: 2024-03-12T10:11:12+07:00",
        "Giờ ký: 12/03/2024",
        "Cơ quan phát hành: Văn phòng",
        "Digitally signed by So Y te",
        "Signature Not Verified",
        "ĐẾN\nSố: 12\nNgày: 13/3/2024",
        "Số đến: 12",
    ],
)
def test_stamps_of_software_and_of_the_receiving_office_are_known(text: str) -> None:
    assert is_stamp(text)


@pytest.mark.parametrize(
    "text",
    ["642", "Số: 642/STC-NS", "ngày 12 tháng 3 năm 2024", "HỎA TỐC", "Kỳ họp thứ 5", "Đến năm 2030", "đã ký"],
)
def test_other_words_are_no_stamp(text: str) -> None:
    assert not is_stamp(text)


def test_a_stamp_is_set_aside_whole() -> None:
    stamp = Overlay(
        3, "form_field", (line(("Ký", 60), ("bởi:", 80)), line(("642", 60), y=114)), Box(60, 100, 120, 126)
    )
    filled = filled_in([line(("Số:", 60))], [stamp])
    assert [found.text for found in filled.lines] == ["Số:"]
    assert filled.stamps == ("Ký bởi:", "642")


def test_places_turn_with_the_page() -> None:
    put = over("642", 84, y=100)
    (turned,) = turned_with([put], 90, (595, 842))
    assert turned.box == Box(842 - 112, 84, 842 - 100, 102)
    back = turned_with(turned_with([put], 90, (595, 842)), 270, (842, 595))
    assert back[0].box == put.box


words = st.lists(
    st.tuples(st.text("aÂđ.…_/-0123456789:", min_size=1, max_size=8), st.integers(0, 500)), min_size=1, max_size=6
)


@given(st.lists(words, max_size=4), st.text("0123456789/AĐ", min_size=1, max_size=6), st.integers(0, 500))
def test_nothing_of_a_field_is_lost_and_letters_of_the_page_stay(
    page: list[list[tuple[str, int]]], text: str, x: int
) -> None:
    lines = [line(*((word, float(at)) for word, at in row), y=100.0 + 13 * n) for n, row in enumerate(page)]
    filled = filled_in(lines, [over(text, float(x))])
    put = [word for found in filled.lines for word in found.words if word.origin == "form_field"]
    assert len(put) == 1
    assert text in put[0].text
    before = sorted(c for found in lines for c in found.text if c.isalpha() and c not in text)
    after = sorted(c for found in filled.lines for c in found.text if c.isalpha() and c not in text)
    assert before == after
