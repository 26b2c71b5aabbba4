"""The words that lie over a PDF page: of form fields (signing software writes number and day so), stamps, typed
text.

Their letters are read from the appearance streams, each as a page of its own (ISO 32000-1, 12.5.5), and from the
value of a field that has no appearance yet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.glyphlist import glyphname2unicode
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import LIT
from pdfplumber.pdf import PDF

from docproc.errors import InputError
from docproc.page import Box, Line, Origin, Overlay, Word, turned_box, union
from docproc.scan.annotations import annotations_on, box_of, subtype_of, text_of
from docproc.scan.guard import damage_named
from docproc.scan.layer import is_on, layer_lines, lines_of
from docproc.scan.layers.plumbed import letters_of, page_as_seen
from docproc.settings import Settings

_ORIGINS: dict[str, Origin] = {"Widget": "form_field", "Stamp": "form_field", "FreeText": "typed"}
_INVISIBLE, _HIDDEN, _PRINT, _NO_VIEW = 1, 2, 4, 32  # ISO 32000-1, Table 165
_PASSWORD = 1 << 13  # Table 228
_DEPTH = 32  # fields above fields from which one inherits
_MOST = 300  # overlays of a page whose words are looked for; a form of one page has a hundred fields
_MOST_LETTERS = 20_000
_LEAST = 1.0  # points; a signature without a place on the page has a rectangle of none
_UNI = re.compile(r"u(?:ni)?[0-9A-Fa-f]{4,6}")  # names of signs by their number (Adobe Glyph List)
_LETTER = 0.5  # width of a letter as a share of its height, where no font tells
_SIZES = (6.0, 13.0)  # of the letters of a value without appearance, as its field is high: points


def is_printed(flags: int) -> bool:
    """Whether an annotation with these flags (/F) is part of the page as it is printed and seen."""
    return bool(flags & _PRINT) and not flags & (_INVISIBLE | _HIDDEN | _NO_VIEW)


def pdf_overlays(
    path: Path, opened: Callable[[], PDF], number: int, size: tuple[float, float], settings: Settings
) -> tuple[Overlay, ...]:
    """What lies over page `number` (from 1) and can be read letter by letter. `size` is that of the page as seen,
    in points; what is hidden, is not printed or lies outside is left out. `opened` gives the file, opened once
    for all its pages. Nothing is raised: what cannot be read is drawn.
    """
    found: list[Overlay] = []
    try:
        with damage_named(path):
            document = opened()
            for page in document.pages[number - 1 : number]:
                seen = page_as_seen(document, page.page_obj, number)
                found += _overlays_on(path, seen, size, settings)
    except InputError:
        pass
    return tuple(found)


def _overlays_on(
    path: Path, page: pdfplumber.page.Page, size: tuple[float, float], settings: Settings
) -> Iterator[Overlay]:
    looked_at = 0
    for index, data in annotations_on(page.page_obj):
        if looked_at == _MOST:
            return
        try:
            with damage_named(path):
                if subtype_of(data) not in _ORIGINS or not is_printed(int(resolve1(data.get("F", 0)))):
                    continue
                looked_at += 1
                overlay = _overlay(index, data, page, size, settings)
        except InputError:
            continue
        if overlay is not None:
            yield overlay


def _overlay(
    index: int, data: dict[str, Any], page: pdfplumber.page.Page, size: tuple[float, float], settings: Settings
) -> Overlay | None:
    box, origin = box_of(data, page), _ORIGINS[subtype_of(data)]
    if min(box.width, box.height) < _LEAST:
        return None
    value = _value(data, origin)
    lines = _lines_drawn(data, page, size, settings)
    if value and not _says(lines, value) and (_is_stale(page) or not (lines or _draws_more(data))):
        lines = _lines_of_value(value, box, _value_angle(data, page), size, settings)
    lines = tuple(_of_origin(line, origin) for line in _whole(lines, value))
    return Overlay(index, origin, lines, box) if lines else None


def _of_origin(line: Line, origin: Origin) -> Line:
    return replace(line, words=tuple(replace(word, origin=origin) for word in line.words))


def _is_readable(text: str) -> bool:
    """Whether the letters are letters: a font without a table of its signs gives numbers or private signs."""
    return "(cid:" not in text and not any("\ue000" <= c <= "\uf8ff" or c in "\ufffd\x00" for c in text)


def _tells_letters(font: dict[str, Any]) -> bool:
    """Whether a font says which letters its codes are: by a table, or by names of signs that everybody knows."""
    encoding = resolve1(font.get("Encoding"))
    if "ToUnicode" in font or getattr(resolve1(font.get("Subtype")), "name", "") == "Type0":
        return True  # without a table the codes of a Type0 font come as numbers
    changed = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
    names = [name for sign in changed or [] if (name := getattr(resolve1(sign), "name", None))]
    return all(name in glyphname2unicode or _UNI.fullmatch(name) for name in names)


def _fonts_of(resources: Any, seen: set[int]) -> Iterator[dict[str, Any]]:
    """The fonts of an appearance and of the forms in it, each form looked at once."""
    found = resolve1(resources)
    kinds = {kind: resolve1(found.get(kind)) for kind in ("Font", "XObject")} if isinstance(found, dict) else {}
    fonts, forms = (kind if isinstance(kind, dict) else {} for kind in (kinds.get("Font"), kinds.get("XObject")))
    yield from (font for reference in fonts.values() if isinstance(font := resolve1(reference), dict))
    for reference in forms.values():
        form = resolve1(reference)
        if isinstance(form, PDFStream) and id(form) not in seen:
            seen.add(id(form))
            yield from _fonts_of(form.attrs.get("Resources"), seen)


def _value(data: dict[str, Any], origin: Origin) -> str:
    """What a text field, a choice or a typed text holds; "" for the others and for passwords."""
    if origin == "typed":
        return text_of(data.get("Contents"))[:_MOST_LETTERS].strip()
    kind = getattr(_inherited(data, "FT"), "name", "")
    flags = _inherited(data, "Ff")
    if kind not in ("Tx", "Ch") or (isinstance(flags, int) and flags & _PASSWORD):
        return ""
    return text_of(_inherited(data, "V"))[:_MOST_LETTERS].strip()


def _inherited(data: dict[str, Any], key: str) -> Any:
    """An entry of a field, its own or of the fields above it (ISO 32000-1, 12.7.3.2)."""
    for _above in range(_DEPTH):
        if key in data:
            return resolve1(data[key])
        parent = resolve1(data.get("Parent"))
        if not isinstance(parent, dict):
            return None
        data = parent
    return None


def _is_stale(page: pdfplumber.page.Page) -> bool:
    """Whether viewers make the appearances of fields anew from their values."""
    form = resolve1(page.pdf.doc.catalog.get("AcroForm"))
    return isinstance(form, dict) and resolve1(form.get("NeedAppearances")) is True


def appearances_of(data: dict[str, Any]) -> Iterator[Any]:
    """The references of the normal appearance of an annotation: of the state it is in, where it has several."""
    appearance = resolve1(data.get("AP"))
    reference = appearance.get("N") if isinstance(appearance, dict) else None
    normal = resolve1(reference)
    if isinstance(normal, PDFStream):
        yield reference
    elif isinstance(normal, dict):
        state = getattr(resolve1(data.get("AS")), "name", "")
        yield from (found for name, found in normal.items() if name == state)


def _lines_drawn(
    data: dict[str, Any], page: pdfplumber.page.Page, size: tuple[float, float], settings: Settings
) -> tuple[Line, ...]:
    for reference in appearances_of(data):
        stream = resolve1(reference)
        matrix = _placing(data, stream) if isinstance(stream, PDFStream) else None
        if matrix is None or not all(map(_tells_letters, _fonts_of(stream.attrs.get("Resources"), set()))):
            continue
        lines = layer_lines(letters_of(_as_page(page, reference, matrix)), size, settings)
        return lines if all(_is_readable(line.text) for line in lines) else ()
    return ()


def _placing(data: dict[str, Any], stream: PDFStream) -> tuple[float, float, float, float] | None:
    """Scale and shift that bring the box of an appearance into the rectangle of its annotation (12.5.5,
    Algorithm 8.1); None where nothing of it can be seen.
    """
    a, b, c, d, e, f = (float(resolve1(n)) for n in resolve1(stream.attrs.get("Matrix")) or (1, 0, 0, 1, 0, 0))
    x0, y0, x1, y1 = (float(resolve1(n)) for n in resolve1(stream.attrs["BBox"]))
    across = [a * x + c * y + e for x in (x0, x1) for y in (y0, y1)]
    down = [b * x + d * y + f for x in (x0, x1) for y in (y0, y1)]
    left, bottom, right, top = (float(resolve1(n)) for n in resolve1(data["Rect"]))
    width, height = max(across) - min(across), max(down) - min(down)
    if not width or not height or left == right or bottom == top:
        return None
    wide, high = abs(right - left) / width, abs(top - bottom) / height
    return wide, high, min(left, right) - min(across) * wide, min(bottom, top) - min(down) * high


def _as_page(
    page: pdfplumber.page.Page, reference: Any, placing: tuple[float, float, float, float]
) -> pdfplumber.page.Page:
    """A page of the same size on which nothing but an appearance is drawn."""
    wide, high, dx, dy = placing
    orders = PDFStream({}, f"q {wide:f} 0 0 {high:f} {dx:f} {dy:f} cm /A Do Q".encode())
    orders.set_objid(-1, 0)  # a number that no stream of the file has: pdfminer follows none twice
    resolve1(reference).attrs.setdefault("Subtype", LIT("Form"))
    own = page.page_obj
    attributes = {**own.attrs, "Contents": orders, "Resources": {"XObject": {"A": reference}}, "Annots": []}
    return pdfplumber.page.Page(page.pdf, PDFPage(own.doc, own.pageid, attributes, None), page.page_number)


def _says(lines: tuple[Line, ...], value: str) -> bool:
    return "".join(word.text for line in lines for word in line.words) == "".join(value.split())


def _draws_more(data: dict[str, Any]) -> bool:
    """Whether an appearance that has no words draws pictures or other drawings: they are what a person sees."""
    return any(b"Do" in resolve1(reference).get_data() for reference in appearances_of(data))


def _whole(lines: tuple[Line, ...], value: str) -> tuple[Line, ...]:
    """The lines; where the letters of one value stand in a comb, one word of them."""
    words = [word for line in lines for word in line.words]
    apart = len(words) > 1 and "".join(word.text for word in words) == value
    box = union([word.box for word in words if word.box is not None])
    return (Line((Word(value, box),), angle=lines[0].angle),) if apart else lines


def _value_angle(data: dict[str, Any], page: pdfplumber.page.Page) -> int:
    """By how many degrees clockwise the page as seen must be turned for the value of a field to stand level.

    Fields of a page that lies on its side say how they are turned (/MK /R, 12.5.6.19); others are level.
    """
    said = resolve1(data.get("MK"))
    turn = resolve1(said.get("R")) if isinstance(said, dict) else None
    return (turn - page.rotation) % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _lines_of_value(
    value: str, box: Box, angle: int, size: tuple[float, float], settings: Settings
) -> tuple[Line, ...]:
    """The lines of a value in its field on a page of `size` (points), on which they run that way."""
    level = size if angle in (0, 180) else size[::-1]
    words = [word for word in _words_of(value, turned_box(box, angle, *size)) if is_on(word.box, level)]
    return tuple(_placed(line, angle, level) for line in lines_of(words, settings))


def _placed(line: Line, angle: int, level: tuple[float, float]) -> Line:
    """A line of the page of size `level` on which it stands level where it lies on the page as seen."""
    back = -angle % 360
    words = tuple(replace(word, box=word.box and turned_box(word.box, back, *level)) for word in line.words)
    return Line(words, angle=angle)


def _words_of(value: str, box: Box) -> list[Word]:
    """The words of a value as a viewer would set them into its field: from the left, line below line."""
    lines = value.split("\n")
    height = box.height / len(lines)
    letter = min(max(_SIZES[0], 0.8 * height), _SIZES[1])
    words = []
    for number, line in enumerate(lines):
        middle, x = box.y0 + (number + 0.5) * height, box.x0 + 2
        step = min(_LETTER * letter, (box.width - 2) / max(1, len(line)))
        for text in line.split(" "):
            if text:
                place = Box(x, middle - letter / 2, x + step * len(text), middle + letter / 2)
                words.append(Word(text, place))
            x += step * (len(text) + 1)
    return words
