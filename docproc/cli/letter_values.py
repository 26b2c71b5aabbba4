"""Values of a letter from a file that its types cannot tell from nonsense: hours, moments, rules, days.

docproc writes them right; a person who corrects NAME.json, or who makes one up, need not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date as Date
from datetime import datetime, time

from pydantic import BaseModel

from docproc.days import FIRST_YEAR, LAST_YEAR
from docproc.letter import Letter
from docproc.messages import _, mark

_PARTS = re.compile(r"[A-Z]+=[-+A-Z0-9,]+(?:;[A-Z]+=[-+A-Z0-9,]+)*")
_HOUR = mark("{place} must be an hour, as 08:30")
_MOMENT = mark("{place} must be a day or a moment, as 2024-05-14T08:30")
_DAY = mark("{place} must be a day from {first} to {last}")
_RULE = mark("{place} must be a rule after RFC 5545, as FREQ=MONTHLY;BYMONTHDAY=20")


def _hour(value: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{2}:[0-9]{2}", value)) and time.fromisoformat(value) is not None


def _moment(value: str) -> bool:
    return FIRST_YEAR <= datetime.fromisoformat(value).year <= LAST_YEAR


def _rule(value: str) -> bool:
    # Five digits: RFC 5545 has no such number but in UNTIL, which no letter gives.
    return bool(_PARTS.fullmatch(value)) and not re.search(r"\d{5}", value)


_CHECKS: dict[str, tuple[Callable[[str], bool], str]] = {
    "time": (_hour, _HOUR),
    "start": (_moment, _MOMENT),
    "end": (_moment, _MOMENT),
    "signed_at": (_moment, _MOMENT),
    "written": (_moment, _MOMENT),
    "rrule": (_rule, _RULE),
}


def check_values(letter: Letter) -> None:
    """Raises ValueError, with words, for the first value that is none."""
    for place, name, value in _values("", "", letter):
        words = _wrong(name, value)
        if words:
            raise ValueError(_(words, place=place, first=FIRST_YEAR, last=LAST_YEAR))


def _values(place: str, name: str, value: object) -> Iterator[tuple[str, str, object]]:
    """Every single value with its whole name and its last one."""
    if isinstance(value, dict | BaseModel):
        for key, part in value.items() if isinstance(value, dict) else value:
            yield from _values(f"{place}.{key}" if place else str(key), str(key), part)
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _values(f"{place}.{index}", name, part)
    else:
        yield place, name, value


def _wrong(name: str, value: object) -> str | None:
    if isinstance(value, Date):
        return None if FIRST_YEAR <= value.year <= LAST_YEAR else _DAY
    if name not in _CHECKS or not isinstance(value, str):
        return None
    is_right, words = _CHECKS[name]
    try:
        return None if is_right(value) else words
    except ValueError:
        return words
