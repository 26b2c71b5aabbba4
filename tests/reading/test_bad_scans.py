"""Sample letters scanned badly on purpose are still read (figures of all: benchmarks/reading.py)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from docproc.evaluate.text import page_counts
from docproc.page import Page
from docproc.reading.read import read_pages
from docproc.scan import open_scan
from docproc.settings import load_settings
from docproc.synthesis.degrade import ScanCondition, scan_condition, scan_page
from docproc.synthesis.marks import marked
from docproc.synthesis.render import render_letter
from docproc.synthesis.source import read_source
from docproc.synthesis.write import write_scan

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SAMPLE = "cong-van-giao-viec"


def first_page(folder: Path, condition: ScanCondition, turn: int = 0, stamp: tuple[str, ...] = ()) -> Page:
    """Page 1 of the sample, scanned so and read by Tesseract `vie` alone, as on the barest machine."""
    source = read_source(SAMPLES / f"{SAMPLE}.toml")
    page = next(iter(render_letter(source, condition.dpi)))
    image = scan_page(marked(page, replace(source.scan, arrival=stamp)).image, condition, source.scan.seed)
    path = folder / "a.pdf"
    write_scan([image.rotate(turn, expand=True)], path, condition.dpi, condition.quality)
    with open_scan(path, load_settings()) as scan:
        return next(read_pages(scan, load_settings(), readers=()))


def line_wer(page: Page) -> float:
    counts = page_counts((SAMPLES / f"{SAMPLE}.p1.txt").read_text(encoding="utf-8"), page.text)
    return counts.line_word_errors / counts.words


COLOUR, PHONE = scan_condition("colour-200"), scan_condition("phone")


@pytest.mark.ocr
@pytest.mark.parametrize(
    ("condition", "turn", "stamp", "most"),
    [
        (scan_condition("fax"), 0, (), 0.07),  # all readers together stay below 0.05
        (replace(COLOUR, skew=3.0), 0, (), 0.05),
        (COLOUR, 180, (), 0.05),
        (COLOUR, 90, (), 0.05),
        (replace(PHONE, uneven=0.5), 0, (), 0.05),
        (replace(COLOUR, dpi=72, quality=60), 0, (), 0.25),
        (replace(scan_condition("fax"), dpi=600), 0, (), 0.03),
        (COLOUR, 0, ("UBND huyện Suối Vàng", "125", "12/3/2024", "VP"), 0.05),
    ],
    ids=["fax", "leaning", "upside-down", "sideways", "dark-side", "72-dpi", "600-dpi", "stamped"],
)
def test_a_bad_scan_is_read(
    tmp_path: Path, condition: ScanCondition, turn: int, stamp: tuple[str, ...], most: float
) -> None:
    page = first_page(tmp_path, condition, turn, stamp)
    assert page.turned == turn
    assert line_wer(page) <= most


def test_a_blank_page_is_called_so(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("L", (1654, 2339), 255).save(tmp_path / "a.png", dpi=(200, 200))
    with open_scan(tmp_path / "a.png", load_settings()) as scan:
        (page,) = read_pages(scan, load_settings(), readers=())
    assert (page.lines, page.reason, page.problem) == ((), "blank", None)


def test_a_good_layer_is_taken_unless_ocr_is_asked_for() -> None:
    with open_scan(SAMPLES / "cong-van-ban-chi-dao.pdf", load_settings()) as scan:
        page = next(read_pages(scan, load_settings(), readers=()))
    assert (page.source, page.reason) == ("layer", "good layer")
