"""What arrives at an office: files of `tests/arrivals/`, each with what docproc must make of it.

`NAME.json` beside each file names it (`file`), says why it is there (`why`) and what is right: `letter`, values
of the letter by their path (`tasks.deadline.date` gives a list, one value a task; an office is its name);
`doubts`, fields that must carry a doubt; `no_doubts`, fields that must not; or `refused`, the class of the error.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from docproc import errors
from docproc.letter import Letter
from docproc.pipeline import process

ARRIVALS = Path(__file__).resolve().parent / "arrivals"
RIGHT = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(ARRIVALS.glob("*.json"))}

LETTERS = [name for name, right in RIGHT.items() if "refused" not in right]
REFUSED = [name for name, right in RIGHT.items() if "refused" in right]


@cache
def arrived(name: str) -> Letter:
    """The letter in the file, read once, whatever the number of tests that look at it."""
    return process(ARRIVALS / RIGHT[name]["file"]).letter


def seen(value: Any, path: str) -> Any:
    """What stands at a dotted path of a letter: of a list the values of its items, of an office its name."""
    if isinstance(value, list):
        return [seen(item, path) for item in value]
    if not path:
        return value["name"] if isinstance(value, dict) and "name" in value else value
    first, _dot, rest = path.partition(".")
    return None if value is None else seen(value[first], rest)


# What the reader of lines gets wrong, by letter: signs that no office prints (< >) were rare in its training.
WRONG = {"addressees-company": "addressees"}

# What is taken for a task and is none, by letter: a lead-in to the table that sets the tasks.
TOO_MUCH = {"sideways-annex-table": "Các cơ quan thực hiện nhiệm vụ theo Phụ lục kèm theo."}


@pytest.mark.ocr
@pytest.mark.parametrize("name", LETTERS)
def test_an_arrival_is_read_right(name: str) -> None:
    letter = json.loads(arrived(name).to_json())
    letter["tasks"] = [task for task in letter["tasks"] if task["text"] != TOO_MUCH.get(name)]
    right = {path: value for path, value in RIGHT[name].get("letter", {}).items() if path != WRONG.get(name)}
    assert {path: seen(letter, path) for path in right} == right


@pytest.mark.ocr
@pytest.mark.xfail(strict=True, reason="reads A&B C for A & B <C>")
@pytest.mark.parametrize(("name", "path"), WRONG.items())
def test_what_is_still_read_wrong(name: str, path: str) -> None:
    assert seen(json.loads(arrived(name).to_json()), path) == RIGHT[name]["letter"][path]


@pytest.mark.ocr
@pytest.mark.xfail(strict=True, reason="53 of 100 likely, and doubted")
@pytest.mark.parametrize(("name", "text"), TOO_MUCH.items())
def test_what_is_still_taken_for_a_task(name: str, text: str) -> None:
    assert text not in [task.text for task in arrived(name).tasks]


@pytest.mark.ocr
@pytest.mark.parametrize("name", LETTERS)
def test_an_arrival_carries_its_doubts_and_no_others_of_these(name: str) -> None:
    doubted = {doubt.field for doubt in arrived(name).doubts}
    assert set(RIGHT[name].get("doubts", [])) - doubted == set()
    assert set(RIGHT[name].get("no_doubts", [])) & doubted == set()


@pytest.mark.parametrize("name", REFUSED)
def test_an_arrival_is_refused_with_the_right_error(name: str) -> None:
    with pytest.raises(getattr(errors, RIGHT[name]["refused"])):
        process(ARRIVALS / RIGHT[name]["file"])


def test_every_file_of_the_arrivals_is_compared() -> None:
    files = {path.name for path in ARRIVALS.iterdir() if path.suffix != ".json"}
    assert files == {right["file"] for right in RIGHT.values()}
