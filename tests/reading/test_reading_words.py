"""Each word of the lists of reading is needed: where one is missing, its case comes out otherwise."""

from __future__ import annotations

import pytest

from docproc.page import Box, Line, Overlay, Word
from docproc.reading.overlays import filled_in
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.serials import with_serials
from docproc.reading.stamps import open_stamps
from docproc.reading.tables import without_specks
from docproc.rules import load

PARTS = load(ReadingRules).overlays.parts
BOX = Box(60, 100, 160, 112)


@pytest.mark.parametrize(("word", "parts"), PARTS.apart.items())
def test_a_printed_word_comes_apart_as_its_rule_says(word: str, parts: tuple[str, ...]) -> None:
    assert tuple(PARTS.pattern.findall(word)) == parts


@pytest.mark.parametrize(
    "mark",
    [
        "HỎA TỐC HẸN GIỜ",
        "HỎA TỐC",
        "THƯỢNG KHẨN",
        "KHẨN",
        "TUYỆT MẬT",
        "TỐI MẬT",
        "MẬT",
    ],
)
def test_a_mark_put_over_the_page_is_no_text_of_the_letter(mark: str) -> None:
    line = Line(tuple(Word(word, BOX) for word in mark.split()), angle=0)
    filled = filled_in([], [Overlay(0, "form_field", (line,), BOX)])
    assert [line.text for line in filled.marks] == [mark]
    assert filled.lines == []


def test_the_network_knows_as_many_marks_as_the_rules() -> None:
    reader = open_stamps()
    assert reader.session.get_outputs()[0].shape[-1] == len(reader.values) + 1


@pytest.mark.parametrize("heading", ["STT", "TT", "Số TT", "Số thứ tự"])
def test_the_numbers_below_a_heading_of_this_kind_count_on(heading: str) -> None:
    rows = [[(Word(text),)] for text in (heading, "1", "§", "3")]
    assert with_serials(rows)[2][0][0].text == "2"


@pytest.mark.parametrize("mark", ["-", "–", "%", "‰", '"', "”", "+"])
def test_a_mark_alone_in_its_cell_is_text(mark: str) -> None:
    assert [word.text for word in without_specks([Word(mark, BOX, 0.2)])] == [mark]


@pytest.mark.parametrize("speck", [".", "'", "|", "~"])
def test_other_marks_alone_in_a_cell_are_dirt(speck: str) -> None:
    assert without_specks([Word(speck, BOX, 0.2)]) == ()
