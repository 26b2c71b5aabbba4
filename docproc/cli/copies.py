"""Searchable copies that commands write, and what a person must be told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from docproc.cli.faults import OptimizeNeedsCopy
from docproc.cli.outputs import write_bytes
from docproc.errors import InputError, NoSearchableCopy
from docproc.letter import Letter
from docproc.messages import LibraryWords, _, mark
from docproc.searchable.layer import PageLayer
from docproc.settings import Settings

ENDING = ".copy.pdf"
Copies = Annotated[
    bool, typer.Option("--pdf", help=mark("Write a searchable copy as well: NAME.copy.pdf (PDF/A)."))
]
Optimize = Annotated[
    bool, typer.Option("--optimize", help=mark("Pack searchable copies tighter, without loss; takes longer."))
]


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of a copy, "" when all is well. `failed`: there should be one, and there is none."""

    words: str = ""
    failed: bool = False


def check_copies(pdf: bool, optimize: bool) -> None:
    """Raises OptimizeNeedsCopy."""
    if optimize and not pdf:
        raise OptimizeNeedsCopy()


def write_copy(
    file: Path,
    name: str,
    target: Path,
    layers: Mapping[int, PageLayer],
    letter: Letter,
    settings: Settings,
    optimize: bool = False,
) -> Told:
    """Write the searchable copy of a file, which people know as `name`. Raises CannotWrite; why a file gets none
    is told.
    """
    from docproc.searchable.copy import searchable_copy  # loads what opens files

    try:
        made = searchable_copy(file, layers, letter, settings, optimize)
    except NoSearchableCopy as error:
        return Told(f"{name}: {error.cause()}.")
    except InputError as error:
        reason = error.cause()
        return Told(_("{file}: no searchable copy was made: {reason}", file=name, reason=reason), failed=True)
    write_bytes(target, made.content)
    if not made.not_archival:
        return Told()
    reason = LibraryWords(made.not_archival, _NOT_ARCHIVAL).in_words()
    return Told(_("{file}: can be searched, but is no PDF/A: {reason}", file=target, reason=reason))


_NOT_ARCHIVAL = mark(
    "something on its pages does not follow that standard, such as a font that is not in the file"
)
