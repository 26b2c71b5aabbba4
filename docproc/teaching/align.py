"""Which units of a letter an annotated task is made of."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from docproc.evaluate.normalise import key
from docproc.teaching.annotated import AnnotatedTask

_ENOUGH = 60.0  # likeness of texts (0 to 100) from which the scorer takes them for one task
_LONGEST = 25  # units
_SHARED_FIRST, _SHARED_NEXT = 0.6, 0.5  # of the words of a unit, at least so many are the task's
_BETTER = 0.5


def units_of_tasks(texts: Sequence[str], tasks: Sequence[AnnotatedTask]) -> list[int | None]:
    """For each unit (its text) the index of the annotated task that it is a part of, None for others.

    Each task takes the run of units whose words are most like its own; runs do not overlap, the most alike first.
    """
    words = [_words(text) for text in texts]
    runs = [(number, *_best_run(texts, words, task.text)) for number, task in enumerate(tasks)]
    owner: list[int | None] = [None] * len(texts)
    for number, score, run in sorted(runs, key=lambda found: -found[1]):
        if score >= _ENOUGH and all(owner[at] is None for at in run):
            for at in run:
                owner[at] = number
    return owner


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", key(text)))


def _best_run(texts: Sequence[str], words: list[set[str]], task: str) -> tuple[float, range]:
    wanted, wanted_words = key(task), _words(task)
    best: tuple[float, range] = (0.0, range(0))
    for first in range(len(texts)):
        if not words[first] or len(words[first] & wanted_words) < _SHARED_FIRST * len(words[first]):
            continue
        joined = ""
        for last in range(first, min(first + _LONGEST, len(texts))):
            if len(words[last] & wanted_words) < _SHARED_NEXT * max(1, len(words[last])):
                break
            joined = f"{joined} {texts[last]}".strip()
            if len(joined) > 2 * len(wanted) + 60:
                break
            score = fuzz.token_sort_ratio(wanted, key(joined))
            if score > best[0] + _BETTER:
                best = score, range(first, last + 1)
    return best
