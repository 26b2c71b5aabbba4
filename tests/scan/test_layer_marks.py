"""What beside plain text may be a table or a stamp, told without drawing the page."""

from __future__ import annotations

from pathlib import Path

import pytest
from make_files import image_object, page_objects, pdf_bytes, sheet, stream, text_content

from docproc.scan import open_scan
from docproc.scan.layers.marks import ANY, NO_MARKS, Marks
from docproc.settings import load_settings

TEXT = text_content((72, 700, "text"))
LEVEL = b"72 690 100 0.5 re f 300 690 120 0.5 re f 72 300 m 500 300 l S "


def marks_on(path: Path, orders: bytes, resources: str = "", *extra: bytes) -> Marks:
    path.write_bytes(pdf_bytes(page_objects([stream(TEXT + orders)], "", resources, extra)))
    with open_scan(path, load_settings()) as scan:
        return next(scan.pages()).marks()


@pytest.mark.parametrize(
    ("orders", "marks"),
    [
        (b"", NO_MARKS),
        (LEVEL, NO_MARKS),  # the rules under a letterhead
        (b"100 50 0.5 300 re f ", Marks(False, False)),
        (b"1 1 1 rg 0 0 595 842 re f ", NO_MARKS),  # the ground of a page
        (LEVEL + b"100 50 0.5 300 re f ", Marks(True, False)),
        (b"100 500 200 100 re S ", ANY),  # a box
        (b"100 500 m 150 550 200 550 250 500 c S ", ANY),
        (b"1 0 0 rg " + text_content((72, 600, "red")), Marks(False, True)),
        (b"1 0 0 rg " + text_content((72, 60, "red")), NO_MARKS),  # too low for a stamp
        (b"1 0 0 rg 3 Tr " + text_content((72, 600, "red")), NO_MARKS),
    ],
)
def test_what_is_drawn(tmp_path: Path, orders: bytes, marks: Marks) -> None:
    assert marks_on(tmp_path / "a.pdf", orders) == marks


@pytest.mark.parametrize(
    ("place", "marks"),
    [
        ("100 0 0 50 72 600", Marks(False, True)),  # a signature, or a stamp
        ("100 0 0 50 72 60", NO_MARKS),
        ("400 0 0 300 72 60", Marks(True, False)),
        ("400 0 0 300 72 500", ANY),
    ],
)
def test_a_picture_by_its_place(tmp_path: Path, place: str, marks: Marks) -> None:
    orders = f"q {place} cm /P Do Q".encode()
    assert marks_on(tmp_path / "a.pdf", orders, "/XObject<</P 6 0 R>>", image_object(sheet((90, 60)))) == marks
