"""Rendering, scanning, marks and files."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
import typer
from PIL import Image
from rapidfuzz.distance import Levenshtein
from typer.testing import CliRunner

from docproc.synthesis.__main__ import regenerate
from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.marks import marked
from docproc.synthesis.render import RenderedPage, render_letter
from docproc.synthesis.samples import make_sample
from docproc.synthesis.source import ScanPlan, read_source

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
PLAIN = replace(scan_condition("clean"), white=255, quality=95)


@pytest.fixture(scope="module")
def page() -> RenderedPage:
    return render_letter(read_source(SAMPLES / "cong-van-cong-ty.toml"), 100)[0]


@pytest.fixture(scope="module")
def plain(page: RenderedPage) -> np.ndarray:
    return levels(scan_page(page.image, PLAIN, 1))


def levels(image: Image.Image) -> np.ndarray:
    return np.asarray(image.convert("L"), dtype=float)


def test_a_page_is_a4_at_the_resolution_asked_for(page: RenderedPage) -> None:
    assert page.image.size == (827, 1169)


def test_lines_break_alike_at_every_resolution_and_boxes_hold_ink() -> None:
    source = read_source(SAMPLES / "cong-van-cong-ty.toml")
    low, high = (render_letter(source, dpi)[0] for dpi in (100, 200))
    assert low.lines == high.lines
    dark = levels(high.image) < 128
    for line in high.lines:
        x0, y0, x1, y1 = (round(value * 200 / 72) for value in line.box)
        assert dark[y0:y1, x0:x1].any()


def test_another_font_prints_the_same_words() -> None:
    source = read_source(SAMPLES / "cong-van-cong-ty.toml")
    texts = [
        " ".join(" ".join(page.transcript) for page in render_letter(source, 72, font))
        for font in ("termes", "freeserif")
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("name", ["colour-200", "skewed-200", "fax", "copied", "phone"])
def test_the_same_seed_gives_the_same_pixels(page: RenderedPage, name: str) -> None:
    condition = scan_condition(name)
    first, second, other = (scan_page(page.image, condition, seed).tobytes() for seed in (5, 5, 6))
    assert first == second
    assert first != other


def test_a_fax_has_one_bit(page: RenderedPage) -> None:
    assert scan_page(page.image, scan_condition("fax"), 1).mode == "1"


def test_skew_turns_the_page_clockwise(page: RenderedPage) -> None:
    ruled = Image.new("L", (600, 600), 255)
    ruled.paste(0, (100, 298, 500, 302))
    turned = levels(scan_page(ruled, replace(PLAIN, skew=3), 1)) < 128
    left, right = (np.flatnonzero(turned[:, x]).mean() for x in (150, 450))
    assert right - left == pytest.approx(300 * np.tan(np.radians(3)), abs=2)


@pytest.mark.parametrize(
    ("change", "darker"),
    [({"uneven": 0.3}, 10), ({"border": 5.0}, 2), ({"speckle": 4000}, 0.3)],
)
def test_dirt_darkens_the_page(
    page: RenderedPage, plain: np.ndarray, change: dict[str, float], darker: float
) -> None:
    dirty = levels(scan_page(page.image, replace(PLAIN, **change), 1))
    assert plain.mean() - dirty.mean() > darker


def test_noise_has_its_strength(page: RenderedPage) -> None:
    grey = Image.new("L", (400, 400), 128)
    noisy = levels(scan_page(grey, replace(PLAIN, noise=12, quality=100), 1))
    assert noisy.std() == pytest.approx(12, abs=1)


def test_blur_lowers_the_contrast_of_edges(page: RenderedPage, plain: np.ndarray) -> None:
    soft = levels(scan_page(page.image, replace(PLAIN, blur=2.0), 1))
    assert np.abs(np.diff(soft)).mean() < 0.7 * np.abs(np.diff(plain)).mean()


def test_white_point_cleans_the_paper() -> None:
    greyish = Image.new("L", (200, 200), 240)
    assert levels(scan_page(greyish, replace(PLAIN, white=235), 1)).min() == 255


def test_the_seal_is_red_and_lies_on_the_left_of_the_signature(page: RenderedPage) -> None:
    pixels = np.asarray(marked(page, ScanPlan("clean", 3, seal="UBND xã Đồi Chè")).image, dtype=int)
    red = (pixels[:, :, 0] > 150) & (pixels[:, :, 2] < 120)
    blue = (pixels[:, :, 2] > 120) & (pixels[:, :, 0] < 90)
    assert red.sum() > 500 and blue.sum() > 100
    assert np.nonzero(red)[1].mean() < np.nonzero(blue)[1].mean()
    assert page.signature is not None
    rows = np.nonzero(red)[0]
    assert abs(rows.mean() / 100 * 72 - (page.signature.y0 + page.signature.y1) / 2) < 20


def test_marks_let_the_print_show_through(page: RenderedPage) -> None:
    stamped = marked(page, ScanPlan("clean", 3, seal="A", arrival=("Đơn vị", "7", "01/4/2025", "VP")))
    assert (levels(stamped.image) <= levels(page.image) + 1).all()


def test_no_marks_no_change(page: RenderedPage) -> None:
    assert marked(page, ScanPlan("clean", 3)).image.tobytes() == page.image.tobytes()


def test_a_sample_made_again_looks_like_the_committed_one(tmp_path: Path) -> None:
    for name in ("cong-van-cong-ty", "cong-dien-mua-lu"):
        make_sample(SAMPLES / f"{name}.toml", tmp_path)
        pages = []
        for path in (tmp_path / f"{name}.pdf", SAMPLES / f"{name}.pdf"):
            with pdfium.PdfDocument(path) as document:
                pages.append([levels(each.render(scale=1).to_pil()) for each in document])
        for new, committed in zip(*pages, strict=True):
            # Other versions of Pillow and FreeType may shift single pixels.
            assert np.abs(new - committed).mean() < 3


def test_making_a_sample_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("cong-van-cong-ty", "cong-van-ban-chi-dao"):
        made = []
        for _again in range(2):
            make_sample(SAMPLES / f"{name}.toml", tmp_path)
            made.append((tmp_path / f"{name}.pdf").read_bytes())
        assert made[0] == made[1]


def test_older_transcript_pages_are_removed(tmp_path: Path) -> None:
    (tmp_path / "cong-van-cong-ty.p9.txt").write_text("cũ", encoding="utf-8")
    make_sample(SAMPLES / "cong-van-cong-ty.toml", tmp_path)
    assert [path.name for path in tmp_path.glob("*.txt")] == ["cong-van-cong-ty.p1.txt"]


def test_the_command_names_a_bad_source_and_ends_with_1(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(regenerate)
    (tmp_path / "hong.toml").write_text("[head]", encoding="utf-8")
    outcome = CliRunner().invoke(app, [str(tmp_path)])
    assert outcome.exit_code == 1
    assert "hong.toml" in outcome.stderr


@pytest.mark.ocr
@pytest.mark.parametrize("font", ["termes", "freeserif", "liberation"])
def test_tesseract_reads_a_clean_page(tmp_path: Path, font: str) -> None:
    page = render_letter(read_source(SAMPLES / "chi-thi-nuoc-sach.toml"), 300, font)[0]
    image = tmp_path / "page.png"
    page.image.save(image, dpi=(300, 300))
    command_line = ["tesseract", str(image), "-", "-l", "vie", "--psm", "6"]
    answer = subprocess.run(
        command_line, capture_output=True, text=True, check=True, env=os.environ | {"OMP_THREAD_LIMIT": "1"}
    )
    # Below the letterhead, where reading order is not in question.
    printed = " ".join(page.transcript).split("CHỈ THỊ", 1)[1].split()
    read = answer.stdout.split("CHỈ THỊ", 1)[1].split()
    assert Levenshtein.distance(printed, read) / len(printed) <= 0.03
