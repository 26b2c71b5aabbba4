"""Which tasks are ours: recall and precision over an annotated table of letters and offices (ours.tsv).

The letters are taken as annotated, so that only the choice is measured, not the reading:

    .venv/bin/python benchmarks/ours.py FOLDER … [--misses]     # folders of annotations (NAME.json), with samples

A task of ours must be among ours or among those that may be; what is called ours must be ours. The tables are
counted apart: `first` was annotated beside the rules, the others by somebody who did not know them. Nobody has
looked at what is missed in `kept`: only its totals are told.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.offices import scope_of
from docproc.letter import Deadline, Header, Letter, Office, Task
from docproc.reports.tasks.ours import possible_tasks, tasks_for_office

_TABLE = Path(__file__).with_suffix(".tsv")


@dataclass(frozen=True, slots=True)
class Row:
    """One office before one letter: patterns of ids of tasks that are ours, may be ours, or count for nothing."""

    table: str
    letter: str
    office: str
    above: str | None
    ours: tuple[str, ...]
    perhaps: tuple[str, ...]
    open: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was said of the tasks of a row: ids that are ours by the table, were called ours, listed, dated."""

    row: Row
    ours: frozenset[str]
    called_ours: frozenset[str]
    listed: frozenset[str]
    dated: frozenset[str]
    perhaps: frozenset[str]
    uncounted: frozenset[str]

    @property
    def idle(self) -> frozenset[str]:
        """Tasks that were listed for a person to look at, though they are surely not ours."""
        return self.listed - self.called_ours - self.ours - self.perhaps - self.uncounted

    @property
    def lost(self) -> frozenset[str]:
        """Tasks of ours that are listed nowhere."""
        return self.ours - self.listed

    @property
    def wrong(self) -> frozenset[str]:
        """Tasks that were called ours and are not, or not surely."""
        return self.called_ours - self.ours - self.uncounted


def rows() -> list[Row]:
    """The rows of the table."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return [
            Row(
                row["set"],
                row["letter"],
                row["office"],
                row["above"] or None,
                *(tuple((row[name] or "").split()) for name in ("ours", "perhaps", "open")),
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def letter_of(annotated: dict[str, Any]) -> Letter:
    """A letter as annotated: head, addressees, tasks."""
    header = annotated["header"]
    return Letter(
        file=annotated["file"],
        pages=annotated["pages"],
        header=Header(
            doc_type=header["doc_type"],
            issuer=header["issuer"],
            issuer_parent=header["issuer_parent"],
            place=header["place"],
            issue_date=header["issue_date"],
            subject=header["subject"],
        ),
        addressees=_offices(annotated["addressees"]),
        tasks=[
            Task(
                id=task["id"],
                page=task["page"],
                text=task["text"],
                lead=_offices(task["lead"]),
                coordinate=_offices(task["coordinate"]),
                deadline=Deadline(text=task["deadline"]["text"]) if task.get("deadline") else None,
            )
            for task in annotated["tasks"]
        ],
    )


def _offices(names: Iterable[str]) -> list[Office]:
    return [Office(name=name, scope=scope_of(name, analyse(name, None), 0)) for name in names]


def answer(letter: Letter, row: Row) -> Answer:
    """What docproc says of a letter to the office of a row."""
    ids = [task.id for task in letter.tasks]
    called = frozenset(found.task.id for found in tasks_for_office(letter, row.office, row.above))
    perhaps = frozenset(found.task.id for found in possible_tasks(letter, row.office, row.above))
    return Answer(
        row,
        _matching(ids, row.ours),
        called,
        called | perhaps,
        frozenset(task.id for task in letter.tasks if task.deadline),
        _matching(ids, row.perhaps),
        _matching(ids, row.open),
    )


def _matching(ids: Iterable[str], patterns: Iterable[str]) -> frozenset[str]:
    return frozenset(one for one in ids for pattern in patterns if fnmatchcase(one, pattern))


def answers(folders: Iterable[Path]) -> Iterator[Answer]:
    """An answer for each row whose letter lies in one of the folders."""
    files = {path.stem: path for folder in folders for path in folder.glob("*.json")}
    for row in rows():
        if row.letter in files:
            yield answer(letter_of(json.loads(files[row.letter].read_text(encoding="utf-8"))), row)


def figures(found: list[Answer]) -> str:
    """Recall and precision over answers, in words."""
    ours = sum(len(one.ours) for one in found)
    lost = sum(len(one.lost) for one in found)
    called = sum(len(one.called_ours - one.uncounted) for one in found)
    wrong = sum(len(one.wrong) for one in found)
    sure = sum(len(one.ours & one.called_ours) for one in found)
    dated = sum(len(one.lost & one.dated) for one in found)
    perhaps = sum(len(one.listed - one.called_ours) for one in found)
    idle = sum(len(one.idle) for one in found)
    return (
        f"{len(found)} offices: of {ours} tasks of ours {lost} lost ({dated} with a day),"
        f" recall {1 - lost / ours:.3f} ({sure} called ours); called ours {called}, {wrong} wrongly,"
        f" precision {1 - wrong / called:.3f};"
        f" listed as perhaps ours {perhaps}, {idle} of them surely not"
    )


def main() -> None:
    """Print the figures, and the misses if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    found = list(answers(given.folders))
    for table in ("first", "blind", "later", "kept"):
        print(f"{table}: {figures([one for one in found if one.row.table == table])}")
    print(f"all: {figures(found)}")
    for one in found:
        if given.misses and one.row.table != "kept" and (one.lost or one.wrong or one.idle):
            said = f"lost {sorted(one.lost)}, wrong {sorted(one.wrong)}, idle {sorted(one.idle)}"
            print(f"{one.row.table} | {one.row.letter} | {one.row.office} | {said}")


if __name__ == "__main__":
    main()
