"""The rows that a letter of an archive gives to the tables."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date as Date

from docproc.archive.tables.columns import Row, Value
from docproc.letter import Citation, Letter, PageNote, Task
from docproc.page import PageReason


def way_of(note: PageNote) -> str:
    """How the words of a page were had: `unread` (not at all), `blank`, `layer`, `ocr` or `text`."""
    if note.problem is not None:
        return "unread"
    return "blank" if note.reason == PageReason.BLANK else note.source


def letter_row(where: Row, copies: list[str], letter: Letter) -> Row:
    """The row of a letter; `where` is its file, as every row begins."""
    header, signer, event = letter.header, letter.signer, letter.event
    return {
        **where,
        "copies": copies,
        "pages": letter.pages,
        "doc_type": header.doc_type,
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "issuer_parent": header.issuer_parent,
        "place": header.place,
        "issue_date": header.issue_date,
        "subject": header.subject,
        "urgency": header.urgency,
        "secrecy": header.secrecy,
        "addressees": [office.name for office in letter.addressees],
        "recipients": [office.name for office in letter.recipients],
        "signer": signer.name,
        "signer_position": signer.position,
        "signed_digitally": bool(letter.signatures),
        "report_due": letter.report_due.last_day if letter.report_due else None,
        "event_start": event.start if event else None,
        "event_place": event.place if event else None,
        "tasks": len(letter.tasks),
        "citations": sum(1 for _ in _cited(letter)),
        "attachments": len(letter.attachments),
        "doubts": len(letter.doubts),
        "doubt_codes": sorted({doubt.code for doubt in letter.doubts}),
        **_page_counts(letter.page_notes),
    }


def _page_counts(notes: list[PageNote]) -> Row:
    ways = [way_of(note) for note in notes]
    counts: Row = {f"pages_{way}": ways.count(way) for way in ("layer", "ocr", "text", "blank", "unread")}
    return counts | clearness(notes)


def clearness(notes: list[PageNote]) -> Row:
    """How clearly pages were read from their images: words, those that are unsure, dots per inch at least.

    None where no page was read from an image, or by an earlier version, which did not count.
    """
    seen = [note for note in notes if way_of(note) == "ocr"]
    words = [note.words for note in seen if note.words is not None]
    unsure = [note.unsure for note in seen if note.unsure is not None]
    return {
        "ocr_words": sum(words) if words else None,
        "ocr_words_unsure": sum(unsure) if unsure else None,
        "lowest_dpi": min((note.dpi for note in seen if note.dpi is not None), default=None),
    }


def task_rows(where: Row, letter: Letter) -> Iterator[Row]:
    """A row for each task of the letter, in its order."""
    for place, task in enumerate(letter.tasks):
        field = f"tasks[{place}]"
        doubts = {doubt.code for doubt in letter.doubts if doubt.field.startswith(field)}
        yield {**where, **_head(letter), **_task(task, letter.header.issue_date), "doubt_codes": sorted(doubts)}


def _task(task: Task, issued: Date | None) -> Row:
    due = task.deadline
    last_day = due.last_day if due else None
    return {
        "task": task.id,
        "page": task.page,
        "text": task.text,
        "kind": task.kind,
        "lead": [office.name for office in task.lead],
        "lead_from": task.lead_from,
        "coordinate": [office.name for office in task.coordinate],
        "deadline": due.text if due else None,
        "deadline_day": due.date if due else None,
        "deadline_time": due.time if due else None,
        "inclusive": due.inclusive if due else None,
        "last_day": last_day,
        "last_working_day": due.last_working_day if due else None,
        "days_given": (last_day - issued).days if last_day and issued else None,
        "deadline_type": due.type if due else None,
        "rrule": due.rrule if due else None,
        "recurrence": task.recurrence,
        "deliverable": task.deliverable,
        "send_to": task.send_to or (due.send_to if due else None),
        "in_attachment": task.attachment,
        "confidence": task.confidence,
    }


def citation_rows(where: Row, letter: Letter) -> Iterator[Row]:
    """A row for each document that the letter cites, then for those of further letters in the file."""
    for attachment, cited in _cited(letter):
        yield {
            **where,
            **_head(letter),
            "attachment": attachment,
            "cited_number": cited.number,
            "cited_type": cited.type,
            "cited_date": cited.date,
            "page": cited.evidence[0].page if cited.evidence else None,
            "confidence": cited.confidence,
        }


def _cited(letter: Letter) -> Iterator[tuple[int | None, Citation]]:
    """Each citation with the how manieth further letter (from 1) it stands in; None for the letter itself."""
    yield from ((None, cited) for cited in letter.citations)
    for number, attachment in enumerate(letter.attachments, start=1):
        yield from ((number, cited) for cited in attachment.citations)


def _head(letter: Letter) -> dict[str, Value]:
    header = letter.header
    return {
        "number": header.number,
        "symbol": header.symbol,
        "issuer": header.issuer,
        "issue_date": header.issue_date,
    }
