"""A letter is checked by keyboard alone, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from desk_people import PASSWORD, SAMPLES, AddPerson
from desk_window import log_in
from letter_rows import OTHER_SAMPLE, add_sample, with_doubts_on
from playwright.sync_api import Page

from docproc.letter import Letter
from docproc.page import Line, PageReason, Word
from docproc.page import Page as ReadPage
from docproc.pipeline import Result
from docproc.store import Store, registered_letter
from docproc.store.schema import StoredLetter

_MOST_KEYS = 12  # for a letter with three doubts, of which two are wrong


@dataclass
class Keys:
    """A keyboard that counts; after each key the page is given the time to answer."""

    window: Page
    pressed: int = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.window.keyboard.press(key)
            self.pressed += 1

    def goes_on_at(self, place: str) -> None:
        self.window.wait_for_function(
            "place => document.getElementById(place)?.contains(document.activeElement)", arg=place
        )

    def has_doubts_left(self, count: int) -> None:
        self.window.wait_for_function(
            "count => document.querySelectorAll('[data-doubt]').length === count", arg=count
        )


@pytest.fixture
def letter_id(store: Store, read_sample: Result) -> int:
    fields = ("tasks[1].deadline", "tasks[3].deadline", "tasks[0].lead")
    number = add_sample(store, read_sample, with_doubts_on(read_sample.letter, *fields))
    add_sample(store, read_sample, path=OTHER_SAMPLE)  # the one to go on with
    return number


@pytest.fixture
def keys(window: Page, person: AddPerson, letter_id: int) -> Keys:
    person("lan")
    log_in(window, "lan", PASSWORD)
    window.goto(f"/letters/{letter_id}")
    window.wait_for_load_state("networkidle")
    return Keys(window)


def _letter(store: Store, number: int) -> Letter:
    with store.reading() as session:
        return registered_letter(session, number).letter


def test_three_doubts_take_few_keys(keys: Keys, letter_id: int, store: Store) -> None:
    keys.goes_on_at("doubt-0")
    assert keys.window.locator("[data-doubt]").count() == 3
    keys.press("1")  # the deadline: the working day before the day off
    keys.has_doubts_left(2)
    keys.goes_on_at("doubt-0")
    keys.press("Enter")  # the second deadline is right
    keys.has_doubts_left(1)
    keys.goes_on_at("doubt-0")
    keys.press("Y", "T", "e", "Enter")  # who does it, typed
    keys.goes_on_at("mark-checked")
    keys.press("Enter")
    keys.goes_on_at("next-letter")
    keys.press("Enter")
    keys.window.wait_for_url(f"**/letters/{letter_id + 1}")
    assert keys.pressed <= _MOST_KEYS
    letter = _letter(store, letter_id)
    assert (str(letter.tasks[1].deadline and letter.tasks[1].deadline.last_day), letter.doubts) == (
        "2024-03-22",
        [],
    )
    assert [office.name for office in letter.tasks[0].lead] == ["YTe"]
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).checked_at is not None


def test_a_digit_that_begins_a_value_is_typed(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    keys.press("1", "5", "/", "4")
    keys.goes_on_at("doubt-0-value")
    assert keys.window.input_value("#doubt-0-value") == "15/4"
    keys.press("Escape")
    assert keys.window.input_value("#doubt-0-value") == "trước 25/03/2024"
    assert keys.window.locator("#doubt-0 [data-accept]").evaluate("one => one === document.activeElement")


def test_arrows_go_through_the_doubts_and_escape_leaves_them(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    keys.press("ArrowDown", "ArrowDown")
    keys.goes_on_at("doubt-2")
    keys.press("ArrowDown")
    keys.goes_on_at("mark-checked")
    keys.press("ArrowUp", "ArrowUp")
    keys.goes_on_at("doubt-1")
    keys.press("Escape")
    keys.goes_on_at("doubts-heading")


def test_what_was_done_is_told_and_can_be_taken_back(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    keys.press("Enter")
    keys.window.wait_for_selector("#undo")
    assert "việc 2, thời hạn" in keys.window.locator("#said").inner_text()
    keys.press("Control+z")
    keys.has_doubts_left(3)
    keys.goes_on_at("doubt-0")


def test_a_value_that_cannot_be_taken_keeps_what_was_typed(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    keys.press("x", "Enter")
    keys.window.wait_for_selector("#messages [role=alert]")
    assert keys.window.input_value("#doubt-0-value") == "x"
    keys.goes_on_at("doubt-0-value")


def test_a_doubt_shows_its_place_on_the_scan(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    place = keys.window.locator(".scan-place").first
    place.wait_for()
    assert keys.window.locator(".scan-pages").evaluate(
        "(pane, y) => y > pane.getBoundingClientRect().top && y < pane.getBoundingClientRect().bottom",
        (place.bounding_box() or {"y": 0})["y"],
    )


def test_words_of_the_scan_are_put_into_a_field_by_keys(keys: Keys) -> None:
    keys.window.focus("#field-header-place")
    keys.window.locator("#page-1 svg").focus()
    keys.press("ArrowRight", "ArrowRight", "Shift+ArrowRight")
    keys.window.wait_for_selector("#scan-word:not([hidden])")
    chosen = keys.window.locator("#scan-word [data-slot=text]").inner_text()
    assert len(chosen.split()) == 2
    assert "%" in keys.window.locator("#scan-word [data-slot=sure]").inner_text()
    keys.press("Enter")
    keys.goes_on_at("field-header-place")
    assert keys.window.input_value("#field-header-place") == chosen


def test_words_are_chosen_by_dragging(keys: Keys) -> None:
    keys.window.focus("#field-header-issuer")
    words = keys.window.locator("#page-1 [data-word]")
    words.first.wait_for(state="attached")
    first, third = words.nth(0).bounding_box(), words.nth(2).bounding_box()
    assert first is not None and third is not None
    keys.window.locator("#page-1").scroll_into_view_if_needed()
    keys.window.evaluate("document.querySelector('.scan-pages').scrollTop = 0")
    first, third = words.nth(0).bounding_box(), words.nth(2).bounding_box()
    assert first is not None and third is not None
    keys.window.mouse.move(first["x"] + 3, first["y"] + 3)
    keys.window.mouse.down()
    keys.window.mouse.move(third["x"] + 3, third["y"] + 3)
    keys.window.mouse.up()
    keys.window.wait_for_function("() => document.querySelectorAll('.is-chosen').length === 3")
    keys.window.click("#scan-word [data-use]")
    assert len(keys.window.input_value("#field-header-issuer").split()) == 3


def test_zoom_and_pages_have_keys(keys: Keys) -> None:
    keys.goes_on_at("doubt-0")
    wide = keys.window.locator("#page-1").evaluate("one => one.clientWidth")
    keys.press("+")
    assert keys.window.locator("#page-1").evaluate("one => one.clientWidth") > wide
    keys.press("-", "PageDown")
    top = keys.window.locator("#page-2").evaluate("one => one.getBoundingClientRect().top")
    assert abs(top - keys.window.locator(".scan-pages").evaluate("one => one.getBoundingClientRect().top")) < 60


def test_a_panel_that_is_not_there_leaves_the_page_alone(keys: Keys) -> None:
    assert keys.window.locator("#messages").inner_text() == ""
    assert keys.window.locator("#check").count() == 1


def test_what_was_typed_elsewhere_stays_when_a_field_is_saved(keys: Keys, letter_id: int, store: Store) -> None:
    keys.window.fill("#field-header-place", "Suối Vàng Hạ")
    keys.window.fill("#field-header-number", "643")
    keys.window.press("#field-header-number", "Enter")
    keys.window.wait_for_selector(".check-said")
    keys.goes_on_at("field-header-number")
    assert keys.window.input_value("#field-header-place") == "Suối Vàng Hạ"
    keys.window.wait_for_selector("#field-header-place.is-unsaved")
    header = _letter(store, letter_id).header
    assert (header.number, header.place) == ("643", "Suối Vàng")


def test_a_page_of_a_text_file_is_shown_as_text(
    window: Page, person: AddPerson, store: Store, read_sample: Result
) -> None:
    line = Line((Word("<b>Kính"), Word("gửi</b>")))
    text = ReadPage(1, 0, 0, (line,), source="text", reason=PageReason.PLAIN_TEXT)
    letter = read_sample.letter.model_copy(update={"pages": 1, "doubts": [], "page_notes": []})
    path = SAMPLES / "cong-van-giao-viec.p1.txt"
    number = add_sample(store, Result(letter, [text]), path=path)
    person("lan")
    log_in(window, "lan", PASSWORD)
    window.goto(f"/letters/{number}")
    assert window.locator(".scan-text").inner_text() == "<b>Kính gửi</b>"
