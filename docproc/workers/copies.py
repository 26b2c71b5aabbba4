"""Searchable copies of the files of an archive: one a file, in a tree like that of the archive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from docproc.address import Address
from docproc.filenames import beside
from docproc.letter import Letter
from docproc.page import Page
from docproc.remote.objects import objects_below
from docproc.searchable.copy import Copy, searchable_copy
from docproc.searchable.words import layers_of
from docproc.workers.carrier import Carry, lay_down
from docproc.workers.order import Order

ENDING = ".copy.pdf"


def copy_place(name: str) -> PurePath:
    """Where the copy of a file lies below the folder of copies; `name`: the place of the file in the archive.

    The ending of the file stays in the name: thu.pdf and thu.tif of one folder each have a copy of their own.
    """
    place = PurePath(name)
    return place.parent / beside(place.name, ENDING)


def copies_there(folder: Path | Address, names: Iterable[str]) -> Iterator[bool]:
    """Whether each of the files has its copy. Raises what remote.objects does."""
    if isinstance(folder, Address):
        there = {one.key.removeprefix(folder.prefix) for one in objects_below(folder)}
        yield from (str(copy_place(name)) in there for name in names)
    else:
        yield from ((folder / copy_place(name)).exists() for name in names)


def archive_copy(path: Path, name: str, letter: Letter, pages: list[Page], order: Order, carry: Carry) -> Copy:
    """Write the copy of the file at `path`, which stands as `name` in the archive.

    Raises InputError where a file gets none, OSError when it cannot be written, what `carry` does.
    """
    assert order.copies is not None
    made = searchable_copy(path, layers_of(pages), letter, order.settings, order.copies.optimize)
    lay_down(made.content, order.copies.folder, str(copy_place(name)), carry)
    return made
