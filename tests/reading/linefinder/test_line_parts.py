"""Each step of the line finder by itself, on a few blobs."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw

from docproc.page import Box
from docproc.reading.linefinder.bands import Fences, bands_of, levelled, pieces_of, slope_of
from docproc.reading.linefinder.blobs import Blobs, blobs_of
from docproc.reading.linefinder.found import FoundLine, NotUnderstood
from docproc.reading.linefinder.ink import ink_of_page
from docproc.reading.linefinder.marks import inline, of_letters
from docproc.reading.linefinder.neighbours import NOBODY, next_to_the_right
from docproc.reading.linefinder.rows import lines_of, words_of
from docproc.reading.linefinder.size import are_big, are_letters, are_small, are_tall, x_height_of
from docproc.reading.linefinder.strays import are_marks, low_alone, specks
from docproc.reading.linefinder.touching import are_blots, cut_apart, reach_over_lines, without_pale
from docproc.reading.linefinder.understood import reason_against, stand_upright

NO_FENCES = Fences(np.zeros((400, 400), dtype=np.bool_))


def boxes(*edges: tuple[int, int, int, int]) -> Blobs:
    """Blobs by left, top, right and bottom, half of each ink."""
    left, top, right, bottom = np.array(edges, dtype=np.int64).T
    return Blobs(left, top, right, bottom, (right - left) * (bottom - top) // 2)


def row(y: int, count: int, x: int = 0, step: int = 14, height: int = 16) -> list[tuple[int, int, int, int]]:
    """Letters ten pixels wide that stand on `y`."""
    return [(x + step * n, y - height, x + step * n + 10, y) for n in range(count)]


def test_rules_are_no_letters_and_upright_ones_are_kept_apart() -> None:
    image = Image.new("L", (600, 400), 255)
    draw = ImageDraw.Draw(image)
    draw.line((50, 100, 500, 100), fill=0, width=3)
    draw.line((300, 20, 300, 380), fill=0, width=3)
    draw.rectangle((100, 200, 110, 220), fill=0)
    ink = ink_of_page(image, 200)
    assert ink.letters.sum() == 11 * 21
    assert np.flatnonzero(ink.upright[250]).tolist() == [299, 300, 301]


def test_blobs_join_pixels_by_sides_and_corners() -> None:
    dark = np.array([[1, 0, 0, 1, 1], [0, 1, 0, 0, 0], [1, 0, 0, 0, 1], [1, 1, 0, 1, 0]], dtype=np.bool_)
    blobs, runs = blobs_of(dark)
    found = zip(blobs.left, blobs.top, blobs.right, blobs.bottom, blobs.area, strict=True)
    assert sorted(tuple(map(int, blob)) for blob in found) == [(0, 0, 2, 4, 5), (3, 0, 5, 1, 2), (3, 2, 5, 4, 2)]
    assert len(runs.row) == 7


def test_a_blob_like_a_spiral_is_one() -> None:
    rng = np.random.default_rng(2)
    dark = rng.random((80, 90)) < 0.5
    blobs, runs = blobs_of(dark)
    seen = np.full(dark.shape, -1)
    for at, start, end, blob in zip(*runs, strict=True):
        seen[at, start:end] = blob
    for down, across in ((0, 1), (1, 0), (1, 1)):
        one, other = seen[: 80 - down, : 90 - across], seen[down:, across:]
        both = (one >= 0) & (other >= 0)
        assert (one[both] == other[both]).all()
    assert blobs.area.sum() == dark.sum()


def test_the_paler_ring_of_a_seal_leaves_black_letters() -> None:
    image = Image.new("L", (600, 500), 255)
    draw = ImageDraw.Draw(image)
    draw.ellipse((100, 100, 380, 380), outline=140, width=8)
    draw.rectangle((325, 325, 340, 345), fill=0)
    ink = ink_of_page(image, 200)
    blobs, runs = blobs_of(ink.letters)
    left, _ = blobs_of(without_pale(ink, np.ones(len(blobs), dtype=np.bool_), runs).letters)
    assert (int(left.top[0]), int(left.height[0]), len(left)) == (325, 21, 1)


def test_seals_and_signatures_are_told_by_their_size() -> None:
    blobs = boxes((0, 0, 280, 280), (0, 0, 300, 60), (0, 0, 1000, 900), (0, 0, 160, 120))
    assert are_blots(blobs, 2.78).tolist() == [True, False, False, True]


def test_small_letters_tell_the_height_though_capitals_are_more() -> None:
    letters = boxes(*row(100, 12), *row(200, 20, height=24))
    assert x_height_of(letters, 2.78) == 16
    assert x_height_of(boxes(*row(100, 2)), 2.78) == 0


def test_blobs_are_letters_marks_or_more_by_their_height() -> None:
    blobs = boxes((0, 0, 10, 16), (0, 0, 6, 6), (0, 0, 20, 40), (0, 0, 20, 70))
    letters = are_letters(blobs, 16)
    assert letters.tolist() == [True, False, True, False]
    assert are_tall(blobs, 16).tolist() == [False, False, True, True]
    assert are_big(blobs, 16).tolist() == [False, False, False, True]
    assert are_small(blobs, np.flatnonzero(letters), 16).tolist() == [False, True, False, False]


def test_the_next_letter_is_the_nearest_on_the_same_height() -> None:
    letters = boxes(*row(100, 2), *row(140, 1, x=12))
    assert next_to_the_right(letters, 16, 0.5, 20).tolist() == [1, NOBODY, NOBODY]


def test_feet_tell_a_line_and_descenders_do_not() -> None:
    letters = boxes(*row(100, 5), (70, 84, 80, 107), (84, 84, 94, 107))
    piece = pieces_of(letters, NO_FENCES, 16)
    assert set(piece.tolist()) == {0}
    bands = bands_of(letters, piece, 16)
    assert (int(bands.base[0]), int(bands.height[0]), int(bands.bottom[0])) == (100, 16, 107)


def test_a_leaning_line_is_levelled() -> None:
    letters = boxes(*((14 * n, 84 + n, 14 * n + 10, 100 + n) for n in range(20)))
    slope = slope_of(letters, np.zeros(20, dtype=np.int64))
    assert abs(slope - 1 / 14) < 0.005
    assert np.ptp(levelled(letters, slope).bottom) <= 2


def test_pieces_on_one_level_are_a_line_and_a_column_or_a_rule_parts_it() -> None:
    letters = boxes(*row(100, 8), *row(100, 8, x=135), *row(100, 8, x=330))
    piece = pieces_of(letters, NO_FENCES, 16)
    bands = bands_of(letters, piece, 16)
    assert lines_of(bands, NO_FENCES, 0.0).tolist() == [0, 0, 1]
    upright = np.zeros((200, 600), dtype=np.bool_)
    upright[:, 120] = True
    assert lines_of(bands, Fences(upright), 0.0).tolist() == [0, 1, 2]


def test_two_marks_in_one_piece_are_no_letter() -> None:
    letters = boxes(*row(100, 3), (14, 68, 24, 80))
    assert are_marks(letters, 16).tolist() == [False, False, False, True]


def test_a_low_blob_alone_and_what_stands_in_a_seal_are_no_lines() -> None:
    letters = boxes(*row(100, 9), (150, 90, 160, 100), *row(300, 3, x=40))
    line = np.array([0] * 9 + [1] + [2] * 3)
    bands = bands_of(letters, line, 16)
    assert low_alone(bands, 16).tolist() == [False, True, False]
    assert specks(bands, letters, line, boxes((20, 200, 220, 400)), None).tolist() == [False, False, True]


def test_ink_of_two_lines_is_cut_where_it_is_thinnest() -> None:
    dark = np.zeros((200, 200), dtype=np.bool_)
    dark[84:107, 60:70] = True
    dark[107:112, 64] = True
    dark[112:140, 60:72] = True
    blob, runs = blobs_of(dark)
    letters = boxes(*row(100, 4), *row(100, 4, x=76), *row(140, 4), *row(140, 4, x=76))
    bands = bands_of(letters, np.array([0] * 8 + [1] * 8), 16)
    assert reach_over_lines(blob, bands).tolist() == [True]
    parts, lines = cut_apart(blob, np.array([True]), runs, np.zeros(1, dtype=np.int64), bands)
    assert lines.tolist() == [0, 1]
    assert 105 <= int(parts.bottom[0]) <= int(parts.top[1]) <= 112


def test_marks_between_two_lines_find_their_letter() -> None:
    letters = boxes(*row(100, 6), *row(140, 6))
    bands = bands_of(letters, np.array([0] * 6 + [1] * 6), 16)
    dot_below, circumflex, acute = (16, 103, 20, 107), (30, 116, 39, 121), (33, 108, 39, 114)
    small = boxes(dot_below, circumflex, acute, (86, 97, 89, 101))
    assert inline(small, bands).tolist() == [NOBODY, NOBODY, NOBODY, 0]
    found = of_letters(small, letters, np.array([0] * 6 + [1] * 6), bands)
    assert found.tolist()[:3] == [0, 1, 1]


def test_gaps_part_words() -> None:
    assert words_of(boxes(*row(100, 3), *row(100, 2, x=60)), 16) == [(0, 38), (60, 84)]


def test_letters_below_each_other_stand_upright() -> None:
    letters = boxes(*row(100, 9))
    turned = Blobs(letters.top, letters.left, letters.bottom, letters.right, letters.area)
    assert not stand_upright(letters, 16)
    assert stand_upright(turned, 10)


def test_much_ink_outside_of_lines_is_not_understood() -> None:
    line = FoundLine(Box(0, 80, 140, 102), 100, 16, 0, (Box(0, 80, 140, 102),))
    print_alone = boxes(*row(100, 9))
    assert reason_against(print_alone, [line], 1.0) is None
    picture = boxes(*row(100, 9), (0, 200, 140, 300))
    assert reason_against(picture, [line], 1.0) is NotUnderstood.OUTSIDE
    assert reason_against(picture, [], 1.0) is NotUnderstood.NO_LINES
    assert reason_against(print_alone, [line], 1.0, upright=True) is NotUnderstood.UPRIGHT
    scattered = boxes(*row(100, 9), *row(300, 9))
    assert reason_against(scattered, [line], 1.0) in (NotUnderstood.SCATTERED, NotUnderstood.OUTSIDE)
