"""A back-off model of word sequences of up to four units, read from memory-mapped arrays.

Layout (a trie, as in Heafield's KenLM 2011): every order is sorted by its whole sequence; of each sequence the
files hold its last unit and its log probability in one byte. Of those that are continued in the next order
they hold the place (`parent`), where the continuations begin (`first`) and the back-off weight in one byte.
Smoothing: docproc/language/training/kneser_ney.py.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BITS = 14
ORDER = 4
_CONTEXT = (1 << BITS * (ORDER - 1)) - 1
_WORD = (1 << BITS) - 1
# One byte holds a log probability from 0 down to -17 and a back-off weight from 2 down to -8.6, in nats.
_P_STEP, _BACK_STEP, _BACK_TOP = 1 / 15, 1 / 24, 2.0
_MOST_REMEMBERED = 400_000

Spans = tuple[int, int, float, int, int, float, int, int, float]


@dataclass(slots=True)
class NGrams:
    """The model. `words` are the units by number; a context is the last three numbers packed into one."""

    words: list[str]
    last: list[memoryview]
    p: list[memoryview]
    parent: list[memoryview]
    first: list[memoryview]
    back: list[memoryview]
    numbers: dict[str, int] = field(default_factory=dict)
    _scores: dict[int, float] = field(default_factory=dict)
    _spans: dict[int, Spans] = field(default_factory=dict)

    def score(self, context: int, word: int) -> float:
        """Natural log of the probability of a unit after a context."""
        key = context << BITS | word
        known = self._scores.get(key)
        if known is None:
            if len(self._scores) > _MOST_REMEMBERED:
                self._scores.clear()
                self._spans.clear()
            known = self._scores[key] = self._looked_up(context, word)
        return known

    def alone(self, word: int) -> float:
        """Natural log of the probability of a unit without any context."""
        return _P[self.p[0][word]]

    def _looked_up(self, context: int, word: int) -> float:
        spans = self._spans.get(context)
        if spans is None:
            spans = self._spans[context] = self._spans_of(context)
        lo, hi, total, lo3, hi3, back3, lo2, hi2, back2 = spans
        if lo < hi:
            at = bisect_left(self.last[3], word, lo, hi)
            if at < hi and self.last[3][at] == word:
                return _P[self.p[3][at]]
        if lo3 < hi3:
            at = bisect_left(self.last[2], word, lo3, hi3)
            if at < hi3 and self.last[2][at] == word:
                return total + _P[self.p[2][at]]
        total += back3
        if lo2 < hi2:
            at = bisect_left(self.last[1], word, lo2, hi2)
            if at < hi2 and self.last[1][at] == word:
                return total + _P[self.p[1][at]]
        return total + back2 + _P[self.p[0][word]]

    def _spans_of(self, context: int) -> Spans:
        a, b, c = context >> 2 * BITS, context >> BITS & _WORD, context & _WORD
        return (*self._span((a, b, c)), *self._span((b, c)), *self._span((c,)))

    def _span(self, words: tuple[int, ...]) -> tuple[int, int, float]:
        """Where the continuations of a sequence stand in the next order, and its back-off weight."""
        at = words[0]
        for n, word in enumerate(words[1:]):
            lo, hi, _ = self._continued(n, at)
            at = bisect_left(self.last[n + 1], word, lo, hi)
            if at >= hi or self.last[n + 1][at] != word:
                return 0, 0, 0.0
        return self._continued(len(words) - 1, at)

    def _continued(self, n: int, at: int) -> tuple[int, int, float]:
        parents = self.parent[n]
        place = bisect_left(parents, at)
        if place >= len(parents) or parents[place] != at:
            return 0, 0, 0.0
        return self.first[n][place], self.first[n][place + 1], _BACK[self.back[n][place]]


_P = [-code * _P_STEP for code in range(256)]
_BACK = [_BACK_TOP - code * _BACK_STEP for code in range(256)]


def extended(context: int, word: int) -> int:
    """The context after one more unit."""
    return (context << BITS | word) & _CONTEXT


def open_ngrams(folder: Path) -> NGrams:
    """The model in a folder, memory-mapped. Raises FileNotFoundError when a part is missing."""
    words = (folder / "words.txt").read_text(encoding="utf-8").split("\n")
    parts: dict[str, list[memoryview]] = {"last": [], "p": [], "parent": [], "first": [], "back": []}
    for n in range(ORDER):
        for name, column in parts.items():
            path = folder / f"{name}{n + 1}.npy"
            if n == ORDER - 1 and name not in ("last", "p"):
                continue
            column.append(memoryview(np.load(path, mmap_mode="r")))  # type: ignore[arg-type]
    numbers = {word: number for number, word in enumerate(words)}
    return NGrams(words, *parts.values(), numbers)


def write_ngrams(
    folder: Path,
    words: Sequence[str],
    orders: Sequence[tuple[NDArray[np.uint64], NDArray[np.float64], NDArray[np.float64]]],
) -> int:
    """Write a model: for every length its packed sequences in order, log probabilities, back-off weights.

    Returns the bytes written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")
    for n, (keys, log_p, log_back) in enumerate(orders, start=1):
        np.save(folder / f"last{n}.npy", (keys & np.uint64(_WORD)).astype(np.uint16))
        np.save(folder / f"p{n}.npy", _byte(-log_p / _P_STEP))
        if n == len(orders):
            break
        begins = np.append(np.searchsorted(orders[n][0] >> np.uint64(BITS), keys), len(orders[n][0]))
        continued = np.flatnonzero(np.diff(begins))
        np.save(folder / f"parent{n}.npy", continued.astype(np.uint32))
        np.save(folder / f"first{n}.npy", np.append(begins[continued], begins[-1]).astype(np.uint32))
        np.save(folder / f"back{n}.npy", _byte((_BACK_TOP - log_back[continued]) / _BACK_STEP))
    return sum(path.stat().st_size for path in folder.iterdir())


def _byte(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(values), 0, 255).astype(np.uint8)
