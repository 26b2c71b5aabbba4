"""When stamps and signatures are read again, and where they are looked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from readers import line_of

from docproc.page import Line, Look
from docproc.reading import second_look
from docproc.reading.second_look import second_looks
from docproc.reading.unread import unread_share

SIZE = (600.0, 800.0)
HEAD = [line_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x=350, y=50, step=5), line_of("Số: 15/SYT", x=50, y=90)]
LIST = [line_of("- UBND tỉnh;", x=60, y=600), line_of("- Lưu: VT.", x=60, y=612)]
Looks = Callable[[list[Line], Image.Image], list[Look]]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Second looks where Tesseract says the same everywhere and nothing is written by hand."""
    monkeypatch.setattr(second_look, "open_figures", lambda: None)
    monkeypatch.setattr(second_look, "read_image", lambda *_: [line_of("Nguyễn Văn Mẫu")])
    return lambda lines, image: second_looks(image, lines, SIZE, 5)


def blank() -> Image.Image:
    return Image.new("RGB", (600, 800), "white")


def stamped(corner: tuple[int, int]) -> Image.Image:
    image = blank()
    x, y = corner
    ImageDraw.Draw(image).rectangle((x, y, x + 140, y + 100), outline="red", width=6)
    return image


def test_the_head_is_not_read_again_when_all_its_ink_was_read(looks: Looks) -> None:
    assert looks(HEAD, blank()) == []


def test_the_head_is_read_again_for_ink_that_was_not_read(looks: Looks) -> None:
    assert {look.region for look in looks(HEAD, stamped((60, 150)))} == {"head"}


def test_the_signature_is_looked_for_beside_the_last_recipient_when_the_heading_was_not_read(
    looks: Looks,
) -> None:
    found = looks(LIST, blank())
    assert {look.region for look in found} == {"signature"}
    assert all(box.x0 > 250 and box.y0 > 580 for look in found for line in look.lines if (box := line.box))


def test_a_list_without_the_last_recipient_says_nothing_of_the_signature(looks: Looks) -> None:
    assert looks(LIST[:1], blank()) == []


def test_a_grey_signature_is_read_once_in_each_mode_and_a_coloured_one_twice(looks: Looks) -> None:
    assert len(looks(LIST, stamped((350, 620)))) == 2 * len(looks(LIST, blank()))


def test_ink_under_words_is_read_ink() -> None:
    image = Image.new("L", (600, 100), 255)
    ImageDraw.Draw(image).rectangle((100, 40, 160, 50), fill=0)
    word = line_of("Số", x=95, y=36, step=40)
    assert unread_share(image, (0, 0), [], 72) > 0.005
    assert unread_share(image, (0, 0), [word], 72) < unread_share(image, (0, 0), [], 72) / 5
