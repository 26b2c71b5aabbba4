"""What an office adds to the public holidays, and whether it works on Saturday mornings."""

from __future__ import annotations

from datetime import date
from typing import Literal

from docproc.rules import Rules


class Workdays(Rules):
    """models/workdays.toml: days off and working days that win over the package `holidays`."""

    file = "workdays"
    saturday: Literal["off", "morning"]
    days_off: frozenset[date]
    working_days: frozenset[date]
