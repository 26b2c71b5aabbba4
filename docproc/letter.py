"""The result of reading a letter. Pure data (pydantic), JSON in and out.

Field names are the contract of docs/contract.md. Every value carries its evidence: where on the page it
stood and the words as read. What a person should look at is a `Doubt` with its reason, which is put into words
where it is shown.
Confidences are 0 to 1: of evidence, what OCR says of its words; of values, the share of such values that are
right (docs/confidence.md). Dates are ISO 8601 (2023-09-14); times HH:MM.
"""

from __future__ import annotations

from datetime import date as Date
from string import Formatter
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, computed_field, model_validator

from docproc.messages import translate
from docproc.page import Origin, Verdict

LeadSource = Literal["item", "block", "heading", "lead_in", "earlier", "letter", "addressees", "column", "none"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Evidence(_Model):
    """Where a value was read: page from 1, box in points from the top left (None for plain text).

    `origin`: `page`, or `form_field` or `typed` when some of the words were put over the page
    (`docproc.page.Word`).
    """

    page: int
    box: tuple[float, float, float, float] | None = None
    text: str
    confidence: float = 1.0
    origin: Origin = "page"


class Doubt(_Model):
    """Something a person should look at. `field` is a path such as `header.number` or `tasks[3].deadline`.

    `code` names the kind of doubt. `message` says why in English, with places for `details`; it is the id of the
    sentence in the catalogues, so that a letter read in one language can be shown in another. `reason` is that
    sentence, also in JSON; JSON that has only the sentence (docproc wrote it so at first) keeps it as it is.
    """

    field: str
    code: str
    message: str
    details: dict[str, str | int] = Field(default_factory=dict)
    evidence: list[Evidence] = Field(default_factory=list)

    @computed_field  # type: ignore[prop-decorator]  # mypy knows no decorated properties
    @property
    def reason(self) -> str:
        """Why, as a sentence in the language in force."""
        return self.in_words()

    def in_words(self, lang: str | None = None) -> str:
        """Why, as a sentence in the given language (`vi` or `en`; None = the one in force)."""
        words = translate(self.message, lang)
        return words.format(**self.details) if self.details else words

    @model_validator(mode="before")
    @classmethod
    def _reason_is_made_anew(cls, given: Any) -> Any:
        if not isinstance(given, dict) or "reason" not in given:
            return given
        return {"message": given["reason"]} | {name: value for name, value in given.items() if name != "reason"}

    @model_validator(mode="after")
    def _details_fill_the_message(self) -> Self:
        """Found here, where a file is at fault, and not in the middle of a report."""
        for _text, name, form, conversion in Formatter().parse(self.message) if self.details else ():
            if name is None:
                continue
            if form or conversion or not name.isidentifier():  # a width of 10^10 would fill the memory
                raise ValueError(f"{{{name}}} is no plain place for a detail")
            if name not in self.details:
                raise ValueError(f"details lack {name}")
        return self


class Office(_Model):
    """An office or person as written, and how it is meant.

    scope: `named` (one office), `class` (UBND các xã), `remainder` (các … còn lại), `described` (the
    office that has some property), `vague` (các đơn vị liên quan). `name` is as written; `canonical` its form
    in full where that differs, `since_2025` what it is called since the communes and provinces were merged on
    1 July 2025, where that is known and differs.
    """

    name: str
    scope: Literal["named", "class", "remainder", "described", "vague"] = "named"
    via: str | None = None
    canonical: str | None = None
    since_2025: str | None = None
    confidence: float = 1.0
    evidence: list[Evidence] = Field(default_factory=list)


class Citation(_Model):
    """Another document that the letter cites by its number."""

    number: str
    type: str | None = None
    date: Date | None = None
    confidence: float = 1.0
    evidence: list[Evidence] = Field(default_factory=list)


class Deadline(_Model):
    """By when something must be done.

    `date` is the day named in the letter; with `inclusive` False ("trước ngày D") the last day is the day
    before. `last_working_day` is `last_day` or the working day before it. `rrule` (RFC 5545) is set for
    recurring deadlines, which have no `date`.
    """

    text: str
    date: Date | None = None
    time: str | None = None
    inclusive: bool | None = None
    last_day: Date | None = None
    last_working_day: Date | None = None
    type: str = "absolute"
    rrule: str | None = None
    year_inferred: bool = False
    send_to: str | None = None
    confidence: float = 1.0
    evidence: list[Evidence] = Field(default_factory=list)


class Task(_Model):
    """Something that an office or a person is told to do. `text` is as written, line breaks joined.

    `lead_from` says where the lead was found: `item` (in the task itself), `block` (earlier in the paragraph),
    `heading`, `lead_in`, `earlier` (the last task that named its own), `letter` (whom the letter asks, or what it
    is about), `addressees`, `column` (of a table) or `none`. `margin` and `lead_margin` are the natural-log
    odds that the models give to its being a task and to its lead (None where no model decided).
    """

    id: str
    page: int
    text: str
    kind: Literal["action", "report", "attend", "prohibition", "continuing"] = "action"
    lead: list[Office] = Field(default_factory=list)
    lead_from: LeadSource | None = None
    margin: float | None = None
    lead_margin: float | None = None
    coordinate: list[Office] = Field(default_factory=list)
    deadline: Deadline | None = None
    recurrence: str | None = None
    deliverable: str | None = None
    send_to: str | None = None
    attachment: bool = False
    confidence: float = 1.0
    evidence: list[Evidence] = Field(default_factory=list)


class Event(_Model):
    """A meeting that the letter invites to. `start` and `end` are ISO 8601, with or without the hour.

    `invited` are those the letter lists or names as invited; `prepare` the ids of tasks before the meeting.
    """

    start: str | None = None
    end: str | None = None
    place: str | None = None
    invited: list[str] = Field(default_factory=list)
    prepare: list[str] = Field(default_factory=list)
    evidence: list[Evidence] = Field(default_factory=list)


class Signer(_Model):
    """Who signed. `authority` holds the lines above the name, as printed; `confidence` is keyed by field."""

    name: str | None = None
    position: str | None = None
    authority: list[str] = Field(default_factory=list)
    confidence: dict[str, float] = Field(default_factory=dict)
    evidence: list[Evidence] = Field(default_factory=list)


class Header(_Model):
    """What the letterhead says. `evidence` and `confidence` are keyed by the name of the field."""

    doc_type: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    issuer_parent: str | None = None
    place: str | None = None
    issue_date: Date | None = None
    subject: str | None = None
    urgency: str | None = None
    secrecy: str | None = None
    handwritten: list[str] = Field(default_factory=list)
    confidence: dict[str, float] = Field(default_factory=dict)
    evidence: dict[str, list[Evidence]] = Field(default_factory=dict)


class Attachment(_Model):
    """A further letter in the same file, such as the one that is passed on. Its pages count from 1.

    Its tasks stand in `Letter.tasks`, marked `attachment`; `task_ids` are their ids.
    """

    first_page: int
    last_page: int
    header: Header = Field(default_factory=Header)
    addressees: list[Office] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    task_ids: list[str] = Field(default_factory=list)
    report_due: Deadline | None = None
    event: Event | None = None
    signer: Signer = Field(default_factory=Signer)
    recipients: list[Office] = Field(default_factory=list)


class Instruction(_Model):
    """What somebody of the receiving office typed over the scan (a text annotation of the PDF).

    Its tasks are apart from those of the letter: who wrote them is not who signed it.
    """

    text: str
    page: int
    box: tuple[float, float, float, float] | None = None
    author: str | None = None
    written: str | None = None
    tasks: list[Task] = Field(default_factory=list)


class DigitalSignature(_Model):
    """A digital signature of the PDF. `signed_at` is the time it claims, ISO 8601 with its zone.

    `unchanged`: whether the bytes it covers are as they were signed (not whether the certificate is trusted);
    None when that could not be checked. `covers_file`: whether nothing was added after it.
    """

    signer: str | None = None
    organisation: str | None = None
    signed_at: str | None = None
    unchanged: bool | None = None
    covers_file: bool | None = None
    problem: str | None = None


class PageNote(_Model):
    """Where the words of a page came from and why; `problem` when the page could not be read.

    `turned`: degrees clockwise (0, 90, 180, 270) by which the page was turned to stand upright; boxes are
    those of the upright page. `aside`: texts of the page that run another way than its lines, and watermarks.
    `reason` is one of `docproc.page.PageReason`, but in letters that other versions read. `verdict`: what the
    text was judged to be that the file gives for the page, None where that was not asked; `readers`: what looked
    at its image, `own` (docproc's line reader), `vie` and `script` (Tesseract); in letters of earlier versions
    also `ctc`, a line recogniser of a package. `words` counts the words of the page, `unsure` those that were not
    read clearly, `dpi` is how fine its scan is (None where it is no scan, or does not say); all three are None in
    letters that earlier versions read.
    """

    page: int
    source: str
    reason: str
    confidence: float
    problem: str | None = None
    turned: int = 0
    aside: list[str] = Field(default_factory=list)
    verdict: Verdict | None = None
    readers: list[str] = Field(default_factory=list)
    words: int | None = None
    unsure: int | None = None
    dpi: int | None = None


class Letter(_Model):
    """One official letter, structured."""

    file: str
    pages: int
    header: Header = Field(default_factory=Header)
    addressees: list[Office] = Field(default_factory=list)
    citations: list[Citation] = Field(default_factory=list)
    tasks: list[Task] = Field(default_factory=list)
    report_due: Deadline | None = None
    event: Event | None = None
    signer: Signer = Field(default_factory=Signer)
    recipients: list[Office] = Field(default_factory=list)
    attachments: list[Attachment] = Field(default_factory=list)
    instructions: list[Instruction] = Field(default_factory=list)
    signatures: list[DigitalSignature] = Field(default_factory=list)
    page_notes: list[PageNote] = Field(default_factory=list)
    doubts: list[Doubt] = Field(default_factory=list)

    def to_json(self) -> str:
        """The letter as JSON text, UTF-8 letters kept, fields in the order of this module."""
        return self.model_dump_json(indent=1) + "\n"
