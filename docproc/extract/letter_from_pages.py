"""From the pages of a file, as read, to the structured letter. The one entry of this room."""

from __future__ import annotations

from docproc.extract.blocks import Body, build_body
from docproc.extract.citations import find_citations
from docproc.extract.columns import rows_apart
from docproc.extract.event import find_event
from docproc.extract.foot import read_addressees, read_recipients, read_signer
from docproc.extract.header import read_header
from docproc.extract.nlp import analyse, dates_of
from docproc.extract.rows import Row, rows_of, rows_of_looks
from docproc.extract.tasks import LetterFacts, find_tasks
from docproc.extract.zones import Zones, find_zones
from docproc.letter import Citation, Header, Letter, PageNote
from docproc.page import Page


def letter_from_pages(pages: list[Page], file: str, page_count: int) -> Letter:
    """The letter that the pages hold; `file` is the name it came under, `page_count` the pages of the file."""
    zones = find_zones(rows_apart(rows_of(pages)))
    body = build_body(zones.body)
    header, doubts = read_header(zones, body.text, rows_of_looks(pages[:1], "head"))
    addressees = read_addressees(zones.addressees)
    doc = analyse(body.text, header.issue_date)
    facts = LetterFacts(header.issuer, header.doc_type, addressees)
    tasks, task_doubts, report_due = find_tasks(doc, body, facts)
    signer, signer_doubts = read_signer(zones.signature, _signature_looks(pages, zones))
    return Letter(
        file=file,
        pages=page_count,
        header=header,
        addressees=addressees,
        citations=_citations(zones, body, header),
        tasks=tasks,
        report_due=report_due,
        event=find_event(doc, body, header.doc_type, dates_of(doc)),
        signer=signer,
        recipients=read_recipients(zones.recipients),
        page_notes=[_note(page) for page in pages],
        doubts=doubts + task_doubts + signer_doubts,
    )


def _signature_looks(pages: list[Page], zones: Zones) -> list[list[Row]]:
    """The second readings of the signature block of this letter, not of a letter annexed to it."""
    foot = (zones.signature + zones.recipients)[:1]
    last = foot[0].page if foot else len(pages)
    return rows_of_looks([page for page in pages if page.number == last], "signature")


def _note(page: Page) -> PageNote:
    confidences = [word.confidence for line in page.lines for word in line.words]
    mean = round(sum(confidences) / len(confidences), 3) if confidences else 0.0
    return PageNote(page=page.number, source=page.source, reason=page.reason, confidence=mean, problem=page.problem)


def _citations(zones: Zones, body: Body, header: Header) -> list[Citation]:
    """Documents cited in the body, then those that only the subject or an annex cites; not the letter itself."""
    own = f"{header.number}/{header.symbol}".lower()
    found: dict[str, Citation] = {}
    for part in (body, build_body(zones.subject), build_body(zones.after)):
        for cited in find_citations(part.text):
            if cited.number.lower() == own:
                continue
            found.setdefault(
                cited.number.lower(),
                Citation(
                    number=cited.number,
                    type=cited.type,
                    date=cited.date,
                    evidence=part.evidence(cited.start, cited.end),
                ),
            )
    return list(found.values())
