"""Models of an office's own: learnt from its annotated letters on top of ours, and measured before use."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from docproc.disk import passing, remove, take_place
from docproc.evaluate.letters import count_letter
from docproc.evaluate.tally import Figure, Tally
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.roles.models.trained import model_file, models_in, shipped_folder
from docproc.page import Page
from docproc.rules import load
from docproc.teaching.annotated import AnnotatedLetter, AnnotatedTask
from docproc.teaching.on_top import fit_on_top
from docproc.teaching.rules.teaching import Teaching
from docproc.teaching.taught import TaughtLetter, taught_letter

COMPARED = ("tasks", "tasks.lead", "tasks.deadline")
_NOTHING = Figure(0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class OwnLetter:
    """An annotated letter with its pages as read."""

    annotated: AnnotatedLetter
    pages: list[Page]
    taught: TaughtLetter


@dataclass(frozen=True, slots=True)
class Comparison:
    """Figures of the fields COMPARED: of the shipped models, and of models fitted without the letter's source."""

    before: dict[str, Figure]
    after: dict[str, Figure]

    def is_worse(self) -> bool:
        """Whether the office's own models find tasks less well than those that docproc comes with."""
        return self.after["tasks"].f1 < self.before["tasks"].f1


def own_letter(annotated: AnnotatedLetter, pages: list[Page]) -> OwnLetter:
    """A letter made ready for learning, from its pages as read."""
    return OwnLetter(annotated, pages, taught_letter(annotated, pages))


def required_tasks(letters: Sequence[OwnLetter]) -> int:
    """How many tasks are annotated in the letters, without the borderline ones."""
    return sum(not task.optional for letter in letters for task in letter.annotated.tasks)


def folds(letters: Sequence[OwnLetter]) -> list[list[OwnLetter]]:
    """The letters in parts of about equal size, none of which shares a source with another; [] when they are too
    few to be measured on (models/teaching.toml).
    """
    rules = load(Teaching).own
    sources: dict[str, list[OwnLetter]] = {}
    for letter in letters:
        sources.setdefault(letter.annotated.source, []).append(letter)
    if len(sources) < rules.fewest_sources or required_tasks(letters) < rules.fewest_told:
        return []
    parts: list[list[OwnLetter]] = [[] for _ in range(min(rules.folds, len(sources)))]
    for source in sorted(sources, key=lambda name: (-len(sources[name]), name)):
        min(parts, key=len).extend(sources[source])
    return parts


def compared(parts: Sequence[Sequence[OwnLetter]], step: Callable[[], None] = lambda: None) -> Comparison:
    """How the shipped models do on all parts, and how models do that were fitted to the other parts. `step` is
    called after each part. Raises ModelMissing.
    """
    before, after = Tally(), Tally()
    for part in parts:
        with models_in(shipped_folder()):
            _count(part, before)
        others = [letter for other in parts if other is not part for letter in other]
        with TemporaryDirectory(prefix="docproc-") as folder:
            learn(others, Path(folder))
            with models_in(shipped_folder(), Path(folder)):
                _count(part, after)
        step()
    return Comparison(_figures(before), _figures(after))


def learn(letters: Sequence[OwnLetter], folder: Path) -> None:
    """Fit to the letters, on top of the shipped models, what a task is. The model takes its place in the folder
    whole or not at all. Raises ModelMissing, OSError.
    """
    times = load(Teaching).own.times
    with TemporaryDirectory(prefix="docproc-") as made:
        fit_on_top([(letter.taught, times) for letter in letters], Path(made), shipped_folder())
        part = passing(folder)
        try:
            shutil.copyfile(model_file(Path(made), "roles"), part)
            take_place(part, model_file(folder, "roles"))
        finally:
            remove(part)


def _count(letters: Sequence[OwnLetter], tally: Tally) -> None:
    for letter in letters:
        name = letter.annotated.name
        found = letter_from_pages(letter.pages, name, len(letter.pages))
        predicted = {"tasks": [task.model_dump(mode="json") for task in found.tasks]}
        count_letter(name, {"tasks": [_gold(task) for task in letter.annotated.tasks]}, predicted, tally)


def _gold(task: AnnotatedTask) -> dict[str, Any]:
    return {
        "text": task.text,
        "lead": list(task.lead),
        "coordinate": list(task.partners),
        "deadline": {"date": task.due.isoformat()} if task.due else None,
        "optional": task.optional,
    }


def _figures(tally: Tally) -> dict[str, Figure]:
    figures = tally.figures()
    return {name: figures.get(name, _NOTHING) for name in COMPARED}
