"""Searchable copies of the files of an archive: one a file, in a tree like that of the archive."""

from __future__ import annotations

from pathlib import Path, PurePath

from docproc.disk import write_whole
from docproc.filenames import beside
from docproc.letter import Letter
from docproc.page import Page
from docproc.searchable.copy import Copy, searchable_copy
from docproc.searchable.words import layers_of
from docproc.workers.order import Order

ENDING = ".copy.pdf"


def copy_place(name: str) -> PurePath:
    """Where the copy of a file lies below the folder of copies; `name`: the place of the file in the archive.

    The ending of the file stays in the name: thu.pdf and thu.tif of one folder each have a copy of their own.
    """
    place = PurePath(name)
    return place.parent / beside(place.name, ENDING)


def archive_copy(path: Path, name: str, letter: Letter, pages: list[Page], order: Order) -> Copy:
    """Write the copy of the file at `path`, which stands as `name` in the archive.

    Raises InputError where a file gets none, OSError when it cannot be written.
    """
    assert order.copies is not None
    made = searchable_copy(path, layers_of(pages), letter, order.settings, order.copies.optimize)
    target = order.copies.folder / copy_place(name)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, made.content)
    return made
