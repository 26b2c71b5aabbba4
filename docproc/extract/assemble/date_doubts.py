"""What a person should look at of a day by which something is to be done, in words."""

from __future__ import annotations

from docproc.extract.mentions.dates import DateMention
from docproc.letter import Deadline, Doubt
from docproc.messages import mark

DATE_DOUBTS = {
    "due_before_issue": mark("The deadline {text} lies before the date of the letter"),
    "before_arrival": mark("The deadline {text} lies before the letter arrived"),
    "short_notice": mark("The deadline {text} leaves less than two working days"),
    "day_off": mark("The deadline {text} falls on a day off; the last working day is {last}"),
    "year_inferred": mark("The deadline {text} names no year; the next such day was taken"),
    "received_date_unknown": mark(
        "The deadline {text} counts from the day of receipt; the date of the letter was taken"
    ),
    "issue_date_unknown": mark("The deadline {text} counts from the date of the letter, which could not be read"),
    "impossible_date": mark("The deadline {text} names a day that does not exist"),
    "week_unclear": mark("The deadline {text} names a week; its last day may be {possible}"),
    "quarter_misread": mark("The deadline {text} names a quarter that was read badly"),
    "weekday_mismatch": mark("The deadline {text} names a date that does not fit the day of the week beside it"),
    "date_unclear": mark("The deadline {text} cannot be read with certainty"),
}
"""What is doubted of a day, by the codes of `DateMention.doubts`."""


def date_doubts(mention: DateMention, deadline: Deadline, field: str) -> list[Doubt]:
    """The doubts that a date mention carries, about the deadline made of it, at the path `field`."""
    last, possible = deadline.last_working_day, mention.possible
    details: dict[str, str | int] = {"text": deadline.text, "last": last.strftime("%d/%m/%Y") if last else "?"}
    if possible:
        details["possible"] = possible.strftime("%d/%m/%Y")
    return [
        Doubt(field=field, code=code, message=DATE_DOUBTS[code], details=details, evidence=deadline.evidence)
        for code in mention.doubts
    ]
