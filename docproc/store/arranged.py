"""The pages of a letter's file as people put them: turned, in another order, apart where another letter begins.

The original is never touched. What is shown and read instead is made from it and kept among the originals;
`letters.arrangement` says which of its pages that holds. The letter is then read again by a worker (job `again`).
Pages on which another letter begins are cut off as a file of their own, with a job that registers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.messages import _, mark
from docproc.store.audit import note
from docproc.store.entered.changes import standing_letter
from docproc.store.faults import ChangedMeanwhile, WrongEntry
from docproc.store.jobs import begin_again
from docproc.store.originals import Content
from docproc.store.people.access import seen_letter
from docproc.store.records import registered_letter
from docproc.store.register import is_registered
from docproc.store.schema import File, FilePart, Job, LetterVersion, StoredLetter, User
from docproc.workdays import VIETNAM

AGAIN = "again"
TURNS = (0, 90, 180, 270)
Turned = tuple[int, int]
"""A page of the original (number from 1), and by how many degrees it is turned clockwise."""


class WrongArrangement(WrongEntry):
    reason = mark("these are not the pages of the letter, each once")
    remedy = mark("Load the page again and put the pages in order once more.")


class NothingArranged(WrongEntry):
    reason = mark("the pages stand as before")
    remedy = mark("Turn a page, move one, or say on which page another letter begins.")


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody looked at who arranges pages: the version of the letter, and the file shown (0: original)."""

    version: int
    arranged_id: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How the pages of a letter stand. `pages`: those of the original in the order in which they are shown;
    `shown_turns`: by how many degrees each is turned for the eye beyond that, because its reading said so.
    `job`: the state of the job that reads it again, None where none is open. `is_changed`: whether it differs
    from the original.
    """

    letter_id: int
    original: File
    seen: Seen
    pages: list[Turned]
    shown_turns: list[int]
    job: str | None
    is_changed: bool


@dataclass(frozen=True, slots=True)
class KeptPart:
    """A file that was made and kept: its content, its name, the pages of the original that it holds."""

    content: Content
    name: str
    pages: list[Turned]


def arrangement_of(session: Session, letter_id: int, user: User) -> Arrangement:
    """How the pages of a letter stand that the person may see. Raises NoSuchLetter."""
    stored = seen_letter(session, letter_id, user)
    job = open_job(session, stored)
    if stored.arrangement is None:
        pages = [(number, 0) for number in range(1, _original_pages(session, letter_id) + 1)]
    else:
        pages = [(number, turn) for number, turn in stored.arrangement]
    turns: dict[int, int] = {}
    if job is None:  # else the reading in force is of another file
        letter = registered_letter(session, letter_id).letter
        turns = {one.page: one.turned for one in letter.page_notes}
    return Arrangement(
        letter_id,
        session.get_one(File, stored.file_id),
        Seen(stored.version, stored.arranged_id or 0),
        pages,
        [turns.get(place, 0) for place in range(1, len(pages) + 1)],
        job,
        stored.arrangement is not None,
    )


def chosen(arrangement: Arrangement, choice: Sequence[Turned]) -> list[Turned]:
    """The pages of the original that a person chose: places (from 1) among the pages shown, in the new order,
    each with a turn as seen. Raises WrongArrangement where a page is missing, doubled or turned askew.
    """
    places = sorted(place for place, _turn in choice)
    if places != list(range(1, len(arrangement.pages) + 1)) or any(turn not in TURNS for _p, turn in choice):
        raise WrongArrangement()
    found: list[Turned] = []
    for place, turn in choice:
        number, before = arrangement.pages[place - 1]
        found.append((number, (before + arrangement.shown_turns[place - 1] + turn) % 360))
    return found


def as_it_came(arrangement: Arrangement) -> list[Turned]:
    """The pages that the letter has, as they stand in the original."""
    return [(number, 0) for number, _turn in sorted(arrangement.pages)]


def apart(pages: Sequence[Turned], begins: Sequence[int]) -> list[list[Turned]]:
    """The pages of each letter; `begins`: the places (from 1, in `pages`) on which another letter begins.

    Raises WrongArrangement for places that are none; the first page always begins the letter itself.
    """
    starts = sorted({1, *begins})
    if starts[0] != 1 or starts[-1] > len(pages):
        raise WrongArrangement()
    ends = [*starts[1:], len(pages) + 1]
    return [list(pages[start - 1 : end - 1]) for start, end in zip(starts, ends, strict=True)]


def is_original(session: Session, letter_id: int, pages: Sequence[Turned]) -> bool:
    """Whether these pages are the original itself: all of them, in order, none turned."""
    return list(pages) == [(number, 0) for number in range(1, _original_pages(session, letter_id) + 1)]


def put(
    session: Session,
    letter_id: int,
    user: User,
    seen: Seen,
    own: KeptPart | None,
    others: Sequence[KeptPart],
) -> None:
    """Show and read `own` in place of what was shown (None: the original), and register the `others`.

    All in one transaction; the files are kept already. Raises NoSuchLetter, LetterStruckOut; ChangedMeanwhile
    when the letter is not as it was `seen`.
    """
    seen_letter(session, letter_id, user)
    stored = standing_letter(session, letter_id)
    check_as_seen(session, stored, seen)
    file = _file_of(session, own) if own is not None else None
    stored.arranged_id = file.id if file is not None else None
    stored.arrangement = [list(page) for page in own.pages] if own is not None else None
    stored.checked_at = stored.checked_by = None
    _ask_again(session, stored, user)
    _register_others(session, stored, others)
    pages = [page for part in others for page, _turn in part.pages]
    note(session, "arranged", "letter", letter_id, user, pages=stored.arrangement, cut_off=pages)


def check_as_seen(session: Session, stored: StoredLetter, seen: Seen) -> None:
    """Raises ChangedMeanwhile when the letter is not as it was `seen`."""
    if (stored.version, stored.arranged_id or 0) != (seen.version, seen.arranged_id):
        raise _changed(session, stored)


def _ask_again(session: Session, stored: StoredLetter, user: User) -> None:
    """A job that reads the pages as they stand now; an earlier one for the same pages begins again."""
    file_id = stored.arranged_id or stored.file_id
    job = session.scalar(select(Job).where(Job.file_id == file_id, Job.kind == AGAIN).with_for_update())
    if job is None:
        name = session.get_one(File, stored.file_id).name
        job = Job(
            file_id=file_id, kind=AGAIN, name=name, book=stored.book, arrived_on=stored.arrived_on, looked=True
        )
        session.add(job)
    elif job.state != "leased":
        begin_again(job)
    job.letter_id, job.asked_by = stored.id, user.id


def _register_others(session: Session, stored: StoredLetter, others: Sequence[KeptPart]) -> None:
    """A row, a place among the parts of the original, and a job for each letter that was cut off."""
    last = session.scalar(select(func.max(FilePart.position)).where(FilePart.file_id == stored.file_id)) or 0
    for position, part in enumerate(others, start=last + 1):
        file = _file_of(session, part)
        numbers = [number for number, _turn in part.pages]
        session.add(FilePart(file_id=stored.file_id, position=position, part_id=file.id, pages=numbers))
        known = session.scalar(select(Job.id).where(Job.file_id == file.id, Job.kind == "register"))
        if known is None and not is_registered(session, file.id):
            session.add(
                Job(
                    file_id=file.id,
                    kind="register",
                    name=part.name,
                    book=stored.book,
                    tags=list(stored.tags),
                    arrived_on=stored.arrived_on,
                )
            )


def _file_of(session: Session, part: KeptPart) -> File:
    file = session.scalar(select(File).where(File.sha256 == part.content.sha256))
    if file is None:
        file = File(sha256=part.content.sha256, size=part.content.size, name=part.name, kept=True)
        session.add(file)
    file.kept = True
    session.flush()
    return file


def open_job(session: Session, stored: StoredLetter) -> str | None:
    """The state of the job that reads the pages as they stand now; None when they are read."""
    file_id = stored.arranged_id or stored.file_id
    wanted = select(Job.state).where(Job.letter_id == stored.id, Job.file_id == file_id, Job.kind == AGAIN)
    return session.scalar(wanted.where(Job.state != "done"))


def _original_pages(session: Session, letter_id: int) -> int:
    """How many pages the original has, by its first reading."""
    return Letter.model_validate_json(session.get_one(LetterVersion, (letter_id, 1)).content).pages


def _changed(session: Session, stored: StoredLetter) -> ChangedMeanwhile:
    row = session.get_one(LetterVersion, (stored.id, stored.version))
    user = session.get(User, row.user_id) if row.user_id else None
    when = f"{row.made_at.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    who = (user.full_name or user.name) if user else "docproc"
    return ChangedMeanwhile(
        field=_("the letter"), who=who, when=when, now=_("version {number}", number=stored.version)
    )
