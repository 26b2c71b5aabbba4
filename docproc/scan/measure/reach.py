"""What the pages of a PDF lead to, as QPDF sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf

Number = tuple[int, int]
_HOLDERS = (pikepdf.Dictionary, pikepdf.Array, pikepdf.Stream)
_PAGES = ("/Page", "/Pages")
# Where a picture may stand: among the XObjects of a page, as the mask of another, as one to choose from, and in
# the table of what a page is made of (ISO 32000-1, 8.9.5, 14.7.4.3).
_XOBJECTS, _PICTURES = "/XObject", ("/SMask", "/Mask", "/Image", "/Obj")
_ENCLOSED = "/EF"
# What hangs on a page and nobody who reads it unpacks: files that were attached, its small picture, notes of
# programs, and what a click would do.
_ASIDE = frozenset({_ENCLOSED, "/Thumb", "/PieceInfo", "/Metadata", "/A", "/AA", "/Dest"})
_UPWARD = 50  # nodes of the page tree above a page from which it inherits


@dataclass(frozen=True, slots=True)
class Reached:
    """A stream that is led to, by its number, and whether it is to be shown there as a picture. `enclosed` is one
    that holds an attached file.
    """

    number: Number
    as_picture: bool
    enclosed: bool = False


def reached_from(pages: Sequence[pikepdf.Object]) -> Iterator[Reached]:
    """The streams that these pages need, their resources and annotations included. Other pages that they lead to
    are left out. A stream comes once for each reference, each object that holds references is looked at once.
    """
    waiting = [("", "", page) for page in pages]
    waiting += [("/Resources", "", found) for page in pages for found in _inherited(page)]
    yield from _reached(waiting, {page.objgen for page in pages}, _ASIDE)


def enclosed_in(root: pikepdf.Object, pages: Sequence[pikepdf.Object]) -> set[Number]:
    """The streams that hold attached files, as far as the catalogue or a page leads to them."""
    waiting = [("", "", one) for one in (root, *pages)]
    begin = {page.objgen for page in pages}
    return {one.number for one in _reached(waiting, begin, frozenset()) if one.enclosed}


def _inherited(page: pikepdf.Object) -> Iterator[Any]:
    above = page.get("/Parent")
    for _step in range(_UPWARD):
        if not isinstance(above, pikepdf.Dictionary):
            return
        if "/Resources" in above:
            yield above["/Resources"]
        above = above.get("/Parent")


def _reached(waiting: list[tuple[str, str, Any]], begin: set[Number], aside: frozenset[str]) -> Iterator[Reached]:
    known = set[Number]()
    while waiting:
        key, outer, found = waiting.pop()
        number = found.objgen
        if isinstance(found, pikepdf.Stream):
            yield Reached(number, outer == _XOBJECTS or key in _PICTURES, outer == _ENCLOSED)
        if number in known:
            continue
        if number != (0, 0):
            known.add(number)
        if isinstance(found, pikepdf.Array):
            waiting += [(key, outer, one) for one in found if isinstance(one, _HOLDERS)]
        elif number in begin or found.get("/Type") not in _PAGES:
            inner = ((name, one) for name, one in found.items() if name not in aside)
            waiting += [(name, key, one) for name, one in inner if isinstance(one, _HOLDERS)]
