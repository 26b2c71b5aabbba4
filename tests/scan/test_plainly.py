"""Pages that surely paint seldom are told at once; those that might not are counted."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from make_files import (
    form_ladder,
    glyph_ladder,
    mask_ladder,
    page_objects,
    pattern_ladder,
    pdf_bytes,
    stream,
    text_pdf,
)
from test_scan_slow_orders import SLOW

from docproc.scan.hung import FILES, may_hold
from docproc.scan.measure.orders import paintings
from docproc.scan.plainly import plain_pages

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))


def test_pages_of_text_are_plain(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "text"), pages=2)
    assert list(islice(plain_pages(path, 5000), 3)) == [True, True, False]


def test_a_page_that_may_not_be_unpacked_is_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr("docproc.scan.plainly._is_plain", lambda page, _most: looked.append(page) or True)
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "text"), pages=2)
    assert list(islice(plain_pages(path, 5000, {0}), 2)) == [False, True]
    assert len(looked) == 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_no_page_is_called_plain_that_paints_more(path: Path) -> None:
    count = next(paintings(path))
    assert count is not None
    assert next(plain_pages(path, 5000))
    assert not next(plain_pages(path, count - 1))


@pytest.mark.parametrize("name", SLOW)
def test_slow_orders_are_not_plain(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.pdf").write_bytes(SLOW[name]())
    assert not next(plain_pages(tmp_path / "a.pdf", 5000))


@pytest.mark.parametrize(
    "ladder",
    [form_ladder(10, 6), pattern_ladder(6), glyph_ladder(6), mask_ladder(6)],
    ids=["form", "pattern", "glyph", "mask"],
)
def test_drawings_of_drawings_are_not_plain(tmp_path: Path, ladder: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(ladder)
    assert not next(plain_pages(tmp_path / "a.pdf", 5000))


def test_many_forms_are_not_looked_at_for_long(tmp_path: Path) -> None:
    """Each of eight forms draws all eight: eight deep they are sixteen million."""
    names = " ".join(f"/F{n} {6 + n} 0 R" for n in range(8))
    resources = f"/Resources<</XObject<<{names}>>>>"
    form = stream(b" ".join(b"/F%d Do" % n for n in range(8)), f"/Subtype/Form/BBox[0 0 9 9]{resources}")
    page = page_objects([stream(b"/F0 Do")], "", f"/XObject<<{names}>>", (form,) * 8)
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page))
    assert not next(plain_pages(tmp_path / "a.pdf", 5000))


def test_what_is_no_pdf_is_not_plain(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.5 nonsense")
    assert list(islice(plain_pages(tmp_path / "a.pdf", 5000), 2)) == [False, False]


def test_notes_and_files_are_told(tmp_path: Path) -> None:
    page = "/Annots[<</Type/Annot/Subtype/Text/Rect[0 0 9 9]>>]"
    noted = text_pdf(tmp_path / "a.pdf", (72, 700, "text"), page=page)
    assert may_hold(noted, frozenset({"Text"}))
    assert not may_hold(noted, frozenset({"FreeText", FILES}))
    held = tmp_path / "b.pdf"
    held.write_bytes(noted.read_bytes().replace(b"/Type/Catalog", b"/Type/Catalog/AF[]"))
    assert may_hold(held, frozenset({FILES}))


def test_where_qpdf_cannot_tell_there_may_be_anything(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.5 nonsense")
    assert may_hold(tmp_path / "a.pdf", frozenset({"Text"}))
