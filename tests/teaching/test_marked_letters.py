"""The letters that were written for teaching, and to measure what was taught, hold what their marks say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docproc.teaching.annotated import annotated_letters

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROOMS = sorted(room for kind in ("marked", "named", "unseen") for room in (SAMPLES / kind).iterdir())


def words_of(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_every_word_of_a_name_stands_in_its_letter(room: Path) -> None:
    """A name that was annotated in other words than the letter has teaches where no name is."""
    strange = {
        (letter.name, name)
        for letter in annotated_letters(room)
        for task in letter.tasks
        for name in (*task.lead, *task.partners)
        if not set(words_of(name)) <= set(words_of(letter.text or ""))
    }
    assert strange == set()


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_nobody_leads_and_helps_the_same_task(room: Path) -> None:
    both = {
        (letter.name, name)
        for letter in annotated_letters(room)
        for task in letter.tasks
        for name in set(task.lead) & set(task.partners)
    }
    assert both == set()


def test_no_two_letters_have_one_name() -> None:
    """Letters are told apart by their names, as sources that cross-validation leaves out whole."""
    names = [path.stem for room in ROOMS for path in room.glob("*.txt")]
    assert len(names) == len(set(names))
