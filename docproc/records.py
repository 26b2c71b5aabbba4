"""What an office keeps about a letter beyond its words: its place in the register, the state of its tasks.

Data between the store that keeps it and the reports that print it. Columns and states after Nghị định
30/2020, Phụ lục IV (sổ đăng ký, sổ theo dõi) and common practice of following up tasks.
"""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import date as Date

from docproc.letter import Deadline, Letter, Task
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.rules.follow_up import Status as Status  # whoever takes records takes their states here


@dataclass(frozen=True, slots=True)
class RegisteredLetter:
    """A letter in the register of incoming letters (sổ đăng ký văn bản đến).

    `id` is the store's; `book` names the register book; `arrival_number` (số đến) runs from 1 each year in its
    book. `given_to` (đơn vị hoặc người nhận) and `given_on` (ngày chuyển) are filled in by a person. `tags` come
    from the sub-folder it was dropped in; `duplicate_of` is the id of an earlier letter with the same number,
    symbol, issuer and year; `version` is 1 for the machine's reading, more when somebody corrected it;
    `void_reason` says why its line was struck out. A letter taken straight from its file or from an archive is
    not `registered`: number and day of arrival are not known and are printed as blanks.
    """

    id: int
    letter: Letter
    file_sha256: str
    book: str
    arrival_number: int
    arrived_on: Date
    given_to: str | None = None
    given_on: Date | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()
    duplicate_of: int | None = None
    version: int = 1
    registered: bool = True
    void_reason: str | None = None

    @property
    def day(self) -> Date | None:
        """The day that counts as that of assignment: of hand-over, of arrival, else of issue."""
        if not self.registered:
            return self.given_on or self.letter.header.issue_date
        return self.given_on or self.arrived_on


@dataclass(frozen=True, slots=True)
class TrackedTask:
    """A task of a registered letter with what people entered about it.

    `task` is as read or corrected. `owner` is the unit or person of our office who does it; `extended_to` a
    later last day that was granted; `progress` 0 to 100. `reply` is the number and symbol of the answer. `unsure`
    is nothing that people enter: why it may be no task of the office that asks.
    """

    id: int
    letter: RegisteredLetter
    task: Task
    status: Status = "open"
    progress: int = 0
    owner: str | None = None
    extended_to: Date | None = None
    completed_on: Date | None = None
    result: str | None = None
    reply: str | None = None
    note: str | None = None
    unsure: str | None = None

    @property
    def last_day(self) -> Date | None:
        """The last day on which the task can still be done in time; None without a deadline."""
        if self.extended_to is not None:
            return self.extended_to
        deadline = deadline_of(self.letter.letter, self.task)
        return deadline.last_day if deadline is not None else None


@dataclass(frozen=True, slots=True)
class Progress:
    """What a person types into the table of tasks about one of them, see TrackedTask."""

    owner: str | None
    status: Status
    progress: int
    completed_on: Date | None
    reply: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class TypedTask:
    """A line of a table that was exported and comes back: what stood there then, and what stands there now.

    `id`, `file_sha256`, `key` and `text` (as `text_mark`) tell which task it was and how it read; `line` is that
    of the sheet.
    """

    line: int
    id: int
    file_sha256: str
    key: str
    text: str
    then: Progress
    now: Progress


def text_mark(text: str) -> str:
    """A few signs that tell whether two texts are the same but for blanks and signs that are not seen."""
    seen = (sign for sign in unicodedata.normalize("NFC", text) if sign.isprintable() and not sign.isspace())
    return hashlib.sha256("".join(seen).encode("utf-8", "replace")).hexdigest()[:16]


def deadline_of(letter: Letter, task: Task) -> Deadline | None:
    """By when a task of the letter is due: its own deadline, else the letter's common report day.

    A task without end (`is_lasting`) is not over on the day of the report and gets no day from it.
    """
    return task.deadline or (None if is_lasting(task) else letter.report_due)


def is_lasting(task: Task) -> bool:
    """Whether a task goes on, comes back, waits for an occasion or forbids, so that it is never done for good.

    By its kind, else by its words (models/follow_up.toml, `lasting`): `trực 24/24 giờ`, `khi xảy ra cháy`. What
    is to be made once and only speaks of such things is not: `lập phương án chữa cháy khi xảy ra cháy rừng`.
    """
    rules, text = load(FollowUp).lasting, task.text.lower()
    if task.kind in rules.kinds:
        return True
    found = rules.words.regex.search(text)
    return found is not None and not rules.once.regex.search(text[: found.start()])
