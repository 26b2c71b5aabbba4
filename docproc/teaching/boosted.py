"""Growing decision trees on clues and numbers, by LightGBM (which docproc needs to be made, not to run)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from docproc.teaching.rules.teaching import TreeStrengths


@dataclass(slots=True)
class Things:
    """What trees are grown on: clues, numbers, label and weight of each thing; `groups` are how many of them, one
    after the other, stand together.
    """

    clues: list[list[str]] = field(default_factory=list)
    numbers: list[list[float]] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    weights: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(
        self, clues: Sequence[list[str]], labels: Sequence[str], times: int, numbers: Sequence[list[float]] = ()
    ) -> None:
        """Add things that stand together and each count `times`."""
        self.clues += clues
        self.labels += labels
        self.weights += [times] * len(labels)
        self.numbers += numbers or [[]] * len(labels)
        self.groups += [len(labels)] if labels else []


def grow(things: Things, strengths: TreeStrengths, path: Path) -> None:
    """Grow trees that tell the label of a thing and write them to `path` (docproc/extract/roles/models/trees.py
    says in what form). The same things in the same order give the same bytes.
    """
    labels = sorted(set(things.labels))
    clues = _often_seen(things, strengths)
    data = lightgbm.Dataset(
        _table(things, clues),
        np.array([labels.index(label) for label in things.labels]),
        weight=np.array(things.weights),
    )
    told = {"objective": "multiclass", "num_class": len(labels), **_told(strengths)}
    _write(lightgbm.train(told, data, strengths.rounds), labels, clues, things, path)


def grow_choice(things: Things, chosen: str, strengths: TreeStrengths, path: Path) -> None:
    """Grow trees that tell which thing of a group is meant, and write them to `path`: the one with the label
    `chosen`, or any of several that have it. A group without one teaches nothing. The same things in the same
    order give the same bytes.
    """
    clues = _often_seen(things, strengths)
    data = lightgbm.Dataset(_table(things, clues), np.zeros(len(things.labels)))
    told = {"objective": _choice(things, chosen), **_told(strengths)}
    _write(lightgbm.train(told, data, strengths.rounds), [chosen], clues, things, path)


_Slopes = Callable[[NDArray[np.float64], object], tuple[NDArray[np.float64], NDArray[np.float64]]]
_LEAST_CURVATURE = 1e-3  # where a choice is clear, the loss is all but straight
_LEAST_POWER = 1e-12


def _choice(things: Things, chosen: str) -> _Slopes:
    """Gradient and curvature, at the scores of the things, of the negative log-likelihood of the choices
    (conditional logit, McFadden 1974): of a group the chosen ones together against all.
    """
    sizes = np.array(things.groups)
    first = np.cumsum(sizes) - sizes
    group = np.repeat(np.arange(len(sizes)), sizes)
    right = np.array([float(label == chosen) for label in things.labels])
    weights = np.array(things.weights, dtype=np.float64)
    taught = np.add.reduceat(right, first)[group] > 0

    def slopes(scores: NDArray[np.float64], _data: object) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        powers = np.exp(scores - np.maximum.reduceat(scores, first)[group])
        shares = powers / np.add.reduceat(powers, first)[group]
        of_right = np.maximum(np.add.reduceat(powers * right, first)[group], _LEAST_POWER)
        gradient = np.where(taught, shares - powers * right / of_right, 0.0)
        return gradient * weights, np.maximum(shares * (1 - shares), _LEAST_CURVATURE) * weights

    return slopes


def _told(strengths: TreeStrengths) -> dict[str, Any]:
    """What LightGBM is told of any trees."""
    return {
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
    }


def _often_seen(things: Things, strengths: TreeStrengths) -> dict[str, int]:
    """The clues that enough things have, each with its column."""
    seen = Counter(clue for of_thing in things.clues for clue in set(of_thing))
    enough = strengths.seen_at_least * len(things.clues)
    return {clue: n for n, clue in enumerate(sorted(clue for clue, count in seen.items() if count >= enough))}


def _write(
    made: lightgbm.Booster, labels: Sequence[str], clues: Mapping[str, int], things: Things, path: Path
) -> None:
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
