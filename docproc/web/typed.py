"""Days as people type them into forms and addresses of the desk."""

from __future__ import annotations

from datetime import date as Date

from docproc.days import typed_day
from docproc.messages import Message, _
from docproc.store.faults import WrongValue

_SHOWN = 60  # letters shown of what is no day


def day_typed(field: str | Message, given: str) -> Date | None:
    """The day; None where nothing was typed. Raises WrongValue, which names the field, for what is no day."""
    if not given.strip():
        return None
    day = typed_day(given)
    if day is None:
        raise WrongValue(field=field, given=given[:_SHOWN], expected=_("a day, as 20/3/2024"))
    return day
