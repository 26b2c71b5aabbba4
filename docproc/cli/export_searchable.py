"""docproc export searchable: letters of the register as PDFs that can be searched."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.console import say
from docproc.cli.copies import ENDING, Optimize, Told, write_copy
from docproc.cli.faults import PartExists
from docproc.cli.office import office_store
from docproc.cli.options import By, Data, Force, Since, Until
from docproc.cli.outputs import make_folder, result_path
from docproc.cli.runs import run_over, worst
from docproc.cli.sources import records_of
from docproc.errors import DocprocError, ExitCode, NotFound, ReadAgainNow
from docproc.filenames import shown
from docproc.letter import Letter
from docproc.messages import _
from docproc.places import checked_settings
from docproc.records import RegisteredLetter
from docproc.reports.sheets.period import Period
from docproc.searchable.layer import PageLayer
from docproc.searchable.words import layers_of, layers_of_kept
from docproc.settings import Settings
from docproc.store import Store
from docproc.store.arranged import open_job
from docproc.store.originals import is_kept, place_of
from docproc.store.page_words import words_of
from docproc.store.schema import File, StoredLetter

_AT_A_TIME = 50  # letters whose words are held; a page takes a tenth of a megabyte


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A letter whose copy is wanted, and where its file lies. `layers` are None where the words of its pages were
    not kept: then it is read again.
    """

    file: Path
    letter: Letter
    layers: dict[int, PageLayer] | None


def searchable(
    letters: Annotated[
        list[int] | None, typer.Argument(help=_("Ids of letters in the register; without any, all of them."))
    ] = None,
    out: Annotated[Path, typer.Option(help=_("Folder for the copies: ID-NAME.copy.pdf."))] = Path("ban-sao"),
    since: Since = None,
    until: Until = None,
    by: By = None,
    optimize: Optimize = False,
    force: Force = False,
    data: Data = None,
) -> ExitCode:
    settings = checked_settings()
    named = [Path(str(number)) for number in letters or ()]
    with records_of(named, Period.of(since, until, by), data) as records:
        standing = [record for record in records.letters if record.registered and record.void_reason is None]
        faults = list(records.faults)
        told = list(records.told)
    make_folder(out)
    targets = {result_path(out, f"{one.id}-{Path(shown(one.letter.file)).stem}", ENDING): one for one in standing}
    for target in targets:
        if target.exists() and not force:
            raise PartExists(target)
    codes = [ExitCode.SOME_FAILED for _fault in faults]
    with office_store(data) as store:
        for chunk in _chunks(list(targets)):
            wanted, missing = _wanted(store, {target: targets[target] for target in chunk})
            faults += missing
            run = run_over(partial(_written, wanted, settings, optimize), list(wanted), _("Making copies"))
            told += [one.words for one in run.values if one.words]
            codes += [
                run.code,
                *(ExitCode.SOME_FAILED for one in run.values if one.failed),
                *(ExitCode.SOME_FAILED for _one in missing),
            ]
    for line in (*(fault.message() for fault in faults), *told):
        say(line)
    say(_("{count} searchable copies are in {folder}.", count=sum(map(Path.exists, targets)), folder=out))
    return worst(codes)


def _chunks(targets: Sequence[Path]) -> list[Sequence[Path]]:
    return [targets[first : first + _AT_A_TIME] for first in range(0, len(targets), _AT_A_TIME)]


def _wanted(
    store: Store, records: Mapping[Path, RegisteredLetter]
) -> tuple[dict[Path, _Wanted], list[DocprocError]]:
    """What is needed for each copy, by its place; a file that is gone or being read again is a fault."""
    wanted: dict[Path, _Wanted] = {}
    faults: list[DocprocError] = []
    with store.reading() as session:
        for target, record in records.items():
            row = session.get_one(StoredLetter, record.id)
            file = session.get_one(File, row.arranged_id or row.file_id)
            place = place_of(store.originals, file.sha256)
            if not is_kept(place, file.size):
                faults.append(NotFound(file.name))
                continue
            if open_job(session, row) is not None:
                faults.append(ReadAgainNow(file.name))
                continue
            layers = layers_of_kept(record.letter, words_of(session, record.id))
            wanted[target] = _Wanted(place, record.letter, layers)
    return wanted, faults


def _written(wanted: Mapping[Path, _Wanted], settings: Settings, optimize: bool, target: Path) -> Told:
    one = wanted[target]
    layers = one.layers
    if layers is None:
        from docproc import pipeline  # loads spaCy: only for letters of earlier versions

        layers = layers_of(pipeline.read(one.file, settings))
    return write_copy(one.file, one.letter.file, target, layers, one.letter, settings, optimize)
