"""The register as tables that a person can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from docproc.cli.console import printable
from docproc.cli.letter_tables import day, first_deadline, title_of
from docproc.messages import _, current_language, mark
from docproc.records import RegisteredLetter, TrackedTask
from docproc.store.letters.links import Link, Tie
from docproc.store.schema import Job
from docproc.store.search import Hit

_STATES = {
    "waiting": mark("waiting"),
    "leased": mark("being read"),
    "split": mark("being read in parts"),
    "done": mark("done"),
    "failed": mark("failed"),
}


_STATUS = {
    "open": mark("open"),
    "running": mark("running"),
    "done": mark("done"),
    "paused": mark("paused"),
    "withdrawn": mark("withdrawn"),
    "archived": mark("archived"),
}


def register_table(letters: Iterable[RegisteredLetter]) -> Table:
    """Id, number and day of arrival, letter, issuer and subject, tasks, first deadline."""
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold", expand=True)
    table.add_column(_("Id"), justify="right")
    table.add_column(_("Arrival no."), min_width=10)
    table.add_column(_("Letter"), overflow="fold", ratio=3)
    table.add_column(_("From, subject"), ratio=6)
    table.add_column(_("Tasks"), justify="right", min_width=5)
    table.add_column(_("First deadline"), min_width=10, max_width=12)
    for one in letters:
        header = one.letter.header
        words = [title_of(header), _("of {date}", date=day(header.issue_date)), header.urgency]
        subject = printable("\n".join(part for part in (header.issuer, header.subject) if part) or "?")
        if one.void_reason is not None:
            subject.stylize("strike")
            subject.append_text(printable("\n" + _("Struck out: {why}", why=one.void_reason)))
        table.add_row(
            str(one.id),
            f"{numbered(one)}\n{day(one.arrived_on)}",
            printable("\n".join(word for word in words if word)),
            subject,
            str(len(one.letter.tasks)),
            first_deadline(one.letter) if one.void_reason is None else "",
        )
    return table


def numbered(letter: RegisteredLetter) -> str:
    """The arrival number as it is written: at least two digits (Nghị định 30/2020, Phụ lục I); a letter of an
    archive has none.
    """
    return f"{letter.arrival_number:02d}" if letter.registered else "–"


def progress_words(tracked: TrackedTask) -> str:
    """State, day, answer, person and note of a task that something was entered about; else ""."""
    state = "" if tracked.status == "open" else _(_STATUS[tracked.status])
    if tracked.status == "running":
        state += f" {tracked.progress}%"
    done_on = day(tracked.completed_on) if tracked.completed_on else ""
    return ", ".join(filter(None, [state, done_on, tracked.reply, tracked.owner, tracked.note]))


_TIES = {
    Tie.SAME: mark("The same letter: {letter}"),
    Tie.CITES: mark("Cites: {letter}"),
    Tie.CITED_BY: mark("Cited by: {letter}"),
}


def link_words(link: Link) -> str:
    """What belongs to a letter, in a line that ends with the id for `docproc show`."""
    title = " ".join(filter(None, [link.doc_type, link.number or "?"]))
    parts = [title, day(link.issue_date) if link.issue_date else None, link.issuer, f"id {link.letter_id}"]
    words = _(_TIES[link.tie], letter=", ".join(filter(None, parts)))
    return words if link.is_sure else f"{words} ({_('perhaps')})"


def link_data(link: Link) -> dict[str, Any]:
    """The same as JSON data."""
    return {
        "tie": link.tie,
        "id": link.letter_id,
        "number": link.number,
        "doc_type": link.doc_type,
        "issuer": link.issuer,
        "issue_date": link.issue_date.isoformat() if link.issue_date else None,
        "is_sure": link.is_sure,
    }


def progress_data(tracked: TrackedTask) -> dict[str, Any]:
    """What was entered about a task as JSON data; `key` is its id in the letter."""
    completed, extended = tracked.completed_on, tracked.extended_to
    return {
        "id": tracked.id,
        "key": tracked.task.id,
        "status": tracked.status,
        "progress": tracked.progress,
        "owner": tracked.owner,
        "extended_to": extended.isoformat() if extended else None,
        "completed_on": completed.isoformat() if completed else None,
        "result": tracked.result,
        "reply": tracked.reply,
        "note": tracked.note,
    }


def jobs_table(jobs: Iterable[Job], waits_for: str = "") -> Table:
    """Number of the job, file, state, why it failed or waits. `waits_for`: what keeps every job waiting."""
    table = Table(box=box.ROUNDED, header_style="bold", expand=True)
    table.add_column(_("Job"), justify="right")
    table.add_column(_("File"), overflow="fold", ratio=3)
    table.add_column(_("State"))
    table.add_column(_("Reason"), overflow="fold", ratio=6)
    for job in jobs:
        table.add_row(
            str(job.id), printable(job.name), _(_STATES[job.state]), printable(reason_of(job, waits_for))
        )
    return table


def reason_of(job: Job, waits_for: str = "") -> str:
    """Why a job failed or was put back, in the language in force; else `waits_for` when it waits, "" when not."""
    return (job.reason or {}).get(current_language(), "") or (waits_for if job.state == "waiting" else "")


def hits_table(found: Iterable[tuple[Hit, RegisteredLetter]]) -> Table:
    """Id, letter, passage with the words marked."""
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold", expand=True)
    table.add_column(_("Id"), justify="right")
    table.add_column(_("Letter"), overflow="fold", ratio=3)
    table.add_column(_("Passage"), ratio=7)
    for hit, letter in found:
        head = f"{title_of(letter.letter.header)}\n{letter.letter.header.issuer or '?'}"
        table.add_row(str(letter.id), printable(head), marked_passage(hit))
    return table


def marked_passage(hit: Hit) -> Text:
    """The passage with the words found in bold."""
    passage = printable(hit.passage)
    for start, end in hit.marks:
        passage.stylize("bold yellow", start, end)
    return passage


def as_data(letter: RegisteredLetter) -> dict[str, Any]:
    """A registered letter as JSON data."""
    return {
        "id": letter.id,
        "book": letter.book,
        "arrival_number": letter.arrival_number if letter.registered else None,
        "arrived_on": letter.arrived_on.isoformat(),
        "given_to": letter.given_to,
        "given_on": letter.given_on.isoformat() if letter.given_on else None,
        "note": letter.note,
        "tags": list(letter.tags),
        "duplicate_of": letter.duplicate_of,
        "version": letter.version,
        "void_reason": letter.void_reason,
        "file_sha256": letter.file_sha256,
        "letter": letter.letter.model_dump(mode="json"),
    }
