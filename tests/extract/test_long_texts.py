"""Texts longer than any letter: the work on them grows with their length and not with its square, or ends.

What is measured is processor time, with room for a machine that is busy with other things: what these texts took
when everything in them was compared with everything else was ten times as long and more.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

import pytest

from docproc.extract.assemble.foot import read_recipients
from docproc.extract.assemble.labels import labelled_blocks
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.assemble.too_long import beginning_of
from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.rows import Row, rows_of
from docproc.extract.layout.zones import find_zones
from docproc.extract.mentions.citations import citations_of
from docproc.extract.mentions.dates import find_dates
from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.symbols import cited_numbers, unreadable_numbers
from docproc.extract.roles.unit_clues import Setting
from docproc.extract.roles.unit_roles import roles_of
from docproc.extract.roles.units import units_of
from docproc.language.plain import text_page
from docproc.letter import Header
from docproc.page import Line, Page, Word

HEAD = "SỞ NỘI VỤ\nSố: 12/SNV-VP\nHòa An, ngày 12 tháng 3 năm 2024\nKính gửi: UBND các xã.\n\n"


def page(*lines: str) -> Page:
    """A page as it is read, but for the judgement of its text."""
    read = tuple(Line(tuple(map(Word, line.split()))) for line in lines)
    return Page(1, 0.0, 0.0, read, source="text", reason="plain text")


def rows(*lines: str) -> list[Row]:
    return rows_of([page(*lines)])


def seconds(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


def numbered(line: str, count: int) -> Iterable[str]:
    return (line.format(n=n, day=n % 28 + 1, month=n % 12 + 1) for n in range(1, count + 1))


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["Các đơn vị báo cáo."] * 8_000, id="paragraphs"),
        pytest.param(["11. Mục tiêu"] * 10_000, id="items that may be roman"),
    ],
)
def test_a_body_of_thousands_of_blocks_is_built(lines: list[str]) -> None:
    found = rows(*lines)
    assert seconds(lambda: build_body(found)) < 6


def test_citations_are_not_all_compared_with_each_other() -> None:
    lines = ["Căn cứ Công văn số {n}/UBND-VP ngày 5/3/2023;"]
    body = build_body(rows(*numbered(lines[0], 1500)))
    found: list[object] = []
    assert seconds(lambda: found.extend(citations_of([body], Header()))) < 6
    citations, doubts = found
    assert isinstance(citations, list) and isinstance(doubts, list)
    assert len(citations) == 1500
    assert len(doubts) == 100  # a list of numbers, no misreadings


def test_a_document_of_a_thousand_dates_is_compared_with_itself_a_few_times() -> None:
    lines = numbered("Căn cứ Công văn số 1234/UBND-VP ngày {day}/{month}/2023;", 1000)
    body = build_body(rows(*lines))
    assert seconds(lambda: citations_of([body], Header())) < 5


def test_numbers_that_cannot_be_read_are_looked_up() -> None:
    text = "số 12QĐ-UBND, số .../QĐ-UBND, số 3/QĐ-UBND; " * 3000
    assert seconds(lambda: (cited_numbers(text), list(unreadable_numbers(text)))) < 5


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        pytest.param("trước ngày 5/4/2024; " * 1000, 4, id="deadlines"),
        pytest.param("chậm nhất khi xong; " * 2000, 3, id="deadlines without a day"),
        pytest.param("ngày " * 10_000, 3, id="days of nothing"),
        pytest.param("hang ngay " * 5_000, 3, id="words without marks"),
    ],
)
def test_dates_of_a_long_text(text: str, limit: float) -> None:
    find_dates("ngày 5/4/2024", None)  # its rules are loaded once
    assert seconds(lambda: find_dates(text, date(2024, 3, 12))) < limit


def test_units_of_a_list_that_tells_nobody_anything() -> None:
    body = build_body(rows("Ông Nguyễn Văn An, Phó Giám đốc; " * 1000))
    doc = analyse(body.text, None)
    assert seconds(lambda: units_of(doc, body)) < 5


def test_roles_of_thousands_of_units_are_decided() -> None:
    body = build_body(rows(*["Các đơn vị báo cáo kết quả."] * 2_000))
    doc = analyse(body.text, None)
    assert seconds(lambda: roles_of(doc, body, Setting("Công văn", None, ()))) < 20


def test_labels_without_an_item_above_them() -> None:
    body = build_body(rows(*["Cơ quan chủ trì: Sở Nội vụ; Thời gian hoàn thành: tháng 5"] * 1000))
    assert seconds(lambda: labelled_blocks(body)) < 4


def test_recipients_without_bullets_in_thousands_of_lines() -> None:
    found = rows("Nơi nhận:", *["ủy ban nhân dân"] * 3000)
    assert seconds(lambda: read_recipients(found)) < 4


def test_zones_of_a_line_of_capitals_without_an_end() -> None:
    found = rows("SỞ NỘI VỤ " * 6000)
    assert seconds(lambda: find_zones(found)) < 6


def test_a_line_longer_than_any_is_read_in_parts_and_nothing_of_it_is_lost() -> None:
    text = "Sở Nội vụ báo cáo; " * 1000
    found = rows(text)
    assert len(found) > 1
    assert " ".join(row.text for row in found) == text.strip()
    assert all(len(row.text) <= 3000 for row in found)
    assert all(row.text.endswith(";") for row in found)


def test_a_paragraph_as_long_as_those_of_laws_stays_whole() -> None:
    assert len(rows("căn cứ " * 350)) == 1


def test_a_word_longer_than_any_is_read_in_parts() -> None:
    found = rows("a" * 1000)
    assert [len(word.text) for word in found[0].line.words] == [250] * 4


@pytest.mark.parametrize("sign", ["/", "(", ".", '"', "|", "1", "\u0301", "http://", "a@", "1/"])
def test_a_word_without_an_end(sign: str) -> None:
    pages = [page(*HEAD.splitlines(), sign * (10_000 // len(sign)))]
    assert seconds(lambda: letter_from_pages(pages, "a.txt", 1)) < 5


def test_of_a_text_too_long_the_beginning_is_understood_with_a_doubt() -> None:
    pages = [replace(page("một hai ba", "bốn năm sáu"), number=n) for n in (1, 2, 3)]
    kept, (doubt,) = beginning_of(pages, 30)
    assert [p.text for p in kept] == ["một hai ba\nbốn năm sáu", "một", ""]
    assert "the first 30 letters" in doubt.in_words("en")
    assert "from page 2 on" in doubt.in_words("en")
    assert "từ trang 2" in doubt.in_words("vi")


def test_a_line_without_blanks_is_cut_where_the_limit_is() -> None:
    kept, doubts = beginning_of([page("a" * 100)], 30)
    assert kept[0].text == "a" * 30
    assert len(doubts) == 1


def test_a_text_of_usual_length_stays_as_it_is() -> None:
    pages = [text_page(1, HEAD)]
    assert beginning_of(pages, len(HEAD)) == (pages, [])
