"""The letters of a register or table: those that arrived in a period, as the book is kept, or are dated so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from docproc.errors import WrongUse
from docproc.messages import _, mark
from docproc.records import RegisteredLetter
from docproc.reports.wording.phrases import short_date


class PeriodFault(WrongUse):
    """No letter lies in the period, or it cannot be told."""


class NoneArrived(PeriodFault):
    reason = mark("no letter arrived {days}; the {count} letters of the register arrived from {first} to {last}")
    remedy = mark(
        "Nothing was written. Give other days. By the day on the letter (--by letter) it would be {dated}."
    )


class NoneDated(PeriodFault):
    reason = mark("no letter is dated {days}; the {count} letters there are dated from {first} to {last}")
    remedy = mark("Nothing was written. Give other days, or leave out --from and --to.")


class NoDayKnown(PeriodFault):
    reason = mark("the day of none of the {count} letters could be read, so none can be chosen by it")
    remedy = mark("Leave out --from and --to, or correct the day of the letters first.")


class NoDayOfArrival(PeriodFault):
    reason = mark("letters from files have no day of arrival: nobody has registered them")
    remedy = mark("Leave out --by arrival; or name no files, and the letters of the register are taken.")


class Days(NamedTuple):
    """The days of one letter, as far as they are known."""

    arrived: Date | None
    dated: Date | None

    @classmethod
    def of(cls, record: RegisteredLetter) -> Days:
        return cls(record.arrived_on if record.registered else None, record.letter.header.issue_date)


class DayOf(StrEnum):
    """`arrival`: ngày đến, by which the book runs (Nghị định 30/2020, Điều 22.2; Phụ lục IV, column 1).

    `letter`: ngày, tháng văn bản.
    """

    ARRIVAL = "arrival"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Period:
    """Days of arrival or days on letters, both ends included. `by` None: what `settled` makes of it."""

    since: Date | None = None
    until: Date | None = None
    by: DayOf | None = None

    @classmethod
    def of(cls, since: datetime | None, until: datetime | None, by: DayOf | None) -> Period:
        """From what the command line gives."""
        return cls(since.date() if since else None, until.date() if until else None, by)

    def has_ends(self) -> bool:
        """Whether it can leave anything out."""
        return self.since is not None or self.until is not None

    def settled(self, of_files: bool) -> Period:
        """With the day it means: of arrival, but of letters from files (`of_files`), which have none, their own.

        Raises NoDayOfArrival when arrival was asked for there.
        """
        if self.by is DayOf.ARRIVAL and of_files and self.has_ends():
            raise NoDayOfArrival()
        return replace(self, by=self.by or (DayOf.LETTER if of_files else DayOf.ARRIVAL))

    def holds(self, days: Days) -> bool:
        """Whether a letter lies in it; one whose day is not known lies only in a period without ends."""
        return self._spans(self._counted(days))

    def told(self, letters: Iterable[Days]) -> list[str]:
        """What a person must know of the choice: how many letters lie in it, by which day; how many have no day.

        Raises NoneArrived, NoneDated or NoDayKnown, which say what days there are, when none lies in it.
        """
        if not self.has_ends():
            return []
        listed = list(letters)
        known = sorted(day for days in listed if (day := self._counted(days)))
        inside, undated = sum(map(self.holds, listed)), len(listed) - len(known)
        if not known:
            raise NoDayKnown(count=undated)
        by_arrival, days = self.by is DayOf.ARRIVAL, self._in_words()
        if not inside:
            first, last = _in_figures(known[0]), _in_figures(known[-1])
            if by_arrival:
                dated = sum(self._spans(one.dated) for one in listed)
                raise NoneArrived(days=days, count=len(known), first=first, last=last, dated=dated)
            raise NoneDated(days=days, count=len(known), first=first, last=last)
        words = _("{count} letters arrived {days}.") if by_arrival else _("{count} letters are dated {days}.")
        lines = [words.format(count=inside, days=days)]
        if undated:
            lines.append(_("{count} letters are left out: their own day could not be read.", count=undated))
        return lines

    def words(self) -> str:
        """`Ngày đến: từ ngày 01/01/2024 đến ngày 31/3/2024`, for the head of a sheet; empty without ends."""
        ends = (("từ ngày", self.since), ("đến ngày", self.until))
        days = " ".join(f"{word} {short_date(day)}" for word, day in ends if day)
        return f"{'Ngày đến' if self.by is DayOf.ARRIVAL else 'Ngày văn bản'}: {days}" if days else ""

    def _counted(self, days: Days) -> Date | None:
        return days.arrived if self.by is DayOf.ARRIVAL else days.dated

    def _spans(self, day: Date | None) -> bool:
        if day is None:
            return not self.has_ends()
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

    def _in_words(self) -> str:
        """`from 01/01/2024 to 31/03/2024`, in the language in force."""
        first, last = _in_figures(self.since), _in_figures(self.until)
        if self.since and self.until:
            return _("from {first} to {last}", first=first, last=last)
        return _("from {first} on", first=first) if self.since else _("up to {last}", last=last)


def _in_figures(day: Date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else "?"
