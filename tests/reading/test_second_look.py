"""When stamps and signatures are read again, and where they are looked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PIL import Image, ImageDraw
from readers import SaidBefore, line_of

from docproc.page import Line, Look
from docproc.reading import second_look
from docproc.reading.second_look import second_looks
from docproc.reading.unread import unread_places, unread_share

SIZE = (600.0, 800.0)
HEAD = [line_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x=350, y=50, step=5), line_of("Số: 15/SYT", x=50, y=90)]
LIST = [line_of("- UBND tỉnh;", x=60, y=600), line_of("- Lưu: VT.", x=60, y=612)]
Looks = Callable[[list[Line], Image.Image], list[Look]]


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Looks:
    """Second looks where Tesseract says the same everywhere and nothing is written by hand."""
    monkeypatch.setattr(second_look, "written_look", lambda *_: None)
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
    assert (len(looks(LIST, blank())), len(looks(LIST, stamped((350, 620))))) == (2, 4)


@pytest.mark.parametrize(("printed", "read"), [("Nguyễn Văn Mẫu", 1), ("Nguyễn Văn Mậu", 2)])
def test_a_name_that_page_and_look_agree_on_takes_no_third_reading(looks: Looks, printed: str, read: int) -> None:
    assert len(looks([*LIST, line_of(printed, x=400, y=680)], blank())) == read


def test_a_name_elsewhere_on_the_page_settles_nothing(looks: Looks) -> None:
    assert len(looks([line_of("Nguyễn Văn Mẫu", x=400, y=300), *LIST], blank())) == 2


def test_ink_under_words_is_read_ink() -> None:
    image = Image.new("L", (600, 100), 255)
    ImageDraw.Draw(image).rectangle((100, 40, 160, 50), fill=0)
    word = line_of("Số", x=95, y=36, step=40)
    assert unread_share(image, (0, 0), [], 72) > 0.005
    assert unread_share(image, (0, 0), [word], 72) < unread_share(image, (0, 0), [], 72) / 5


def drawn(*boxes: tuple[int, int, int, int]) -> Image.Image:
    image = Image.new("L", (600, 800), 255)
    for box in boxes:
        ImageDraw.Draw(image).rectangle(box, fill=0)
    return image


def test_ink_as_high_as_a_line_is_a_place_to_read() -> None:
    (box,) = unread_places(drawn((100, 300, 220, 310)), [], 72)
    assert abs(box.x0 - 100) < 3 and abs(box.x1 - 220) < 3 and abs(box.y0 - 300) < 3


@pytest.mark.parametrize("ink", [(100, 300, 220, 301), (100, 300, 200, 400), (100, 300, 105, 310)])
def test_rules_seals_and_specks_are_no_places_to_read(ink: tuple[int, int, int, int]) -> None:
    assert unread_places(drawn(ink), [], 72) == []


def test_what_was_read_is_no_place_to_read() -> None:
    line = line_of("Kính", x=100, y=299, step=30)
    assert unread_places(drawn((100, 300, 219, 310)), [line], 72) == []


def test_columns_are_places_of_their_own() -> None:
    assert len(unread_places(drawn((50, 300, 150, 310), (400, 300, 500, 310)), [], 72)) == 2


@pytest.mark.parametrize(
    ("text", "confidence", "shown"),
    [("Số: 15/SYT", 0.9, False), ("Số: 15/SYT", 0.5, True), ("Số:/5/SYT", 0.9, True)],
)
def test_only_an_unclear_number_is_read_again_by_tesseract(
    monkeypatch: pytest.MonkeyPatch, text: str, confidence: float, shown: bool
) -> None:
    monkeypatch.setattr(second_look, "written_look", lambda *_: None)
    reader = SaidBefore("vie", line_of("Số: 15/SYT-NV"))
    monkeypatch.setattr(second_look, "VIE", reader)
    looks = second_looks(blank(), [line_of(text, confidence, x=50, y=90)], SIZE, 5)
    assert bool(reader.asked) is shown
    assert ("Số: 15/SYT-NV" in [line.text for look in looks for line in look.lines]) is shown
