"""Days as people type them, on a command line or into a cell of a table."""

from __future__ import annotations

from contextlib import suppress
from datetime import date as Date
from datetime import datetime

# Letters of offices lie far inside; a calendar reckons with days before and after, which must be days, too.
FIRST_YEAR, LAST_YEAR = 1900, 2199
_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def typed_day(text: str) -> Date | None:
    """The day that `20/3/2024`, `20-3-2024`, `20.3.2024` or `2024-03-20` names; None for all else.

    The day stands before the month, as everywhere in Vietnam: `3/20/2024` is no day.
    """
    for form in _FORMS:
        with suppress(ValueError):
            day = datetime.strptime(text.strip(), form).date()
            return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None
