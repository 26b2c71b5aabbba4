"""What a PDF page draws, each thing once, those inside form XObjects too."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pypdfium2
from pypdfium2 import raw

from docproc.scan.layers import calls

DEPTH = 8  # drawings within drawings
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Bounds = tuple[float, float, float, float]


class Thing(NamedTuple):
    """A text, path, picture or shading at its address: its kind (raw.FPDF_PAGEOBJ_…), and how what holds it lies
    on the page.
    """

    address: int
    kind: int
    outer: Matrix


def things_on(page: pypdfium2.PdfPage) -> list[Thing]:
    """What a page draws, in the order it is drawn; of forms what is in them."""
    holder = calls.address_of(page)
    return list(_things(holder, calls.things_on, calls.thing_on, PLAIN, DEPTH))


def _things(
    holder: int, count: Callable[..., Any], get: Callable[..., Any], outer: Matrix, depth: int
) -> Iterator[Thing]:
    kind_of = calls.type_of
    for index in range(max(0, count(holder))):
        address = get(holder, index)
        kind = kind_of(address) if address else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield Thing(address, kind, outer)
        elif depth > 1:
            inner = combined(matrix_of(address), outer)
            yield from _things(address, calls.things_in, calls.thing_in, inner, depth - 1)


def matrix_of(address: int) -> Matrix:
    """The matrix of a thing within what holds it; that which changes nothing where PDFium gives none."""
    found = raw.FS_MATRIX()
    if not calls.matrix_of(address, ctypes.addressof(found)):
        return PLAIN
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def combined(first: Matrix, then: Matrix) -> Matrix:
    """One matrix for two, one after the other (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def bounds_of(address: int) -> Bounds | None:
    """Left, bottom, right, top of a thing within what holds it; None where PDFium cannot tell."""
    sides = (ctypes.c_float * 4)()
    start = ctypes.addressof(sides)
    found = calls.bounds_of(address, start, start + 4, start + 8, start + 12)
    return (sides[0], sides[1], sides[2], sides[3]) if found else None
