"""Which syllables may stand behind damaged words, and how likely each gives what was read.

The noisy channel of Kernighan, Church and Gale (1990): every printed letter gives zero to three read letters
with the chances of a table (docproc/language/emission.py); a word's chance is the sum over all ways.
The syllables are walked as a tree of letters, for many words at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docproc.language.trie import Level, levels_of

LONGEST = 3
# The chance of an outcome that training never saw, by its length.
_FLOOR = (2e-4, 3e-5, 2e-6, 1e-7)
# Beginnings this much less likely than the best one of the same length are given up.
_BEAM = 1e-4
_MOST_BEGINNINGS = 160
_LONGEST_WORD = 18
# How much it counts for a beginning that a frequent syllable begins so.
_PROMISE = 0.8

Reals = NDArray[np.float32]
Ints = NDArray[np.int64]
CASES = ("lower", "title", "upper")
LOWER, TITLE, UPPER = range(3)


@dataclass(frozen=True, slots=True)
class Table:
    """Chances of one kind of damage: `rows` by printed letter and read piece (up to three letters); the first
    LONGEST + 1 columns are for pieces never seen, by length, the others are found in `columns`. `best` is the
    highest chance in every column.
    """

    rows: Reals
    columns: dict[str, int]
    best: Reals


@dataclass(frozen=True, slots=True)
class Confusion:
    """The tables by name, the numbers of the letters, the syllables and their tree."""

    syllables: Sequence[str]
    letters: dict[str, int]
    levels: list[Level]
    upper: NDArray[np.int32]
    tables: dict[str, Table]


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as read, and the case (0, 1, 2 of CASES) it is taken to be printed in."""

    word: str
    case: int


@dataclass(frozen=True, slots=True)
class Behind:
    """What may stand behind words: the word's place in the request, the syllable's number, P(word | syllable)."""

    word: Ints
    syllable: Ints
    chance: Reals


def confusion_of(
    syllables: Sequence[str], chances: Reals, shares: Mapping[str, Mapping[str, Mapping[str, float]]]
) -> Confusion:
    """The model from the syllables with their probabilities, and P(read | printed letter) by kind of damage;
    printed letters in both cases.
    """
    small = sorted({letter for syllable in syllables for letter in syllable})
    letters = {letter: n for n, letter in enumerate(small)}
    for letter in small:
        letters.setdefault(letter.upper(), len(letters))
    upper = np.array([letters[letter.upper()] for letter in small], dtype=np.int32)
    tables = {name: _table(share, letters) for name, share in shares.items()}
    return Confusion(syllables, letters, levels_of(syllables, letters, chances**_PROMISE), upper, tables)


def _table(shares: Mapping[str, Mapping[str, float]], letters: Mapping[str, int]) -> Table:
    pieces = {piece for outcomes in shares.values() for piece in outcomes} | set(letters)
    columns = {piece: n for n, piece in enumerate(sorted(pieces), start=LONGEST + 1)}
    lengths = [*range(LONGEST + 1), *map(len, columns)]
    rows = np.repeat(np.array([[_FLOOR[n] for n in lengths]], dtype=np.float32), len(letters), axis=0)
    for letter, row in letters.items():
        # A letter never met in training reads as itself.
        for piece, share in shares.get(letter, {letter: 0.9}).items():
            column = columns[piece]
            rows[row, column] = max(share, rows[row, column])
    return Table(rows, columns, rows.max(axis=0))


def behind(confusion: Confusion, table: str, words: Sequence[Seen]) -> Behind:
    """The likely syllables behind words under one kind of damage, in the order of the words.

    What lies far below the best is left out; a word of more than 18 letters has nothing behind it.
    """
    by_length: dict[int, list[int]] = {}
    for place, seen in enumerate(words):
        if 0 < len(seen.word) <= _LONGEST_WORD:
            by_length.setdefault(len(seen.word), []).append(place)
    found = [
        _walked(confusion, confusion.tables[table], [words[place] for place in places], np.array(places))
        for places in by_length.values()
    ]
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return Behind(nothing, nothing, np.zeros(0, dtype=np.float32))
    word, syllable = (np.concatenate([getattr(f, name) for f in found]) for name in ("word", "syllable"))
    chance = np.concatenate([f.chance for f in found])
    order = np.argsort(word, kind="stable")
    return Behind(word[order], syllable[order], chance[order])


