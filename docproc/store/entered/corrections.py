"""One value of a letter's record, corrected: the reading stays as a version, its place as evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from typing import Any

from sqlalchemy.orm import Session

from docproc.days import typed_day
from docproc.field_words import field_words
from docproc.letter import Header, Letter, Signer
from docproc.messages import _
from docproc.store.entered.changes import correct_letter, standing_letter
from docproc.store.entered.values import KINDS, Given, holder_of
from docproc.store.entered.versions import check_seen, field_now, letter_at
from docproc.store.faults import NoSuchField, NothingToUndo, WrongValue
from docproc.store.known_names import remember
from docproc.store.letters.arrival import ARRIVED_ON, arrivals_since, check_arrival
from docproc.store.records import registered_letter
from docproc.store.register import SAME_DOCUMENT, same_document, seen_before
from docproc.store.schema import StoredLetter, User

_SHOWN = 60  # letters shown of a value that cannot be taken
# A letter is told from others by these (docproc/store/register.py).
_TELLING = ("header.number", "header.symbol", "header.issuer", "header.issue_date")


@dataclass(frozen=True, slots=True)
class Correction:
    """What was corrected: the value before and after, and the version of the letter that holds it.

    `doubts`: how many doubts on the value are settled by it. `task`: the text of the task that it is about.
    `moved`: the fields of deadlines that count from the value and have another day now.
    """

    field: str
    task: str | None
    before: Any
    after: Any
    version: int
    doubts: int
    moved: tuple[str, ...] = ()


def correct_value(
    session: Session,
    letter_id: int,
    field: str,
    given: str | None,
    user: User,
    remark: str | None = None,
    seen: int | None = None,
) -> Correction:
    """Put a value that a person knows in the place of the one that was read; None: the letter has none.

    The same value once more settles the doubts on it. A letter that becomes the same document as an earlier one
    is marked so, and one that no longer is, no more. `seen`: the version that the person looked at, by which
    `field` is named (tasks by their place there); what others changed since may be any field but this one. None:
    the version in force. Deadlines that count from a day of issue or arrival that is corrected are counted anew.
    Raises NoSuchLetter, LetterStruckOut, NoSuchField, WrongValue; ChangedMeanwhile, NoSuchVersion.
    """
    stored = standing_letter(session, letter_id)
    if field == ARRIVED_ON:
        return _correct_arrival(session, stored, given, user, remark, seen)
    if seen is not None:
        field = field_now(session, stored, field, user, seen)
    letter = registered_letter(session, letter_id).letter
    corrected, before, after = corrected_letter(letter, field, given)
    if field in _TELLING:
        _note_same_document(session, stored, corrected)
    moved: tuple[str, ...] = ()
    if field == "header.issue_date":
        arrived = stored.arrived_on if arrivals_since(session, letter_id, 0) else None
        moved = recounted(corrected, letter.header.issue_date, arrived)
    found = re.match(r"tasks\[(\d+)\]", field)
    task = corrected.tasks[int(found[1])].text if found else None
    doubts = max(0, len(letter.doubts) - len(corrected.doubts))
    version = stored.version
    if corrected != letter:
        remember(session, letter, field, before, after)
        details: dict[str, Any] = {"moved": list(moved)} if moved else {}
        version = correct_letter(session, letter_id, corrected, user, remark, field=field, **details)
    return Correction(field, task, before, after, version, doubts, moved)


def undo(session: Session, letter_id: int, user: User, seen: int) -> int:
    """Take back the last version: what stood before it becomes a new one, whose number is given.

    Nothing is removed; undoing twice brings back what was taken back. `seen`: the version that the person looked
    at; it has to be the last, or something would be taken back that nobody saw. Raises NothingToUndo,
    NoSuchLetter, LetterStruckOut, ChangedMeanwhile, NoSuchVersion.
    """
    if seen == 1 and standing_letter(session, letter_id).version == 1:
        raise NothingToUndo(number=letter_id)
    return go_back(session, letter_id, seen - 1, user, seen)


def go_back(session: Session, letter_id: int, version: int, user: User, seen: int) -> int:
    """Let the letter stand as one of its versions has it, be it the machine's reading; gives the new version.

    Tasks that come back have what people entered about them. Raises as `undo`, but NothingToUndo.
    """
    stored = standing_letter(session, letter_id)
    check_seen(session, stored, seen)
    letter = letter_at(session, letter_id, version)
    _note_same_document(session, stored, letter)
    details: dict[str, Any] = {}
    if since := arrivals_since(session, letter_id, version):
        details = {"also": ARRIVED_ON, "before": stored.arrived_on, "after": since[0].before}
        stored.arrived_on = since[0].before
    return correct_letter(session, letter_id, letter, user, back_to=version, **details)


def _correct_arrival(
    session: Session, stored: StoredLetter, given: str | None, user: User, remark: str | None, seen: int | None
) -> Correction:
    """Correct the day of arrival, within the year whose number the letter has; deadlines may count from it."""
    if seen is not None:
        check_arrival(session, stored, user, seen)
    day = typed_day(given or "")
    if day is None or day.year != stored.year:
        words = _("a day of {year}, in whose register the letter stands", year=stored.year)
        raise WrongValue(field=field_words(ARRIVED_ON), given=(given or "")[:_SHOWN], expected=words)
    letter = registered_letter(session, stored.id).letter
    corrected = letter.model_copy(deep=True)
    corrected.doubts = [doubt for doubt in letter.doubts if doubt.field != ARRIVED_ON]
    moved = recounted(corrected, letter.header.issue_date, day)
    before, stored.arrived_on = stored.arrived_on, day
    details: dict[str, Any] = {"field": ARRIVED_ON, "before": before, "after": day, "moved": list(moved)}
    version = stored.version
    if before != day or corrected != letter:
        version = correct_letter(session, stored.id, corrected, user, remark, **details)
    doubts = max(0, len(letter.doubts) - len(corrected.doubts))
    return Correction(ARRIVED_ON, None, before, day, version, doubts, moved)


def recounted(letter: Letter, issued_before: Date | None, arrived: Date | None = None) -> tuple[str, ...]:
    """The deadlines of a letter counted anew, in place (docproc/store/letters/recount.py); which have moved."""
    from docproc.store.letters.recount import recount  # the patterns of dates take a while to load

    return tuple(recount(letter, issued_before, arrived))


def _note_same_document(session: Session, stored: StoredLetter, letter: Letter) -> None:
    """Mark a letter that is the same document as an earlier one, in its row and by a doubt, and no other."""
    first = same_document(session, letter.header, before=stored.id)
    stored.duplicate_of = first.id if first else None
    letter.doubts = [doubt for doubt in letter.doubts if doubt.code != SAME_DOCUMENT]
    letter.doubts += [seen_before(first)] if first else []


def corrected_letter(letter: Letter, field: str, given: str | None) -> tuple[Letter, Any, Any]:
    """The letter with one value corrected, the value before and after; `letter` stays as it is.

    Raises NoSuchField, WrongValue.
    """
    corrected = letter.model_copy(deep=True)
    found = holder_of(corrected, field)
    if found is None:
        raise NoSuchField(field=field, fields=", ".join((*KINDS, ARRIVED_ON)))
    holder, name, kind = found
    before = getattr(holder, name)
    if given is not None:
        after = kind.read(Given(field, given, before))
    elif kind.needed:
        raise WrongValue(field=field_words(field), given="", expected=_("a value; a letter cannot be without it"))
    else:
        after = [] if isinstance(before, list) else None
    setattr(holder, name, after)
    _settle(corrected, field, holder, name)
    return corrected, before, after


def _settle(letter: Letter, field: str, holder: Any, name: str) -> None:
    """What a person wrote is sure: no doubt stays on it, and no model's odds."""
    parts = (f"{field}.", f"{field}[")
    letter.doubts = [d for d in letter.doubts if d.field != field and not d.field.startswith(parts)]
    if isinstance(holder, Header | Signer):
        holder.confidence[name] = 1.0
    if name == "lead":
        holder.lead_from = holder.lead_margin = None
