"""How far a reader may trust what carries no doubt: the wrong values without one, and the right ones with one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from docproc.evaluate.gold import LetterData
from docproc.evaluate.judged import Judged, judged_values
from docproc.evaluate.tally import share
from docproc.evaluate.words import ALL

ALL_VALUES = ALL
# A task counts once in the total: with who leads it. What hangs on it would count its mistakes again. Of the head
# those fields count that precision and recall are reckoned for.
_APART = frozenset(
    {
        "header.issuer_parent",
        "header.secrecy",
        "tasks",
        "tasks.coordinate",
        "tasks.deadline",
        "report_due",
        "event.start",
    }
)


@dataclass(frozen=True, slots=True)
class Sureness:
    """Counts of one field over all letters: values with and without a doubt, right and wrong."""

    sure_right: int = 0
    sure_wrong: int = 0
    doubted_right: int = 0
    doubted_wrong: int = 0

    @property
    def sure(self) -> int:
        """The values without a doubt."""
        return self.sure_right + self.sure_wrong

    @property
    def right(self) -> int:
        """The right values."""
        return self.sure_right + self.doubted_right

    @property
    def wrong_of_sure(self) -> float:
        """The share of the values without a doubt that are wrong, 0 to 1."""
        return share(self.sure_wrong, self.sure)

    @property
    def doubted_of_right(self) -> float:
        """The share of the right values that are doubted, 0 to 1."""
        return share(self.doubted_right, self.right)


@dataclass(slots=True)
class SurenessTally:
    """Running counts by field."""

    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0, 0, 0]))

    def add(self, gold: LetterData, given: LetterData) -> None:
        """Count the values of one letter."""
        doubts = doubted_fields(given)
        for value in judged_values(gold, given):
            self.count(value, is_doubted(value.path, doubts))

    def count(self, value: Judged, doubted: bool) -> None:
        """Count one value."""
        place = 2 * doubted + (not value.right)
        self.counts[value.field][place] += 1
        if in_total(value.field):
            self.counts[ALL_VALUES][place] += 1

    def figures(self) -> dict[str, Sureness]:
        """The counts of each field of which a value was given, then of ALL_VALUES."""
        fields = [name for name in self.counts if name != ALL_VALUES]
        return {name: Sureness(*self.counts[name]) for name in [*fields, *self.counts.keys() & {ALL_VALUES}]}


def in_total(field: str) -> bool:
    """Whether the values of a field count in ALL_VALUES."""
    return field not in _APART


def doubted_fields(letter: LetterData) -> frozenset[str]:
    """The paths that the doubts of a letter are about."""
    return frozenset(doubt.get("field") or "" for doubt in letter.get("doubts") or [])


def is_doubted(path: str, doubts: Iterable[str]) -> bool:
    """Whether one of the doubts is about a value, a part of it, or what it hangs on.

    A doubt on a whole (`tasks[3]`, `citations[2]`) is one on its parts; one on a task's text, which may be
    no task at all, is one on who leads and helps. Its deadline counts for itself.
    """
    task = re.match(r"tasks\[\d+\](?=\.lead|\.coordinate)", path)
    return any(
        doubt == path
        or doubt.startswith((f"{path}.", f"{path}["))
        or path.startswith((f"{doubt}.", f"{doubt}["))
        or (task is not None and doubt == f"{task[0]}.text")
        for doubt in doubts
        if doubt
    )
