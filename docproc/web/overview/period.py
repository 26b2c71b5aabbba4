"""The period that an overview is of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta

from docproc.days import typed_day
from docproc.store.overview import Step

_DAY = timedelta(days=1)
_MOST_DAYS = 5 * 366  # so that a trend has no more stretches than a page can show
_WEEKS_UP_TO = 190  # days of a period that goes by weeks where nothing else is said


@dataclass(frozen=True, slots=True)
class Period:
    """From one day to another, both included; `step`: what a trend of it goes by."""

    first: Date
    last: Date
    step: Step


def period_of(first: str, last: str, by: str, today: Date) -> Period:
    """The period that an address asks for; what is missing or no period is the last 12 weeks up to today."""
    begins, ends = typed_day(first), typed_day(last) or today
    if begins is None or not begins <= ends or (ends - begins).days >= _MOST_DAYS:
        begins, ends = _twelve_weeks(today)
    is_short = (ends - begins).days < _WEEKS_UP_TO
    step = Step(by) if by in list(Step) else Step.WEEK if is_short else Step.MONTH
    return Period(begins, ends, step)


def usual_periods(today: Date) -> dict[str, Period]:
    """Periods that people ask for, by a name: `weeks` (the last 12), `month`, `quarter`, `year`."""
    quarter = today.replace(month=today.month - (today.month - 1) % 3, day=1)
    return {
        "weeks": Period(*_twelve_weeks(today), Step.WEEK),
        "month": Period(today.replace(day=1), today, Step.WEEK),
        "quarter": Period(quarter, today, Step.WEEK),
        "year": Period(today.replace(month=1, day=1), today, Step.MONTH),
    }


def _twelve_weeks(today: Date) -> tuple[Date, Date]:
    return today - _DAY * (7 * 11 + today.weekday()), today
