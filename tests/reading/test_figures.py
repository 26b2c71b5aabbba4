"""Numbers written by hand: the network on strips it never saw, and what becomes of its signs."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.figures import Seen, open_figures, written_line, written_look
from docproc.reading.rules.reading import ReadingRules
from docproc.rules import load
from docproc.rules.handwriting import Handwriting
from docproc.synthesis.fonts import font_family
from docproc.synthesis.number_lines import Fonts, number_line

_BOX = Box(100, 90, 300, 106)


def fonts() -> Fonts:
    files = font_family("termes").files
    return Fonts([str(files["regular"])], [str(files["italic"])], [], {}, ["Suối Vàng", "Bản Mây", "Thác Bà Hai"])


def signs(text: str, confidence: float = 0.95) -> list[Seen]:
    return [Seen(sign, confidence, (n + 0.5) / len(text)) for n, sign in enumerate(text)]


def text_of(seen: list[Seen]) -> str | None:
    line = written_line(seen, _BOX)
    return line.text if line else None


def test_strips_of_a_new_seed_are_read() -> None:
    """In nine of ten strips with something written by hand all figures come out; other words are not counted."""
    rng, written, network = np.random.default_rng(41), load(Handwriting).classes.written, open_figures()
    made = [number_line(rng, fonts()) for _ in range(150)]
    by_hand = [(strip, label) for strip, label in made if any(sign in written for sign in label)]
    right = sum(
        "".join(seen.sign for seen in network.read(strip) if seen.sign != "x") == label.replace("x", "")
        for strip, label in by_hand
    )
    assert len(by_hand) > 80
    assert right >= 0.9 * len(by_hand)


def test_strips_with_the_same_seed_are_the_same() -> None:
    first, second = (number_line(np.random.default_rng(7), fonts()) for _ in range(2))
    assert first[1] == second[1]
    assert first[0].tobytes() == second[0].tobytes()


def test_a_number_written_by_hand_is_given_as_figures() -> None:
    assert text_of(signs("Sbgef/x")) == "Số: 1645"


def test_a_letter_behind_the_number_is_kept() -> None:
    assert text_of(signs("ScaefB/x")) == "Số: 2045B"


def test_a_date_is_given_with_its_printed_month_and_year() -> None:
    assert text_of(signs("xxDbhM10Y2017")) == "ngày 17 tháng 10 năm 2017"


@pytest.mark.parametrize("print_only", ["S2130/x", "xxD15M11Y2017", "xx", "S/x"])
def test_a_line_without_handwriting_is_left_to_the_other_readers(print_only: str) -> None:
    assert text_of(signs(print_only)) is None


def test_a_number_with_one_unsure_figure_is_left_out_whole() -> None:
    unsure = signs("Sbgef/x")
    unsure[2] = unsure[2]._replace(confidence=load(ReadingRules).written.sure - 0.01)
    assert text_of(unsure) is None


def test_an_unsure_day_does_not_hide_the_month() -> None:
    unsure = signs("xDbhMbbY2017")
    unsure[2] = unsure[2]._replace(confidence=0.3)
    assert text_of(unsure) == "tháng 11 năm 2017"


def test_words_lie_where_their_figures_stand() -> None:
    line = written_line(signs("Sbgef/x"), _BOX)
    assert line is not None
    box = line.words[1].box
    assert box is not None
    assert _BOX.x0 < box.x0 < box.x1 < _BOX.x1
    assert line.words[1].confidence == pytest.approx(0.95)


def test_the_date_is_looked_for_level_with_the_number_when_no_line_was_found() -> None:
    """The strip with the date is pasted on a page whose readers saw the number line only."""
    rng, network = np.random.default_rng(5), open_figures()
    while True:
        strip, label = number_line(rng, fonts())
        if label.startswith("x") and "Db" in label and strip.width < 400:
            break
    scale = load(Handwriting).line.scale
    page = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    page.paste(strip, (round(280 * scale), round(91 * scale)))
    number = Line((Word("Số:", Box(80, 98, 100, 112), 0.9), Word("12/QĐ-SYT", Box(104, 98, 170, 112), 0.9)))
    look = written_look(page, [number], (595, 842), network)
    assert look is not None
    assert look.region == "written"
    assert look.lines[-1].text.startswith("ngày 1")


def test_nothing_is_looked_for_on_a_page_without_a_head() -> None:
    page = Image.new("L", (600, 800), 255)
    body = Line((Word("Căn", Box(80, 400, 100, 412), 0.9), Word("cứ", Box(104, 400, 120, 412), 0.9)))
    assert written_look(page, [body], (595, 842), open_figures()) is None


def test_the_rules_draw_every_figure_in_three_ways_at_least() -> None:
    strokes = load(Handwriting).strokes
    assert all(len(strokes[figure]) >= 3 for figure in "0123456789")
    points = np.array([p for ways in strokes.values() for way in ways for stroke in way for p in stroke])
    assert points.min() >= -0.2
    assert points.max() <= 1.25


def test_the_weights_lie_beside_their_card() -> None:
    folder = Path(__file__).parents[2] / "models" / "handwriting"
    assert (folder / "README.md").is_file()
    assert (folder / "figures.onnx").stat().st_size < 4_000_000
