"""Which syllables may stand behind damaged words, and how likely each gives what was read.

The noisy channel of Kernighan, Church and Gale (1990): every printed letter gives zero to three read letters
with the chances of a table (docproc/language/emission.py); a word's chance is the sum over all ways.
All syllables are weighed, for many words at once: every part they are made of (docproc/language/parts.py) once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from docproc.language.parts import Group, Parts, Syllables, taken_apart

LONGEST = 3
# The chance of an outcome that training never saw, by its length.
_FLOOR = (2e-4, 3e-5, 2e-6, 1e-7)
_LONGEST_WORD = 18
# What is this much less likely than the best one behind a word, context apart, is left out.
_FAR = 1e-4
# So many words are weighed together: few calls of NumPy, arrays that stay in the processor's cache.
_AT_ONCE = 64

Reals = NDArray[np.float32]
Ints = NDArray[np.int64]
CASES = ("lower", "title", "upper")
LOWER, TITLE, UPPER = range(3)


@dataclass(frozen=True, slots=True)
class DamageChances:
    """Chances of one kind of damage: `rows` by printed letter and read piece (up to three letters); the first
    LONGEST + 1 columns are for pieces never seen, by length, the others are found in `columns`. `best` is the
    highest chance in every column.
    """

    rows: Reals
    columns: dict[str, int]
    best: Reals


@dataclass(frozen=True, slots=True)
class Confusion:
    """The tables by name, the numbers of the letters and of their capitals, the syllables and their parts.
    Syllable rows[n] stands in row n when all are weighed, worths[n] is its probability.
    """

    syllables: Sequence[str]
    letters: dict[str, int]
    upper: Ints
    parts: Syllables
    rows: Ints
    worths: Reals
    tables: dict[str, DamageChances]


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
    upper = np.array([letters[letter.upper()] for letter in small], dtype=np.int64)
    tables = {name: _table(share, letters) for name, share in shares.items()}
    parts = taken_apart(syllables, letters)
    rows = np.concatenate([group.syllable for group in parts.groups])
    return Confusion(syllables, letters, upper, parts, rows, chances[rows], tables)


def _table(shares: Mapping[str, Mapping[str, float]], letters: Mapping[str, int]) -> DamageChances:
    pieces = {piece for outcomes in shares.values() for piece in outcomes} | set(letters)
    columns = {piece: n for n, piece in enumerate(sorted(pieces), start=LONGEST + 1)}
    lengths = [*range(LONGEST + 1), *map(len, columns)]
    rows = np.repeat(np.array([[_FLOOR[n] for n in lengths]], dtype=np.float32), len(letters), axis=0)
    for letter, row in letters.items():
        # A letter never met in training reads as itself.
        for piece, share in shares.get(letter, {letter: 0.9}).items():
            column = columns[piece]
            rows[row, column] = max(share, rows[row, column])
    return DamageChances(rows, columns, rows.max(axis=0))


def behind(confusion: Confusion, table: str, words: Sequence[Seen]) -> Behind:
    """The likely syllables behind words under one kind of damage, in the order of the words.

    What lies far below the best is left out; a word of more than 18 letters has nothing behind it.
    """
    lengths = {place: len(seen.word) for place, seen in enumerate(words)}
    by_length = sorted(
        (p for p, length in lengths.items() if 0 < length <= _LONGEST_WORD), key=lengths.__getitem__
    )
    found = [
        _weighed(confusion, confusion.tables[table], words, by_length[at : at + _AT_ONCE])
        for at in range(0, len(by_length), _AT_ONCE)
    ]
    if not found:
        nothing = np.zeros(0, dtype=np.int64)
        return Behind(nothing, nothing, np.zeros(0, dtype=np.float32))
    word, syllable = (np.concatenate([getattr(f, name) for f in found]) for name in ("word", "syllable"))
    chance = np.concatenate([f.chance for f in found])
    order = np.argsort(word, kind="stable")
    return Behind(word[order], syllable[order], chance[order])


def _weighed(
    confusion: Confusion, table: DamageChances, request: Sequence[Seen], places: Sequence[int]
) -> Behind:
    """`behind` for the words at some places of a request, the shortest first.

    The chance that a syllable gives a word is the sum, over all places where the word may be cut, of the chances
    that its head gives the letters before and its tail those behind (forward and backward: Rabiner 1989).
    """
    words = [request[place] for place in places]
    n = len(words[-1].word)
    columns = [_columns(table, words, k, n) for k in range(min(LONGEST, n) + 1)]
    cases = np.array([seen.case for seen in words])
    small = np.arange(len(confusion.upper))[:, None]
    first = _shares(table, np.where(cases >= TITLE, confusion.upper[:, None], small), [c[:1] for c in columns])
    rest = _shares(table, np.where(cases == UPPER, confusion.upper[:, None], small), columns)
    heads = _forward(confusion.parts.heads, first, rest, n)
    tails = _backward(confusion.parts.tails, rest, np.array([len(seen.word) for seen in words]))
    chance = np.concatenate([_together(group, heads, tails) for group in confusion.parts.groups])
    worth = chance * confusion.worths[:, None]
    near = np.ascontiguousarray((worth > np.float32(_FAR) * worth.max(axis=0)).T)
    word, row = np.divmod(np.flatnonzero(near), len(worth))
    return Behind(np.array(places)[word], confusion.rows[row], chance.take(row * len(words) + word))


def _together(group: Group, heads: Reals, tails: Reals) -> Reals:
    """P(word | syllable) of a group of syllables by syllable and word."""
    chance = np.zeros((len(group.head), heads.shape[2]), dtype=np.float32)
    for cut in range(min(len(heads), LONGEST * group.length + 1)):
        chance += heads[cut].take(group.head, axis=0) * tails[cut].take(group.tail, axis=0)
    return chance


def _columns(table: DamageChances, words: Sequence[Seen], length: int, n: int) -> Ints:
    """The columns of the pieces of a length, by place and word; n is the length of the longest word."""
    unseen, known = length, table.columns
    if not length:
        return np.full((1, len(words)), known.get("", 0), dtype=np.int64)
    spans = range(n - length + 1)
    return np.array([[known.get(seen.word[j : j + length], unseen) for j in spans] for seen in words]).T


def _shares(table: DamageChances, letters: Ints, columns: Sequence[Ints]) -> list[Reals]:
    """P(piece | letter) by the length of the piece, then by place, letter and word; `letters`: rows of the table
    by letter and word.
    """
    flat, width = table.rows.ravel(), table.rows.shape[1]
    return [flat.take(letters[None] * width + c[:, None, :]) for c in columns]


def _forward(heads: Parts, first: Sequence[Reals], rest: Sequence[Reals], n: int) -> Reals:
    """P(the letters before a place | head) by place, head and word; `first`: the shares of the first letter."""
    whole = np.zeros((n + 1, heads.count, rest[0].shape[2]), dtype=np.float32)
    whole[0, 0] = 1.0
    for length, step in enumerate(heads.steps):
        shorter, longer = whole.take(step.shorter, axis=1), whole[:, step.begin : step.end]
        for size, share in enumerate(rest if length else first):
            longer[size:] += shorter[: n + 1 - size] * share.take(step.letter, axis=1)
    return whole


def _backward(tails: Parts, rest: Sequence[Reals], ends: Ints) -> Reals:
    """P(the letters from a place on | tail) by place, tail and word; `ends`: where the words end."""
    n = int(ends.max())
    whole = np.zeros((n + 1, tails.count, len(ends)), dtype=np.float32)
    whole[ends, 0, np.arange(len(ends))] = 1.0
    for step in tails.steps:
        shorter, longer = whole.take(step.shorter, axis=1), whole[:, step.begin : step.end]
        for size, share in enumerate(rest):
            longer[: n + 1 - size] += shorter[size:] * share.take(step.letter, axis=1)
    return whole
