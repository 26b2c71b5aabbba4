"""Weights and limits of benchmarks/confidence.py, on made-up values whose answer is known."""

from __future__ import annotations

import importlib
import json
import math
import random
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from docproc.extract.assemble.rules.confidence import Confidence
from docproc.letter import Citation, Evidence, Letter, Office, Task

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def made() -> Iterator[Callable[[str], Any]]:
    """The modules of benchmarks/."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(BENCHMARKS))


def cases(made: Callable[[str], Any], count: int = 600) -> list[Any]:
    """Values of thirty issuers: with the clue `bad` one in three is right, without it 29 of 30."""
    lot, case = random.Random(1), made("confidence_fit").Case
    found = []
    for n in range(count):
        bad = n % 4 == 0
        right = lot.random() < (1 / 3 if bad else 29 / 30)
        found.append(case(f"issuer {n % 30}", "head", "header.symbol", {"bad": float(bad)}, False, right))
    return found


def test_weights_are_the_odds_of_what_was_seen(made: Callable[[str], Any]) -> None:
    fit = made("logistic").fit
    clues = [{"x": 1.0}] * 30 + [{}] * 40
    right = [True] * 10 + [False] * 20 + [True] * 30 + [False] * 10
    weights = fit(clues, right, ["x"], 0.0)
    assert weights.chance({}) == pytest.approx(0.75, abs=0.01)
    assert weights.chance({"x": 1.0}) == pytest.approx(1 / 3, abs=0.01)
    assert fit(clues, right, ["x"], 1e6).of["x"] == pytest.approx(0, abs=0.01)


def test_weights_stay_finite_where_all_is_right_or_nothing_known(made: Callable[[str], Any]) -> None:
    fit = made("logistic").fit
    assert 0.9 < fit([{}] * 30, [True] * 30, [], 1.0).chance({}) < 1
    assert fit([], [], [], 1.0).chance({}) == 0.5
    assert math.isfinite(fit([{"x": 1.0}, {}], [True, False], ["x"], 0.1).of["x"])


def test_an_issuer_is_in_one_part_only(made: Callable[[str], Any]) -> None:
    parts = made("confidence_fit").folds(cases(made), 10, 3)
    assert sorted(one for part in parts for one in part) == sorted({f"issuer {n}" for n in range(30)})
    assert {len(part) for part in parts} == {3}


def test_clues_of_few_issuers_are_left_out(made: Callable[[str], Any]) -> None:
    fitting = made("confidence_fit")
    clues = [{"common": float(n % 2), "rare": float(n < 2), "always": 1.0} for n in range(20)]
    values = [fitting.Case(f"issuer {n}", "head", "f", one, False, True) for n, one in enumerate(clues)]
    assert fitting.names_of(values) == ["common"]


def test_the_judge_finds_what_is_likely_wrong(made: Callable[[str], Any]) -> None:
    fitting = made("confidence_fit")
    judged = list(fitting.left_out(cases(made)))
    assert len(judged) == 600
    assert {doubted for case, _, doubted in judged if case.clues["bad"]} == {True}
    assert {doubted for case, _, doubted in judged if not case.clues["bad"]} == {False}
    assert made("confidence_pages").gap(judged) < 0.05


def test_the_same_values_give_the_same_judge(made: Callable[[str], Any]) -> None:
    one, other = (made("confidence_fit").learn(cases(made)) for _ in range(2))
    assert made("confidence").toml_of(one) == made("confidence").toml_of(other)


def test_a_task_in_doubt_is_a_doubt_on_what_hangs_on_it(made: Callable[[str], Any]) -> None:
    fitting, weights = made("confidence_fit"), made("logistic").Weights
    limits = fitting.Limits(0.9, 0.9)
    judge = fitting.Judge({"task": weights(0.0, {"sure": 5.0}), "partner": weights(5.0, {})}, {}, limits)

    def partner(sure: float) -> Any:
        task = fitting.Case("a", "task", "tasks", {"sure": sure}, False, True)
        return judge.judged(fitting.Case("a", "partner", "tasks.coordinate", {}, False, True, task))

    assert partner(0.0).doubted(limits) and not partner(1.0).doubted(limits)
    assert partner(0.0).chance == pytest.approx(0.5, abs=0.01)


def test_the_limits_keep_both_bars_where_they_can_be_kept(made: Callable[[str], Any]) -> None:
    fitting, weights = made("confidence_fit"), made("logistic").Weights
    of = weights(0.0, {"odds": 1.0})
    judge = fitting.Judge({"head": of, "deadline": of}, {}, fitting.Limits(0.0, 0.0))

    def values(count: int, kind: str, field: str, odds: float, right: bool) -> list[Any]:
        return [judge.judged(fitting.Case("a", kind, field, {"odds": odds}, False, right))] * count

    head, deadline = ("head", "header.symbol"), ("deadline", "tasks.deadline")
    judged = values(90, *head, 3.0, True) + values(10, *head, 1.0, True) + values(10, *head, 1.0, False)
    judged += values(97, *deadline, 3.0, True) + values(3, *deadline, 3.0, False)
    limits = fitting.best_limits(judged)
    # Odds 3 are a chance of 0.953, odds 1 of 0.731: near the limit none of odds 3 and all of odds 1 are doubted.
    assert limits.other == 0.92
    assert limits.deadline == 0.92  # all in doubt would cost more than one in a hundred too many wrong


def letter() -> Letter:
    read = [Evidence(page=1, text="x", confidence=0.9)]
    tasks = [
        Task(id="1", page=1, text="báo cáo kết quả kiểm tra", lead=[Office(name="Sở Y tế")], evidence=read),
        Task(id="2", page=1, text="thời tiết hôm nay đẹp", evidence=read),
    ]
    cited = [Citation(number="5/KH-UBND", evidence=read)]
    return Letter(file="a.pdf", pages=1, tasks=tasks, citations=cited, recipients=[Office(name="Như trên")])


GOLD = {
    "header": {"issuer": "UBND huyện Suối Vàng"},
    "tasks": [{"text": "báo cáo kết quả kiểm tra", "lead": ["Sở Y tế"]}],
    "citations": [{"number": "5/KH-UBND"}],
    "recipients": ["Như trên"],
}


def test_values_are_joined_with_their_verdicts(made: Callable[[str], Any]) -> None:
    found = list(made("confidence").letter_cases(GOLD, letter().to_json(), "a"))
    assert [(case.kind, case.right) for case in found] == [
        ("office", True),
        ("citation", True),
        ("task", True),
        ("lead", True),
        ("task", False),
        ("lead", False),
    ]
    assert found[3].task is found[2]


def test_one_command_writes_weights_page_and_diagram(
    made: Callable[[str], Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, given = tmp_path / "gold", tmp_path / "given"
    for folder in (gold, given, tmp_path / "models", tmp_path / "docs"):
        folder.mkdir()
    table = ["file\tissuer"]
    for n in range(12):
        (gold / f"{n}.json").write_text(json.dumps(GOLD), encoding="utf-8")
        (given / f"{n}.json").write_text(letter().to_json(), encoding="utf-8")
        table.append(f"{n}.pdf\tissuer {n}")
    (gold / "unread.json").write_text(json.dumps(GOLD), encoding="utf-8")
    (tmp_path / "issuers.tsv").write_text("\n".join(table), encoding="utf-8")
    rules = tmp_path / "models" / "confidence.toml"
    rules.write_text("# What stands above.\n\n" + made("confidence").BELOW + "old = 1\n", encoding="utf-8")
    pair, issuers = f"{gold}={given}", str(tmp_path / "issuers.tsv")
    made("confidence").main([pair, "--issuers", issuers, "--unseen", pair, "--house", str(tmp_path)])
    text = rules.read_text(encoding="utf-8")
    assert text.startswith("# What stands above.\n")
    written = Confidence.model_validate(tomllib.loads(text))
    assert set(written.weights) == {"office", "citation", "task", "lead"}
    page = (tmp_path / "docs" / "confidence.md").read_text(encoding="utf-8")
    assert page.startswith("# What a confidence means") and "Issuers left out (12 issuers" in page
    assert "Letters never used for fitting" in page
    assert (tmp_path / "docs" / "reliability.svg").read_text(encoding="utf-8").startswith("<svg")
    assert "unread: not predicted" in capsys.readouterr().out
