"""Other documents cited by their number: each once, with type and date as written."""

from __future__ import annotations

from datetime import date

import pytest
from printed import letter_with

from docproc.extract.mentions.numbered import find_citations


@pytest.mark.parametrize(
    ("text", "doc_type"),
    [
        ("Thực hiện Công văn số 415/UBND-KTN", "Công văn"),
        ("Căn cứ Quyết định số 12/QĐ-UBND", "Quyết định"),
        ("Căn cứ Quyet dinh so 12/QĐ-UBND", "Quyết định"),
        ("theo Văn bản số 99/SNN-TL", "Văn bản"),
        ("Thông tư liên tịch số 16/2013/TTLT-BYT-BTC", "Thông tư liên tịch"),
        ("tại số 12/KH-UBND", "Kế hoạch"),
        ("Kết luận số 127-KL/TW", "Kết luận"),
        ("tại số 415/UBND-KTN", None),
    ],
)
def test_type_stands_before_the_number_or_in_its_symbol(text: str, doc_type: str | None) -> None:
    assert [cited.type for cited in find_citations(text)] == [doc_type]


def test_a_type_in_the_sentence_before_does_not_count() -> None:
    (cited,) = find_citations("Ban hành Kế hoạch. Tại 415/UBND-KTN")
    assert cited.type is None


@pytest.mark.parametrize(
    "written", ["ngày 04/3/2024", "ngày 04 tháng 3 năm 2024", "ngày 4.3.2024", "ngày 04-3-2024"]
)
def test_the_date_after_the_number(written: str) -> None:
    (cited,) = find_citations(f"Công văn số 415/UBND-KTN {written} của UBND tỉnh")
    assert cited.date == date(2024, 3, 4)


def test_a_date_further_on_is_not_that_of_the_document() -> None:
    (cited,) = find_citations("Công văn số 415/UBND-KTN của UBND tỉnh về việc nghỉ ngày 04/3/2024")
    assert cited.date is None


def test_a_day_that_does_not_exist_is_no_date() -> None:
    (cited,) = find_citations("Công văn số 415/UBND-KTN ngày 31/02/2024")
    assert cited.date is None


def test_a_document_cited_twice_counts_once() -> None:
    text = "Công văn số 415/UBND-KTN ngày 04/3/2024; theo Công văn số 415/UBND-KTN nêu trên"
    assert len(find_citations(text)) == 1


def test_a_later_mention_fills_in_the_date() -> None:
    text = "Công văn số 415/UBND-KTN nêu trên; Công văn số 415/UBND-KTN ngày 04/3/2024"
    assert [cited.date for cited in find_citations(text)] == [date(2024, 3, 4)]


def test_offsets_hold_number_and_date() -> None:
    text = "Công văn số 415/UBND-KTN ngày 04/3/2024 của UBND tỉnh"
    (cited,) = find_citations(text)
    assert text[cited.start : cited.end] == "415/UBND-KTN ngày 04/3/2024"


def test_the_letter_does_not_cite_itself() -> None:
    letter = letter_with("Theo Công văn số 642/UBND-NN và Kế hoạch số 12/KH-UBND, các xã báo cáo huyện.")
    assert [cited.number for cited in letter.citations] == ["12/KH-UBND"]


def test_evidence_of_a_citation_holds_its_words() -> None:
    letter = letter_with("Theo Kế hoạch số 12/KH-UBND ngày 05/01/2024, các xã báo cáo huyện.")
    assert letter.citations[0].evidence[0].text == "12/KH-UBND ngày 05/01/2024,"
