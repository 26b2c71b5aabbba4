"""Marks of urgency and secrecy as words (Nghị định 30/2020, Phụ lục I, boxes 10a and 10b)."""

from __future__ import annotations

from docproc.extract.layout.rows import is_upper
from docproc.extract.layout.rules.zones import ZoneRules
from docproc.language.normalise import fold
from docproc.rules import load

# Words behind a title that may be a mark, specks counted.
_LONGEST = 40


def find_mark(text: str) -> tuple[str, str] | None:
    """Field and value when the text is nothing but a mark of urgency or secrecy (boxes 10a, 10b)."""
    letters = " ".join("".join(c if c.isalpha() else " " for c in fold(text)).split())
    if not is_upper(text):
        return None
    for field, values in load(ZoneRules).marks:
        for value in values:
            if letters == fold(value):
                return field, value
    return None


def without_mark(title: str) -> tuple[str, tuple[str, str] | None]:
    """A title and the mark that stands behind it in its line: "CÔNG ĐIỆN KHẨN"."""
    words = title.split()
    for at in range(max(1, len(words) - _LONGEST), len(words)):
        if found := find_mark(" ".join(words[at:])):
            return " ".join(words[:at]), found
    return title, None
