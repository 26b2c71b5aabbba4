"""Which pages of a PDF surely paint seldom, told by QPDF in a moment: `orders` need not count what they paint.

Never fewer are counted than there: each drawing within a drawing counts as the worst of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import repeat
from pathlib import Path
from typing import Any

import pikepdf

from docproc.scan.measure.orders import DRAWS, MOST_COUNTED, PAINTS, times
from docproc.scan.measure.slow import BLENDS, has_large_inline

_FAULTS = (pikepdf.PdfError, OSError, ValueError, TypeError, KeyError, RuntimeError)  # what pikepdf raises
_DEPTH = 8
_UPWARD = 50  # nodes of the page tree above a page from which it inherits
_DRAWINGS = 200  # drawings that are looked at for one page; a signature has five
_Left = Iterator[int]  # a step for each drawing that may still be looked at


class _NotPlain(Exception):  # no error: the page is looked at more closely
    """Something is there whose cost is not told by how often it is painted."""


def plain_pages(path: Path, most: float, closed: Set[int] = frozenset()) -> Iterator[bool]:
    """Page by page whether it surely paints no more than `most` times, with nothing that takes long to paint;
    endless, the file is closed with the iterator. The pages `closed` (from 0), which may not be unpacked, are not
    looked at.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            for index, page in enumerate(pdf.pages):
                yield index not in closed and _is_plain(page.obj, most)
    except _FAULTS:
        pass  # others may still read what QPDF does not
    yield from repeat(False)


def _is_plain(page: pikepdf.Object, most: float) -> bool:
    try:
        return _paintings_of(page) <= most
    except (_NotPlain, *_FAULTS):
        return False


def _paintings_of(page: pikepdf.Object) -> int:
    contents = page.get("/Contents")
    parts = list(contents) if isinstance(contents, pikepdf.Array) else [contents]
    orders = b"\n".join(part.read_bytes() for part in parts if isinstance(part, pikepdf.Stream))
    left = iter(range(_DRAWINGS))
    own = _painted(orders, _resources_of(page), _DEPTH, left)
    return own + sum(_of_drawing(one, None, _DEPTH, left) for one in _appearances(page))


def _resources_of(page: Any) -> Any:
    for _step in range(_UPWARD):
        if not isinstance(page, pikepdf.Dictionary) or "/Resources" in page:
            break
        page = page.get("/Parent")
    return page.get("/Resources") if isinstance(page, pikepdf.Dictionary) else None


def _painted(orders: bytes, resources: Any, depth: int, left: _Left) -> int:
    """How often orders paint, at most."""
    if depth == 0 or len(orders) > MOST_COUNTED or has_large_inline(orders):
        raise _NotPlain
    kinds = dict(resources.items()) if isinstance(resources, pikepdf.Dictionary) else {}
    if any(kinds.get(kind) for kind in ("/Pattern", "/Shading")):
        raise _NotPlain
    if any(not _is_plain_state(state) for state in _members(kinds, "/ExtGState")):
        raise _NotPlain
    if any(font.get("/Subtype") == "/Type3" for font in _members(kinds, "/Font")):
        raise _NotPlain
    forms = [one for one in _members(kinds, "/XObject") if one.get("/Subtype") != "/Image"]
    worst = max((_of_drawing(form, resources, depth - 1, left) for form in forms), default=0)
    return times(PAINTS, orders) + times(DRAWS, orders) * worst


def _of_drawing(stream: Any, outer: Any, depth: int, left: _Left) -> int:
    if not isinstance(stream, pikepdf.Stream):
        return 0
    if next(left, None) is None:
        raise _NotPlain
    return _painted(stream.read_bytes(), stream.get("/Resources", outer), depth, left)


def _members(kinds: dict[str, Any], kind: str) -> Iterator[Any]:
    found = kinds.get(kind)
    for one in found.values() if isinstance(found, pikepdf.Dictionary) else ():
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield one


def _is_plain_state(state: Any) -> bool:
    """Whether a graphics state blends nothing with what lies under it."""
    mask, mode = state.get("/SMask", "/None"), state.get("/BM", "/Normal")
    return mask == "/None" and isinstance(mode, pikepdf.Name) and str(mode)[1:] in BLENDS


def _appearances(page: pikepdf.Object) -> Iterator[Any]:
    annotations = page.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        drawn = annotation.get("/AP") if isinstance(annotation, pikepdf.Dictionary) else None
        normal = drawn.get("/N") if isinstance(drawn, pikepdf.Dictionary) else None
        yield from normal.values() if isinstance(normal, pikepdf.Dictionary) else (normal,)
