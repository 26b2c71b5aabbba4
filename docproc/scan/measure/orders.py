"""How often a PDF page paints, counted before it is drawn: forms that draw forms multiply, tenfold in eight steps
are a hundred million.

An upper bound from the page's own orders, those of the appearances of its annotations and those of their form
XObjects, tiling patterns, soft masks and Type 3 glyphs, each parsed once. Only counted, never carried out.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Container, Iterator
from itertools import repeat
from pathlib import Path
from typing import Any

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, resolve1

from docproc.errors import InputError
from docproc.scan.annotations import annotations_on
from docproc.scan.guard import damage_named
from docproc.scan.measure.slow import (
    HEAVY,
    SLOW_STATE,
    has_large_inline,
    is_slow_pattern,
    is_slow_shading,
    is_slow_state,
)

# Delimiters of PDF (ISO 32000-1, 7.2.2), and the orders that paint (Annex A).
_APART = rb"\x00\t\n\x0c\r ()<>\[\]{}/%"
PAINTS = re.compile(
    rb"(?<![^\x00\t\n\x0c\r ()<>\[\]{}%])(?:Do|sh|T[jJ]|[fBb]\*?|[FSs]|EI|'|\")(?![^" + _APART + rb"])"
)
_NAME = re.compile(rb"/([^" + _APART + rb"]*)")
_DRAWN = re.compile(rb"/([^" + _APART + rb"]*)[\x00\t\n\x0c\r ]+Do(?![^" + _APART + rb"])")
DRAWS = re.compile(rb"(?<![^\x00\t\n\x0c\r ()<>\[\]{}%])Do(?![^" + _APART + rb"])")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_TAIL = 2048  # ISO 32000-1, Annex H.3: "%%EOF" within the last 1024 bytes, "startxref" right before it
MOST_COUNTED = (
    500_000  # bytes of orders of one page; one of text has 100,000, and pdfminer takes 5 seconds for more
)
_DEPTH = 40  # drawings within drawings that PDFium follows


def paintings(path: Path, without: Container[int] = ()) -> Iterator[float | None]:
    """Page by page at most how many times it paints; infinite when a drawing draws itself or goes too deep.

    None for a page that cannot be looked at this way, and for those `without` (from 0), which are not looked at;
    endless, the file is closed with the iterator.
    """
    count = _Count()
    try:
        with damage_named(path), path.open("rb") as file:
            # Without the table of objects pdfminer looks for it and them line by line, minutes in a large file.
            file.seek(max(0, path.stat().st_size - _TAIL))
            if b"startxref" in file.read():
                pages = PDFPage.create_pages(PDFDocument(PDFParser(file), fallback=False))
                for index, page in enumerate(pages):
                    yield None if index in without else _on_page(path, page, count)
    except InputError:
        pass  # PDFium may still read what pdfminer does not
    yield from repeat(None)


def _on_page(path: Path, page: PDFPage, count: _Count) -> float | None:
    try:
        with damage_named(path):
            contents = resolve1(page.attrs.get("Contents"))
            parts = contents if isinstance(contents, list) else [contents]
            orders = b"\n".join(_data(part) for part in parts)
            if len(orders) > MOST_COUNTED:
                return None
            own = count.of(orders, page.resources, 0)
            return own + sum(count.drawing(stream) for stream in _appearances(page))
    except InputError:
        return None


def _appearances(page: PDFPage) -> Iterator[Any]:
    """The normal appearances of the annotations of a page, in all their states (ISO 32000-1, 12.5.5)."""
    for _place, annotation in annotations_on(page):
        reference = _dict(annotation.get("AP")).get("N")
        yield from _dict(reference).values() or [reference]


class _Count:
    """Counts what drawings paint, each once; None stands for one that is being counted."""

    def __init__(self) -> None:
        self.known: dict[tuple[int, int], float | None] = {}

    def of(self, orders: bytes, resources: Any, depth: int) -> float:
        """How often these orders paint, with all that they draw."""
        resources = _dict(resources)
        named = {_plain(name) for name in {found[1] for found in _NAME.finditer(orders)}}
        paints = times(PAINTS, orders)
        drawn = Counter(_plain(found[1]) for found in _DRAWN.finditer(orders))
        forms = {
            name: self.drawing(form, resources, depth)
            for name, form in _used(resources, "XObject", named)
            if _subtype(form) == "Form"
        }
        # A form drawn in a way that was not recognised counts as the worst of them.
        unknown = times(DRAWS, orders) - sum(drawn.values())
        total = paints + sum(count * forms.get(name, 0.0) for name, count in drawn.items() if name in forms)
        total += unknown * max(forms.values(), default=0.0) if unknown else 0.0
        painted_with = [*self._patterns(resources, named, depth), *self._masks(resources, named, depth)]
        if painted_with and paints:
            total += paints * max(painted_with)
        if paints and any(is_slow_state(state) for _name, state in _used(resources, "ExtGState", named)):
            total += paints * SLOW_STATE
        shadings = (shading for _name, shading in _used(resources, "Shading", named))
        if has_large_inline(orders) or any(map(is_slow_shading, shadings)):
            total += HEAVY
        glyphs = list(self._glyphs(resources, named, depth))
        return total + (len(orders) * max(glyphs) if glyphs else 0.0)

    def drawing(self, reference: Any, outer: dict[str, Any] | None = None, depth: int = 0) -> float:
        """How often a form, pattern or glyph paints; `outer` are the resources of what draws it."""
        stream = resolve1(reference)
        if not isinstance(stream, PDFStream):
            return 0.0
        resources = stream.attrs.get("Resources", outer or {})
        key = (_identity(reference, stream), _identity(resources, resources))
        if key not in self.known:
            self.known[key] = None
            deep = depth >= _DEPTH
            self.known[key] = math.inf if deep else self.of(_data(stream), resources, depth + 1)
        count = self.known[key]
        return math.inf if count is None else count

    def _patterns(self, resources: dict[str, Any], named: set[str], depth: int) -> Iterator[float]:
        for _name, pattern in _used(resources, "Pattern", named):
            yield self.drawing(pattern, resources, depth) + (HEAVY if is_slow_pattern(pattern) else 0.0)

    def _masks(self, resources: dict[str, Any], named: set[str], depth: int) -> Iterator[float]:
        for _name, state in _used(resources, "ExtGState", named):
            mask = _dict(_dict(state).get("SMask"))
            if "G" in mask:
                yield self.drawing(mask["G"], resources, depth)

    def _glyphs(self, resources: dict[str, Any], named: set[str], depth: int) -> Iterator[float]:
        for _name, font in _used(resources, "Font", named):
            attributes = _dict(font)
            inner = attributes.get("Resources", resources)
            for glyph in _dict(attributes.get("CharProcs")).values():
                yield self.drawing(glyph, _dict(inner), depth)


def times(pattern: re.Pattern[bytes], orders: bytes) -> int:
    """How often a pattern matches in orders."""
    return sum(1 for _found in pattern.finditer(orders))


def _used(resources: dict[str, Any], kind: str, named: set[str]) -> Iterator[tuple[str, Any]]:
    """The resources of one kind whose name stands among the orders."""
    return ((name, found) for name, found in _dict(resources.get(kind)).items() if name in named)


def _subtype(reference: Any) -> str:
    found = resolve1(reference)
    return str(getattr(resolve1(found.attrs.get("Subtype")), "name", "")) if isinstance(found, PDFStream) else ""


def _dict(value: Any) -> dict[str, Any]:
    found = resolve1(value)
    return found if isinstance(found, dict) else {}


def _data(value: Any) -> bytes:
    stream = resolve1(value)
    return stream.get_data() if isinstance(stream, PDFStream) else b""


def _identity(reference: Any, found: object) -> int:
    return int(reference.objid) if isinstance(reference, PDFObjRef) else -id(found)


def _plain(name: bytes) -> str:
    """A name as pdfminer writes it: escapes resolved."""
    found = _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name)
    return found.decode("utf-8", "replace")
