"""From the pages of a file, as read, to the structured letter. The one entry of this room."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.extract.assignment import tasks_from_tables
from docproc.extract.blocks import Body, build_body
from docproc.extract.citations import find_citations
from docproc.extract.columns import rows_apart
from docproc.extract.event import find_event
from docproc.extract.foot import read_addressees, read_recipients, read_signer
from docproc.extract.header import read_header
from docproc.extract.issuer import settle_issuer
from docproc.extract.labels import labelled_blocks, tasks_from_labels
from docproc.extract.nlp import analyse
from docproc.extract.rows import Row, rows_of, rows_of_looks
from docproc.extract.tables import without_tables
from docproc.extract.tasks import LetterFacts, find_tasks
from docproc.extract.zones import Zones, find_zones
from docproc.letter import Citation, Deadline, Doubt, Event, Header, Letter, Office, PageNote, Task
from docproc.page import Page


def letter_from_pages(pages: list[Page], file: str, page_count: int) -> Letter:
    """The letter that the pages hold; `file` is the name it came under, `page_count` the pages of the file.

    The first letterhead starts the letter. Tasks of a letter annexed to it are marked `attachment`.
    """
    zones = find_zones(rows_apart(rows_of(pages)))
    body = build_body(without_tables(zones.body))
    header, addressees, content, doubts = _read_letter(zones, body, rows_of_looks(pages[:1], "head"))
    signer, signer_doubts = read_signer(zones.signature, _signature_looks(pages, zones))
    return Letter(
        file=file,
        pages=page_count,
        header=header,
        addressees=addressees,
        citations=_citations(zones, body, header),
        tasks=content.tasks + _annexed_tasks(zones, len(content.tasks)),
        report_due=content.report_due,
        event=content.event,
        signer=signer,
        recipients=read_recipients(zones.recipients),
        page_notes=[_note(page) for page in pages],
        doubts=doubts + signer_doubts,
    )


@dataclass(frozen=True, slots=True)
class _Content:
    """What the body of one letter asks for."""

    tasks: list[Task]
    report_due: Deadline | None
    event: Event | None


def _read_letter(
    zones: Zones, body: Body, looks: list[list[Row]]
) -> tuple[Header, list[Office], _Content, list[Doubt]]:
    """Header, addressees and content of one letter, with the doubts about them."""
    header, doubts = read_header(zones, body.text, looks)
    addressees = read_addressees(zones.addressees)
    doc = analyse(body.text, header.issue_date)
    doubts = settle_issuer(header, doubts, doc, body)
    facts = LetterFacts(header.issuer, header.doc_type, addressees)
    tasks, task_doubts, report_due = find_tasks(doc, body, facts, labelled_blocks(body))
    labelled, label_doubts = tasks_from_labels(body, header.issue_date, first=len(tasks))
    tasks += labelled
    tabled, table_doubts = tasks_from_tables(zones.body, header.issue_date, first=len(tasks))
    content = _Content(tasks + tabled, report_due, find_event(doc, body, header.doc_type))
    return header, addressees, content, doubts + task_doubts + label_doubts + table_doubts


def _annexed_tasks(zones: Zones, first: int) -> list[Task]:
    """The tasks of a letter that follows the signature block; forms and lists without a letterhead have none."""
    if not zones.after:
        return []
    annexed = find_zones(rows_apart(zones.after))
    if not (annexed.motto_seen and annexed.number):
        return []
    body = build_body(without_tables(annexed.body))
    _, _, content, _ = _read_letter(annexed, body, [])
    return [
        task.model_copy(update={"attachment": True, "id": str(first + n)})
        for n, task in enumerate(content.tasks, start=1)
    ]


def _signature_looks(pages: list[Page], zones: Zones) -> list[list[Row]]:
    """The second readings of the signature block of this letter, not of a letter annexed to it."""
    foot = (zones.signature + zones.recipients)[:1]
    last = foot[0].page if foot else len(pages)
    return rows_of_looks([page for page in pages if page.number == last], "signature")


def _note(page: Page) -> PageNote:
    confidences = [word.confidence for line in page.lines for word in line.words]
    mean = round(sum(confidences) / len(confidences), 3) if confidences else 0.0
    return PageNote(
        page=page.number, source=page.source, reason=page.reason, confidence=mean, problem=page.problem
    )


def _citations(zones: Zones, body: Body, header: Header) -> list[Citation]:
    """Documents cited in the body, then those that only the subject or an annex cites; not the letter itself."""
    own = f"{header.number}/{header.symbol}".lower()
    found: dict[str, Citation] = {}
    for part in (body, build_body(zones.subject), build_body(zones.after)):
        for cited in find_citations(part.text):
            if cited.number.lower() != own:
                evidence = part.evidence(cited.start, cited.end)
                citation = Citation(number=cited.number, type=cited.type, date=cited.date, evidence=evidence)
                found.setdefault(cited.number.lower(), citation)
    return list(found.values())
