"""Every kind of draft, made of the letters of reply_letters.py, for tests that hold for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from docproc.letter import Letter
from docproc.reports.drafts.kinds import KINDS, REMINDER
from docproc.reports.drafts.reminder import reminder_fields
from docproc.reports.word.word_file import write_word
from tests.reports.reply_letters import doubted_letter, invitation, registered, tracked, water_letter

COMMUNE, DISTRICT = "UBND xã Bến Lau", "UBND huyện Sông Mơ"
TODAY = date(2024, 3, 18)


def fields_of(kind: str, letter: Letter | None = None, parent: str | None = DISTRICT) -> Mapping[str, object]:
    """The fields of a draft; without `letter` of one that fits the kind."""
    if kind == REMINDER:
        tasks = tracked(letter or water_letter(), {3: {"owner": "Phòng B", "extended_to": date(2024, 3, 10)}})
        return reminder_fields(tasks, DISTRICT, TODAY, parent=parent)
    chosen = letter or (invitation() if kind == "conclusion" else doubted_letter())
    return next(one for one in KINDS if one.name == kind).fields(registered(chosen), COMMUNE, parent)


def draft_of(
    folder: Path,
    kind: str,
    letter: Letter | None = None,
    *,
    parent: str | None = DISTRICT,
    template: Path | None = None,
) -> Path:
    """The Word file of a draft."""
    return write_word(kind, fields_of(kind, letter, parent), folder / f"{kind}.docx", template=template)
