"""Figures of a deadline that the readers differ on are said to be unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed import FOOT, HEAD, boxed, page_of

from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.letter import Letter
from docproc.page import Line

ORDER = "Đề nghị UBND các xã báo cáo UBND huyện kết quả kiểm tra 15 hồ chứa trước ngày 20/5/2024."


def read(order: Line) -> Letter:
    head, foot = HEAD.splitlines(), FOOT.splitlines()
    lines = [boxed(text, 80, 60 + 16 * n) for n, text in enumerate(head)]
    lines += [order, *(boxed(text, 80, 600 + 16 * n) for n, text in enumerate(foot))]
    return letter_from_pages([page_of(*lines)], "a.pdf", 1)


def with_word(text: str, confidence: float, *alternatives: str) -> Line:
    line = boxed(ORDER, 80, 400)
    return Line(
        tuple(
            replace(word, confidence=confidence, alternatives=alternatives) if word.text == text else word
            for word in line.words
        )
    )


def doubts(letter: Letter) -> dict[str, str]:
    return {doubt.field: doubt.in_words() for doubt in letter.doubts if doubt.code == "figures_unsure"}


def test_a_deadline_with_disputed_figures_is_a_doubt_that_names_the_readings() -> None:
    found = doubts(read(with_word("20/5/2024.", 0.5, "29/5/2024.")))
    assert list(found) == ["tasks[0].deadline"]
    assert "20/5/2024" in found["tasks[0].deadline"] and "29/5/2024" in found["tasks[0].deadline"]


def test_of_a_longer_reading_only_the_words_with_figures_are_named() -> None:
    (found,) = doubts(read(with_word("20/5/2024.", 0.5, "trước nqày 29/5/2024."))).values()
    assert "29/5/2024" in found and "nqày" not in found


@pytest.mark.parametrize(
    "line",
    [
        boxed(ORDER, 80, 400),
        with_word("20/5/2024.", 0.9, "20/5/2024"),
        with_word("15", 0.5, "16"),
        with_word("trước", 0.5, "trướt"),
    ],
    ids=["clear", "two readers agree", "figures elsewhere", "no figures"],
)
def test_other_disputes_say_nothing_of_the_deadline(line: Line) -> None:
    assert doubts(read(line)) == {}
