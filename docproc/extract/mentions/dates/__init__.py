"""Dates and deadlines in the prose of official letters.

`find_dates` tells every mention of a time in a passage, what it is (deadline, citation, period …) and
which day it means. The patterns are data: `models/dates.toml`.
"""

from __future__ import annotations

from docproc.extract.mentions.dates.find import find_dates
from docproc.extract.mentions.dates.mention import DateMention, mention_as_json

__all__ = ["DateMention", "find_dates", "mention_as_json"]
