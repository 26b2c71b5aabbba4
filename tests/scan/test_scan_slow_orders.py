"""Single orders that PDFium could draw for minutes: their page is drawn on trial, and named."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from make_files import page_objects, pdf_bytes, stream, text_pdf

from docproc.errors import TooIntricate
from docproc.scan import open_scan
from docproc.scan.measure.orders import paintings
from docproc.settings import load_settings

FILL = b"0 0 595 842 re f "
SCREEN = "/BBox[0 0 595 842]/Group<</S/Transparency/CS/DeviceGray>>"


def page(orders: bytes, resources: str = "", *extra: bytes) -> bytes:
    return pdf_bytes(page_objects([stream(orders)], "", resources, extra))


def program() -> bytes:
    steps = b"{" + b"2 copy mul add exch " * 20_000 + b"pop pop 0 0 0}"
    function = stream(steps, "/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]")
    shading = "<</ShadingType 1/ColorSpace/DeviceRGB/Matrix[595 0 0 842 0 0]/Function 6 0 R>>"
    return page(b"/S sh", f"/Shading<</S{shading}>>", function)


def triangles() -> bytes:
    form = "/ShadingType 4/ColorSpace/DeviceGray/BitsPerCoordinate 8/BitsPerComponent 8/BitsPerFlag 8"
    mesh = stream(bytes.fromhex("00000000 00ff0000 0000ff00") * 50_000, f"{form}/Decode[0 595 0 842 0 1]")
    return page(b"/S sh", "/Shading<</S 6 0 R>>", mesh)


def tiles() -> bytes:
    entries = "/PatternType 1/PaintType 1/TilingType 1/XStep 0.001/YStep 0.001/BBox[0 0 1 1]/Resources<<>>"
    return page(b"/Pattern cs /X scn " + FILL, "/Pattern<</X 6 0 R>>", stream(b"0 0 1 1 re f", entries))


def blends() -> bytes:
    return page(b"/G gs " + FILL * 4000, "/ExtGState<</G<</BM/Luminosity/ca 0.5>>>>")


def masks() -> bytes:
    state = "/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>"
    return page(b"/G gs " + FILL * 400, state, stream(FILL, f"/Subtype/Form{SCREEN}"))


def inline() -> bytes:
    data = zlib.compress(bytes(900_000), 9)
    return page(b"BI /W 30000 /H 30000 /BPC 8 /CS /G /F /Fl ID " + data + b" EI")


SLOW: dict[str, Callable[[], bytes]] = {
    "program": program,
    "triangles": triangles,
    "tiles": tiles,
    "blends": blends,
    "masks": masks,
    "inline": inline,
}


@pytest.mark.parametrize("name", SLOW)
def test_slow_orders_count_for_more_than_is_drawn_at_once(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").write_bytes(SLOW[name]())
    settings = load_settings()
    count = next(paintings(tmp_path / "a.pdf"))
    assert count is not None and settings.plain_paintings < count < settings.max_paintings


def test_a_page_that_is_filled_again_and_again_is_given_up_while_it_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(page(FILL * 4000))
    with open_scan(tmp_path / "a.pdf", replace(load_settings(), draw_seconds=0.2)) as scan:
        first = next(scan.pages())
        with pytest.raises(TooIntricate):
            first.image()


def test_a_page_of_plain_text_is_drawn_at_once(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", *[(72, 800 - 9 * line, "some words of a letter") for line in range(80)])
    assert (next(paintings(path)) or 0) <= 80
