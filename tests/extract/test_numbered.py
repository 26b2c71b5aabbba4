"""Every mention of a numbered document in a text, with what stands beside it."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.numbered import find_citations, mentions_in


def test_every_mention_is_given_from_left_to_right() -> None:
    text = "Công văn số 415/STC-TH; Kế hoạch số 12/KH-UBND; Công văn số 415/STC-TH"
    assert [cited.number for cited in mentions_in(text)] == ["415/STC-TH", "12/KH-UBND", "415/STC-TH"]


def test_of_citations_each_number_is_given_once() -> None:
    text = "Công văn số 415/STC-TH; Kế hoạch số 12/KH-UBND; Công văn số 415/STC-TH"
    assert [cited.number for cited in find_citations(text)] == ["415/STC-TH", "12/KH-UBND"]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Công văn số 415/STC-TH ngày 04/3/2024 của Sở Tài chính về việc rà soát", "so tai chinh"),
        ("Kế hoạch số 12/KH-UBND của Ủy ban nhân dân huyện về việc rà soát", "ubnd huyen"),
        ("Công văn số 415/STC-TH về việc rà soát", None),
    ],
)
def test_the_office_is_the_one_named_behind_the_number(text: str, issuer: str | None) -> None:
    (cited,) = mentions_in(text)
    assert cited.issuer == issuer


def test_a_text_without_numbers_cites_nothing() -> None:
    assert mentions_in("Các xã rà soát hộ nghèo.") == ()
