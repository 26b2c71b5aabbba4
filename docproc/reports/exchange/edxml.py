"""edXML (QCVN 102:2016/BTTTT): the header of a letter, of its answer, and back; checked against our schema.

The schema (models/edxml_header.xsd) is written after the standard (domain notes 1.8). Files from outside are
parsed without entities, DTD or network, under the size limit of text files.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date as Date
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

from lxml import etree
from pydantic import BaseModel

from docproc.errors import NotAllowed, NotAnExchangeFile, NotForExchange, NotFound, TooLarge
from docproc.letter import Deadline, Header, Letter, Office, Signer
from docproc.messages import LibraryWords, _
from docproc.reports.exchange.edxml_header import (
    Code,
    DocumentType,
    MessageHeader,
    Organ,
    OtherInfo,
    Promulgation,
    ResponseFor,
    SignerInfo,
    ToPlaces,
)
from docproc.reports.names.office_names import key_of
from docproc.reports.rules.edxml import EdxmlRules
from docproc.reports.rules.reply import ReplyRules
from docproc.reports.wording.phrases import one_line, padded_number, shortened
from docproc.resources import models_dir
from docproc.rules import load
from docproc.settings import load_settings

OrganIds = Mapping[str, str]
"""Codes of offices (mã định danh) by the key of their name (`office_names.key_of`)."""
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2


def header_of(letter: Letter, organ_ids: OrganIds) -> MessageHeader:
    """The header with which the letter travels. Raises NotForExchange where a part that it needs is not known."""
    header = letter.header
    missing = [name for field, name in load(ReplyRules).header_names if not getattr(header, field)]
    if missing or header.issue_date is None:
        raise NotForExchange(letter.file, detail=_("it lacks {fields}", fields=", ".join(missing)))
    sender = _organ(header.issuer or "", organ_ids)
    code = Code(code_number=padded_number(header.number or ""), code_notation=one_line(header.symbol or ""))
    due = letter.report_due.last_day if letter.report_due else None
    return MessageHeader(
        sender=sender,
        receivers=[_organ(office.name, organ_ids) for office in letter.addressees],
        document_id=document_id(sender.organ_id, header.issue_date, code),
        code=code,
        promulgation_info=Promulgation(place=header.place, promulgation_date=header.issue_date),
        document_type=DocumentType(type_name=one_line(header.doc_type or "")),
        subject=shortened(header.subject or "", load(EdxmlRules).subject_length - 1),
        signer_info=_signer(letter.signer),
        due_date=due,
        other_info=OtherInfo(priority=priority(header), page_amount=letter.pages),
        to_places=ToPlaces(place=[one_line(office.name) for office in letter.recipients]),
    )


def answer_header(
    letter: Letter, office: str, code: Code, day: Date, subject: str, organ_ids: OrganIds, doc_type: str
) -> MessageHeader:
    """The header of our answer to `letter`, which it names in ResponseFor.

    `code`, `day`, `subject` and `doc_type` are those of the answer as issued. Raises NotForExchange.
    """
    answered = header_of(letter, organ_ids)
    sender = _organ(office, organ_ids)
    return MessageHeader(
        sender=sender,
        receivers=[answered.sender],
        document_id=document_id(sender.organ_id, day, code),
        code=code,
        promulgation_info=Promulgation(promulgation_date=day),
        document_type=DocumentType(type_name=doc_type),
        subject=shortened(subject, load(EdxmlRules).subject_length - 1),
        response_for=[
            ResponseFor(
                organ_id=answered.sender.organ_id,
                code=f"{answered.code.code_number}/{answered.code.code_notation}",
                promulgation_date=answered.promulgation_info.promulgation_date,
                document_id=answered.document_id,
            )
        ],
    )


def document_id(organ_id: str, day: Date, code: Code) -> str | None:
    """`000.00.00.G22,2015/09/30,7816/VPCP-TTĐT`; None without the code of the office."""
    if not organ_id:
        return None
    return f"{organ_id},{day:%Y/%m/%d},{code.code_number}/{code.code_notation}"


def priority(header: Header) -> int:
    """Mức độ khẩn as the exchange counts it: 0 without a mark."""
    return load(EdxmlRules).priority.get(one_line(header.urgency or "").upper(), 0)


def letter_of(header: MessageHeader, file: str) -> Letter:
    """What a header tells, as a letter (its tasks stand in the document itself)."""
    signer, other = header.signer_info or SignerInfo(), header.other_info or OtherInfo()
    words = {number: mark for mark, number in load(EdxmlRules).priority.items()}
    due = header.due_date
    return Letter(
        file=file,
        pages=other.page_amount or 1,
        header=Header(
            doc_type=header.document_type.type_name,
            number=header.code.code_number,
            symbol=header.code.code_notation,
            issuer=header.sender.organ_name,
            issuer_parent=header.sender.organization_in_charge,
            place=header.promulgation_info.place,
            issue_date=header.promulgation_info.promulgation_date,
            subject=header.subject,
            urgency=words.get(other.priority or 0),
        ),
        addressees=[Office(name=organ.organ_name) for organ in header.receivers],
        report_due=Deadline(text="DueDate", date=due, inclusive=True, last_day=due) if due else None,
        signer=Signer(
            name=signer.full_name,
            position=signer.position,
            authority=[signer.competence] if signer.competence else [],
        ),
        recipients=[Office(name=place) for place in (header.to_places or ToPlaces()).place],
    )


def to_xml(header: MessageHeader, file: str | None = None) -> bytes:
    """The header as an edXML document, UTF-8, without body.

    Raises NotForExchange, which names the letter's `file`, when the schema refuses it.
    """
    name = load(EdxmlRules).namespace
    root = etree.Element(f"{{{name}}}edXML", nsmap={"edXML": name})
    envelope = etree.SubElement(root, f"{{{name}}}edXMLEnvelope")
    holder = etree.SubElement(envelope, f"{{{name}}}edXMLHeader")
    _write(etree.SubElement(holder, f"{{{name}}}MessageHeader"), header, name)
    fault = _schema_fault(root)
    if fault is not None:
        raise NotForExchange(file, detail=fault)
    content: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return content


def read_header(path: Path) -> MessageHeader:
    """The header of an edXML file. Raises NotFound, NotAllowed, TooLarge, NotAnExchangeFile."""
    limit = load_settings().max_text_megabytes
    try:
        if not path.is_file():
            raise NotFound(path)
        size = path.stat().st_size / 1e6
        if size > limit:
            raise TooLarge(path, size=round(size), limit=limit)
        return from_xml(path.read_bytes(), path)
    except FileNotFoundError as error:
        raise NotFound(path) from error
    except PermissionError as error:
        raise NotAllowed(path) from error


def from_xml(content: bytes, path: Path | None = None) -> MessageHeader:
    """The header of an edXML document; `path` only names it in messages. Raises NotAnExchangeFile."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotAnExchangeFile(path, detail=LibraryWords(str(error))) from error
    if root.getroottree().docinfo.doctype:
        raise NotAnExchangeFile(path, detail="DOCTYPE")
    fault = _schema_fault(root)
    if fault is not None:
        raise NotAnExchangeFile(path, detail=LibraryWords(fault))
    name = load(EdxmlRules).namespace
    found = root.find(f"{{{name}}}edXMLEnvelope/{{{name}}}edXMLHeader/{{{name}}}MessageHeader")
    try:
        return MessageHeader.model_validate(_read(found, MessageHeader))
    except ValueError as error:  # a day such as 2023/02/31, which the schema lets through
        raise NotAnExchangeFile(path, detail=LibraryWords(str(error).splitlines()[-1].strip())) from error


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(models_dir() / "edxml_header.xsd"))


