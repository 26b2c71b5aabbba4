"""Extraction on letters of issuers that were left out of teaching: cross-validation over sources.

    python benchmarks/extraction_folds.py FOLDER … --issuers TABLE … --out OUT [--folds 5]
    python benchmarks/extraction_folds.py FOLDER … --issuers TABLE … --ablation | --curve

The first writes the JSON of each letter as models see it that were fitted without its issuer, in
OUT/FOLDER (to be scored with `docproc evaluate`, and for benchmarks/confidence.py), and prints the figures.
`--ablation` leaves out models, kinds of clues and the letters written for teaching, one at a time; `--curve`
teaches with fewer real letters.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from taught_letters import Read, real_letters, taught_letters

from docproc.evaluate.letters import count_letter
from docproc.evaluate.tally import Tally
from docproc.extract.roles import duties, heirs, parties, unit_roles
from docproc.extract.roles.models import trained
from docproc.extract.roles.models.labelled import Labelled
from docproc.letter import Letter
from docproc.pipeline import letter_of
from docproc.teaching import examples
from docproc.teaching.fit import fit

_KEPT = Path(__file__).parent.parent / "out" / "pages"
_SHOWN = ("tasks", "tasks.lead", "tasks.coordinate", "tasks.deadline", "deadline dates (anywhere)")
# Kinds of clues by how they begin (docproc/extract/roles/unit_clues.py, party_clues.py).
_CLUES = {
    "words of the unit": ("w ", "ww ", "12 ", "123 ", "23 ", "34 "),
    "blocks above": ("above", "lead-in", "heading", "depth"),
    "neighbours": ("-2 ", "-1 ", "1 "),
    "grammar of offices": ("n ", "nnn ", "n0 ", "ns ", "n+1 ", "n-1 ", "opens=office", "office"),
}
CluesOf = Callable[..., list[list[str]]]
# Where the clues of units, of words and of candidates are made.
_CLUES_ARE_MADE = (
    (unit_roles, "unit_clues"),
    (examples, "unit_clues"),
    (parties, "party_clues"),
    (examples, "party_clues"),
    (heirs, "heir_clues"),
    (examples, "heir_clues"),
)


@dataclass(frozen=True, slots=True)
class Trial:
    """What is taught: how many real letters (None for all), whether those written for it, without which clues or
    without which model.
    """

    name: str
    real: int | None = None
    written: bool = True
    without: tuple[str, ...] = ()
    model: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One part of a trial: letters of part `part` of `parts` are read by models that were taught the others."""

    trial: Trial
    part: int
    parts: int
    folders: tuple[Path, ...]
    issuers: tuple[Path, ...]


def part_of(source: str, parts: int) -> int:
    """The part that a source falls into, by the hash of its name."""
    return int.from_bytes(sha256(source.encode()).digest()[:4]) % parts


@cache
def _real(folders: tuple[Path, ...], issuers: tuple[Path, ...]) -> list[Read]:
    return real_letters(folders, issuers, _KEPT)


def run(job: Job) -> list[tuple[Path, Letter]]:
    """The letters of a part as models see them that were not taught their issuers."""
    real = _real(job.folders, job.issuers)
    others = [read for read in real if part_of(read[0].source, job.parts) != job.part]
    others.sort(key=lambda read: sha256(read[0].name.encode()).digest())  # by lot
    letters = taught_letters(others[: job.trial.real], _KEPT)
    if not job.trial.written:
        letters = letters[: len(others)]
    with TemporaryDirectory() as name, _without(job.trial):
        fit(letters, Path(name))
        with trained.models_in(Path(name)):
            return [
                (letter.file, letter_of(pages, letter.file.name, letter.file))
                for letter, pages in real
                if part_of(letter.source, job.parts) == job.part
            ]


@contextmanager
def _without(trial: Trial) -> Iterator[None]:
    """While it lasts, clues that begin with one of some words are not seen, in teaching and in reading, and what
    a model would say is left to something simpler.
    """
    simpler: dict[str, list[tuple[ModuleType, str, Callable[..., Any]]]] = {
        "second opinion": [(trained, "seen_again", lambda _trees, _clues, first: first)],
        "parties": [(parties, "label", lambda _model, clues: Labelled(["O"] * len(clues), [{}] * len(clues)))],
        "heirs": [(duties, "heir_of", lambda _body, _block, found, _setting: (found[0], 0.5))],
    }
    fewer = [
        (module, name, _fewer(getattr(module, name), trial.without))
        for module, name in _CLUES_ARE_MADE
        if trial.without
    ]
    patches = [(m, name, getattr(m, name), new) for m, name, new in [*fewer, *simpler.get(trial.model, [])]]
    try:
        for module, name, _old, new in patches:
            setattr(module, name, new)
        yield
    finally:
        for module, name, old, _new in patches:
            setattr(module, name, old)


def _fewer(clues_of: CluesOf, beginnings: tuple[str, ...]) -> CluesOf:
    def clues(*asked: object) -> list[list[str]]:
        return [[clue for clue in of_one if not clue.startswith(beginnings)] for of_one in clues_of(*asked)]

    return clues


def tally_of(found: Sequence[tuple[Path, Letter]]) -> Tally:

    tally = Tally()
    for file, letter in found:
        gold = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        count_letter(file.stem, gold, letter.model_dump(mode="json"), tally)
    return tally


def trials(asked: argparse.Namespace) -> list[Trial]:
    """What is to be tried."""
    if asked.curve:
        return [Trial(f"{count} real letters", real=count) for count in (0, 20, 40, 80)] + [Trial("all")]
    if not asked.ablation:
        return [Trial("all")]
    fewer = [Trial(f"without {kind}", without=beginnings) for kind, beginnings in _CLUES.items()]
    models = [Trial(f"without {model}", model=model) for model in ("second opinion", "parties", "heirs")]
    return [Trial("all"), Trial("without written letters", written=False), *models, *fewer]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--issuers", nargs="*", type=Path, default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--ablation", action="store_true")
    parser.add_argument("--curve", action="store_true")
    asked = parser.parse_args()
    folders, issuers = tuple(asked.folders), tuple(asked.issuers)
    print("| taught | " + " | ".join(_SHOWN) + " |")
    print("|---" * (len(_SHOWN) + 1) + "|")
    _real(folders, issuers)  # reads what was not read before, once
    with ProcessPoolExecutor(asked.jobs, mp_context=get_context("spawn")) as pool:
        for trial in trials(asked):
            jobs = [Job(trial, part, asked.folds, folders, issuers) for part in range(asked.folds)]
            found = [one for part in pool.map(run, jobs) for one in part]
            figures = tally_of(found).figures()
            shown = (f"{figures[name].f1:.3f}" if name in figures else "-" for name in _SHOWN)
            print(f"| {trial.name} | " + " | ".join(shown) + " |", flush=True)
            for file, letter in found if asked.out else ():
                place = asked.out / file.parent.name / f"{file.stem}.json"
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_text(letter.model_dump_json(indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
