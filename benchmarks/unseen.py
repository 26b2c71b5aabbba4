"""Extraction on letters written as those that teach, but that taught nothing: figures that anybody can repeat.

    .venv/bin/python benchmarks/unseen.py [FOLDER …]

Reads the marked letters of samples/unseen, or of the folders, by the models in force, and prints how far tasks,
who leads, who helps and deadlines are found. They are clean print, one paragraph a line: scans are harder.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from docproc.evaluate.letters import count_letter
from docproc.evaluate.tally import Tally
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.language.plain import text_page
from docproc.teaching.annotated import AnnotatedLetter, AnnotatedTask, annotated_letters

_UNSEEN = Path(__file__).parent.parent / "samples" / "unseen"
_SHOWN = ("tasks", "tasks.lead", "tasks.coordinate", "tasks.deadline")


def gold_of(letter: AnnotatedLetter) -> dict[str, Any]:
    """A marked letter as the scorer takes an annotation; nothing but its tasks is marked."""
    return {"tasks": [_task(number, task) for number, task in enumerate(letter.tasks, start=1)]}


def _task(number: int, task: AnnotatedTask) -> dict[str, Any]:
    return {
        "id": str(number),
        "text": task.text,
        "lead": list(task.lead),
        "coordinate": list(task.partners),
        "deadline": {"date": task.due.isoformat()} if task.due else None,
        "optional": task.optional,
    }


def main() -> None:
    folders = [Path(name) for name in sys.argv[1:]] or sorted(path for path in _UNSEEN.iterdir() if path.is_dir())
    tally, count = Tally(), 0
    for folder in folders:
        for letter in annotated_letters(folder):
            if letter.text is None:
                continue
            found = letter_from_pages([text_page(1, letter.text)], letter.file.name, 1)
            count_letter(letter.name, gold_of(letter), found.model_dump(mode="json"), tally)
            count += 1
    figures = tally.figures()
    print(f"{count} letters\n\n| | annotated | precision | recall | F1 |\n|---|---|---|---|---|")
    for name in _SHOWN:
        one = figures[name]
        print(f"| {name} | {one.gold} | {one.precision:.3f} | {one.recall:.3f} | **{one.f1:.3f}** |")


if __name__ == "__main__":
    main()
