"""The hours of the day in which an archive is read, so that people have the machine for themselves at others.

Times are those of the clock on the wall. Who works asks `is_open` before each new file and waits until `opens`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from docproc.errors import WrongUse
from docproc.messages import mark

_HOURS = re.compile(r"\s*([0-9]{1,2}):([0-9]{2})\s*-\s*([0-9]{1,2}):([0-9]{2})\s*")
_DAY = timedelta(days=1)


class HoursFault(WrongUse):
    """Hours that cannot be meant; nothing was done."""


class NoHours(HoursFault):
    reason = mark("{given} are no hours of the day")
    remedy = mark("Write from when until when, as in --between 18:00-06:00.")


class EmptyHours(HoursFault):
    reason = mark("{given} begins when it ends, so nothing would ever be read, or always")
    remedy = mark("Write two times that differ; to read at all hours leave out --between.")


@dataclass(frozen=True, slots=True)
class Hours:
    """From `begins` (itself among them) until `ends` (no longer) on every day; past midnight where `ends` is the
    earlier one. The two differ.
    """

    begins: time
    ends: time

    def is_open(self, moment: datetime) -> bool:
        """Whether a new file may be begun now."""
        at = moment.time()
        if self.begins < self.ends:
            return self.begins <= at < self.ends
        return at >= self.begins or at < self.ends

    def opens(self, moment: datetime) -> datetime:
        """When a file may be begun next: this moment, or the next beginning of the hours."""
        if self.is_open(moment):
            return moment
        begins = datetime.combine(moment.date(), self.begins)
        return begins if begins >= moment else begins + _DAY

    def closes(self, moment: datetime) -> datetime:
        """When the hours end that are open now, or open next."""
        opens = self.opens(moment)
        ends = datetime.combine(opens.date(), self.ends)
        return ends if ends > opens else ends + _DAY

    def done_by(self, moment: datetime, seconds: float) -> datetime:
        """When work of so many seconds that goes on from this moment, in these hours alone, is done."""
        whole_days, rest = divmod(seconds, self.length.total_seconds())
        at = self.opens(moment) + whole_days * _DAY
        left = (self.closes(at) - at).total_seconds()
        if rest <= left:
            return at + timedelta(seconds=rest)
        return self.opens(self.closes(at)) + timedelta(seconds=rest - left)

    @property
    def length(self) -> timedelta:
        """How long they are every day."""
        first = datetime.combine(date.min, self.begins)
        return self.closes(first) - first


def hours_of(given: str) -> Hours:
    """Hours as they are written: `18:00-06:00`; `24:00` is midnight. Raises NoHours, EmptyHours."""
    found = _HOURS.fullmatch(given)
    if found is None:
        raise NoHours(given=given)
    hour, minute, last_hour, last_minute = map(int, found.groups())
    if (last_hour, last_minute) == (24, 0):
        last_hour = 0
    try:
        hours = Hours(time(hour, minute), time(last_hour, last_minute))
    except ValueError as error:
        raise NoHours(given=given) from error
    if hours.begins == hours.ends:
        raise EmptyHours(given=given)
    return hours
