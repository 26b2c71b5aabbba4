"""What comes of one phrase for each word and expression of models/dates.toml (tests/extract/words/dates.toml)."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from docproc.extract.mentions.dates import DateMention, find_dates

ISSUED = date(2024, 3, 12)
DOUBTS = {"date_unclear", "impossible_date", "quarter_misread", "week_unclear", "weekday_mismatch"}
TABLE = tomllib.loads(Path(__file__).with_name("words").joinpath("dates.toml").read_text(encoding="utf-8"))
PHRASES = [
    pytest.param(phrase, told, id=f"{of}: {phrase}")
    for of, phrases in TABLE.items()
    for phrase, told in phrases.items()
]


def _told(mention: DateMention) -> str:
    days = [d for d in (mention.due or mention.date or mention.possible, mention.first, mention.last) if d]
    count = None if days or not mention.unit else f"{mention.count} {mention.unit}"
    doubts = [doubt for doubt in mention.doubts if doubt in DOUBTS]
    parts = [mention.role, *(day.isoformat() for day in days), count, mention.time, mention.rrule, *doubts]
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("phrase", "told"), PHRASES)
def test_a_phrase_means_what_the_table_says(phrase: str, told: str) -> None:
    assert "; ".join(map(_told, find_dates(phrase, ISSUED))) == told
