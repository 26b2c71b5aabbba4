"""References in a PDF that lead in a ring: whatever they stand for, reading ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.confined.call import Allowance, confined
from docproc.errors import DamagedFile, InputError
from docproc.pipeline import process
from docproc.scan import open_scan
from docproc.settings import load_settings

_BODY = b"BT /F 12 Tf 72 700 Td (UBND XA AN KHE So: 12/UBND-VP Kinh gui: Phong Noi vu) Tj ET"
_PLACES = {
    "annotations": (3, b"/Annots 6 0 R"),
    "resources": (3, b"/Resources 6 0 R"),
    "contents": (3, b"/Contents 6 0 R"),
    "box": (3, b"/MediaBox 6 0 R"),
    "parent": (3, b"/Parent 6 0 R"),
    "form": (1, b"/AcroForm 6 0 R"),
    "names": (1, b"/Names 6 0 R"),
    "kids": (2, b"/Kids 6 0 R"),
    "length": (4, b"/Length 6 0 R"),
    "filter": (4, b"/Filter 6 0 R"),
    "encoding": (5, b"/Encoding 6 0 R"),
    "widths": (5, b"/Widths 6 0 R /FirstChar 6 0 R"),
}


def pdf_with_ring(number: int, entry: bytes, ring: tuple[bytes, ...]) -> bytes:
    """A PDF of one page in which `entry` of object `number` leads to object 6, where the ring begins."""
    key = entry.split()[0]
    entries = {
        1: {b"/Type": b"/Catalog", b"/Pages": b"2 0 R"},
        2: {b"/Type": b"/Pages", b"/Kids": b"[3 0 R]", b"/Count": b"1"},
        3: {
            b"/Type": b"/Page",
            b"/Parent": b"2 0 R",
            b"/MediaBox": b"[0 0 595 842]",
            b"/Resources": b"<</Font<</F 5 0 R>>>>",
            b"/Contents": b"4 0 R",
        },
        4: {b"/Length": b"%d" % len(_BODY)},
        5: {b"/Type": b"/Font", b"/Subtype": b"/Type1", b"/BaseFont": b"/Helvetica"},
    }
    entries[number].pop(key, None)
    objects = []
    for one, dictionary in entries.items():
        inside = b" ".join(name + b" " + value for name, value in dictionary.items())
        inside += b" " + entry if one == number else b""
        objects.append(b"<<" + inside + b">>" + (b"stream\n" + _BODY + b"\nendstream" if one == 4 else b""))
    out, places = b"%PDF-1.7\n", []
    for one, content in enumerate([*objects, *ring], start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (one, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(places) + 1
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % count + table + end


def read_all(path: Path) -> None:
    try:
        process(path)
        with open_scan(path, load_settings()) as scan:
            for page in scan.pages():
                page.layer_lines()
                page.overlays()
    except InputError:
        return


_THREE = (b"7 0 R", b"8 0 R", b"6 0 R")


@pytest.mark.parametrize(
    ("place", "ring"), [("annotations", (b"6 0 R",)), *((place, _THREE) for place in _PLACES)]
)
def test_reading_ends(tmp_path: Path, place: str, ring: tuple[bytes, ...]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_with_ring(*_PLACES[place], ring))
    confined(read_all, path, allowance=Allowance(800, 10), path=path)


def test_pages_that_are_only_said_to_be_there_are_named_and_cost_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_with_ring(2, b"/Count 400", ()))
    with open_scan(path, load_settings()) as scan:
        pages = list(scan.pages())
    assert [page.number for page in pages if page.problem is None] == [1]
    assert {page.problem.message() for page in pages if page.problem} == {
        DamagedFile(path, detail="the page is not in the file").message()
    }
