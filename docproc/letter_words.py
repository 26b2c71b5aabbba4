"""A value of a letter in one line, for people: a day, a deadline, offices."""

from __future__ import annotations

from datetime import date as Date
from typing import Any

from docproc.letter import Deadline
from docproc.messages import _


def words_of(value: Any) -> str:
    """A value of a letter in a line; "" for none."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "; ".join(office.name for office in value)
    if isinstance(value, Deadline):
        return deadline_words(value)
    return day_words(value) if isinstance(value, Date) else str(value)


def deadline_words(due: Deadline) -> str:
    """Hour and day, with “before” where the day itself is too late; else the words of the letter."""
    if due.date is None:
        return due.text
    words = f"{due.time} {day_words(due.date)}" if due.time else day_words(due.date)
    return _("before {when}", when=words) if due.inclusive is False else words


def day_words(day: Date) -> str:
    """A day as Vietnamese letters write it, in both languages."""
    return f"{day:%d/%m/%Y}"
