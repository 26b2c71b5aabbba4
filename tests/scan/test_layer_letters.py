"""The letters and words that PDFium gives of a text layer: those of pdfplumber, but where that has them wrong."""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from make_files import page_objects, pdf_bytes, stream, text_content, text_pdf
from pdfplumber.utils.text import extract_words

from docproc.page import Box, Line, Word
from docproc.scan import open_scan
from docproc.scan.layer import layer_lines
from docproc.scan.layers.contents import things_on
from docproc.scan.layers.letters import Letters, letters_on
from docproc.scan.layers.level import words_of
from docproc.scan.layers.plumbed import letters_of, page_as_seen
from docproc.scan.placed import texts_among
from docproc.settings import load_settings

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.pdf"))
# The name of a sign (code 65 is "A") and what it means, as a font tells it.
TELLS = "/CIDInit/ProcSet findresource begin begincmap 1 begincodespacerange<00><FF>endcodespacerange {} endcmap"


def letters_in(path: Path, number: int = 1) -> Letters:
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        return letters_on(page, page.get_textpage(), texts_among(things_on(page)))


def lines_in(path: Path) -> tuple[Line, ...]:
    with open_scan(path, load_settings()) as scan:
        return next(scan.pages()).layer_lines()


def words_in(path: Path) -> list[Word]:
    return [word for line in lines_in(path) for word in line.words]


def with_font(path: Path, orders: str, widths: str, meanings: dict[str, str]) -> Path:
    """A page on which /F2 writes codes from 65 on, with these widths and meanings (both hexadecimal)."""
    pairs = "".join(f"<{code}><{meaning}>" for code, meaning in meanings.items())
    tells = TELLS.format(f"{len(meanings)} beginbfchar {pairs} endbfchar")
    font = f"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 65/Widths[{widths}]/ToUnicode 7 0 R>>"
    objects = page_objects([stream(orders.encode())], "", "", (font.encode(), stream(tells.encode())))
    objects[3] = objects[3].replace(b"/F1 3 0 R", b"/F1 3 0 R/F2 6 0 R")
    path.write_bytes(pdf_bytes(objects))
    return path


def is_near(one: Box | None, other: Box, points: float = 0.5) -> bool:
    return one is not None and all(abs(a - b) <= points for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_words_of_a_sample_are_those_of_pdfplumber(path: Path) -> None:
    with pdfplumber.open(path) as document:
        for number, page in enumerate(document.pages, 1):
            theirs = extract_words(page.chars)
            ours = words_of(letters_in(path, number))
            assert [word.text for word in ours] == [str(word["text"]) for word in theirs]
            boxes = [Box(word["x0"], word["top"], word["x1"], word["bottom"]) for word in theirs]
            assert all(is_near(word.box, box) for word, box in zip(ours, boxes, strict=True))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("matrix", ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "0 -1 1 0", "0.7 0.7 -0.7 0.7"])
def test_lines_of_turned_pages_and_texts_are_those_of_pdfplumber(
    tmp_path: Path, rotate: int, matrix: str
) -> None:
    orders = f"BT /F1 12 Tf {matrix} 300 400 Tm (one line) Tj ET BT /F1 9 Tf {matrix} 320 430 Tm (other) Tj ET"
    page = f"/MediaBox[10 20 600 800]/Rotate {rotate}"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(orders.encode())], page)))
    settings, size = load_settings(), (590, 780) if rotate in (0, 180) else (780, 590)
    with pdfplumber.open(tmp_path / "a.pdf") as document:
        seen = page_as_seen(document, document.pages[0].page_obj, 1)
        theirs = layer_lines(letters_of(seen), size, settings)
    ours = layer_lines(letters_in(tmp_path / "a.pdf"), size, settings)
    assert [(line.text, line.angle) for line in ours] == [(line.text, line.angle) for line in theirs]
    assert ours
    for one, other in zip(ours, theirs, strict=True):
        assert one.box and other.box and is_near(one.box, other.box, 1.0)


def test_text_that_nobody_sees_is_there(tmp_path: Path) -> None:
    content = b"BT 3 Tr /F1 12 Tf 72 700 Td (hidden) Tj ET"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(content)])))
    assert [word.text for word in words_in(tmp_path / "a.pdf")] == ["hidden"]


def test_a_page_without_text_has_no_letters(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(b"0 0 9 9 re f")])))
    assert letters_in(tmp_path / "a.pdf").texts == []
    assert lines_in(tmp_path / "a.pdf") == ()


def test_text_printed_twice_to_look_bold_is_read_once(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "BOLD"), (72.3, 700, "BOLD"))
    assert [word.text for word in words_in(path)] == ["BOLD"]


@pytest.mark.parametrize("size", [6, 8, 12])
def test_blanks_that_are_pieces_of_their_own_part_words(tmp_path: Path, size: int) -> None:
    """Word writes them so; PDFium leaves them out of its text, and in small print they are narrow."""
    orders = f"BT /F1 {size} Tf 72 700 Td (ab) Tj ET BT /F1 {size} Tf {72 + 0.944 * size} 700 Td ( ) Tj ET "
    orders += f"BT /F1 {size} Tf {72 + 1.194 * size} 700 Td (cd) Tj ET"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(orders.encode())])))
    assert [word.text for word in words_in(tmp_path / "a.pdf")] == ["ab", "cd"]


