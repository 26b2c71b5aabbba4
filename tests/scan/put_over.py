"""Puts form fields, stamps and typed texts over the page of a PDF, as signing software and clerks do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

LETTER = Path(__file__).resolve().parent.parent / "arrivals" / "number-and-day-as-typed-text.pdf"
# The blanks of number, day and month on its page: left, bottom, right, top in points from the bottom left.
NUMBER, DAY, MONTH = (124, 728, 160, 746), (396, 728, 416, 746), (449, 728, 468, 746)


@dataclass(frozen=True)
class Put:
    """One annotation. `text` is drawn by its appearance, `value` is what a field holds (/V) or a note says
    (/Contents), `picture` is drawn over its whole place, `orders` are drawn instead of the text. `nested` is how
    many forms stand inside each other round the text (/FRM and /n2 of signatures); `spoken`: its font tells the
    letters; `matrix` is that of its appearance, which lies on its side where it begins with 0.
    """

    place: tuple[float, float, float, float]
    text: str = ""
    value: str = ""
    subtype: str = "Widget"
    field: str = "Sig"
    flags: int = 4
    picture: Image.Image | None = None
    orders: bytes = b""
    nested: int = 0
    spoken: bool = True
    matrix: tuple[float, ...] = (1, 0, 0, 1, 0, 0)
    more: tuple[tuple[str, Any], ...] = ()


def put_over(
    target: Path, *puts: Put, source: Path = LETTER, page: dict[str, Any] | None = None, form: Any = ()
) -> Path:
    """`source` with these annotations over its first page and no others; `page` and `form` are further entries of
    the page and of the form (/AcroForm).
    """
    with source.open("rb") as file:
        writer = IncrementalPdfFileWriter(file, strict=False)
        reference, _resources = writer.find_page_for_modification(0)
        found = reference.get_object()
        references = [writer.add_object(_annotation(writer, put)) for put in puts]
        found["/Annots"] = generic.ArrayObject(references)
        for name, value in (page or {}).items():
            found[name] = value
        writer.mark_update(reference)
        fields = [one for one, put in zip(references, puts, strict=True) if put.subtype == "Widget"]
        writer.root["/AcroForm"] = writer.add_object(
            generic.DictionaryObject({pdf_name("/Fields"): generic.ArrayObject(fields), **dict(form)})
        )
        writer.update_root()
        with target.open("wb") as out:
            writer.write(out)
    return target


def numbers(*values: float) -> generic.ArrayObject:
    return generic.ArrayObject(generic.FloatObject(value) for value in values)


def _annotation(writer: IncrementalPdfFileWriter, put: Put) -> generic.DictionaryObject:
    entries: dict[str, Any] = {
        "/Type": pdf_name("/Annot"),
        "/Subtype": pdf_name("/" + put.subtype),
        "/Rect": numbers(*put.place),
        "/F": generic.NumberObject(put.flags),
    }
    if put.subtype == "Widget":
        entries |= {"/FT": pdf_name("/" + put.field), "/T": generic.TextStringObject(f"f{put.place}")}
    if put.value:
        entries["/V" if put.subtype == "Widget" else "/Contents"] = generic.TextStringObject(put.value)
    if put.text or put.picture or put.orders:
        look = _nested(writer, _look(writer, put), put)
        entries["/AP"] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    return generic.DictionaryObject(
        {pdf_name(name): value for name, value in {**entries, **dict(put.more)}.items()}
    )


def _form(orders: bytes, put: Put, resources: dict[str, Any]) -> generic.StreamObject:
    width, height = put.place[2] - put.place[0], put.place[3] - put.place[1]
    entries = {
        "/Type": pdf_name("/XObject"),
        "/Subtype": pdf_name("/Form"),
        "/BBox": numbers(0, 0, width, height) if put.matrix[0] else numbers(0, 0, height, width),
        "/Matrix": numbers(*put.matrix),
        "/Resources": generic.DictionaryObject(
            {
                pdf_name(kind): generic.DictionaryObject({pdf_name(name): found for name, found in named.items()})
                for kind, named in resources.items()
            }
        ),
    }
    return generic.StreamObject({pdf_name(name): value for name, value in entries.items()}, stream_data=orders)


def _look(writer: IncrementalPdfFileWriter, put: Put) -> generic.StreamObject:
    if put.orders:
        return _form(put.orders, put, {})
    if put.picture:
        grey = put.picture.convert("L")
        entries = {"/Type": "/XObject", "/Subtype": "/Image", "/ColorSpace": "/DeviceGray"}
        sizes = {"/Width": grey.width, "/Height": grey.height, "/BitsPerComponent": 8}
        image = generic.StreamObject(
            {pdf_name(name): pdf_name(value) for name, value in entries.items()}
            | {pdf_name(name): generic.NumberObject(value) for name, value in sizes.items()},
            stream_data=grey.tobytes(),
        )
        wide, high = put.place[2] - put.place[0], put.place[3] - put.place[1]
        orders = f"q {wide} 0 0 {high} 0 0 cm /Im Do Q".encode()
        return _form(orders, put, {"/XObject": {"/Im": writer.add_object(image)}})
    lines = put.text.split("\n")
    high = put.place[3] - put.place[1] if put.matrix[0] else put.place[2] - put.place[0]
    step = high / len(lines)
    size = min(13.0, 0.75 * step)
    letters = sorted(set(put.text) - {"\n"})
    orders = b"".join(
        f"BT /F1 {size} Tf 2 {step * (len(lines) - 1 - at) + 0.3 * size:.2f} Td <".encode()
        + "".join(f"{33 + letters.index(letter):02x}" for letter in line).encode()
        + b"> Tj ET\n"
        for at, line in enumerate(lines)
    )
    return _form(orders, put, {"/Font": {"/F1": writer.add_object(_font(writer, letters, put.spoken))}})


def _font(writer: IncrementalPdfFileWriter, letters: list[str], spoken: bool) -> generic.DictionaryObject:
    """A font whose codes mean nothing but through its table of signs (/ToUnicode), as in signing software."""
    table = "".join(
        f"<{33 + at:02x}> <{letter.encode('utf-16-be').hex()}>\n" for at, letter in enumerate(letters)
    )
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <ff> "
        f"endcodespacerange {len(letters)} beginbfchar\n{table}endbfchar endcmap end end"
    )
    signs = (pdf_name(f"/g{at}") for at in range(len(letters)))
    names = generic.ArrayObject([generic.NumberObject(33), *signs])
    entries = {
        "/Type": pdf_name("/Font"),
        "/Subtype": pdf_name("/Type1"),
        "/BaseFont": pdf_name("/Times-Roman"),
        "/FirstChar": generic.NumberObject(33),
        "/LastChar": generic.NumberObject(33 + len(letters) - 1),
        "/Widths": generic.ArrayObject([generic.NumberObject(500 if c != " " else 250) for c in letters]),
        "/Encoding": generic.DictionaryObject({pdf_name("/Differences"): names}),
    }
    if spoken:
        entries["/ToUnicode"] = writer.add_object(generic.StreamObject(stream_data=cmap.encode()))
    return generic.DictionaryObject({pdf_name(name): value for name, value in entries.items()})


def _nested(writer: IncrementalPdfFileWriter, look: generic.StreamObject, put: Put) -> generic.StreamObject:
    for _level in range(put.nested):
        look = _form(b"q 1 0 0 1 0 0 cm /n2 Do Q", put, {"/XObject": {"/n2": writer.add_object(look)}})
    return look
