"""The day of arrival as people corrected it. The letter does not hold it: the audit trail tells what it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date

from sqlalchemy.orm import Session

from docproc.field_words import field_words
from docproc.letter_words import day_words
from docproc.store.audit import trail
from docproc.store.entered.versions import changed_meanwhile, version_row
from docproc.store.schema import StoredLetter, User

ARRIVED_ON = "arrived_on"
"""The field of that day, beside those of the letter's JSON."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A correction of the day: the version of the letter that came with it, the day before and after."""

    version: int
    before: Date
    after: Date


def arrivals_since(session: Session, letter_id: int, version: int) -> list[Arrival]:
    """The corrections of the day after a version of the letter, oldest first; taking one back is another."""
    found = [
        entry.details
        for entry in trail(session, "letter", letter_id)
        if entry.did == "corrected" and ARRIVED_ON in (entry.details.get("field"), entry.details.get("also"))
    ]
    return [
        Arrival(one["version"], Date.fromisoformat(one["before"]), Date.fromisoformat(one["after"]))
        for one in found
        if one["version"] > version
    ]


def check_arrival(session: Session, stored: StoredLetter, user: User, seen: int) -> None:
    """Raises ChangedMeanwhile when somebody else corrected the day since a version; NoSuchVersion."""
    version_row(session, stored.id, seen)
    since = arrivals_since(session, stored.id, seen)
    if since and since[-1].after != since[0].before:
        row = version_row(session, stored.id, since[-1].version)
        if row.user_id != user.id:
            raise changed_meanwhile(session, row, field_words(ARRIVED_ON), day_words(stored.arrived_on))