def _schema_fault(root: Any) -> str | None:
    """The first thing that the schema refuses, with its line; None when it refuses nothing."""
    schema = _schema()
    if schema.validate(root):
        return None
    fault = schema.error_log[0]
    return f"{fault.line}: {fault.message}".replace(f"{{{load(EdxmlRules).namespace}}}", "")


def _write(element: Any, part: BaseModel, name: str) -> None:
    for field_name, field in type(part).model_fields.items():
        value = getattr(part, field_name)
        for item in value if isinstance(value, list) else [value]:
            if item is None:
                continue
            child = etree.SubElement(element, f"{{{name}}}{field.alias}")
            if isinstance(item, BaseModel):
                _write(child, item, name)
            else:
                child.text = f"{item:%Y/%m/%d}" if isinstance(item, Date) else _NO_XML.sub(" ", str(item))


def _read(element: Any, kind: type[BaseModel]) -> dict[str, Any]:
    """The values of a part by the names of its elements; the schema has already checked what is there."""
    values: dict[str, Any] = {}
    for field in kind.model_fields.values():
        found = [child for child in element if etree.QName(child).localname == field.alias]
        inner = _part_in(field.annotation)
        read = [_read(child, inner) if inner else (child.text or "").strip() for child in found]
        if get_origin(field.annotation) is list:
            values[str(field.alias)] = read
        elif read:
            values[str(field.alias)] = read[0]
    return values


def _part_in(annotation: Any) -> type[BaseModel] | None:
    """The part that a field holds: itself, in a list, or with None."""
    kinds = [annotation, *get_args(annotation)]
    return next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, BaseModel)), None)


def _organ(name: str, organ_ids: OrganIds) -> Organ:
    return Organ(organ_id=organ_ids.get(key_of(name), ""), organ_name=one_line(name))


def _signer(signer: Signer) -> SignerInfo | None:
    if not (signer.name or signer.position):
        return None
    competence = one_line(signer.authority[0]) if signer.authority else None
    return SignerInfo(competence=competence, position=signer.position, full_name=signer.name)
