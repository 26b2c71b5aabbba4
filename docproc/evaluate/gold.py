"""What is compared of a letter: the form of an annotation, and of a prediction as far as it counts."""

from __future__ import annotations

from typing import Any, cast

from pydantic import BaseModel, ConfigDict

LetterData = dict[str, Any]


class _Part(BaseModel):
    """More may be there (evidence, remarks), and everything may be left out."""

    model_config = ConfigDict(extra="ignore")


class _Office(_Part):
    name: str | None = None


_Offices = list[str | _Office] | None


class _Header(_Part):
    doc_type: str | None = None
    number: str | int | None = None
    symbol: str | None = None
    issue_date: str | None = None
    issuer: str | None = None
    place: str | None = None
    subject: str | None = None
    urgency: str | None = None
    handwritten: list[str] | None = None


class _Signer(_Part):
    name: str | None = None
    position: str | None = None


class _Deadline(_Part):
    date: str | None = None


class _Task(_Part):
    text: str | None = None
    lead: _Offices = None
    coordinate: _Offices = None
    deadline: _Deadline | None = None
    optional: bool | None = None


class _Citation(_Part):
    number: str | None = None


class _Event(_Part):
    start: str | None = None


class _Doubt(_Part):
    field: str | None = None


class _Letter(_Part):
    header: _Header | None = None
    signer: _Signer | None = None
    addressees: _Offices = None
    recipients: _Offices = None
    citations: list[_Citation] | None = None
    tasks: list[_Task] | None = None
    report_due: _Deadline | None = None
    event: _Event | None = None
    doubts: list[_Doubt] | None = None


def checked_letter(data: object) -> LetterData:
    """The letter as it is, when it has the types that the comparison needs. Raises pydantic's ValidationError."""
    _Letter.model_validate(data)
    return cast("LetterData", data)