def _walked(confusion: Confusion, table: Table, words: Sequence[Seen], places: Ints) -> Behind:
    """`behind` for words of the same length, which stand at `places` of the request."""
    n = len(words[0].word)
    pieces = [_columns(table, words, k) for k in range(min(LONGEST, n) + 1)]
    cases = np.array([seen.case for seen in words])
    ahead = _best_ahead(table, pieces, len(words), n).T
    shares = [_by_letter(table, columns) for columns in pieces]
    first = len(confusion.levels[0].letter)
    owner, nodes = np.repeat(np.arange(len(words)), first), np.tile(np.arange(first), len(words))
    # By place in the word, then by beginning: how likely the beginning gives the word up to that place.
    rows = np.zeros((n + 1, len(nodes)), dtype=np.float32)
    rows[0] = 1.0
    out: list[Behind] = []
    for depth, level in enumerate(confusion.levels):
        letters = level.letter[nodes]
        capital = cases[owner] >= (TITLE if depth == 0 else UPPER)
        letters = np.where(capital, confusion.upper[letters], letters)
        reached = min(n, LONGEST * depth)
        rows = _next_rows(shares, rows, owner * len(table.rows) + letters, reached)
        best = rows[0] * ahead[0].take(owner)
        for place in range(1, min(n, reached + LONGEST) + 1):
            np.maximum(best, rows[place] * ahead[place].take(owner), out=best)
        alive = _worth_going_on(best * level.promise[nodes], owner)
        owner, nodes, rows = owner[alive], nodes[alive], rows.take(alive, axis=1)
        syllables = level.syllable[nodes]
        ends = np.flatnonzero((syllables >= 0) & (rows[n] > 0))
        out.append(Behind(places[owner[ends]], syllables[ends].astype(np.int64), rows[n, ends]))
        counts = level.first[nodes + 1] - level.first[nodes] if len(level.first) else np.zeros(0, dtype=np.int64)
        if not counts.any():
            break
        begins = np.repeat(level.first[nodes] - (np.cumsum(counts) - counts), counts)
        parents = np.repeat(np.arange(len(nodes)), counts)
        rows, owner = rows.take(parents, axis=1), owner[parents]
        nodes = begins + np.arange(len(begins))
    return Behind(*(np.concatenate([getattr(b, name) for b in out]) for name in ("word", "syllable", "chance")))


def _columns(table: Table, words: Sequence[Seen], length: int) -> Ints:
    """The columns of the pieces of a length in every word, by place."""
    unseen, known = length, table.columns
    if not length:
        return np.full((len(words), 1), known.get("", 0), dtype=np.int64)
    spans = range(len(words[0].word) - length + 1)
    return np.array([[known.get(seen.word[j : j + length], unseen) for j in spans] for seen in words])


def _best_ahead(table: Table, pieces: Sequence[Ints], words: int, n: int) -> Reals:
    """The best chance that any printed letters give the rest of a word, by word and place.

    So beginnings that have a hard part behind them and those that still have it before them compare (the
    heuristic of A* search).
    """
    ahead = np.ones((words, n + 1), dtype=np.float32)
    for place in range(n - 1, -1, -1):
        ways = [
            table.best[columns[:, place]] * ahead[:, place + k]
            for k, columns in enumerate(pieces[1:], start=1)
            if place + k <= n
        ]
        ahead[:, place] = np.max(ways, axis=0)
    return ahead


def _by_letter(table: Table, columns: Ints) -> Reals:
    """P(piece | letter) by place in the word, then by word and letter in one row."""
    return table.rows[:, columns].transpose(2, 1, 0).reshape(columns.shape[1], -1)


def _next_rows(shares: Sequence[Reals], rows: Reals, at: Ints, reached: int) -> Reals:
    """The rows of beginnings that are one letter longer. `at`: word and letter of each beginning in `shares`;
    `reached`: the last place that a beginning without this letter can have come to.
    """
    here = rows * shares[0][0].take(at)
    for length, by_place in enumerate(shares[1:], start=1):
        for place, share in enumerate(by_place[: reached + 1]):
            here[place + length] += rows[place] * share.take(at)
    return np.asarray(here)


def _worth_going_on(best: Reals, owner: Ints) -> Ints:
    """The places of the beginnings that are not far behind the best of their word; owners are in order."""
    counts = np.bincount(owner)
    counts = counts[counts > 0]
    share = best / np.repeat(np.maximum.reduceat(best, np.cumsum(counts) - counts), counts)
    alive = np.flatnonzero(share > np.float32(_BEAM))
    counts = np.bincount(owner[alive])
    if counts.max() <= _MOST_BEGINNINGS:
        return alive
    order = alive[np.argsort(2.0 * owner[alive] - share[alive])]
    rank = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.sort(order[rank < _MOST_BEGINNINGS])
