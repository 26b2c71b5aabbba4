"""Mentions of one document whose symbols were not read alike."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.misread import Mention
from docproc.extract.mentions.numbered import mentions_in
from docproc.extract.mentions.repeated import documents_of
from docproc.letter import Evidence


def mentions(*texts: str, confidence: float) -> list[Mention]:
    """The mentions of a text in so many parts, read that surely."""
    return [
        Mention(cited, [Evidence(page=1, text=cited.number, confidence=confidence)])
        for cited in mentions_in("; ".join(texts))
    ]


def numbers(*texts: str, confidence: float = 0.8) -> list[list[str]]:
    return [[one.cited.number for one in same] for same in documents_of(mentions(*texts, confidence=confidence))]


def test_the_same_number_is_one_document() -> None:
    assert len(numbers("Công văn số 415/STC-TH", "Công văn số 415/stc-th".upper())) == 1


def test_documents_keep_the_order_of_their_first_mention() -> None:
    found = numbers("Công văn số 415/STC-TH", "Kế hoạch số 12/KH-UBND", "Công văn số 415/STC-TH")
    assert [same[0] for same in found] == ["415/STC-TH", "12/KH-UBND"]


def test_a_footnote_behind_a_symbol_is_not_shown() -> None:
    assert numbers("Công văn số 415/STC-TH1", "Công văn số 415/STC-TH", confidence=1.0) == [
        ["415/STC-TH", "415/STC-TH1"]
    ]


def test_the_spelling_met_more_often_is_shown() -> None:
    [found] = numbers("Công văn số 415/UBND-KTM", "Công văn số 415/UBND-KTN", "Công văn số 415/UBND-KTN")
    assert found == ["415/UBND-KTN", "415/UBND-KTN", "415/UBND-KTM"]


@pytest.mark.parametrize("other", ["Công văn số 415/SYT-KH", "Công văn số 415/STC-HCSN"])
def test_symbols_that_differ_by_more_than_a_letter_are_two(other: str) -> None:
    assert len(numbers("Công văn số 415/STC-TH", other)) == 2


def test_no_mentions_no_documents() -> None:
    assert documents_of([]) == []
