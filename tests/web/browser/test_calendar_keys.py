"""The calendar by keyboard, in a real browser."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from dated_letters import add_letter, letter_due
from desk_people import PASSWORD, AddPerson, Clock
from desk_window import log_in
from playwright.sync_api import Page, expect

from docproc.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2024, 3, 20, 3, tzinfo=UTC))


@pytest.fixture
def calendar(window: Page, person: AddPerson, store: Store) -> Page:
    """The month of March 2024, at which Lan looks."""
    person("lan")
    add_letter(store, letter_due())
    log_in(window, "lan", PASSWORD)
    window.goto("/calendar?day=2024-03-20")
    expect(window.locator('[data-day="2024-03-20"]')).to_be_focused()
    return window


def test_arrows_go_from_day_to_day_and_enter_opens_one(calendar: Page) -> None:
    calendar.keyboard.press("ArrowDown")
    calendar.keyboard.press("ArrowLeft")
    calendar.keyboard.press("ArrowLeft")
    expect(calendar.locator('[data-day="2024-03-25"]')).to_be_focused()
    calendar.keyboard.press("Enter")
    expect(calendar.locator("#day")).to_contain_text("Thứ Hai, 25/03/2024")
    expect(calendar.locator("#day")).to_contain_text("Rà soát phương án <b>chữa cháy</b>.")
    expect(calendar.locator('[data-day="2024-03-25"]')).to_be_focused()
    assert "day=2024-03-25" in calendar.url


def test_arrows_go_over_the_edge_of_the_month(calendar: Page) -> None:
    for _ in range(2):
        calendar.keyboard.press("ArrowDown")
    expect(calendar.locator("h1")).to_have_text("Tháng 04/2024")
    expect(calendar.locator('[data-day="2024-04-03"]')).to_be_focused()


def test_page_down_goes_to_the_next_month(calendar: Page) -> None:
    calendar.keyboard.press("PageDown")
    expect(calendar.locator("h1")).to_have_text("Tháng 04/2024")


def test_a_link_is_made_and_taken_back_on_the_page(calendar: Page) -> None:
    calendar.on("dialog", lambda dialog: dialog.accept())
    calendar.click("details.feeds summary")
    calendar.fill("#feed-name", "điện thoại")
    calendar.press("#feed-name", "Enter")
    expect(calendar.locator("#made-feed")).to_have_value(re.compile(r"^http://.*/feeds/.+\.ics$"))
    calendar.click("#feeds table button")
    expect(calendar.locator("#feeds table")).to_have_count(0)