def test_blanks_that_are_only_set_by_moving_on_part_words(tmp_path: Path) -> None:
    """TeX writes them so; in small print pdfplumber runs the words together."""
    orders = b"BT /F1 8 Tf 72 700 Td [(ab) -280 (cd)] TJ ET"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(orders)])))
    assert [word.text for word in words_in(tmp_path / "a.pdf")] == ["ab", "cd"]


def test_letters_that_are_spaced_out_a_little_stay_one_word(tmp_path: Path) -> None:
    orders = b"BT /F1 12 Tf 1 Tc 72 700 Td (abcd) Tj ET"
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(orders)])))
    assert [word.text for word in words_in(tmp_path / "a.pdf")] == ["abcd"]


def test_a_hyphen_at_the_end_of_a_line_stays_one(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "so 12/QD-"), (72, 686, "UBND"))
    assert [line.text for line in lines_in(path)] == ["so 12/QD-", "UBND"]


def test_a_mark_that_is_a_glyph_of_its_own_stays_with_its_letter(tmp_path: Path) -> None:
    orders = "BT /F2 12 Tf 72 700 Td (ABA) Tj ET"
    path = with_font(tmp_path / "a.pdf", orders, "722 0", {"41": "0041", "42": "0301"})
    (word,) = words_in(path)
    assert word.text == "A\u0301A"
    assert word.box and (round(word.box.x0), round(word.box.width)) == (72, 17)


def test_a_glyph_that_stands_for_several_letters_keeps_its_width(tmp_path: Path) -> None:
    path = with_font(tmp_path / "a.pdf", "BT /F2 12 Tf 72 700 Td (A) Tj ET", "900", {"41": "006600660069"})
    (word,) = words_in(path)
    assert word.text == "ffi"
    assert word.box and round(word.box.width, 1) == 10.8


def test_two_glyphs_of_one_sign_keep_their_own_widths(tmp_path: Path) -> None:
    orders = "BT /F2 12 Tf 72 700 Td (A) Tj ET BT /F2 12 Tf 72 650 Td (B) Tj ET"
    path = with_font(tmp_path / "a.pdf", orders, "900 300", {"41": "0078", "42": "0078"})
    wide, narrow = (word.box for word in words_in(path))
    assert wide and narrow and (round(wide.width, 1), round(narrow.width, 1)) == (10.8, 3.6)


def test_letters_of_a_form_in_a_form_stand_where_they_are_drawn(tmp_path: Path) -> None:
    form = "/Subtype/Form/BBox[0 0 400 50]/Resources<<{}/Font<</F1 3 0 R>>>>"
    inner = stream(text_content((10, 10, "inner")), form.format(""))
    outer = stream(
        b"q 1 0 0 1 100 0 cm /B Do Q BT /F1 12 Tf 0 10 Td ( ) Tj ET",
        form.format("/XObject<</B 7 0 R>>"),
    )
    page = page_objects([stream(b"q 1 0 0 1 50 600 cm /A Do Q")], "", "/XObject<</A 6 0 R>>", (outer, inner))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page))
    (word,) = words_in(tmp_path / "a.pdf")
    assert word.text == "inner" and word.box and round(word.box.x0) == 160


def test_letters_of_any_height_are_put_in_lines_at_once(tmp_path: Path) -> None:
    texts = " ".join(f"BT /F1 1000000 Tf 0.001 0 0 1 {n} 400 Tm (7 7) Tj ET" for n in range(300))
    (tmp_path / "a.pdf").write_bytes(pdf_bytes(page_objects([stream(texts.encode())])))
    letters = letters_in(tmp_path / "a.pdf")
    begun = time.process_time()
    layer_lines(letters, (595, 842), load_settings())
    assert letters.texts and time.process_time() - begun < 5


def test_a_page_of_as_many_letters_as_may_be_is_read_in_a_moment(tmp_path: Path) -> None:
    rows = [(36, 830 - 4.4 * row, " ".join(["abcdefgh"] * 14)) for row in range(186)]
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf_bytes(page_objects([stream(text_content(*rows, size=4))])))
    begun = time.process_time()
    assert len(words_in(path)) > 1000
    assert time.process_time() - begun < 10


def test_of_more_letters_than_may_be_none_is_taken(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (72, 700, "more letters than may be"))
    with open_scan(path, replace(load_settings(), max_page_letters=10)) as scan:
        page = next(scan.pages())
        assert page.problem is not None and page.find_lines() == ()


def test_letters_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = text_pdf(tmp_path / "a.pdf", (200, 700, "second"), (72, 700, "first"))
    found = "".join(letters_in(path).texts)
    assert "".join(found.split()) == "secondfirst"
    assert all(a <= b for a, b in pairwise(line.box.y0 for line in lines_in(path) if line.box))
