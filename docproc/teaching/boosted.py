"""Growing decision trees on clues and numbers, by LightGBM (which docproc needs to be made, not to run)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from docproc.teaching.rules.teaching import TreeStrengths


@dataclass(slots=True)
class Things:
    """What trees are grown on: clues, numbers, label and weight of each thing."""

    clues: list[list[str]] = field(default_factory=list)
    numbers: list[list[float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)

    def add(
        self, clues: Sequence[list[str]], labels: Sequence[str], times: int, numbers: Sequence[list[float]] = ()
    ) -> None:
        """Add things that each count `times`."""
        self.clues += clues
        self.labels += labels
        self.weights += [times] * len(labels)
        self.numbers += numbers or [[]] * len(labels)


def grow(things: Things, strengths: TreeStrengths, path: Path) -> None:
    """Grow trees and write them to `path` (docproc/extract/roles/models/trees.py says in what form).
    The same things in the same order give the same bytes.
    """
    labels = sorted(set(things.labels))
    seen = Counter(clue for of_thing in things.clues for clue in set(of_thing))
    enough = strengths.seen_at_least * len(things.clues)
    clues = {clue: n for n, clue in enumerate(sorted(clue for clue, count in seen.items() if count >= enough))}
    made = lightgbm.train(
        {
            "objective": "multiclass",
            "num_class": len(labels),
            "learning_rate": strengths.pace,
            "num_leaves": strengths.leaves,
            "min_data_in_leaf": strengths.fewest_in_leaf,
            "feature_fraction": strengths.share_of_clues,
            "bagging_fraction": strengths.share_of_things,
            "bagging_freq": 1,
            "lambda_l2": strengths.l2,
            "seed": 1,
            "deterministic": True,
            "force_row_wise": True,
            "num_threads": 1,
            "verbose": -1,
        },
        lightgbm.Dataset(
            _table(things, clues),
            np.array([labels.index(label) for label in things.labels]),
            weight=np.array(things.weights),
        ),
        strengths.rounds,
    )
    trees = [tree["tree_structure"] for tree in made.dump_model()["tree_info"]]
    model = {"labels": labels, "clues": list(clues), "numbers": len(things.numbers[0]), **_nodes(trees)}
    path.write_text(json.dumps(model, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _table(things: Things, clues: Mapping[str, int]) -> NDArray[np.float64]:
    table = np.zeros((len(things.clues), len(clues) + len(things.numbers[0])))
    for row, of_thing in enumerate(things.clues):
        table[row, [clues[clue] for clue in of_thing if clue in clues]] = 1.0
    table[:, len(clues) :] = things.numbers
    return table


def _nodes(trees: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The nodes of all trees, one after the other, and how deep the deepest is."""
    found: dict[str, list[Any]] = {name: [] for name in ("column", "limit", "below", "above", "value", "roots")}
    depth = 0
    for tree in trees:
        found["roots"].append(len(found["column"]))
        for node, level, below, above in _numbered(tree, len(found["column"])):
            depth = max(depth, level)
            found["column"].append(node.get("split_feature", 0))
            found["limit"].append(node.get("threshold", 0.0))
            found["value"].append(node.get("leaf_value", 0.0))
            found["below"].append(below)
            found["above"].append(above)
    return {"depth": depth, **found}


def _numbered(tree: Mapping[str, Any], first: int) -> Iterator[tuple[Mapping[str, Any], int, int, int]]:
    """The nodes of a tree, those of a level after those above: node, level, numbers of the nodes below it (its
    own for a leaf). `first` is the number of the root.
    """
    level, nodes, free = 0, [tree], first + 1
    number = first
    while nodes:
        next_nodes: list[Mapping[str, Any]] = []
        for node in nodes:
            if "left_child" in node:
                next_nodes += [node["left_child"], node["right_child"]]
                yield node, level, free, free + 1
                free += 2
            else:
                yield node, level, number, number
            number += 1
        nodes, level = next_nodes, level + 1
