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
from docproc.extract.roles.models.trees import opened_trees, shares_among, shares_of
from docproc.rules import load
from docproc.teaching import boosted
from docproc.teaching.boosted import Things, grow, grow_choice
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


# Of the things of a group the one is meant that is nearest: "near", else "middle", else "far".
NEAREST = ("near", "middle", "far")


def _groups(count: int = 300, seed: int = 1) -> Things:
    chance, things = Random(seed), Things()
    for _group in range(count):
        there = chance.choices(NEAREST, k=chance.randint(1, 5))
        nearest = min(there, key=NEAREST.index)
        labels = ["meant" if place == nearest else "other" for place in there]
        things.add([[place, chance.choice("xyz")] for place in there], labels, 1)
    return things


@pytest.fixture(scope="module")
def grown_choice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("choice") / "one.json"
    grow_choice(_groups(), "meant", STRENGTHS, path)
    return path


def _best(path: Path, places: list[str]) -> str:
    shares = shares_among(opened_trees(path), [[place] for place in places])
    assert sum(shares) == pytest.approx(1)
    return places[max(range(len(places)), key=shares.__getitem__)]


@pytest.mark.parametrize(
    ("places", "meant"),
    [
        (["far", "near"], "near"),
        (["far", "middle"], "middle"),
        (["middle", "far", "near"], "near"),
        (["far"], "far"),
    ],
)
def test_which_thing_is_meant_hangs_on_the_others(grown_choice: Path, places: list[str], meant: str) -> None:
    assert _best(grown_choice, places) == meant


def test_several_that_are_meant_share_what_is_likely(grown_choice: Path) -> None:
    shares = shares_among(opened_trees(grown_choice), [["near"], ["near"], ["far"]])
    assert shares[0] == pytest.approx(shares[1])
    assert shares[0] > 0.4


def test_among_none_none_is_meant(grown_choice: Path) -> None:
    assert shares_among(opened_trees(grown_choice), []) == []


def test_a_group_without_a_choice_teaches_nothing_of_its_own(grown_choice: Path, tmp_path: Path) -> None:
    things = _groups()
    for _group in range(200):  # more than half of all: with labels of their own they would outvote the others
        things.add([["near", "x"], ["far", "y"]], ["other", "other"], 1)
    grow_choice(things, "meant", STRENGTHS, tmp_path / "one.json")
    assert _best(tmp_path / "one.json", ["far", "near"]) == "near"


def test_a_choice_that_counts_more_outweighs_others(tmp_path: Path) -> None:
    things = Things()
    for _group in range(100):
        things.add([["a"], ["b"]], ["meant", "other"], 1)
        things.add([["a"], ["b"]], ["other", "meant"], 3)
    grow_choice(things, "meant", STRENGTHS, tmp_path / "one.json")
    assert shares_among(opened_trees(tmp_path / "one.json"), [["a"], ["b"]])[1] == pytest.approx(0.75, abs=0.02)


def test_the_same_choices_give_the_same_bytes(grown_choice: Path, tmp_path: Path) -> None:
    grow_choice(_groups(), "meant", STRENGTHS, tmp_path / "other.json")
    assert (tmp_path / "other.json").read_bytes() == grown_choice.read_bytes()


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
