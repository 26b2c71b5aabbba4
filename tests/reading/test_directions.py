"""Which way a layer is read, what is a block of its own and what is set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from readers import line_of

from docproc.page import Box, Line, Word, turned_box
from docproc.reading.directions import is_standing, letters_of, text_of, turned_line, upright_layer

SIZE = (595.0, 842.0)
SENTENCE = "Các xã rà soát hồ chứa nước và báo cáo"


def running(angle: int | None, count: int, y: float = 100.0) -> list[Line]:
    """Lines on the page as it stands, which must be turned by `angle` to stand level."""
    back = (360 - (angle or 0)) % 360
    size = SIZE if back in (0, 180) else SIZE[::-1]
    level = [line_of(SENTENCE, x=60, y=y + 16 * n) for n in range(count)]
    return [replace(turned_line(line, back, size), angle=angle) for line in level]


def test_lines_that_stand_level_are_the_page() -> None:
    layer = upright_layer(running(0, 5), SIZE)
    assert (layer.main.turn, len(layer.main.lines), layer.others, layer.aside) == (0, 5, (), ())


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_is_read_the_way_most_of_its_letters_run(angle: int) -> None:
    layer = upright_layer(running(angle, 5), SIZE)
    assert layer.main.turn == angle
    assert [line.text for line in layer.main.lines] == [SENTENCE] * 5
    box = layer.main.lines[0].box
    assert box is not None
    assert (box.x0, box.y0) == pytest.approx((60, 100))


def test_a_page_with_text_enough_is_read_as_it_stands() -> None:
    layer = upright_layer([*running(0, 5), *running(90, 9)], SIZE)
    assert layer.main.turn == 0


def test_a_text_that_runs_another_way_is_a_block_of_its_own() -> None:
    [other] = upright_layer([*running(0, 5), *running(90, 5)], SIZE).others
    assert (other.turn, len(other.lines)) == (90, 5)


def test_a_line_that_runs_another_way_is_set_aside() -> None:
    layer = upright_layer([*running(0, 5), *running(90, 1)], SIZE)
    assert [(line.text, line.angle) for line in layer.aside] == [(SENTENCE, 90)]


def test_a_watermark_is_set_aside() -> None:
    layer = upright_layer([*running(0, 5), *running(None, 5)], SIZE)
    assert {line.angle for line in layer.aside} == {None}


def test_what_is_far_apart_is_no_block_together() -> None:
    far = [*running(90, 2), *running(90, 2, y=400)]
    layer = upright_layer([*running(0, 5), *far], SIZE)
    assert (layer.others, len(layer.aside)) == ((), 4)


def test_a_page_without_words_stands_as_it_is() -> None:
    assert upright_layer([], SIZE).main.turn == 0


def test_a_line_turned_all_the_way_round_is_where_it_was() -> None:
    line = line_of(SENTENCE, x=60, y=100)
    turned = turned_line(turned_line(line, 90, SIZE), 270, SIZE[::-1])
    assert turned.words == line.words


def test_cells_turn_with_their_line() -> None:
    word = Word("12", Box(10, 10, 30, 22))
    turned = turned_line(Line((word,), cells=((word,), ())), 90, SIZE)
    assert turned.cells[0][0].box == turned_box(Box(10, 10, 30, 22), 90, *SIZE)


def test_a_line_much_higher_than_wide_is_standing() -> None:
    upright = line_of(SENTENCE, x=60, y=100)
    assert not is_standing(upright)
    assert is_standing(turned_line(upright, 90, SIZE))


def test_a_few_letters_stand_nowhere() -> None:
    assert not is_standing(turned_line(line_of("a b"), 90, SIZE))


def test_only_letters_and_figures_are_counted() -> None:
    assert letters_of([line_of("Số: 642/UBND-NN;")]) == 11


def test_the_text_of_lines_stands_one_below_the_other() -> None:
    assert text_of([line_of("Các xã"), line_of("rà soát")]) == "Các xã\nrà soát"
