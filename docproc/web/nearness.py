"""How near a day is, counted in working days: said in words, with a class for the colour beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from functools import lru_cache
from typing import Literal

from docproc.messages import _
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.workdays import working_days_between

Timing = Literal["late", "near", "in-time"]


@dataclass(frozen=True, slots=True)
class Nearness:
    """`timing` is also the class of CSS; `days`: working days left, below 0 those since."""

    timing: Timing
    days: int

    @property
    def words(self) -> str:
        """In the language in force."""
        if self.timing == "late":
            return _("{count} working days late", count=-self.days) if self.days else _("late")
        return _("{count} working days left", count=self.days) if self.days else _("today is the last day")


@lru_cache(maxsize=4096)
def nearness(day: Date, today: Date) -> Nearness:
    """How near the last day of something that waits is; near as models/follow_up.toml says."""
    if day < today:
        return Nearness("late", -working_days_between(day, today))
    left = working_days_between(today, day)
    return Nearness("near" if left <= load(FollowUp).near_days else "in-time", left)
