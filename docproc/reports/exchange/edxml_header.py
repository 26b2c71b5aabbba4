"""The header of an edXML message (QCVN 102:2016/BTTTT) as plain data.

Names follow the standard: a field `organ_id` is the element `OrganId`. JSON has the same names as the elements.
Field order is the order of the elements.
"""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_pascal

Day = Annotated[Date, BeforeValidator(lambda day: day.replace("/", "-") if isinstance(day, str) else day)]
"""A day; `2023/09/14` in XML, `2023-09-14` in JSON."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", alias_generator=to_pascal, populate_by_name=True)


class Organ(_Part):
    """An office in the exchange; `organ_id` is its code (`000.00.20.H13`), empty where it is not known."""

    organ_id: str = ""
    organization_in_charge: str | None = None
    organ_name: str
    organ_add: str | None = None
    email: str | None = None
    telephone: str | None = None
    fax: str | None = None
    website: str | None = None


class Code(_Part):
    """Number and symbol (số, ký hiệu)."""

    code_number: str
    code_notation: str


class Promulgation(_Part):
    """Where and when the document was issued."""

    place: str | None = None
    promulgation_date: Day


class DocumentType(_Part):
    """The kind of document (tên loại)."""

    type: int | None = None
    type_detail: int | None = None
    type_name: str


class SignerInfo(_Part):
    """Who signed; `competence` holds what stands before the post (`KT. CHỦ TỊCH`)."""

    competence: str | None = None
    position: str | None = None
    full_name: str | None = None


class Appendixes(_Part):
    """The names of attached papers."""

    appendix: list[str] = Field(default_factory=list)


class OtherInfo(_Part):
    """Urgency (0 none to 4), sphere, numbers of copies and pages, attached papers."""

    priority: int | None = None
    sphere_of_promulgation: str | None = None
    typer_notation: str | None = None
    promulgation_amount: int | None = None
    page_amount: int | None = None
    direction: str | None = None
    appendixes: Appendixes | None = None


class ResponseFor(_Part):
    """The document that this one answers; `code` is number/symbol."""

    organ_id: str = ""
    code: str
    promulgation_date: Day
    document_id: str | None = None


class ToPlaces(_Part):
    """Nơi nhận."""

    place: list[str] = Field(default_factory=list)


class MessageHeader(_Part):
    """What the exchange tells of a document."""

    sender: Organ = Field(alias="From")
    receivers: list[Organ] = Field(alias="To", default_factory=list)
    document_id: str | None = None
    code: Code
    promulgation_info: Promulgation
    document_type: DocumentType
    subject: str
    content: str | None = None
    signer_info: SignerInfo | None = None
    due_date: Day | None = None
    other_info: OtherInfo | None = None
    response_for: list[ResponseFor] = Field(default_factory=list)
    steering_type: int | None = None
    to_places: ToPlaces | None = None

    def to_json(self) -> str:
        """The header as JSON text, without what it does not have."""
        return self.model_dump_json(by_alias=True, exclude_none=True, indent=1) + "\n"
