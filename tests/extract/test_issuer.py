"""The issuer of a letter taken from its text where the letterhead is lost or badly read."""

from __future__ import annotations

from printed import body_of

from docproc.extract.assemble.issuer import settle_issuer
from docproc.extract.mentions.nlp import analyse
from docproc.letter import Doubt, Evidence, Header

MISSING = Doubt(field="header.issuer", code="missing", message="why")
SPEAKS = "Thực hiện chỉ đạo của cấp trên, Sở Nông nghiệp đề nghị các xã rà soát hồ chứa."


def settled(text: str, issuer: str | None = None, confidence: float = 0.5) -> tuple[Header, list[str]]:
    """The header and the codes of doubts after the text was asked."""
    body = body_of(text)
    evidence = {"issuer": [Evidence(page=1, text=issuer, confidence=confidence)]} if issuer else {}
    header = Header(issuer=issuer, evidence=evidence)
    doubts = settle_issuer(header, [MISSING], analyse(body.text, None), body)
    return header, [doubt.code for doubt in doubts]


def test_the_office_that_speaks_in_the_text_is_the_issuer() -> None:
    header, codes = settled(SPEAKS)
    assert (header.issuer, codes) == ("Sở Nông nghiệp", ["issuer_inferred"])


def test_the_words_it_was_taken_from_are_its_evidence() -> None:
    header, _codes = settled(SPEAKS)
    assert [place.text for place in header.evidence["issuer"]] == ["Sở Nông nghiệp"]


def test_a_damaged_name_is_put_right() -> None:
    header, _codes = settled(SPEAKS, "SỞ NÔNG NGHIỆB")
    assert header.issuer == "Sở Nông nghiệp"


def test_another_office_in_the_letterhead_stays() -> None:
    header, codes = settled(SPEAKS, "UBND huyện Suối Vàng")
    assert (header.issuer, codes) == ("UBND huyện Suối Vàng", ["missing"])


def test_a_name_that_is_certain_stays() -> None:
    header, _codes = settled(SPEAKS, "SỞ NÔNG NGHIỆB", confidence=1.0)
    assert header.issuer == "SỞ NÔNG NGHIỆB"


def test_where_no_office_speaks_nothing_is_settled() -> None:
    header, codes = settled("Các xã rà soát hồ chứa.")
    assert (header.issuer, codes) == (None, ["missing"])


def test_the_office_that_speaks_most_often_is_taken() -> None:
    header, _codes = settled(f"Phòng Y tế đề nghị các xã báo cáo. {SPEAKS} {SPEAKS}")
    assert header.issuer == "Sở Nông nghiệp"
