"""Letters as the fields that Nghị định 30/2020/NĐ-CP, Phụ lục VI, part II asks of document systems: JSON and CSV.

Names, types and lengths are data (models/nd30_fields.toml). A value longer than the decree allows is cut, and its
note says so; what is not known is left empty.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import date as Date
from typing import Any

from docproc.cells import harmless
from docproc.records import RegisteredLetter
from docproc.reports.exchange.edxml import priority
from docproc.reports.rules.nd30_fields import DecreeField, Nd30Fields
from docproc.reports.wording.phrases import one_line, shortened
from docproc.rules import load

Values = dict[str, str | int | None]


def values_of(record: RegisteredLetter) -> Values:
    """The fields by the decree's names, groups left out; only fields of the decree, in its order."""
    letter, header = record.letter, record.letter.header
    due = letter.report_due
    known: dict[str, str | int | Date | None] = {
        "TypeName": header.doc_type,
        "CodeNumber": header.number,
        "CodeNotation": header.symbol,
        "IssuedDate": header.issue_date,
        "OrganName": header.issuer,
        "Subject": header.subject,
        "Language": load(Nd30Fields).language,
        "PageAmount": letter.pages,
        "Description": record.note,
        "ArrivalDate": record.arrived_on if record.registered else None,
        "ArrivalNumber": record.arrival_number if record.registered else None,
        "Position": letter.signer.position,
        "FullName": letter.signer.name,
        "Priority": priority(header),
        "ToPlaces": record.given_to,
        "DueDate": due.last_day if due else None,
    }
    cut = [field.name for field in _fields() if _too_long(field, known.get(field.name))]
    if cut:
        known["Description"] = "; ".join(filter(None, [record.note, f"Đã rút gọn: {', '.join(cut)}"]))
    return {field.name: _fitted(field, known.get(field.name)) for field in _fields()}


def to_json(records: Iterable[RegisteredLetter]) -> str:
    """A JSON list of documents, groups (FileCode, SignerInfo) as objects."""
    return json.dumps([_grouped(values_of(record)) for record in records], ensure_ascii=False, indent=1) + "\n"


def to_csv(records: Iterable[RegisteredLetter]) -> str:
    """CSV, a document a line; the fields of groups as `SignerInfo.Position`."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_path(field) for field in _fields()])
    for record in records:
        writer.writerow([harmless(value) for value in values_of(record).values()])
    return text.getvalue()


def _fields() -> tuple[DecreeField, ...]:
    return load(Nd30Fields).field


def _path(field: DecreeField) -> str:
    return f"{field.group}.{field.name}" if field.group else field.name


def _grouped(values: Values) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    for field in _fields():
        place = whole.setdefault(field.group, {}) if field.group else whole
        place[field.name] = values[field.name]
    return whole


def _too_long(field: DecreeField, value: object) -> bool:
    return isinstance(value, str) and field.length is not None and len(one_line(value)) > field.length


def _fitted(field: DecreeField, value: str | int | Date | None) -> str | int | None:
    if isinstance(value, Date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str):
        text = one_line(value)
        if field.length is not None and len(text) > field.length:
            return shortened(text, field.length - 1)
        return text or None
    return value
