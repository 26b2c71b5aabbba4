"""Other documents cited by their number: each once, with type and date as written."""

from __future__ import annotations

from datetime import date

import pytest
from printed import letter_with

from docproc.extract.mentions.misread import Mention
from docproc.extract.mentions.numbered import find_citations
from docproc.extract.mentions.repeated import documents_of
from docproc.letter import Evidence


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


def test_a_figure_of_a_footnote_behind_a_symbol_makes_no_second_document() -> None:
    letter = letter_with("Theo Công văn số 415/STC-HTDN1, các xã báo cáo huyện.", "1 Công văn số 415/STC-HTDN.")
    assert [cited.number for cited in letter.citations] == ["415/STC-HTDN"]


def test_rooms_with_figures_are_rooms_of_their_own() -> None:
    letter = letter_with("Theo Công văn số 415/STC-TH1 và Công văn số 415/STC-TH2, các xã báo cáo huyện.")
    assert [cited.number for cited in letter.citations] == ["415/STC-TH1", "415/STC-TH2"]


def cited(text: str, confidence: float) -> Mention:
    (found,) = find_citations(text)
    return Mention(found, [Evidence(page=1, text=text, confidence=confidence)])


@pytest.mark.parametrize("other", ["Công văn số 415/UBND-KTM", "Công văn số 415/UBND-KT"])
def test_a_symbol_misread_once_is_one_document_and_the_surer_reading_stays(other: str) -> None:
    mentions = [cited(other, 0.7), cited("theo Công văn số 415/UBND-KTN ngày 04/3/2024", 0.9)]
    assert [[m.cited.number for m in same] for same in documents_of(mentions)] == [
        ["415/UBND-KTN", other.split()[-1]],
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Công văn số 415/UBND-KTN", "Công văn số 416/UBND-KTN"),
        ("Công văn số 415/UBND-KTN", "Kế hoạch số 415/UBND-KTM"),
        ("Công văn số 415/UBND-KTN ngày 04/3/2024", "Công văn số 415/UBND-KTM ngày 05/3/2024"),
    ],
)
def test_other_numbers_types_and_days_are_other_documents(one: str, other: str) -> None:
    assert len(documents_of([cited(one, 0.8), cited(other, 0.8)])) == 2


def test_what_is_printed_in_a_text_is_not_taken_for_misread() -> None:
    mentions = [cited("Công văn số 415/UBND-KTN", 1.0), cited("Công văn số 415/UBND-KTM", 1.0)]
    assert len(documents_of(mentions)) == 2
