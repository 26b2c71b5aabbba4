"""A back-off model of word sequences of up to four units, read from memory-mapped arrays.

Two hashed tables (docproc/language/hashed.py): the log probability of every sequence of two to four units in
one byte, and the back-off weight of every sequence of two or three units that is continued. Single units stand
in plain arrays. Smoothing: docproc/language/training/kneser_ney.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from docproc.language.hashed import ABSENT, HashedTable, merged, open_table, save_table, table_of
from docproc.language.units import MARKS, STOP, UNKNOWN

BITS = 14
ORDER = 4
_CONTEXT = (1 << BITS * (ORDER - 1)) - 1
_WORD = (1 << BITS) - 1
# The length of a sequence stands above its units.
_TAG = 58
# One byte holds a log probability from 0 down to -17 and a back-off weight from 2 down to -8.6, in nats.
_P_STEP, _BACK_STEP, _BACK_TOP = 1 / 15, 1 / 24, 2.0
_P = -np.arange(256, dtype=np.float32) * np.float32(_P_STEP)
_BACK = np.float32(_BACK_TOP) - np.arange(256, dtype=np.float32) * np.float32(_BACK_STEP)
# Weights nearer to 0 than this are not kept.
_LEAST_BACK = 0.25
_UNKNOWN = MARKS.index(UNKNOWN)
_MOST_REMEMBERED = 200_000

Keys = NDArray[np.uint64]
Contexts = NDArray[np.int64]
Numbers = NDArray[np.int64]
Logs = NDArray[np.float32]


@dataclass(slots=True)
class NGrams:
    """The model. `words` are the units by number, `numbers` the other way round; a context is the numbers of the
    last three units packed into one (`followed`, `all_extended`).
    """

    words: list[str]
    single: Logs
    single_back: Logs
    table: HashedTable
    back_table: HashedTable
    numbers: dict[str, int] = field(default_factory=dict)
    _scores: dict[int, float] = field(default_factory=dict)
    _backs: dict[int, tuple[float, float, float]] = field(default_factory=dict)

    def score(self, context: int, word: int) -> float:
        """Natural log of the probability of a unit after a context."""
        key = context << BITS | word
        known = self._scores.get(key)
        if known is None:
            if len(self._scores) > _MOST_REMEMBERED:
                self._scores.clear()
            known = self._scores[key] = self._looked_up(context, word)
        return known

    def followed(self, context: int, units: Iterable[int]) -> tuple[float, int]:
        """Natural log of the probability of units after a context, and the context after them."""
        total, known = 0.0, self._scores
        for unit in units:
            key = context << BITS | unit
            score = known.get(key)
            total += self.score(context, unit) if score is None else score
            context = key & _CONTEXT
        return total, context

    def alone(self, word: int) -> float:
        """Natural log of the probability of a unit without any context."""
        return float(self.single[word])

    def log_probability(self, units: Iterable[str]) -> float:
        """Natural log of the probability of a sequence of units (docproc/language/units.py) from its start on."""
        unknown = self.numbers[UNKNOWN]
        numbers = (self.numbers.get(unit, unknown) for unit in units)
        return self.followed(self.numbers[STOP], numbers)[0]

    def backs(self, contexts: Contexts) -> tuple[Logs, Logs, Logs]:
        """The back-off weights of the last three, two and one units of contexts."""
        keys = contexts.astype(np.uint64)
        three = self.back_table.get(_tagged(keys, 3))
        two = self.back_table.get(_tagged(keys & np.uint64(_mask(2)), 2))
        return (
            np.where(three != ABSENT, _BACK[three], np.float32(0)),
            np.where(two != ABSENT, _BACK[two], np.float32(0)),
            self.single_back[contexts & _WORD],
        )

    def scores(self, contexts: Contexts, words: Numbers, backs: tuple[Logs, Logs, Logs] | None = None) -> Logs:
        """Natural logs of the probabilities of units after contexts, pair by pair; `backs` of the contexts.

        The end of every sequence that the model holds is held too, so a longer one is only looked for where
        the shorter one was found. What unknown words have in common is nothing that a context could tell: their
        probability is the same everywhere.
        """
        three, two, one = self.backs(contexts) if backs is None else backs
        keys = contexts.astype(np.uint64) << np.uint64(BITS) | words.astype(np.uint64)
        total = three + two + one + self.single[words]
        left = (three + two, three, np.zeros_like(three))
        places = np.arange(len(keys))
        for length, back in enumerate(left, start=2):
            codes = self.table.get(_tagged(keys[places] & np.uint64(_mask(length)), length))
            there = codes != ABSENT
            places = places[there]
            total[places] = back[places] + _P[codes[there]]
        return np.where(words == _UNKNOWN, self.single[_UNKNOWN], total)

    def _looked_up(self, context: int, word: int) -> float:
        if word == _UNKNOWN:
            return float(self.single[word])
        key, length, p = context << BITS | word, 1, float(self.single[word])
        while length < ORDER:
            code = self.table.get_one((length + 1) << _TAG | key & _mask(length + 1))
            if code == ABSENT:
                break
            length, p = length + 1, float(_P[code])
        for back in self._backs_of(context)[length - 1 :]:
            p += back
        return p

    def _backs_of(self, context: int) -> tuple[float, float, float]:
        """The back-off weights of the last one, two and three units of a context, which many words follow."""
        known = self._backs.get(context)
        if known is None:
            if len(self._backs) > _MOST_REMEMBERED:
                self._backs.clear()
            one = float(self.single_back[context & _WORD])
            known = self._backs[context] = (one, self._back(context, 2), self._back(context, 3))
        return known

    def _back(self, context: int, length: int) -> float:
        code = self.back_table.get_one(length << _TAG | context & _mask(length))
        return float(_BACK[code]) if code != ABSENT else 0.0


def _mask(length: int) -> int:
    return (1 << BITS * length) - 1


def _tagged(keys: Keys, length: int) -> Keys:
    return keys | np.uint64(length << _TAG)


def all_extended(contexts: Contexts, words: Numbers) -> Contexts:
    """The contexts after one more unit each."""
    return (contexts << BITS | words) & _CONTEXT


def open_ngrams(folder: Path) -> NGrams:
    """The model in a folder, memory-mapped. Raises FileNotFoundError when a part is missing."""
    words = words_in(folder)
    single = np.load(folder / "single.npy")
    return NGrams(
        words,
        _P[single[0]],
        _BACK[single[1]],
        open_table(folder, "ngrams"),
        open_table(folder, "backs"),
        {word: number for number, word in enumerate(words)},
    )


def words_in(folder: Path) -> list[str]:
    """The units that a model knows, by their numbers. Raises FileNotFoundError."""
    return (folder / "words.txt").read_text(encoding="utf-8").split("\n")


def write_words(folder: Path, words: Sequence[str]) -> None:
    """Write the units by their numbers."""
    (folder / "words.txt").write_text("\n".join(words), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of one length as packed numbers, with natural logs: probabilities or back-off weights."""

    length: int
    keys: Keys
    logs: NDArray[np.float64]


