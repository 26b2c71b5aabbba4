"""The models of extraction, fitted to letters: random fields, and trees on what those say (models/extraction)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

from docproc.extract.roles.heirs import HEIR
from docproc.extract.roles.models.second import numbers_of
from docproc.extract.roles.models.trained import Fields, first_opinion, model_file, models_in, weighted
from docproc.rules import load
from docproc.teaching.boosted import Things, grow, grow_choice
from docproc.teaching.examples import Example, of_heirs, of_parties, of_roles
from docproc.teaching.rules.teaching import FieldStrengths, Teaching
from docproc.teaching.sequences import fit_sequences
from docproc.teaching.taught import TaughtLetter

# The examples of a letter, its source, and how often it counts.
Examples = tuple[list[Example], str, int]
_HALVES = 2


@dataclass(frozen=True, slots=True)
class Often:
    """How often a letter counts for what a task is, and for who leads and helps; 0: it teaches nothing of it."""

    roles: int
    names: int


def fit(
    letters: Sequence[tuple[TaughtLetter, Often]], folder: Path, step: Callable[[], None] = lambda: None
) -> None:
    """Fit the models to letters, each with how often it counts, and write them into the folder.

    The same letters in the same order give the same bytes. `step` is called after each of the four models.
    """
    folder.mkdir(parents=True, exist_ok=True)
    roles = [(list(of_roles(letter)), letter.source, often.roles) for letter, often in letters if often.roles]
    _fit_field("roles", load(Teaching).roles, roles, folder)
    step()
    _grow_tasks(roles, folder)
    step()
    named = [(letter, often.names) for letter, often in letters if often.names]
    parties = [(list(of_parties(letter)), letter.source, times) for letter, times in named]
    _fit_field("parties", load(Teaching).parties, parties, folder)
    step()
    _grow_heirs(named, parties, folder)
    step()


def _fit_field(model: Fields, strengths: FieldStrengths, taught: Iterable[Examples], folder: Path) -> None:
    sequences = (
        (weighted(clues), labels)
        for examples, _source, times in taught
        for clues, labels in examples
        for _time in repeat(None, times)
    )
    fit_sequences(sequences, strengths, model_file(folder, model))


def _grow_tasks(roles: Sequence[Examples], folder: Path) -> None:
    """The second opinion: each part of the sources is first read by a model that was fitted to the others."""
    rules = load(Teaching)
    things = Things()
    for others, part in _apart(roles, rules.tasks.parts):
        with TemporaryDirectory() as name:
            _fit_field("roles", rules.roles, others, Path(name))
            with models_in(Path(name)):
                for examples, _source, times in part:
                    for clues, labels in examples:
                        first = first_opinion(Path(name), "roles", clues)
                        things.add(clues, labels, times, numbers_of(first.shares))
    grow(things, rules.tasks, model_file(folder, "tasks"))


def _grow_heirs(letters: Sequence[tuple[TaughtLetter, int]], parties: Sequence[Examples], folder: Path) -> None:
    """Who leads is chosen among offices that a model of parties finds, and one fitted to a letter finds more in
    it than in another: each half of the sources is read by a model of the other half.
    """
    rules, things = load(Teaching), Things()
    for half, (others, _part) in enumerate(_apart(parties, _HALVES)):
        with TemporaryDirectory() as name:
            _fit_field("parties", rules.parties, others, Path(name))
            with models_in(Path(name)):
                for letter, times in letters:
                    if _part_of(letter.source, _HALVES) == half:
                        for clues, labels in of_heirs(letter):
                            things.add(clues, labels, times)
    grow_choice(things, HEIR, rules.heirs, model_file(folder, "heirs"))


def _apart(taught: Sequence[Examples], parts: int) -> Iterator[tuple[list[Examples], list[Examples]]]:
    """For each part of the sources what the others teach (all, where there are none), and what it teaches."""
    for number in range(parts):
        part = [one for one in taught if _part_of(one[1], parts) == number]
        others = [one for one in taught if _part_of(one[1], parts) != number]
        yield others or list(taught), part


def _part_of(source: str, parts: int) -> int:
    return sha256(source.encode()).digest()[0] % parts
