"""Pages are set level and lit evenly only where that is needed."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from docproc.rules import load
from docproc.scan.clean import cleaned, evenly_lit, is_blank, is_sideways, lean_of, light_loss
from docproc.scan.rules.cleaning import Cleaning


@pytest.fixture(scope="module")
def printed() -> Image.Image:
    """A page of 40 lines of dark blocks, as long as words are."""
    rng = np.random.default_rng(1)
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for y in range(150, 1600, 36):
        x = 150
        while x < 1050:
            wide = int(rng.integers(25, 90))
            draw.rectangle((x, y, x + wide, y + 16), fill=(20, 20, 20))
            x += wide + 12
    return page


def darkened(page: Image.Image, loss: float) -> Image.Image:
    light = np.linspace(1 - loss, 1, page.width)[np.newaxis, :, np.newaxis]
    return Image.fromarray((np.asarray(page) * light).astype(np.uint8))


@pytest.mark.parametrize("angle", [-3.0, -1.4, 0.0, 0.6, 2.2, 4.0])
def test_the_lean_is_found_to_a_fifth_of_a_degree(printed: Image.Image, angle: float) -> None:
    assert lean_of(printed.rotate(-angle, Image.Resampling.BICUBIC, fillcolor="white")) == pytest.approx(
        angle, abs=0.2
    )


def test_a_level_page_is_left_as_it_is(printed: Image.Image) -> None:
    clean = cleaned(printed)
    assert clean.image is printed and clean.lean == 0 and not clean.lit


def test_a_leaning_page_is_set_level(printed: Image.Image) -> None:
    clean = cleaned(printed.rotate(-3, Image.Resampling.BICUBIC, fillcolor="white"))
    assert clean.lean == pytest.approx(3, abs=0.2)
    assert abs(lean_of(clean.image)) <= 0.2


def test_places_are_given_back_on_the_leaning_page() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(page)
    for y in range(100, 1700, 30):
        draw.rectangle((100, y, 1140, y + 10), fill="black")
    draw.rectangle((900, 400, 920, 420), fill="red")
    leaning = page.rotate(-3, Image.Resampling.BICUBIC, fillcolor="white")
    clean = cleaned(leaning)
    x, y = clean.scanned(910, 410, 1240, 1754)
    red = leaning.getpixel((round(x), round(y)))
    assert isinstance(red, tuple) and red[0] > 150 and red[1] < 100


def test_dark_corners_are_lit_and_ink_stays_dark(printed: Image.Image) -> None:
    dim = darkened(printed, 0.5)
    assert light_loss(dim) > 0.3
    lit = evenly_lit(dim)
    assert light_loss(lit) < load(Cleaning).light.loss / 2
    assert np.asarray(lit.convert("L"))[150:1600, 150:1000].min() < 70


def test_ink_covering_half_of_a_page_is_not_a_loss_of_light(printed: Image.Image) -> None:
    assert light_loss(printed) < load(Cleaning).light.loss / 2


def test_lines_that_run_down_the_page_are_seen(printed: Image.Image) -> None:
    assert is_sideways(printed.rotate(90, expand=True)) and not is_sideways(printed)


def test_an_empty_page_is_blank_and_a_page_number_is_not() -> None:
    page = Image.new("RGB", (1240, 1754), "white")
    assert is_blank(page)
    ImageDraw.Draw(page).text((600, 120), "12", fill="black", font_size=30)
    assert not is_blank(page)
