"""Names of offices that differ a little: one office read in two ways, or two."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.same_office import as_addressed, without
from docproc.letter import Evidence, Office


def office(name: str, confidence: float) -> Office:
    return Office(name=name, evidence=[Evidence(page=1, text=name, confidence=confidence)])


@pytest.mark.parametrize(
    ("read", "confidence", "name"),
    [
        ("Ubnd xã Bản Mây", 1.0, "UBND xã Bản Mây"),
        ("Ủy ban nhân dân xã Bản Mây", 1.0, "Ủy ban nhân dân xã Bản Mây"),  # written in the words of the task
        ("UBND xã Bàn Mây", 0.9, "UBND xã Bản Mây"),
        ("UBND xã Bàn Mây", 1.0, "UBND xã Bàn Mây"),
        ("UBND xã Quảng Bình", 0.9, "UBND xã Quảng Bình"),
    ],
)
def test_an_office_goes_by_its_name_among_the_addressees(read: str, confidence: float, name: str) -> None:
    addressees = [office("UBND xã Bản Mây", confidence), office("UBND xã Quang Bình", confidence)]
    assert as_addressed(office(read, confidence), addressees).name == name


def test_a_partner_whose_name_differs_by_a_mark_is_not_lost() -> None:
    leads = [office("UBND xã Tân Lập", 1.0)]
    partners = [office("UBND xã Tân Lạp", 1.0), office("Ubnd xã Tân Lập", 1.0)]
    assert [partner.name for partner in without(partners, leads)] == ["UBND xã Tân Lạp"]


def test_a_partner_that_ocr_read_in_another_way_is_the_lead() -> None:
    assert without([office("Sở Y té", 0.9)], [office("Sở Y tế", 0.9)]) == []
