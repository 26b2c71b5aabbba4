"""Which syllables may stand behind a damaged word, and how likely each gives what was read.

The noisy channel of Kernighan, Church and Gale (1990): every printed letter gives zero to three read letters
with the chances of a table (docproc/language/training/emission.py); a word's chance is the sum over all ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docproc.language.trie import Level, levels_of

LONGEST = 3
_FLOOR = {0: 2e-4, 1: 3e-5, 2: 2e-6, 3: 1e-7}
_BEAM = 3e-5
_LONGEST_WORD = 18

Reals = NDArray[np.float32]
CASES = ("lower", "title", "upper")


@dataclass(frozen=True, slots=True)
class Table:
    """Chances of one kind of damage: for every read piece (up to three letters) a row over printed letters."""

    rows: dict[str, Reals]
    unseen: tuple[Reals, ...]


@dataclass(frozen=True, slots=True)
class Confusion:
    """The tables by name, the syllables and their tree."""

    syllables: Sequence[str]
    levels: list[Level]
    upper: NDArray[np.int32]
    tables: dict[str, Table]


def confusion_of(syllables: Sequence[str], shares: Mapping[str, Mapping[str, Mapping[str, float]]]) -> Confusion:
    """The model from P(read | printed letter) by kind of damage, printed letters in both cases."""
    small = sorted({letter for syllable in syllables for letter in syllable})
    letters = {letter: n for n, letter in enumerate(small)}
    for letter in small:
        letters.setdefault(letter.upper(), len(letters))
    upper = np.array([letters[letter.upper()] for letter in small], dtype=np.int32)
    tables = {name: _table(share, letters) for name, share in shares.items()}
    return Confusion(syllables, levels_of(syllables, letters), upper, tables)


def _table(shares: Mapping[str, Mapping[str, float]], letters: Mapping[str, int]) -> Table:
    rows: dict[str, Reals] = {}
    for letter, outcomes in shares.items():
        column = letters.get(letter)
        if column is None:
            continue
        for outcome, share in outcomes.items():
            if outcome not in rows:
                rows[outcome] = np.full(len(letters), _FLOOR[len(outcome)], dtype=np.float32)
            rows[outcome][column] = max(share, _FLOOR[len(outcome)])
    for letter, column in letters.items():
        if letter not in shares:  # a letter never met in training reads as itself
            rows.setdefault(letter, np.full(len(letters), _FLOOR[1], dtype=np.float32))[column] = 0.9
    unseen = tuple(np.full(len(letters), _FLOOR[n], dtype=np.float32) for n in range(LONGEST + 1))
    return Table(rows, unseen)


def chances(confusion: Confusion, table: str, seen: str, case: str) -> dict[int, float]:
    """P(seen | syllable) of the likely syllables, by number, when they are printed in `case`.

    `case` is one of CASES. What lies far below the best beginning is left out.
    """
    n = len(seen)
    if not 0 < n <= _LONGEST_WORD:
        return {}
    pieces = _pieces(confusion.tables[table], seen)
    found: dict[int, float] = {}
    nodes = np.arange(len(confusion.levels[0].letter))
    parents = np.zeros((len(nodes), n + 1), dtype=np.float32)
    parents[:, 0] = 1.0
    for depth, level in enumerate(confusion.levels):
        letters = level.letter[nodes]
        if case == "upper" or (case == "title" and depth == 0):
            letters = confusion.upper[letters]
        here = parents * pieces[0][letters][:, :1]
        for k in range(1, LONGEST + 1):
            if k <= n:
                here[:, k:] += parents[:, :-k] * pieces[k][letters]
        best = here.max(axis=1)
        alive = best > best.max() * _BEAM
        nodes, here = nodes[alive], here[alive]
        syllables = level.syllable[nodes]
        ends = np.flatnonzero((syllables >= 0) & (here[:, n] > 0))
        found.update(zip(syllables[ends].tolist(), here[ends, n].tolist(), strict=True))
        if depth + 1 == len(confusion.levels):
            break
        counts = level.first[nodes + 1] - level.first[nodes]
        parents = np.repeat(here, counts, axis=0)
        starts = np.repeat(level.first[nodes] - np.concatenate(([0], np.cumsum(counts)[:-1])), counts)
        nodes = starts + np.arange(len(starts))
        if not len(nodes):
            break
    return found


def _pieces(table: Table, seen: str) -> list[Reals]:
    """For every length k a matrix: printed letter by place, the chance of the k letters that end there."""
    n = len(seen)
    out = []
    for k in range(LONGEST + 1):
        if k > n:
            break
        rows = [table.rows.get(seen[j : j + k], table.unseen[k]) for j in range(n - k + 1 if k else 1)]
        out.append(np.stack(rows, axis=1))
    return out
