"""Tables read row by row: from pixels, from a text layer, and put among the other lines."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from rapidfuzz.distance import Levenshtein

from docproc.page import Box, Line, Word
from docproc.reading.read import read_pages
from docproc.reading.serials import with_serials
from docproc.reading.tables import ReadTable, read_tables, table_line, with_tables, without_tables
from docproc.scan import open_scan
from docproc.scan.grid import Cell, Grid
from docproc.scan.ruling import find_ruling
from docproc.settings import load_settings
from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.marks import marked
from docproc.synthesis.render import RenderedPage, render_letter
from docproc.synthesis.source import read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PLAN = read_source(SAMPLES / "ke-hoach-chuyen-doi-so.toml")


def words(text: str) -> tuple[Word, ...]:
    return tuple(Word(word) for word in text.split())


def scanned(condition: str) -> tuple[RenderedPage, Image.Image, float]:
    scan = scan_condition(condition)
    page = render_letter(PLAN, scan.dpi)[1]
    return page, scan_page(marked(page, PLAN.scan).image, scan, 3).convert("L"), scan.dpi


def table_of(condition: str) -> tuple[RenderedPage, ReadTable]:
    page, image, dpi = scanned(condition)
    (table,) = read_tables(image, find_ruling(image, dpi), dpi, 60)
    return page, table


def rows_in(page: RenderedPage) -> list[str]:
    return [line for line in page.transcript if " | " in line]


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("condition", "limit"), [("clean", 0.03), ("skewed-200", 0.03), ("bilevel-300", 0.06), ("fax", 0.10)]
)
def test_rows_are_read_cell_by_cell(condition: str, limit: float) -> None:
    page, table = table_of(condition)
    gold = rows_in(page)
    assert len(table.rows) == len(gold)
    pairs = [(row.text.split(), right.split()) for row, right in zip(table.rows, gold, strict=True)]
    wrong = sum(Levenshtein.distance(read, right) for read, right in pairs)
    assert wrong <= limit * sum(len(right) for _, right in pairs)


@pytest.mark.ocr
def test_words_of_a_cell_lie_where_they_are_printed() -> None:
    page, table = table_of("clean")
    numbers = sorted({line.cell[0] for line in page.lines if line.cell})
    for number, row in zip(numbers, table.rows, strict=True):
        for column, read in enumerate(row.cells):
            printed = [line.box for line in page.lines if line.cell == (number, column)]
            for word in read:
                assert word.box is not None
                middle = (word.box.y0 + word.box.y1) / 2
                assert any(
                    box.x0 - 2 < word.box.centre_x < box.x1 + 2 and box.y0 - 1 < middle < box.y1 + 1
                    for box in printed
                ), word


@pytest.mark.ocr
def test_an_empty_cell_is_kept_and_not_written() -> None:
    _, table = table_of("clean")
    last = table.rows[-1]
    assert [bool(cell) for cell in last.cells] == [True, True, True, False, True, True]
    assert last.text.count("|") == 4


@pytest.mark.ocr
def test_a_scanned_letter_has_its_rows_between_the_lines_round_them() -> None:
    with open_scan(SAMPLES / "ke-hoach-chuyen-doi-so.pdf", load_settings()) as scan:
        pages = list(read_pages(scan, load_settings()))
    assert [sum(bool(line.cells) for line in page.lines) for page in pages] == [2, 8, 0]
    texts = [line.text for line in pages[1].lines if not line.cells]
    after = next(i for i, line in enumerate(pages[1].lines) if line.text.startswith("IV."))
    assert all(line.cells for line in pages[1].lines[after - 8 : after])
    assert not any("Công chức Tư pháp" in text for text in texts)


def test_a_page_with_text_of_its_own_has_its_rows_exactly() -> None:
    with open_scan(SAMPLES / "cong-van-ban-chi-dao.pdf", load_settings()) as scan:
        (page,) = read_pages(scan, load_settings())
    assert page.source == "layer"
    truth = (SAMPLES / "cong-van-ban-chi-dao.p1.txt").read_text(encoding="utf-8").splitlines()
    assert list(page.text.splitlines()) == truth


def test_a_table_is_painted_over_with_the_text_round_it_left() -> None:
    _, image, dpi = scanned("skewed-200")
    ruling = find_ruling(image, dpi)
    (grid,) = ruling.grids
    rest = without_tables(image, [ReadTable((), grid, 0.0)], dpi)
    assert find_ruling(rest, dpi).grids == ()
    left, top, right, bottom = grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1]
    corner, opposite = grid.scanned(left + 9, top + 9), grid.scanned(right - 9, bottom - 9)
    inner = rest.crop((round(corner[0]), round(corner[1]) + 9, round(opposite[0]), round(opposite[1]) - 9))
    lowest, highest = inner.getextrema()
    assert highest - lowest < 60
    below = (0, round(grid.scanned(right, bottom)[1]) + 60, image.width, image.height)
    assert rest.crop(below).tobytes() == image.crop(below).tobytes()


def test_without_tables_the_image_is_the_same() -> None:
    image = Image.new("L", (50, 50), 200)
    assert without_tables(image, [], 200) is image


def line_at(text: str, y: float) -> Line:
    return Line((Word(text, Box(100, y, 300, y + 12)),))


def test_rows_stand_after_the_last_line_above_the_table() -> None:
    rows = (table_line([words("1"), words("a")]), table_line([words("2"), words("b")]))
    grid = Grid((0.0, 1.0), (0.0, 1.0), (Cell(0, 0),))
    lines = [line_at("above", 100), line_at("below", 500), line_at("left foot", 700), line_at("right foot", 690)]
    placed = with_tables(lines, [ReadTable(rows, grid, 200.0)])
    assert [line.text for line in placed] == ["above", "1 | a", "2 | b", "below", "left foot", "right foot"]


def test_two_tables_keep_their_order() -> None:
    grid = Grid((0.0, 1.0), (0.0, 1.0), (Cell(0, 0),))
    first, second = table_line([words("1"), words("a")]), table_line([words("2"), words("b")])
    placed = with_tables(
        [line_at("middle", 300)], [ReadTable((first,), grid, 100.0), ReadTable((second,), grid, 400.0)]
    )
    assert [line.text for line in placed] == ["1 | a", "middle", "2 | b"]


def test_a_row_writes_its_filled_cells_with_a_break_between() -> None:
    line = table_line([(), words("Tổng số"), (), words("15")])
    assert line.text == "Tổng số | 15"
    assert [len(cell) for cell in line.cells] == [0, 2, 0, 1]


def serials(*numbers: str) -> list[str]:
    rows = [[words("STT"), words("Việc")], *[[words(number), words("x")] for number in numbers]]
    return ["".join(w.text for w in row[0]) for row in with_serials(rows)][1:]


def test_a_misread_running_number_is_told_by_its_neighbours() -> None:
    assert serials("7", "§", "9") == ["7", "8", "9"]
    assert serials("6.", "", "VỆ", "9.") == ["6.", "7.", "8.", "9."]


def test_what_was_read_stays_as_an_alternative() -> None:
    rows = with_serials([[words("TT")], [words("1")], [words("§")], [words("3")]])
    assert rows[2][0][0].alternatives == ("§",)
    assert rows[2][0][0].confidence < 1


@pytest.mark.parametrize("numbers", [("1", "II", "2"), ("1", "Tổng cộng", "3"), ("4", "x", "9"), ("x", "2", "3")])
def test_rows_that_do_not_count_on_are_left(numbers: tuple[str, ...]) -> None:
    assert serials(*numbers) == [number.replace(" ", "") for number in numbers]


def test_other_first_columns_are_left() -> None:
    rows = [[words("Năm")], [words("1")], [words("l")], [words("3")]]
    assert with_serials(rows) == rows
