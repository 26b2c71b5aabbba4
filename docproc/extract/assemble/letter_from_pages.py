"""From the pages of a file, as read, to the structured letter. The one entry of this room."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.extract.assemble.assignment import tasks_from_tables
from docproc.extract.assemble.confidence import with_confidences
from docproc.extract.assemble.disputed import disputed_doubts
from docproc.extract.assemble.event import event_doubts, find_event
from docproc.extract.assemble.foot import read_recipients
from docproc.extract.assemble.instructions import read_instructions
from docproc.extract.assemble.labels import tasks_from_labels
from docproc.extract.assemble.opened import OpenedLetter, numbered, opened_letter
from docproc.extract.assemble.page_notes import page_doubts, page_note
from docproc.extract.assemble.signatures import (
    date_from_signatures,
    signature_doubts,
    signer_from_signatures,
)
from docproc.extract.assemble.signer import read_signer
from docproc.extract.assemble.tasks import find_tasks
from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.rows import Row, rows_of, rows_of_looks
from docproc.extract.layout.several.belonging import LetterInFile, belonging, belonging_doubt
from docproc.extract.layout.several.letterheads import letters_of
from docproc.extract.layout.several.sheets import sheets_of
from docproc.extract.layout.zones import Zones
from docproc.extract.mentions.citations import citations_of
from docproc.extract.mentions.office_names import named, tasks_named
from docproc.letter import (
    Attachment,
    Citation,
    Deadline,
    DigitalSignature,
    Doubt,
    Event,
    Header,
    Letter,
    Office,
    Signer,
    Task,
)
from docproc.page import Annotation, Page


@dataclass(frozen=True, slots=True)
class _Part:
    """One letter of a file: everything but the tasks of its annexes, which follow its own."""

    header: Header
    addressees: list[Office]
    citations: list[Citation]
    tasks: list[Task]
    report_due: Deadline | None
    event: Event | None
    signer: Signer
    recipients: list[Office]
    doubts: list[Doubt]
    pages: tuple[int, int]
    noise: tuple[str, ...]
    in_file: LetterInFile


def letter_from_pages(
    pages: list[Page],
    file: str,
    page_count: int,
    annotations: tuple[Annotation, ...] = (),
    signatures: tuple[DigitalSignature, ...] = (),
) -> Letter:
    """The letter that the pages hold; `file` is the name it came under, `page_count` the pages of the file.

    The first letterhead starts the letter, further ones start its attachments, whose tasks are marked
    `attachment`. A page that was scanned twice is read once, and pages in the wrong order are put right where
    that is certain; both with a doubt. `annotations` and `signatures` are those of the PDF.
    """
    sheets, sheet_doubts = sheets_of(pages)
    letters = letters_of(rows_of(sheets)) or [[]]
    main = _read_part(letters[0], sheets, first_task=0)
    header, day_doubts = date_from_signatures(main.header, signatures, main.noise)
    signer, main_doubts = signer_from_signatures(main.signer, main.doubts, signatures)
    tasks, doubts = (
        list(main.tasks),
        sheet_doubts
        + [d for d in main_doubts if not _settled(d, main.header, header)]
        + day_doubts
        + signature_doubts(signatures),
    )
    attachments: list[Attachment] = []
    before = [main.in_file]
    for rows in letters[1:]:
        part = _read_part(rows, sheets, first_task=len(tasks))
        doubts += _belonging_doubts(part.in_file, before, len(attachments))
        doubts += [_of_attachment(doubt, len(attachments)) for doubt in part.doubts]
        before.append(part.in_file)
        tasks += [task.model_copy(update={"attachment": True}) for task in part.tasks]
        attachments.append(_attachment(part))
    letter = Letter(
        file=file,
        pages=page_count,
        header=header,
        addressees=main.addressees,
        citations=_all_citations(main, attachments),
        tasks=tasks,
        report_due=main.report_due,
        event=main.event,
        signer=signer,
        recipients=main.recipients,
        attachments=attachments,
        instructions=read_instructions(annotations, header.issue_date),
        signatures=list(signatures),
        page_notes=list(map(page_note, pages)),
        doubts=doubts + page_doubts(pages),
    )
    return with_confidences(
        letter.model_copy(update={"doubts": [*letter.doubts, *disputed_doubts(letter, pages)]})
    )


def _belonging_doubts(letter: LetterInFile, before: list[LetterInFile], index: int) -> list[Doubt]:
    """Whether attachment number `index` (from 0) is one."""
    doubt = belonging_doubt(belonging(letter, before), letter, index)
    return [doubt] if doubt else []


def _read_part(rows: list[Row], pages: list[Page], first_task: int) -> _Part:
    """One letter from its rows; `first_task` counts the tasks of the file before it, for ids and doubts."""
    opened = opened_letter(rows, pages)
    zones, body, doc, header = opened.zones, opened.text.body, opened.text.doc, opened.header
    first, last = (rows[0].page, rows[-1].page) if rows else (1, len(pages))
    tasks, task_doubts, report_due = find_tasks(opened.text, opened.facts, first=first_task)
    for more, reasons in _tasks_besides(opened, first_task + len(tasks)):
        tasks += more
        task_doubts += reasons
    signer, signer_doubts = read_signer(zones.signature, _signature_looks(pages, zones, last))
    event = find_event(doc, body, header.doc_type, header.subject)
    beside = [build_body(part) for part in (opened.notes, zones.subject, zones.after)]
    citations, citation_doubts = citations_of([body, *beside], header)
    return _Part(
        header,
        named(opened.facts.addressees, header),
        citations,
        tasks_named(tasks, header),
        report_due,
        _prepared(event, tasks),
        signer,
        named(read_recipients(zones.recipients), header),
        opened.doubts + task_doubts + citation_doubts + signer_doubts + event_doubts(doc, event),
        (first, last),
        (*(row.text for row in zones.noise), *_set_aside(pages, first, last)),
        LetterInFile(rows, header),
    )


def _prepared(event: Event | None, tasks: list[Task]) -> Event | None:
    """The meeting with the tasks to be done for it."""
    if event is None:
        return None
    return event.model_copy(update={"prepare": [task.id for task in tasks if task.kind != "attend"]})


def _tasks_besides(opened: OpenedLetter, first: int) -> list[tuple[list[Task], list[Doubt]]]:
    """The tasks in line form, in tables of the body, in annexes and in their tables, with their doubts."""
    zones, issued, body = opened.zones, opened.header.issue_date, opened.text
    kind = opened.header.doc_type
    told = opened.facts.addressees if kind not in (None, "Kế hoạch") else []
    labelled = tasks_from_labels(body.body, issued, first) if body.taken else ([], [])
    first += len(labelled[0])
    tabled = tasks_from_tables(zones.body, issued, first, told, kind)
    first += len(tabled[0])
    annexed = tasks_from_tables(zones.after, issued, first, told, kind)
    written, doubts, _report_due = find_tasks(opened.annex, opened.facts, first=first + len(annexed[0]))
    return [labelled, tabled, _of_annex(annexed), _of_annex((written, doubts))]


def _of_annex(found: tuple[list[Task], list[Doubt]]) -> tuple[list[Task], list[Doubt]]:
    tasks, doubts = found
    return [task.model_copy(update={"attachment": True}) for task in tasks], doubts


def _set_aside(pages: list[Page], first: int, last: int) -> list[str]:
    """What reading set aside on the pages of a letter: stamps of signing software among it."""
    return [text for page in pages if first <= page.number <= last for text in page.noise]


def _signature_looks(pages: list[Page], zones: Zones, last: int) -> list[list[Row]]:
    """The second readings of the signature block of this letter, not of one that follows it."""
    foot = (zones.signature + zones.recipients)[:1]
    return rows_of_looks(numbered(pages, foot[0].page if foot else last), "signature")


def _settled(doubt: Doubt, before: Header, after: Header) -> bool:
    """Whether a doubt about the day is answered by what came later."""
    return doubt.field == "header.issue_date" and before.issue_date != after.issue_date


def _of_attachment(doubt: Doubt, index: int) -> Doubt:
    """A doubt about the head or foot of an attachment; tasks are those of the letter already."""
    if doubt.field.startswith("tasks"):
        return doubt
    return doubt.model_copy(update={"field": f"attachments[{index}].{doubt.field}"})


def _attachment(part: _Part) -> Attachment:
    return Attachment(
        first_page=part.pages[0],
        last_page=part.pages[1],
        header=part.header,
        addressees=part.addressees,
        citations=part.citations,
        task_ids=[task.id for task in part.tasks],
        report_due=part.report_due,
        event=part.event,
        signer=part.signer,
        recipients=part.recipients,
    )


def _all_citations(main: _Part, attachments: list[Attachment]) -> list[Citation]:
    """The documents that the letter cites, then those that only its attachments cite; not the letter itself."""
    own = f"{main.header.number}/{main.header.symbol}".lower()
    found: dict[str, Citation] = {}
    for citation in main.citations + [c for attachment in attachments for c in attachment.citations]:
        if citation.number.lower() != own:
            found.setdefault(citation.number.lower(), citation)
    return list(found.values())
