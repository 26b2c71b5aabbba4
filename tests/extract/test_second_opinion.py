"""A second opinion on units: what the first model says of neighbours, and what may follow what."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.errors import ExtractionModelMissing
from docproc.extract.roles.models import second as second_opinion
from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER, Labelled, log_odds
from docproc.extract.roles.models.second import NUMBERS, numbers_of, seen_again
from docproc.extract.roles.models.trained import label, model_file, models_in, shipped_folder
from docproc.extract.roles.models.trees import opened_trees
from docproc.teaching.boosted import Things, grow
from docproc.teaching.rules.teaching import TreeStrengths

SURE = {BEGINS: 0.9, GOES_ON: 0.05, OTHER: 0.05}
UNSURE = {BEGINS: 0.2, GOES_ON: 0.3, OTHER: 0.5}


def test_the_numbers_are_the_log_odds_of_a_unit_and_of_those_beside_it() -> None:
    first, second = numbers_of([SURE, UNSURE])
    assert len(first) == len(second) == NUMBERS
    own = [log_odds(SURE[label]) for label in (BEGINS, GOES_ON, OTHER)]
    assert first[:3] == [0.0, 0.0, 0.0]
    assert first[3:6] == own == second[:3]
    assert second[6:] == [0.0, 0.0, 0.0]


def test_no_units_no_numbers() -> None:
    assert numbers_of([]) == []


@pytest.fixture(scope="module")
def by_clue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Trees that go by a clue alone: what is called by a label gets it."""
    things = Things()
    for label_of in (BEGINS, GOES_ON, OTHER):
        things.add([[f"is {label_of}"]] * 50, [label_of] * 50, 1, [[0.0] * NUMBERS] * 50)
    strengths = TreeStrengths(
        rounds=60, pace=0.2, leaves=4, fewest_in_leaf=5, share_of_clues=1.0,
        share_of_things=1.0, l2=0.1, seen_at_least=0.0,
    )  # fmt: skip
    path = tmp_path_factory.mktemp("trees") / "tasks.trees.json"
    grow(things, strengths, path)
    return path


@pytest.mark.parametrize("told", ["BIO", "OIO", "IBI", "BOI", "BII"])
def test_only_a_task_is_gone_on_with(by_clue: Path, told: str) -> None:
    trees, clues = opened_trees(by_clue), [[f"is {one}"] for one in told]
    found = seen_again(trees, clues, Labelled(list(told), [SURE] * len(told)))
    assert "OI" not in "O" + "".join(found.labels)
    assert all(sum(shares.values()) == pytest.approx(1) for shares in found.shares)


@pytest.mark.parametrize("told", ["BIO", "OBI", "BII"])
def test_each_unit_gets_its_likeliest_label_where_they_go_together(by_clue: Path, told: str) -> None:
    trees, clues = opened_trees(by_clue), [[f"is {one}"] for one in told]
    assert seen_again(trees, clues, Labelled(list(told), [SURE] * len(told))).labels == list(told)


@pytest.mark.parametrize(
    ("first", "second", "labels"),
    [
        # That the second surely goes on with something says that the first is a task.
        ({"B": 0.35, "I": 0.0, "O": 0.65}, {"B": 0.05, "I": 0.9, "O": 0.05}, "BI"),
        ({"B": 0.05, "I": 0.0, "O": 0.95}, {"B": 0.1, "I": 0.5, "O": 0.4}, "OO"),
        ({"B": 0.05, "I": 0.0, "O": 0.95}, {"B": 0.4, "I": 0.5, "O": 0.1}, "OB"),
    ],
)
def test_units_are_decided_together(
    monkeypatch: pytest.MonkeyPatch, by_clue: Path, first: dict[str, float], second: dict[str, float], labels: str
) -> None:
    monkeypatch.setattr(second_opinion, "shares_of", lambda *_asked: [first, second])
    assert seen_again(opened_trees(by_clue), [[], []], Labelled(["O", "O"], [SURE] * 2)).labels == list(labels)


def test_without_the_second_opinion_the_models_are_not_whole(tmp_path: Path) -> None:
    shipped = model_file(shipped_folder(), "roles")
    (tmp_path / shipped.name).write_bytes(shipped.read_bytes())
    with models_in(tmp_path), pytest.raises(ExtractionModelMissing):
        label("roles", [["kind=paragraph"]])
