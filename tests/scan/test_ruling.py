"""Ruled tables on page images: found in every scan condition, and nothing else taken for one."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docproc.rules import load
from docproc.scan.grid import Cell, Grid
from docproc.scan.ruling import find_ruling
from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.fonts import font_family
from docproc.synthesis.layout import lay_out
from docproc.synthesis.marks import marked
from docproc.synthesis.render import render_letter
from docproc.synthesis.rules.synthesis import Synthesis
from docproc.synthesis.source import read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PLAN = read_source(SAMPLES / "ke-hoach-chuyen-doi-so.toml")
SCANNED = [name for name, values in load(Synthesis).condition.items() if values.mode != "text"]
WITHOUT_TABLES = [
    path.stem for path in sorted(SAMPLES.glob("*.toml")) if "table =" not in path.read_text(encoding="utf-8")
]


def blank(width: int = 1654, height: int = 2339) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (width, height), 250)
    return image, ImageDraw.Draw(image)


def draw_grid(draw: ImageDraw.ImageDraw, xs: list[int], ys: list[int], width: int = 2) -> None:
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=20, width=width)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=20, width=width)


def grids(image: Image.Image, dpi: float = 200) -> tuple[Grid, ...]:
    return find_ruling(image, dpi).grids


@pytest.mark.parametrize("condition", SCANNED)
def test_a_table_is_found_in_every_scan_condition(condition: str) -> None:
    scan = scan_condition(condition)
    page = render_letter(PLAN, scan.dpi)[1]
    found = grids(scan_page(marked(page, PLAN.scan).image, scan, 5), scan.dpi)
    assert [(grid.rows, grid.columns) for grid in found] == [(8, 6)]


def test_boundaries_lie_on_the_printed_rules() -> None:
    sheet = lay_out(PLAN, font_family(PLAN.font))[1]
    across = sorted({round(rule.x0) for rule in sheet.rules if rule.x0 == rule.x1})
    (grid,) = grids(render_letter(PLAN, 200)[1].image)
    found = grid.scaled(72 / 200).xs
    assert [round(x) for x in found] == pytest.approx(across, abs=1)


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("degrees", [-2.0, -0.6, 1.1, 2.0])
def test_a_leaning_page_gives_the_same_grid(dpi: int, degrees: float) -> None:
    image = render_letter(PLAN, dpi)[1].image.rotate(degrees, Image.Resampling.BICUBIC, fillcolor="white")
    (grid,) = grids(image, dpi)
    assert (grid.rows, grid.columns, len(grid.cells)) == (8, 6, 48)
    assert grid.lean == pytest.approx(-np.tan(np.radians(degrees)), abs=0.002)


def test_upright_and_scanned_places_are_inverse() -> None:
    grid = Grid((0.0, 1.0), (0.0, 1.0), (Cell(0, 0),), lean=0.03)
    assert grid.scanned(*grid.upright(123.0, 456.0)) == pytest.approx((123.0, 456.0))


def test_a_missing_rule_joins_two_cells() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 600, 1000, 1400], [300, 400, 500, 600])
    draw.rectangle((205, 395, 595, 405), fill=250)
    (grid,) = grids(image)
    assert Cell(0, 0, rows=2) in grid.cells
    assert len(grid.cells) == 8


def test_a_place_in_a_joined_cell_belongs_to_the_whole_cell() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 600, 1000, 1400], [300, 400, 500, 600])
    draw.rectangle((595, 305, 605, 395), fill=250)
    (grid,) = grids(image)
    assert grid.cell_at(300, 350) == grid.cell_at(900, 350) == Cell(0, 0, columns=2)


def test_a_rule_with_gaps_is_still_a_rule() -> None:
    image, draw = blank()
    xs, ys = [200, 600, 1000, 1400], [300, 400, 500, 600]
    draw_grid(draw, xs, ys)
    for x in range(210, 1400, 57):
        draw.rectangle((x, 395, x + 2, 405), fill=250)
    (grid,) = grids(image)
    assert (grid.rows, grid.columns) == (3, 3)


def test_a_table_whose_outer_rule_is_lost_keeps_its_first_column() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 600, 1000, 1400], [300, 400, 500, 600])
    draw.rectangle((190, 305, 202, 595), fill=250)
    (grid,) = grids(image)
    assert grid.columns == 3


def test_two_tables_on_a_page_come_from_the_top_down() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 700, 1400], [1300, 1400, 1500])
    draw_grid(draw, [200, 600, 1000, 1400], [300, 400, 500])
    assert [grid.columns for grid in grids(image)] == [3, 2]


def test_rules_to_erase_hold_no_other_ink() -> None:
    image = render_letter(PLAN, 200)[1].image.convert("L")
    ruling = find_ruling(image, 200)
    draw = ImageDraw.Draw(image)
    for box in ruling.rules:
        draw.rectangle((box[0], box[1], box[2] - 1, box[3] - 1), fill=255)
    (grid,) = ruling.grids
    dark = np.asarray(image) < 128
    for x in grid.xs:
        strip = dark[int(grid.ys[0]) - 2 : int(grid.ys[-1]) + 2, int(x) - 2 : int(x) + 3]
        assert strip.mean() < 0.01
    printed = (np.asarray(render_letter(PLAN, 200)[1].image.convert("L")) < 128).sum()
    length = sum(b - a for a, b in [(grid.ys[0], grid.ys[-1])] * 7 + [(grid.xs[0], grid.xs[-1])] * 9)
    assert printed - dark.sum() == pytest.approx(2 * length, rel=0.25)  # rules of 0.6 pt are 2 pixels


@pytest.mark.parametrize("name", WITHOUT_TABLES)
def test_letters_without_a_table_give_none(name: str) -> None:
    source = read_source(SAMPLES / f"{name}.toml")
    condition = "clean" if source.scan.condition == "digital" else source.scan.condition
    scan = scan_condition(condition)
    for page in render_letter(source, scan.dpi):
        image = scan_page(marked(page, source.scan).image, scan, source.scan.seed + page.number)
        assert grids(image, scan.dpi) == ()


def test_one_frame_is_no_table() -> None:
    image, draw = blank()
    draw_grid(draw, [100, 1550], [100, 2200], width=4)
    assert grids(image) == ()


def test_a_frame_divided_in_columns_only_is_no_table() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 600, 1000, 1400], [300, 500])
    assert grids(image) == ()


def test_a_list_of_boxes_in_one_column_is_no_table() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 1400], [300, 400, 500, 600])
    assert grids(image) == ()


def test_underlines_are_no_table() -> None:
    image, draw = blank()
    for y in range(200, 1200, 50):
        draw.line((300, y, 1300, y), fill=0, width=2)
    assert grids(image) == ()


def test_a_small_stamp_frame_is_no_table() -> None:
    image, draw = blank()
    width, height = round(50 / 25.4 * 200), round(35 / 25.4 * 200)
    rows = [300 + height * i // 4 for i in range(5)]
    draw_grid(draw, [200, 200 + width // 2, 200 + width], rows)
    assert grids(image) == ()


def test_a_dark_edge_and_dark_blocks_are_no_table() -> None:
    image, draw = blank()
    draw.rectangle((0, 0, 60, 2339), fill=10)
    draw.rectangle((0, 0, 1654, 50), fill=10)
    for x, y in ((300, 400), (800, 400), (300, 900), (800, 900)):
        draw.rectangle((x, y, x + 450, y + 450), fill=30)
    assert grids(image) == ()


def test_an_empty_and_a_tiny_page_give_nothing() -> None:
    assert grids(blank()[0]) == ()
    assert grids(Image.new("L", (20, 20), 255)) == ()


def test_a_page_without_a_table_costs_little_time() -> None:
    source = read_source(SAMPLES / f"{WITHOUT_TABLES[0]}.toml")
    image = render_letter(source, 200)[0].image
    times = []
    for _ in range(5):
        start = time.process_time()
        find_ruling(image, 200)
        times.append(time.process_time() - start)
    assert min(times) < 0.3


def test_cells_fill_the_grid_without_overlap() -> None:
    image, draw = blank()
    draw_grid(draw, [200, 500, 800, 1100, 1400], [300, 400, 500, 600, 700])
    draw.rectangle((495, 305, 505, 595), fill=250)
    draw.rectangle((805, 495, 1095, 505), fill=250)
    (grid,) = grids(image)
    area = sum(
        (grid.xs[c.column + c.columns] - grid.xs[c.column]) * (grid.ys[c.row + c.rows] - grid.ys[c.row])
        for c in grid.cells
    )
    assert area == pytest.approx((grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    assert all(a < b for a, b in pairwise(grid.xs))
