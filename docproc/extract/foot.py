"""Addressees, recipients and the signature block: lists and names from their zones."""

from __future__ import annotations

import re

from docproc.extract.names import begins_with_family_name, person_name, position_of
from docproc.extract.rows import Row, evidence_of, is_upper, says
from docproc.language.normalise import fold
from docproc.letter import Doubt, Office, Signer
from docproc.messages import _
from docproc.resources import load_rules

_BULLET = re.compile(r"^[^\w(]{1,4}\s*|^[+]\s*")
_ENDS = " .,;:-–—~_'\"|"


def list_items(rows: list[Row], label: str) -> list[tuple[str, list[Row]]]:
    """The items of "Kính gửi" or "Nơi nhận" with their rows; lines without a bullet go on with the one above.

    `label` is the folded regular expression of the words before the list.
    """
    items: list[tuple[str, list[Row]]] = []
    for row in rows:
        text = _without_label(row, label)
        if not text.strip(_ENDS):
            continue
        bullet = _BULLET.match(text)
        if bullet or not items or _item_over(items[-1][0]):
            items.append((text[bullet.end() :] if bullet else text, [row]))
        else:
            name, above = items[-1]
            items[-1] = (f"{name} {text}", [*above, row])
    return [(clean, at) for name, at in items if (clean := _clean_item(name))]


def _clean_item(name: str) -> str:
    name = re.sub(r"\s*[;.]\s*\W*$", "", name)
    return name.strip(_ENDS)


def _without_label(row: Row, label: str) -> str:
    match = re.search(label, row.folded)
    return row.text[match.end() :].strip() if match else row.text


def _item_over(text: str) -> bool:
    return text.rstrip().endswith((";", "."))


def read_addressees(rows: list[Row]) -> list[Office]:
    """To whom the letter is addressed (Kính gửi, box 9a), as written."""
    return _offices(list_items(rows, r"k.nh\s*g.{1,4}?\s*[:;.]|k.nh\s*g.{1,4}\s*$|^\W*k.nh\s*moi\s*:"))


def read_recipients(rows: list[Row]) -> list[Office]:
    """Who gets a copy (Nơi nhận, box 9b), as written, with the archive line."""
    return _offices(list_items(rows, r"n.i\s*nh.n\s*[:;.,]|n.i\s*nh.n\s*$"))


def _offices(items: list[tuple[str, list[Row]]]) -> list[Office]:
    return [Office(name=name, evidence=evidence_of(rows)) for name, rows in items]


def read_signer(rows: list[Row]) -> tuple[Signer, list[Doubt]]:
    """Authority lines, position and name from the signature block (boxes 7a, 7b)."""
    authority: list[str] = []
    position: str | None = None
    named: tuple[str, Row] | None = None
    for row in rows:
        found = position_of(row.text)
        if is_upper(row.text) and (found or says("authority", row) or says("position", row) or not named):
            if found or says("authority", row):
                authority.append(_authority_line(row.text))
                position = found or position
        elif (name := person_name(row.text)) and not _is_office_line(row):
            named = (name, row)
    signer = Signer(
        name=named[0] if named else None,
        position=position,
        authority=authority,
        evidence=evidence_of(rows),
    )
    return signer, _signer_doubts(signer, named[1] if named else None, rows)


def _authority_line(text: str) -> str:
    return re.sub(r"^\W+|[\s,;:.\-–]+$", "", re.sub(r"^(\W*(?:TM|KT|TL|TUQ))\s*[.,]\s*", r"\1. ", text))


def _is_office_line(row: Row) -> bool:
    heads = tuple(fold(h) + " " for h in load_rules("names")["heads"])
    return (row.folded + " ").lstrip().startswith(heads) and len(row.text.split()) > 3


def _signer_doubts(signer: Signer, row: Row | None, rows: list[Row]) -> list[Doubt]:
    doubts: list[Doubt] = []
    if signer.name is None:
        reason = _("The signer's name was not found; a seal may cover it")
        doubts.append(Doubt(field="signer.name", code="not_found", reason=reason, evidence=evidence_of(rows)))
    elif row is not None:
        unsure = row.line.confidence < load_rules("confidence")["signer"]
        if unsure or not begins_with_family_name(signer.name):
            reason = _("The signer's name {name} was read from unclear print; please compare", name=signer.name)
            doubts.append(Doubt(field="signer.name", code="name_unsure", reason=reason, evidence=evidence_of([row])))
    if signer.position is None and rows:
        reason = _("The signer's position was not found; a seal may cover it")
        doubts.append(Doubt(field="signer.position", code="not_found", reason=reason, evidence=evidence_of(rows)))
    return doubts
