"""Text as the date grammar likes it, with the way back to the places in the original text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from docproc.extract.mentions.rules.dates import Dates
from docproc.language.normalise import fold
from docproc.rules import load

# A run of blanks, or one letter with its combining marks.
_PIECE = re.compile(r"\s+|\S[\u0300-\u036f]*")
_LOOKALIKES = str.maketrans({"ð": "đ", "’": "'", "‘": "'", "′": "'", "–": "-", "—": "-", "‑": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class PlainText:
    """`text` is lower case, NFC, with each run of blanks one blank.

    `starts[i]` and `ends[i]` are the place of its character i in the original text.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span_in_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text for a non-empty span of `text`."""
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=4096)  # a text has few different characters
def _lower(piece: str) -> str:
    if piece.isspace():
        return " "
    composed = unicodedata.normalize("NFC", piece)
    # Some letters grow when lowered (İ); places are counted by character, so those stay as they are.
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in composed).translate(_LOOKALIKES)


def plain_text(text: str) -> PlainText:
    """The text in the form the patterns of models/dates.toml are written for."""
    bounds = [m.start() for m in _PIECE.finditer(text)] + [len(text)]
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in pairwise(bounds):
        piece = _lower(text[start:end])
        characters.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return PlainText(_mended("".join(characters)), tuple(starts), tuple(ends))


def _mended(text: str) -> str:
    """The text with the words that tell days and deadlines put right where OCR lost their marks.

    Only words whose letters mean nothing else in their place; letters and places stay, marks change.
    """
    folded = fold(text)
    if len(folded) != len(text):
        return text
    letters = list(text)
    for seen, right in load(Dates).mend.rules:
        for match in seen.finditer(folded):
            start, end = match.span("word")
            if end - start == len(right):
                letters[start:end] = right
    return "".join(letters)
