"""Pages whose text runs several ways, and layers that do not lie on their scans."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from PIL import Image
from readers import line_of
from turned_files import A4, FAMILY, UNTURNED, Matrix, Paper, around, runs_at, sheets_of

from docproc.page import Box, Page, PageReason, turned_box
from docproc.reading import read as read_module
from docproc.reading.read import read_pages
from docproc.scan import open_scan
from docproc.settings import load_settings
from docproc.synthesis.paper import Rule, Run, Sheet
from docproc.synthesis.render import drawn

SAMPLE, OTHER = "cong-van-giao-viec", "cong-van-khan"
REMARK = "Ký số bởi Văn phòng ngày 15/03/2024 lúc 09:12"


@cache
def sheet(sample: str = SAMPLE, number: int = 0) -> Sheet:
    return sheets_of(sample)[number]


def first_page(path: Path) -> Page:
    with open_scan(path, load_settings()) as scan:
        return next(read_pages(scan, load_settings(), readers=()))


@cache
def lines_of_sample() -> tuple[str, ...]:
    """The lines of the sample's first page as they are read without anything else on it."""
    with tempfile.TemporaryDirectory() as folder:
        return tuple(line.text for line in first_page(letter(Path(folder) / "a.pdf")).lines)


def letter(path: Path, extra: list[tuple[Run, Matrix]] | None = None, turn: int = 0, rotate: int = 0) -> Path:
    """The sample as text, all of it turned counterclockwise by `turn`, with further words over it."""
    paper, source = Paper(), sheet()
    size = (source.width, source.height) if turn in (0, 180) else (source.height, source.width)
    page = paper.page(size)
    paper.write(page, source, around(turn, source.width, source.height))
    paper.texts(page, extra or [])
    page.set_rotation(rotate)
    return paper.save(path)


@pytest.mark.parametrize("angle", [10, 30, 45, 60, 135])
@pytest.mark.parametrize("spread", [0, 40])
def test_a_watermark_is_kept_out_of_the_lines(tmp_path: Path, angle: int, spread: float) -> None:
    page = first_page(letter(tmp_path / "a.pdf", runs_at("DỰ THẢO", 300, 300, angle, 40, spread)))
    assert tuple(line.text for line in page.lines) == lines_of_sample()
    assert {line.angle for line in page.aside} == {None}
    assert sorted("".join(line.text for line in page.aside).replace(" ", "")) == sorted("DỰTHẢO")


@pytest.mark.parametrize("step", [(90, 0), (50, 70)])
def test_large_letters_printed_over_the_lines_are_kept_out_of_them(
    tmp_path: Path, step: tuple[float, float]
) -> None:
    letters = [
        placed
        for n, c in enumerate("BẢNSAO")
        for placed in runs_at(c, 60 + n * step[0], 250 + n * step[1], 0, 80)
    ]
    page = first_page(letter(tmp_path / "a.pdf", letters))
    assert tuple(line.text for line in page.lines) == lines_of_sample()
    assert sorted("".join(line.text for line in page.aside).replace(" ", "")) == sorted("BẢNSAO")


@pytest.mark.parametrize(("angle", "place"), [(90, (82, 200)), (270, (575, 700)), (180, (500, 20))])
def test_a_line_that_runs_another_way_is_set_aside_and_told(
    tmp_path: Path, angle: int, place: tuple[float, float]
) -> None:
    page = first_page(letter(tmp_path / "a.pdf", runs_at(REMARK, *place, angle, 9)))
    assert tuple(line.text for line in page.lines) == lines_of_sample()
    assert [(line.angle, line.text) for line in page.aside] == [(angle, REMARK)]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_whose_text_lies_sideways_is_read_turned(tmp_path: Path, turn: int) -> None:
    page = first_page(letter(tmp_path / "a.pdf", turn=turn))
    assert tuple(line.text for line in page.lines) == lines_of_sample()
    assert (page.source, page.turned) == ("layer", turn)
    assert (round(page.width), round(page.height)) == (595, 842)


@pytest.mark.parametrize(("turn", "rotate", "turned"), [(90, 90, 0), (270, 270, 0), (0, 90, 270), (90, 180, 270)])
def test_the_rotation_of_the_page_counts_too(tmp_path: Path, turn: int, rotate: int, turned: int) -> None:
    page = first_page(letter(tmp_path / "a.pdf", turn=turn, rotate=rotate))
    assert tuple(line.text for line in page.lines) == lines_of_sample()
    assert page.turned == turned


def table_sheet() -> Sheet:
    """A ruled table of three columns and three rows, 400 points wide."""
    rows = [
        ("Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn hoàn thành"),
        ("Xây dựng kế hoạch phòng cháy", "Hạt Kiểm lâm huyện", "Trước ngày 25/3/2024"),
        ("Tổ chức tập huấn cho các tổ", "Phòng Kinh tế huyện", "Trước ngày 20/5/2024"),
    ]
    columns, out = (10.0, 170.0, 290.0, 410.0), Sheet(1, 420.0, 110.0)
    for n, row in enumerate(rows):
        for x, text in zip(columns, row, strict=False):
            out.runs.append(Run(text, "regular", 10, x + 5, 30 + n * 30))
    out.rules += [Rule(columns[0], 12 + n * 30, columns[-1], 12 + n * 30, 0.8) for n in range(4)]
    out.rules += [Rule(x, 12, x, 102, 0.8) for x in columns]
    return out


