"""The words of models/offices.toml and models/task_words.toml, and where they stand in an analysed text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from docproc.extract.layout.rules.task_words import TaskWords
from docproc.extract.mentions.rules.offices import Offices
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc


_LONGEST = 4  # tokens of a phrase whose end is looked for


def listed() -> dict[str, Sequence[str]]:
    """The phrases that are looked for: name of a list → its phrases."""
    offices = load(Offices)
    return {
        "heads": offices.heads,
        "persons": offices.persons,
        "classes": offices.all_classes,
        "quantifiers": offices.quantifiers,
        "not_offices": offices.not_offices,
        "appositions": offices.appositions,
        "name_compounds": offices.name_compounds,
        **dict(load(TaskWords)),
    }


class Vocabulary:
    """For each list of words: token index where a phrase begins → index after its longest match (`at`).

    `offices` are the phrases of offices that were looked for (docproc/extract/mentions/offices.py).
    `announcements` are colons behind "sau": "Sở X thông báo như sau:".
    """

    def __init__(self, at: dict[str, dict[int, int]]) -> None:
        self.at = at
        self.offices: dict[tuple[int, int, bool], Any] = {}
        self._starts = {name: sorted(found) for name, found in at.items()}
        self._reach = {
            name: list(accumulate((at[name][start] for start in starts), max))
            for name, starts in self._starts.items()
        }

    def end(self, name: str, index: int) -> int | None:
        """The index after the phrase of that list beginning at the token; None when none begins there."""
        return self.at[name].get(index)

    def ends_at(self, name: str, index: int) -> bool:
        """Whether a phrase of that list ends right before the token."""
        return any(self.at[name].get(start) == index for start in range(index - _LONGEST, index))

    def between(self, name: str, start: int, end: int) -> Sequence[int]:
        """Where the phrases of that list begin from one token to before another, in order."""
        starts = self._starts[name]
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    def covers(self, name: str, index: int) -> bool:
        """Whether the token lies in a phrase of that list."""
        upto = bisect_right(self._starts[name], index)
        return upto > 0 and self._reach[name][upto - 1] > index


def vocabulary_of(doc: Doc) -> Vocabulary:
    """The phrases found in a document that went through the pipeline."""
    found: Vocabulary = doc.user_data["vocabulary"]
    return found
