"""The confusion model drawn towards one text: every engine has its own habits, and a page shows them.

After a first reading the words that are sure, beside what was read there, tell how this engine takes letters;
the known chances count as `prior` occurrences of every letter (maximum a posteriori adaptation, Gauvain and
Lee 1994).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from docproc.language.confusion import Confusion, DamageChances
from docproc.language.emission import expected


def adapted(confusion: Confusion, kind: str, pairs: Mapping[tuple[str, str], int], prior: float) -> Confusion:
    """The model with the table of one kind of damage adapted to (printed word, read word) pairs with counts."""
    table, letters = confusion.tables[kind], confusion.letters
    printed = {letter for truth, _ in pairs for letter in truth if letter in letters}
    rows = {letter: table.rows[letters[letter]].tolist() for letter in printed}

    def chance(letter: str, outcome: str) -> float:
        row = rows.get(letter)
        return 1e-9 if row is None else float(row[table.columns.get(outcome, len(outcome))])

    seen = {letter: counts for letter, counts in expected(pairs, chance).items() if letter in letters}
    return replace(confusion, tables={**confusion.tables, kind: _drawn(table, letters, seen, prior)})


def _drawn(
    table: DamageChances, letters: Mapping[str, int], seen: Mapping[str, Mapping[str, float]], prior: float
) -> DamageChances:
    new = sorted({outcome for counts in seen.values() for outcome in counts} - set(table.columns))
    columns = {**table.columns, **{outcome: n for n, outcome in enumerate(new, start=table.rows.shape[1])}}
    unseen = [table.rows[:, [len(outcome)]] for outcome in new]
    rows = np.concatenate([table.rows, *unseen], axis=1)
    for letter, counts in seen.items():
        row = rows[letters[letter]]
        row *= prior
        for outcome, count in counts.items():
            row[columns[outcome]] += count
        row /= prior + sum(counts.values())
    return DamageChances(rows, columns, rows.max(axis=0))
