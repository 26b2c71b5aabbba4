"""Figures of a deadline that the readers differ on are said to be unsure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from printed import FOOT, HEAD, boxed, page_of

from docproc.extract.assemble.disputed import disputed_doubts
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.letter import Deadline, Event, Evidence, Letter
from docproc.page import Box, Line, Word

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


READ = Word("20/5/2024", Box(100, 100, 150, 112), 0.5, ("29/5/2024",))


def disputed(letter: Letter) -> list[str]:
    return [doubt.field for doubt in disputed_doubts(letter, [page_of(Line((READ,)))])]


def at(page: int = 1, box: tuple[float, float, float, float] | None = (90, 95, 160, 115)) -> list[Evidence]:
    return [Evidence(page=page, box=box, text="trước ngày 20/5/2024", confidence=0.5)]


def with_due(evidence: list[Evidence]) -> Letter:
    return Letter(file="a.pdf", pages=1, report_due=Deadline(text="trước ngày 20/5/2024", evidence=evidence))


def test_the_closing_day_is_looked_at() -> None:
    assert disputed(with_due(at())) == ["report_due"]


def test_the_time_of_a_meeting_is_looked_at() -> None:
    assert disputed(Letter(file="a.pdf", pages=1, event=Event(start="2024-05-20", evidence=at()))) == ["event"]


@pytest.mark.parametrize(
    "evidence",
    [at(page=2), at(box=(200, 95, 260, 115)), at(box=None)],
    ids=["another page", "another place", "no place"],
)
def test_figures_elsewhere_say_nothing(evidence: list[Evidence]) -> None:
    assert disputed(with_due(evidence)) == []
