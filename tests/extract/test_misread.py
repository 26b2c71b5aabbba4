"""Citations that cannot all be right are doubted, documents that only look alike are not."""

from __future__ import annotations

import pytest
from printed import letter_with

from docproc.letter import Doubt


def doubts_of(text: str) -> list[Doubt]:
    """The doubts about the cited documents of a letter that says so."""
    letter = letter_with(f"Căn cứ {text}; các xã báo cáo huyện.")
    return [doubt for doubt in letter.doubts if doubt.field.startswith("citations")]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1966/QĐ-BYT ngày 02/6/2023",
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; thực hiện Quyết định số 1966/QĐ-BYT",
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; thực hiện Quyết định số 1988/QĐ-BYT",
        "Công văn số 1986/SYT-NVY ngày 02/6/2023; theo Văn bản số 1966/SYT-NVY ngày 02/6/2023",
        "Quyết định số 1986/QĐ-UBND ngày 02/6/2023 của UBND tỉnh; Quyết định số 1966/QĐ-UBND ngày 02/6/2023 của "
        "Ủy ban nhân dân tỉnh Suối Vàng",
        "Nghị định số 15/2021/NĐ-CP ngày 03/3/2021; Nghị định số 15/2024/NĐ-CP ngày 03/3/2021",
        "Nghị định số 115/2021/NĐ-CP ngày 03/3/2021; Nghị định số 115/2024/NĐ-CP",
        "Kết luận số 127-KL/TW ngày 28/02/2025; Kết luận số 137-KL/TW ngày 28/02/2025",
    ],
)
def test_a_number_that_is_probably_another_one_misread_is_doubted(text: str) -> None:
    assert [(d.field, d.code) for d in doubts_of(text)] == [("citations[1].number", "number_like_another")]


@pytest.mark.parametrize(
    "text",
    [
        # neighbours of one day
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1987/QĐ-BYT ngày 02/6/2023",
        "Nghị định số 123/2020/NĐ-CP ngày 19/10/2020; Nghị định số 126/2020/NĐ-CP ngày 19/10/2020",
        # neighbours, one without its day
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1987/QĐ-BYT",
        # the day stands once, behind both
        "Quyết định số 1966/QĐ-BYT, 1986/QĐ-BYT ngày 02/6/2023",
        # days of their own
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1966/QĐ-BYT ngày 30/5/2023",
        "Nghị định số 115/2021/NĐ-CP ngày 03/3/2021; Nghị định số 115/2024/NĐ-CP ngày 16/9/2024",
        # a day of its own in another place
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1966/QĐ-BYT; Quyết định số 1966/QĐ-BYT ngày "
        "30/5/2023",
        # short numbers are alike by chance
        "Kế hoạch số 12/KH-UBND ngày 02/6/2023; Kế hoạch số 22/KH-UBND",
        # no day at all
        "Quyết định số 1986/QĐ-BYT; Quyết định số 1966/QĐ-BYT",
        # other symbol, type, issuer
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1966/QĐ-BNV ngày 02/6/2023",
        "Công văn số 1986/SYT-NVY ngày 02/6/2023; Báo cáo số 1966/SYT-NVY ngày 02/6/2023",
        "Kế hoạch số 12/KH-UBND ngày 02/6/2023 của UBND xã Bản Mây; Kế hoạch số 22/KH-UBND ngày 02/6/2023 của "
        "UBND xã Nà Pán",
        # two digits differ
        "Quyết định số 1986/QĐ-BYT ngày 02/6/2023; Quyết định số 1968/QĐ-BYT ngày 02/6/2023",
    ],
)
def test_documents_that_only_look_alike_are_not_doubted(text: str) -> None:
    assert doubts_of(text) == []


@pytest.mark.parametrize("other", ["02/6/2024", "03/6/2023", "02/8/2023"])
def test_one_number_with_two_days_that_differ_by_a_digit_is_doubted(other: str) -> None:
    (doubt,) = doubts_of(f"Quyết định số 986/QĐ-BYT ngày 02/6/2023; Quyết định số 986/QĐ-BYT ngày {other}")
    assert (doubt.field, doubt.code) == ("citations[0].date", "two_dates")


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 98/QĐ-UBND ngày 02/6/2023; Quyết định số 98/QĐ-UBND ngày 17/02/2024",
        "Quyết định số 98/QĐ-UBND ngày 02/6/2023; Quyết định số 98/QĐ-UBND ngày 02/6/2023",
        "Kế hoạch số 98/KH-UBND ngày 02/6/2023 của UBND xã Bản Mây; Kế hoạch số 98/KH-UBND ngày 05/6/2023 của "
        "UBND xã Nà Pán",
    ],
)
def test_one_number_of_two_documents_is_not_doubted(text: str) -> None:
    assert doubts_of(text) == []


def test_the_doubt_names_both_documents_and_shows_where_they_stand() -> None:
    (doubt,) = doubts_of("Quyết định số 1986/QĐ-BYT ngày 02/6/2023; thực hiện Quyết định số 1966/QĐ-BYT")
    assert doubt.in_words("en").startswith("1986/QĐ-BYT (02/06/2023) and 1966/QĐ-BYT may be one document")
    assert [evidence.text for evidence in doubt.evidence] == ["1986/QĐ-BYT ngày 02/6/2023;", "1966/QĐ-BYT;"]
