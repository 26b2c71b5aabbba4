"""A word as one reader saw it, with the letters it hesitated over: what the decision weighs."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.page import Word

Sign = tuple[tuple[str, float], ...]
"""What a reader saw at the place of one letter: letters, each with how much less likely it is than the likeliest
(natural log, 0 and above)."""


@dataclass(frozen=True, slots=True)
class SeenWord(Word):
    """A word with a `Sign` for each letter of its text; no signs where the reader does not tell."""

    signs: tuple[Sign, ...] = ()
