"""Where sentences end: full stops that do and those that do not, brackets."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.nlp import analyse
from docproc.extract.roles.sentences import sentences


def said(text: str) -> list[str]:
    """The sentences of a text."""
    doc = analyse(text, None)
    return [doc[start:end].text for start, end in sentences(doc, 0, len(doc))]


@pytest.mark.parametrize(
    "text", ["TP. Huế báo cáo.", "Theo Thông tư 54/2015/TT-BYT các xã báo cáo.", "BS. Hà trực. và báo cáo."]
)
def test_a_stop_that_ends_no_sentence(text: str) -> None:
    assert said(text) == [text]


def test_a_stop_before_a_capital_ends_a_sentence() -> None:
    assert said("Các xã rà soát. Phòng Y tế tổng hợp.") == ["Các xã rà soát.", "Phòng Y tế tổng hợp."]


def test_a_stop_behind_a_symbol_ends_a_sentence() -> None:
    assert len(said("Theo Thông tư 54/2015/TT-BYT. Các xã báo cáo.")) == 2


def test_a_sentence_in_brackets_is_a_sentence() -> None:
    assert said("(Giao Phòng Y tế chuẩn bị tài liệu) Đề nghị các xã đến dự.") == [
        "(Giao Phòng Y tế chuẩn bị tài liệu)",
        "Đề nghị các xã đến dự.",
    ]
    assert said("(Phòng Y tế) Đề nghị các xã đến dự.") == ["(Phòng Y tế) Đề nghị các xã đến dự."]
    assert len(said("(Theo Kế hoạch của Sở (bản cũ) Phòng Y tế báo cáo)")) == 1


def test_a_stop_before_a_small_letter_ends_no_sentence() -> None:
    assert len(said("Các xã rà soát. phòng Y tế tổng hợp.")) == 1


def test_a_text_without_an_end_is_cut_all_the_same() -> None:
    assert [len(one.split()) for one in said("xã " * 1500)] == [1001, 499]


def test_no_tokens_no_sentences() -> None:
    assert said("") == []
