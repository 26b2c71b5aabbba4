"""Dates and deadlines in the prose of official letters.

find_dates (`find`) tells every `mention` of a time in a passage, what it is (deadline, citation, period …) and
which day it means: the `plain` text is searched by the patterns of models/dates.toml (`grammar`), those whose
words it has (`needed`); what is found are `days` of the calendar (`resolve`), a count from a day (`relative`)
or a rhythm (`recurrence`); the words around it tell what it is for (`roles`).
"""

from __future__ import annotations

from docproc.extract.mentions.dates.find import find_dates
from docproc.extract.mentions.dates.mention import DateMention, mention_as_json

__all__ = ["DateMention", "find_dates", "mention_as_json"]
