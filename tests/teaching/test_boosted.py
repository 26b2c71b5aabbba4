"""Trees: what is read of them is what LightGBM says, same things same bytes, broken files are refused."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import lightgbm
import numpy as np
import pytest

from docproc.errors import ExtractionModelMissing
from docproc.extract.roles.models import trees
from docproc.extract.roles.models.trees import opened_trees, shares_of
from docproc.rules import load
from docproc.teaching import boosted
from docproc.teaching.boosted import Things, grow
from docproc.teaching.rules.teaching import Teaching

STRENGTHS = load(Teaching).tasks.model_copy(update={"rounds": 60, "share_of_clues": 1.0, "seen_at_least": 0.0})


def _things(count: int = 400, seed: int = 1) -> Things:
    """Things that are "both" only where two clues stand together and a number is high."""
    chance, things = Random(seed), Things()
    for _thing in range(count):
        clues = [clue for clue in ("a", "b", "c") if chance.random() < 0.5]
        number = chance.uniform(-3, 3)
        label = "both" if {"a", "b"} <= set(clues) and number > -1 else "none"
        things.add([clues], [label], 1 + (number > 2), [[number]])
    return things


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("trees") / "one.json"
    grow(_things(), STRENGTHS, path)
    return path


def test_what_is_read_of_the_trees_is_what_lightgbm_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[lightgbm.Booster] = []
    train = lightgbm.train
    monkeypatch.setattr(boosted.lightgbm, "train", lambda *args: made.append(train(*args)) or made[-1])
    grow(_things(), STRENGTHS, tmp_path / "one.json")
    read, asked = opened_trees(tmp_path / "one.json"), _things(100, seed=2)
    shares = shares_of(read, asked.clues, asked.numbers)
    table = [
        [*(float(clue in clues) for clue in read.clues), *numbers]
        for clues, numbers in zip(asked.clues, asked.numbers, strict=True)
    ]
    said = made[0].predict(np.array(table))
    assert [[of_thing[label] for label in read.labels] for of_thing in shares] == [
        pytest.approx(list(row)) for row in said
    ]


def test_clues_that_count_only_together_are_learnt(grown: Path) -> None:
    asked = [["a"], ["b"], ["a", "b"], ["a", "b"], ["unknown"]]
    shares = shares_of(opened_trees(grown), asked, [[1.0], [1.0], [1.0], [-2.5], [1.0]])
    assert [of_thing["both"] > 0.5 for of_thing in shares] == [False, False, True, False, False]
    assert [sum(of_thing.values()) for of_thing in shares] == [pytest.approx(1)] * len(asked)


def test_nothing_asked_nothing_said(grown: Path) -> None:
    assert shares_of(opened_trees(grown), []) == []


def test_the_same_things_give_the_same_bytes(grown: Path, tmp_path: Path) -> None:
    grow(_things(), STRENGTHS, tmp_path / "other.json")
    assert (tmp_path / "other.json").read_bytes() == grown.read_bytes()


def test_a_clue_seen_too_rarely_is_not_in_the_model(tmp_path: Path) -> None:
    things = _things()
    things.add([["rare"]], ["none"], 1, [[0.0]])
    grow(things, STRENGTHS.model_copy(update={"seen_at_least": 0.1}), tmp_path / "one.json")
    assert list(opened_trees(tmp_path / "one.json").clues) == ["a", "b", "c"]


@pytest.mark.parametrize(
    "change",
    [
        {"below": [10**6]}, {"column": [-1]}, {"roots": [0]}, {"labels": []}, {"labels": None}, {"clues": 7},
        {"limit": ["x"]}, {"value": [1.0]},
    ],
)  # fmt: skip
def test_a_file_that_leads_nowhere_is_refused(grown: Path, tmp_path: Path, change: dict[str, object]) -> None:
    data = json.loads(grown.read_text(encoding="utf-8"))
    path = tmp_path / "one.json"
    path.write_text(json.dumps({**data, **change}), encoding="utf-8")
    with pytest.raises(ExtractionModelMissing):
        trees.opened_trees(path)
