"""Which way up a page is, told by how Vietnamese it reads."""

from __future__ import annotations

import pytest
from PIL import Image
from readers import line_of

from docproc.page import Line, Word
from docproc.reading import upright
from docproc.reading.upright import best_turn, reads_well, turned, vietnamese_share

TEXT = (
    "Thực hiện kế hoạch của Ủy ban nhân dân tỉnh về công tác phòng cháy chữa cháy rừng năm nay trên địa bàn huyện"
)
GARBAGE = "uạH Jpqq Suou ạp uou opq Jax quip tqrax wqz oqd zuop iqj kzu xnu qoh pza vuz ipq yuo xzo qap"


def test_vietnamese_reads_well_and_an_upside_down_page_does_not() -> None:
    assert reads_well([line_of(TEXT)])
    assert not reads_well([line_of(GARBAGE)])


def test_too_few_words_to_tell_read_well() -> None:
    assert reads_well([line_of("uạH Jpqq Suou")])


def test_words_higher_than_wide_do_not_lie_level() -> None:
    standing = Line(
        tuple(
            Word(w.text, w.box and w.box._replace(y1=w.box.y0 + 9 * len(w.text)))
            for w in line_of(TEXT).words
            if len(w.text) >= 4
        )
    )
    assert vietnamese_share([standing]) == 0


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_way_that_reads_best_is_taken(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    sheet = Image.new("L", (400, 600), 255)
    sheet.putpixel((0, 0), 0)  # marks the upper left corner of the upright page

    def seen(image: Image.Image, *_: object) -> list[Line]:
        upright_now = image.size == (400, 600) and image.getpixel((0, 0)) == 0
        return [line_of(TEXT if upright_now else GARBAGE)]

    monkeypatch.setattr(upright, "read_image", seen)
    scanned = turned(sheet, (360 - turn) % 360)
    assert best_turn(scanned, 100, 5) == turn
