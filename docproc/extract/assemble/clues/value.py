"""A value with its clues, and the clues that all kinds of values share."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.letter import Evidence, Letter

# The kind of doubt that comes of the clues, and so is none itself.
LOW = "low_confidence"
# OCR's confidence under which a word is more often wrong than not.
_HARDLY_READ = 0.75

# What hangs on a task and is doubted for itself only, taking the task for right: a doubt on the task covers it.
# Who leads is doubted with the task: without that, a task is of no use.
FOR_ITSELF = frozenset({"partner"})

# Second readings of their own settle whether these are doubted (header.py, signatures.py): of those sure, one
# in a hundred is wrong.
_CHECKED = ("header.number", "header.issue_date")


def is_checked(path: str) -> bool:
    """Whether the value at a path was compared with second readings, which decide whether it is sure."""
    return path.endswith(_CHECKED)


# Nghị định 30/2020, Phụ lục I: what a letter has beside its text and its signature.
_IN_EVERY_LETTER = ("number", "symbol", "issuer", "place", "issue_date", "subject")

Clues = dict[str, float]


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a letter.

    `kind` names the weights it is judged by (`head`, `signer`, `office`, `citation`, `task`, `lead`, `partner`,
    `deadline`), `path` is one as in `Doubt.field`, `text` the words a person is shown. `task` is the path of the
    task's text that a value hangs on: who leads and who helps can only be right where that is. A day by which
    something is due stands in few blocks that are no tasks; it is judged by its own clues.
    """

    kind: str
    path: str
    text: str
    evidence: list[Evidence]
    clues: Clues
    task: str | None = None


class Surroundings:
    """What the clues of one value need of the letter around it, gathered once."""

    def __init__(self, letter: Letter) -> None:
        self.letter = letter
        self._pages = {note.page: note for note in letter.page_notes}
        self._on: dict[str, list[str]] = defaultdict(list)
        self._within: dict[str, list[str]] = defaultdict(list)
        self._missing = sum(1 for field in _IN_EVERY_LETTER if getattr(letter.header, field) is None)
        self._missing += (letter.signer.name is None) + (letter.signer.position is None)
        self._doubts = 0
        for doubt in letter.doubts:
            if doubt.code != LOW:
                self._doubts += 1
                self._on[doubt.field].append(doubt.code)
                for whole in _wholes(doubt.field):
                    self._within[whole].append(doubt.code)

    def doubts_on(self, path: str) -> list[str]:
        """The codes of the doubts on a value, on parts of it, and on the whole that it is a part of."""
        above = [code for whole in _wholes(path) for code in self._on.get(whole, [])]
        return self._on.get(path, []) + self._within.get(path, []) + above

    def common(self, path: str, evidence: Sequence[Evidence]) -> Clues:
        """How a value was read, what is doubted of it already, and of what kind the letter is."""
        clues = print_clues(evidence)
        notes = [self._pages[e.page] for e in evidence if e.page in self._pages]
        clues["from_image"] = float(any(note.source == "ocr" for note in notes))
        codes = self.doubts_on(path)
        clues["doubted"] = float(bool(codes))
        clues |= {f"doubt:{code}": 1.0 for code in codes}
        clues["doubts_of_letter"] = math.log1p(self._doubts)
        clues["missing_in_letter"] = float(self._missing)
        kind = self.letter.header.doc_type
        clues[f"letter:{kind}" if kind else "letter_unknown"] = 1.0
        return clues


def _wholes(path: str) -> list[str]:
    """What a path is a part of: `tasks[3].lead` of `tasks[3]` and `tasks`."""
    return [path[: match.start()] for match in re.finditer(r"(?<=.)[.\[]", path)]


def print_clues(evidence: Sequence[Evidence]) -> Clues:
    """How unclear the print was (1 - OCR's confidence): at the least sure place, and at all by their letters."""
    if not evidence:
        return {"read_nowhere": 1.0}
    letters = sum(len(place.text) + 1 for place in evidence)
    least = min(place.confidence for place in evidence)
    return {
        "unclear": 1 - least,
        "unclear_mean": sum((1 - e.confidence) * (len(e.text) + 1) for e in evidence) / letters,
        "hardly_read": float(least < _HARDLY_READ),
        "over_page": float(any(place.origin != "page" for place in evidence)),
        "places": math.log(len(evidence)),
    }
