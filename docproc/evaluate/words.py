"""The words of a comparison, for people: names of what is measured."""

from __future__ import annotations

from docproc.field_words import field_words
from docproc.messages import _, mark

BY_HAND = " (handwritten)"
DATES = "deadline dates (anywhere)"
ALL = "ALL"
_MEASURED = {
    DATES: mark("days of deadlines, on whichever task"),
    ALL: mark("ALL"),
    "tasks.lead": mark("task, who leads"),
    "tasks.coordinate": mark("task, who helps"),
    "tasks.deadline": mark("task, deadline"),
    "signer.name": mark("signer's name"),
}


def measured_words(name: str) -> str:
    """What a field is called where figures are told: "header.number (handwritten)" is “number, by hand”."""
    field = name.removesuffix(BY_HAND)
    words = _(_MEASURED[field]) if field in _MEASURED else field_words(field)
    return _("{field}, by hand", field=words) if field != name else words
