"""Whose a further letter is, told from its rows and its head."""

from __future__ import annotations

import pytest
from printed import plain

from docproc.extract.layout.several.belonging import Belongs, LetterInFile, belonging, belonging_doubt
from docproc.letter import Header

OWN = Header(number="642", symbol="UBND-NN", issuer="UBND huyện Suối Vàng", doc_type="Công văn")
OTHER = Header(number="77", symbol="NV-TCCB", issuer="Phòng Nội vụ", doc_type="Công văn")
FOOT = ("Nơi nhận:", "- Lưu: VT.")


def letter(header: Header, *lines: str, page: int = 1) -> LetterInFile:
    return LetterInFile(plain(*lines, page=page), header)


@pytest.mark.parametrize(
    ("first", "second", "whose"),
    [
        (("Gửi kèm Công văn số 77/NV-TCCB.", *FOOT), ("Các xã báo cáo.", *FOOT), Belongs.ATTACHED),
        (("Các xã báo cáo.", *FOOT), ("(Kèm theo Công văn số 642/UBND-NN)", *FOOT), Belongs.ATTACHED),
        (("Các xã báo cáo.", *FOOT), ("Các thôn báo cáo.", *FOOT), Belongs.ANOTHER),
        (("Theo Công văn số 77/NV-TCCB.", *FOOT), ("Các thôn báo cáo.", *FOOT), Belongs.UNSURE),
        (("Các xã báo cáo.",), ("Các thôn báo cáo.", *FOOT), Belongs.UNSURE),
    ],
    ids=["passed on", "says so itself", "by chance", "only cited", "the first has not ended"],
)
def test_whose_a_further_letter_is(first: tuple[str, ...], second: tuple[str, ...], whose: Belongs) -> None:
    assert belonging(letter(OTHER, *second), [letter(OWN, *first)]) == whose


def test_the_same_number_again_is_the_letter_again() -> None:
    assert belonging(letter(OWN, "Các xã.", *FOOT), [letter(OWN, "Các xã.", *FOOT)]) == Belongs.AGAIN


def test_a_draft_without_a_number_is_attached() -> None:
    draft = letter(Header(doc_type="Quyết định"), "DỰ THẢO", "QUYẾT ĐỊNH")
    assert belonging(draft, [letter(OWN, "Các xã.", *FOOT)]) == Belongs.ATTACHED


def test_a_number_that_a_line_breaks_is_whole() -> None:
    assert "77/nv-tccb" in letter(OWN, "Gửi kèm Công văn số 77/NV-", "TCCB.").text


def test_a_true_attachment_is_no_doubt() -> None:
    assert belonging_doubt(Belongs.ATTACHED, letter(OTHER, "Các xã."), 0) is None


def test_a_doubt_names_the_page_and_the_letter() -> None:
    doubt = belonging_doubt(Belongs.ANOTHER, letter(OTHER, "Các xã.", page=3), 1)
    assert doubt is not None
    assert (doubt.field, doubt.details) == ("attachments[1]", {"page": 3, "letter": "77/NV-TCCB, Phòng Nội vụ"})
