"""What is doubted of a day, in words that name it."""

from __future__ import annotations

from datetime import date

from docproc.extract.assemble.date_doubts import date_doubts
from docproc.extract.mentions.dates import find_dates
from docproc.letter import Deadline


def test_a_day_off_names_the_working_day_before_it() -> None:
    mention = find_dates("Báo cáo trước ngày 25/3/2024.", date(2024, 3, 1))[0]
    deadline = Deadline(text=mention.text, last_working_day=mention.last_working_day)
    doubt = date_doubts(mention, deadline, "tasks[2].deadline")[0]
    assert (doubt.field, doubt.code) == ("tasks[2].deadline", "day_off")
    assert "22/03/2024" in doubt.in_words("en")