def write_ngrams(
    folder: Path, words: Sequence[str], known: Sequence[Sequences], backs: Sequence[Sequences]
) -> None:
    """Write a model: the probabilities of the sequences of one to four units, the back-off weights of those of
    one to three.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_words(folder, words)
    single = np.zeros((2, len(words)), dtype=np.uint8)
    single[1] = _back_code(np.zeros(len(words)))
    for row, parts, coded in ((0, known, _p_code), (1, backs, _back_code)):
        for part in parts:
            if part.length == 1:
                single[row, part.keys.astype(np.int64)] = coded(part.logs)
    np.save(folder / "single.npy", single)
    for name, parts, coded in (("ngrams", known, _p_code), ("backs", backs, _back_code)):
        longer = [part for part in parts if part.length > 1]
        if parts is backs:
            longer = [_marked(part) for part in longer]
        keys = np.concatenate([_tagged(part.keys, part.length) for part in longer])
        save_table(table_of(keys, np.concatenate([coded(part.logs) for part in longer])), folder, name)


def mixed_tables(
    model: NGrams, words: int, known: Sequence[Sequences], backs: Sequence[Sequences], share: float
) -> tuple[NDArray[np.uint8], HashedTable, HashedTable]:
    """The arrays of a model with another one mixed in, whose units have the same numbers, up to `words` of them.

    What only the first one holds keeps its probability and weight; what the other holds gets the mean of both
    probabilities, the other's counting `share`. Gives single units, sequences and back-off weights.
    """
    single = np.full((2, words), 255, dtype=np.uint8)
    single[1] = _back_code(np.zeros(words))
    single[0, : len(model.words)] = _p_code(model.single.astype(np.float64))
    single[1, : len(model.words)] = _back_code(model.single_back.astype(np.float64))
    table, back_table = model.table, model.back_table
    padded = replace(
        model,
        single=_P[single[0]],
        single_back=_BACK[single[1]],
    )
    for part in known:
        last = (part.keys & np.uint64(_WORD)).astype(np.int64)
        if part.length == 1:
            there = padded.single[last].astype(np.float64)
            single[0, last] = _p_code(_mean(there, part.logs, share))
        else:
            contexts = (part.keys >> np.uint64(BITS)).astype(np.int64)
            there = padded.scores(contexts, last).astype(np.float64)
            table = merged(table, _tagged(part.keys, part.length), _p_code(_mean(there, part.logs, share)))
    for part in backs:
        if part.length > 1:
            far = _marked(part)
            keys = _tagged(far.keys, far.length)
            new = back_table.get(keys) == ABSENT
            back_table = merged(back_table, keys[new], _back_code(far.logs[new]))
    return single, table, back_table


def _mean(first: NDArray[np.float64], second: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    """The log of the mean of probabilities given as logs."""
    return np.asarray(np.logaddexp(first + np.log(1 - share), second + np.log(share)))


def _marked(part: Sequences) -> Sequences:
    """The back-off weights that make a difference."""
    far = np.abs(part.logs) > _LEAST_BACK
    return Sequences(part.length, part.keys[far], part.logs[far])


def _p_code(logs: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round(-logs / _P_STEP), 0, 255).astype(np.uint8)


def _back_code(logs: NDArray[np.float64]) -> NDArray[np.uint8]:
    return np.clip(np.round((_BACK_TOP - logs) / _BACK_STEP), 0, 255).astype(np.uint8)
