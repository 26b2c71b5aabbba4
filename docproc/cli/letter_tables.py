"""Letters as tables that a person can read, on 80 columns and on more."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date as Date
from datetime import datetime
from textwrap import shorten

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docproc.cli.console import printable
from docproc.field_words import field_words
from docproc.letter import DigitalSignature, Doubt, Event, Header, Instruction, Letter, Office, Task
from docproc.letter_words import deadline_words
from docproc.messages import _, mark
from docproc.workdays import VIETNAM

DOUBTFUL = " (?)"
_SUBJECT, _TASK, _OFFICES, _TYPED = 110, 160, 90, 200  # characters shown of each; the JSON holds the whole
_MOST = 500  # tasks, and doubts, of one letter: nobody reads more in a terminal
_WIDE, _LETTER, _LETTER_WIDE = 100, 17, 28  # columns: of a wide terminal, of number and date

_SIGNED = {
    True: mark("unchanged since (the certificate was not checked)"),
    False: mark("CHANGED since it was signed"),
    None: mark("could not be checked"),
}


def print_letters(console: Console, letters: Sequence[Letter], numbers: Sequence[str] = ()) -> None:
    """One table of all letters, then for each its tasks, what was typed over it, its signatures and doubts.

    `numbers`: those of its tasks in the register.
    """
    console.print(letters_table(letters, console.width))
    for letter in letters:
        console.print()
        console.print(printable(f"{letter.file}: {title_of(letter.header)}"), style="bold")
        if letter.event:
            console.print(printable(event_line(letter.event)))
        if letter.tasks:
            console.print(tasks_table(letter.tasks[:_MOST], letter.doubts, numbers))
            _tell_more(console, len(letter.tasks))
        else:
            console.print(printable(_("No tasks found.")))
        if letter.report_due:
            console.print(printable(_("All report by: {when}", when=deadline_words(letter.report_due))))
        for instruction in letter.instructions:
            console.print(printable(instruction_line(instruction)))
            if instruction.tasks:
                console.print(tasks_table(instruction.tasks[:_MOST], []))
                _tell_more(console, len(instruction.tasks))
        for signature in letter.signatures:
            console.print(printable(signature_line(signature, last=signature is letter.signatures[-1])))
        if letter.doubts:
            console.print(printable(_("Please check:")), style="yellow")
            console.print(doubts_table(letter.doubts[:_MOST]))
            _tell_more(console, len(letter.doubts))


def _tell_more(console: Console, count: int) -> None:
    if count > _MOST:
        console.print(
            printable(
                _("… and {count} more; the JSON has all of them (--out, --format json)", count=count - _MOST)
            )
        )


def letters_table(letters: Sequence[Letter], width: int) -> Table:
    """File, type with number and date, issuer with subject, number of tasks, first deadline.

    `width`: columns of the terminal.
    """
    table = Table(box=box.ROUNDED, show_lines=True, header_style="bold", expand=True)
    table.add_column(_("File"), overflow="fold", ratio=3)
    table.add_column(_("Letter"), overflow="fold", width=_LETTER if width < _WIDE else _LETTER_WIDE)
    table.add_column(_("From, subject"), ratio=6)
    table.add_column(_("Tasks"), justify="right", min_width=5)
    table.add_column(_("First deadline"), min_width=10, max_width=12)
    for letter in letters:
        table.add_row(
            printable(letter.file),
            printable(_letter_words(letter)),
            _from_words(letter.header, _doubtful({d.field for d in letter.doubts}, "header.subject")),
            str(len(letter.tasks)),
            printable(first_deadline(letter)),
        )
    return table


def tasks_table(tasks: Sequence[Task], doubts: Sequence[Doubt], numbers: Sequence[str] = ()) -> Table:
    """Number, who, what and by when of every task; values that one of the doubts is about carry a sign.

    `numbers`: those of the tasks in the register, in a column of their own.
    """
    table = Table(box=box.SIMPLE_HEAD, header_style="bold", pad_edge=False, expand=True)
    if numbers:
        table.add_column(_("Task no."), justify="right")
    table.add_column("#", justify="right")
    table.add_column(_("Who"), ratio=3)
    table.add_column(_("Task"), ratio=6)
    table.add_column(_("Deadline"), min_width=10, max_width=18)
    doubted = {doubt.field for doubt in doubts}
    for index, task in enumerate(tasks):
        path = f"tasks[{index}]"
        who = names(task.lead) + _doubtful(doubted, f"{path}.lead")
        if task.coordinate:
            who += "\n" + _("with {offices}", offices=names(task.coordinate))
        due = deadline_words(task.deadline) if task.deadline else task.recurrence or ""
        table.add_row(
            *([numbers[index] if index < len(numbers) else ""] if numbers else []),
            task.id,
            printable(who),
            printable(_short(task.text, _TASK) + _doubtful(doubted, path)),
            printable(due + _doubtful(doubted, f"{path}.deadline")),
        )
    return table


def title_of(header: Header) -> str:
    """What a clerk calls the letter, as in “Công văn 642/UBND-NN”; "?" for what was not read."""
    if not (header.doc_type or header.number or header.symbol):
        return _("not recognised as a letter")
    number = "/".join(part or "?" for part in (header.number, header.symbol))
    return f"{header.doc_type or '?'} {number}"


def _letter_words(letter: Letter) -> str:
    doubted = {doubt.field for doubt in letter.doubts}
    numbered = _doubtful(doubted, "header.number") or _doubtful(doubted, "header.symbol")
    date = day(letter.header.issue_date) + _doubtful(doubted, "header.issue_date")
    lines = [title_of(letter.header) + numbered, _("of {date}", date=date)]
    return "\n".join(lines + [word for word in (letter.header.urgency,) if word])


def _from_words(header: Header, doubtful: str) -> Text:
    words = printable(header.issuer or "?")
    if header.subject:
        words.append("\n").append_text(printable(_short(header.subject, _SUBJECT) + doubtful))
    return words


def first_deadline(letter: Letter) -> str:
    """The earliest last day that the letter sets; "" when it sets none."""
    set_by = [task.deadline for task in letter.tasks] + [letter.report_due]
    days = [due.last_day or due.date for due in set_by if due]
    return day(min(found)) if (found := [one for one in days if one]) else ""


def event_line(event: Event) -> str:
    """When and where the letter invites to."""
    start = event.start or "?"
    when = f"{start[11:16]} {day(Date.fromisoformat(start[:10]))}".strip() if len(start) >= 10 else start
    return _("Meeting: {when}, {place}", when=when, place=event.place or "?")


def instruction_line(instruction: Instruction) -> str:
    """What somebody typed over the scan, shortened, with the name and the day that the file gives."""
    written = day(Date.fromisoformat(instruction.written[:10])) if instruction.written else None
    by = ", ".join(part for part in (instruction.author, written) if part)
    text = _short(instruction.text, _TYPED)
    if by:
        return _("Typed over page {page} ({by}): {text}", page=instruction.page, by=by, text=text)
    return _("Typed over page {page}: {text}", page=instruction.page, text=text)


def signature_line(signature: DigitalSignature, last: bool) -> str:
    """Who signed and when (in Vietnam's time), and whether what was signed is as it was.

    `last`: it is the last one of the file; those before never cover the whole.
    """
    signed_at = datetime.fromisoformat(signature.signed_at) if signature.signed_at else None
    if signed_at and signed_at.tzinfo:
        signed_at = signed_at.astimezone(VIETNAM)
    when = f"{signed_at:%d/%m/%Y %H:%M %Z}".strip() if signed_at else None
    known = dict.fromkeys(part for part in (signature.signer, signature.organisation, when) if part)
    state = _(_SIGNED[signature.unchanged])
    if last and signature.covers_file is False:
        state += "; " + _("something was added to the file after it")
    return _("Digital signature: {who}: {state}", who=", ".join(known) or "?", state=state)


def day(date: Date | None) -> str:
    """A day as Vietnamese letters write it, in both languages; "?" when unknown."""
    return date.strftime("%d/%m/%Y") if date else "?"


def names(offices: Sequence[Office]) -> str:
    """Offices in one line, shortened."""
    return _short("; ".join(office.name for office in offices) or "?", _OFFICES)


def doubts_table(doubts: Sequence[Doubt]) -> Table:
    """What a person should look at, one line a doubt, with the place it is about."""
    table = Table.grid(padding=(0, 1))
    for doubt in doubts:
        table.add_row("  -", printable(f"{field_words(doubt.field)}: {doubt.reason}"))
    return table


def _doubtful(doubted: Set[str], field: str) -> str:
    return DOUBTFUL if field in doubted else ""


def _short(text: str, length: int) -> str:
    return shorten(text, length, placeholder=" …")
