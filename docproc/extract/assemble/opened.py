"""A letter opened: its zones, its head and whom it addresses, and its body and annex as analysed texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from docproc.extract.assemble.facts import LetterFacts, Text
from docproc.extract.assemble.foot import addressee_doubts, read_addressees
from docproc.extract.assemble.header import read_header
from docproc.extract.assemble.issuer import settle_issuer
from docproc.extract.assemble.labels import labelled_blocks
from docproc.extract.assemble.written import written_figures
from docproc.extract.layout.annexes import annex_text
from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.columns import rows_apart
from docproc.extract.layout.notes import without_footnotes
from docproc.extract.layout.rows import Row, rows_of, rows_of_looks
from docproc.extract.layout.several.letterheads import letters_of
from docproc.extract.layout.several.sheets import sheets_of
from docproc.extract.layout.tables import without_tables
from docproc.extract.layout.zones import Zones, find_zones
from docproc.extract.mentions.nlp import analyse
from docproc.letter import Doubt, Header
from docproc.page import Page


@dataclass(frozen=True, slots=True)
class OpenedLetter:
    """One letter of a file before its tasks are looked for. `notes` are the footnotes of its body."""

    zones: Zones
    header: Header
    facts: LetterFacts
    doubts: list[Doubt]
    text: Text
    annex: Text
    notes: list[Row]


def opened_letter(rows: list[Row], pages: list[Page]) -> OpenedLetter:
    """One letter from its rows, which stand on some of the pages."""
    zones = find_zones(rows_apart(rows))
    running, notes = without_footnotes(zones.body)
    body = build_body(without_tables(running))
    own = numbered(pages, rows[0].page if rows else 1)
    written = written_figures([row for look in rows_of_looks(own, "written") for row in look])
    stamps = [row for look in rows_of_looks(own, "stamp") for row in look]
    header, doubts = read_header(zones, body.text, rows_of_looks(own, "head"), written, stamps)
    doc = analyse(body.text, header.issue_date)
    doubts = settle_issuer(header, doubts, doc, body)
    addressees = read_addressees(zones.addressees)
    doubts += addressee_doubts(zones.addressees, zones.unsure_names, addressees)
    # In an invitation the labels of a plan say who chairs the meeting and when it is.
    taken = labelled_blocks(body) if header.doc_type != "Giấy mời" else frozenset()
    facts = LetterFacts(header.issuer, header.doc_type, addressees, header.subject)
    return OpenedLetter(
        zones, header, facts, doubts, Text(doc, body, taken=taken), _annex(zones, header.issue_date), notes
    )


def _annex(zones: Zones, issued: Date | None) -> Text:
    """What follows the signature: annexes, and what a decision promulgates."""
    foot = (zones.signature + zones.recipients)[:1]
    body = build_body(annex_text(zones.after, foot[0].page if foot else 0))
    return Text(analyse(body.text, issued), body, annex=True)


def opened_letters(pages: list[Page]) -> list[OpenedLetter]:
    """All letters that the pages of a file hold."""
    sheets, _doubts = sheets_of(pages)
    return [opened_letter(rows, sheets) for rows in letters_of(rows_of(sheets))]


def numbered(pages: list[Page], number: int) -> list[Page]:
    """The page (or its copies) with that number."""
    return [page for page in pages if page.number == number]
