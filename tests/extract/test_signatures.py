"""Certificates of people tell a signer's name that could not be read, and make sure of one that could."""

from __future__ import annotations

from docproc.extract.assemble.signatures import signer_from_signatures
from docproc.letter import DigitalSignature, Doubt, Signer

UNREAD = Doubt(field="signer.name", code="not_found", message="")
OTHER = Doubt(field="signer.position", code="not_found", message="")


def signed_by(*names: str) -> tuple[DigitalSignature, ...]:
    return tuple(DigitalSignature(signer=name) for name in names)


def test_a_name_that_could_not_be_read_is_that_of_the_certificate_with_a_doubt() -> None:
    signer, doubts = signer_from_signatures(Signer(), [UNREAD, OTHER], signed_by("Lò Văn Khải", "SỞ Y TẾ"))
    assert signer.name == "Lò Văn Khải"
    assert [(d.field, d.code) for d in doubts] == [
        ("signer.position", "not_found"),
        ("signer.name", "name_from_signature"),
    ]


def test_of_two_people_nobody_knows_who_signed_as_the_head() -> None:
    signer, doubts = signer_from_signatures(Signer(), [UNREAD], signed_by("Lò Văn Khải", "Lê Văn Nam"))
    assert (signer.name, doubts) == (None, [UNREAD])


def test_an_office_is_no_signer() -> None:
    assert signer_from_signatures(Signer(), [UNREAD], signed_by("Văn phòng", "Sở Y tế"))[0].name is None


def test_a_name_that_a_certificate_has_too_is_sure() -> None:
    unsure = Doubt(field="signer.name", code="name_unsure", message="")
    assert signer_from_signatures(Signer(name="Lò Văn Khải"), [unsure], signed_by("LÒ VĂN KHẢI"))[1] == []


def test_a_name_that_no_certificate_has_stays_as_it_was_read() -> None:
    unsure = Doubt(field="signer.name", code="name_unsure", message="")
    signer, doubts = signer_from_signatures(Signer(name="Lò Văn Khải"), [unsure], signed_by("Lê Văn Nam"))
    assert (signer.name, doubts) == ("Lò Văn Khải", [unsure])
