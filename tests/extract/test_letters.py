"""Letters of many kinds written for the tests, as plain text, against what a clerk would note down.

Each NAME.txt (pages parted by form feeds) has a NAME.json with every field that must come out, doubts included.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docproc.evaluate.letters import count_letter, task_score
from docproc.evaluate.tally import Tally, best_pairs
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.language.plain import text_page

LETTERS = Path(__file__).parent / "letters"
NAMES = sorted(path.stem for path in LETTERS.glob("*.txt"))

each_letter = pytest.mark.parametrize("name", NAMES)


@cache
def found(name: str) -> dict[str, Any]:
    texts = (LETTERS / f"{name}.txt").read_text(encoding="utf-8").split("\f")
    pages = [text_page(number, text) for number, text in enumerate(texts, start=1)]
    letter: dict[str, Any] = json.loads(letter_from_pages(pages, f"{name}.txt", len(pages)).to_json())
    return letter


@cache
def wanted(name: str) -> dict[str, Any]:
    letter: dict[str, Any] = json.loads((LETTERS / f"{name}.json").read_text(encoding="utf-8"))
    return letter


def due_tasks(name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The tasks found and wanted without those that are borderline (`optional`), which may be found or not."""
    tasks, true = found(name)["tasks"], wanted(name)["tasks"]
    optional = {j for i, j in best_pairs(true, tasks, task_score) if true[i].get("optional")}
    return [task for j, task in enumerate(tasks) if j not in optional], [t for t in true if not t.get("optional")]


def test_each_letter_has_its_answers() -> None:
    assert NAMES
    assert sorted(path.stem for path in LETTERS.glob("*.json")) == NAMES


@each_letter
def test_every_field_is_right_and_nothing_is_invented(name: str) -> None:
    tally = Tally()
    count_letter(name, wanted(name), found(name), tally)
    wrong = {field: f.f1 for field, f in tally.figures().items() if f.f1 < 1.0}
    assert wrong == {}, "\n".join(tally.misses)


@each_letter
def test_deadlines_are_right_in_every_part(name: str) -> None:
    parts = ("text", "date", "time", "inclusive")
    tasks, true = due_tasks(name)
    due = [t["deadline"] and {part: t["deadline"][part] for part in parts} for t in tasks]
    assert due == [task["deadline"] for task in true]
    assert [task["recurrence"] for task in tasks] == [task["recurrence"] for task in true]


@each_letter
def test_meeting_and_closing_deadline_are_right(name: str) -> None:
    letter, true = found(name), wanted(name)
    for field in ("event", "report_due"):
        value = letter[field] and {part: letter[field][part] for part in true[field] or ["evidence"]}
        assert value == true[field]


@each_letter
def test_what_is_doubted_is_what_should_be(name: str) -> None:
    """But for little confidence, which is a matter of fitted weights (test_confidence.py)."""
    doubts = [d for d in found(name)["doubts"] if d["code"] != "low_confidence"]
    assert sorted(f"{d['field']}: {d['code']}" for d in doubts) == wanted(name)["doubts"]
