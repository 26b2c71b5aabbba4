"""When deadlines ring in a calendar."""

from __future__ import annotations

from datetime import time

from docproc.rules import Expression, Rules


class CalendarRules(Rules):
    """models/calendar.toml: the zone, when a reminder rings, and which rules of repetition name a day."""

    file = "calendar"
    timezone: str
    alarm: time
    days_before_recurring: int
    day_parts: tuple[str, ...]
    before_the_day: Expression