def test_a_sideways_table_beside_upright_text_is_read_after_it(tmp_path: Path) -> None:
    source = sheet()
    paper = Paper()
    page = paper.page(A4)
    paper.write(page, replace(source, runs=[r for r in source.runs if r.baseline < 400], rules=[]))
    paper.write(page, table_sheet(), (0, 1, -1, 0, 400, 10))
    read = first_page(paper.save(tmp_path / "a.pdf"))
    assert read.turned == 0 and not read.aside
    rows = [line for line in read.lines if line.cells]
    assert [row.text for row in rows][1:] == [
        "Xây dựng kế hoạch phòng cháy | Hạt Kiểm lâm huyện | Trước ngày 25/3/2024",
        "Tổ chức tập huấn cho các tổ | Phòng Kinh tế huyện | Trước ngày 20/5/2024",
    ]
    assert read.lines[-len(rows) :] == tuple(rows)
    box = rows[1].box
    assert box is not None and box.height > box.width and 300 < box.x0 < 400  # where it lies on the page


def scan_with_layer(
    path: Path,
    matrix: Matrix = UNTURNED,
    layer: Sheet | None = None,
    seen: Callable[[Image.Image], Image.Image] = lambda image: image,
) -> Path:
    """A scan of the sample under an invisible layer."""
    source = sheet()
    paper = Paper()
    page = paper.page((source.width, source.height))
    paper.picture(page, seen(drawn(source, FAMILY, 150)), (source.width, 0, 0, source.height, 0, 0))
    paper.write(page, layer or source, matrix, hidden=True)
    return paper.save(path)


def words_of(lines: Iterable[str]) -> list[str]:
    return sorted(" ".join(lines).split())


W, H = A4
TURNED_BY_2: Matrix = (0.99939, -0.0349, 0.0349, 0.99939, -14.51, 10.65)


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("matrix", "seen", "turned"),
    [
        (UNTURNED, lambda image: image, 0),
        (UNTURNED, lambda image: image.reduce(2), 0),
        (TURNED_BY_2, lambda image: image.convert("L").rotate(-2, fillcolor=250), 0),
        (around(180, W, H), lambda image: image.rotate(180), 180),
    ],
    ids=["plain", "coarse", "skewed", "upside down with its scan"],
)
def test_a_layer_that_lies_on_its_scan_is_believed(
    tmp_path: Path, matrix: Matrix, seen: Callable[[Image.Image], Image.Image], turned: int
) -> None:
    page = first_page(scan_with_layer(tmp_path / "a.pdf", matrix, seen=seen))
    assert (page.reason, page.turned) == ("good layer of a scan", turned)
    assert sorted(" ".join(line.text for line in page.lines).split()) == sorted(
        " ".join(lines_of_sample()).split()
    )


@pytest.mark.ocr
@pytest.mark.parametrize(
    "matrix",
    [around(180, W, H), (-1, 0, 0, 1, W, 0), (1, 0, 0, -1, 0, H), (1, 0, 0, 1, 0, -85), (1, 0, 0, 1, 85, 0)],
    ids=["upside down", "mirrored", "flipped", "too low", "too far right"],
)
def test_a_layer_that_does_not_lie_on_its_scan_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, matrix: Matrix
) -> None:
    monkeypatch.setattr(read_module, "_from_image", lambda page, reason, *_: _read_as(reason))
    assert first_page(scan_with_layer(tmp_path / "a.pdf", matrix)).reason == "layer unlike its scan: OCR"


@pytest.mark.ocr
def test_the_layer_of_another_letter_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_module, "_from_image", lambda page, reason, *_: _read_as(reason))
    path = scan_with_layer(tmp_path / "a.pdf", layer=sheet(OTHER))
    assert first_page(path).reason == "layer unlike its scan: OCR"


def _read_as(reason: PageReason) -> Page:
    """A page whose image was read, in place of minutes of reading it."""
    return Page(1, W, H, (line_of("Ủy ban nhân dân"),), "ocr", reason)


@pytest.mark.ocr
def test_an_invisible_text_on_blank_paper_is_kept_and_doubted(tmp_path: Path) -> None:
    page = first_page(scan_with_layer(tmp_path / "a.pdf", seen=lambda image: Image.new("L", (300, 400), 255)))
    assert page.reason == "layer unlike its scan, image too poor"
    assert len(page.lines) == len(lines_of_sample())


@pytest.mark.ocr
def test_a_line_up_the_margin_of_a_scan_is_set_aside(tmp_path: Path) -> None:
    source = sheet()
    text = first_page(letter(tmp_path / "text.pdf", runs_at(REMARK, 50, 300, 90, 10)))
    with open_scan(tmp_path / "text.pdf", load_settings()) as opened:
        image = next(opened.pages()).image(150)
    paper = Paper()
    paper.picture(paper.page((source.width, source.height)), image, (source.width, 0, 0, source.height, 0, 0))
    page = first_page(paper.save(tmp_path / "a.pdf"))
    assert page.source == "ocr"
    assert [len(line.text) for line in page.aside] == pytest.approx([len(REMARK)], abs=4)
    assert len(page.lines) == pytest.approx(len(text.lines), abs=2)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turning_a_box_four_times_gives_it_back(turn: int) -> None:
    size, box = (300.0, 500.0), Box(10, 20, 60, 40)
    back = turned_box(box, turn, *size)
    other = size if turn in (0, 180) else size[::-1]
    assert turned_box(back, (360 - turn) % 360, *other) == box
