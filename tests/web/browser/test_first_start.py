"""The first start, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page


def test_the_first_person_gives_a_name_and_a_password_and_is_in(window: Page) -> None:
    window.goto("/login")
    window.wait_for_url("**/first-start")
    for field, value in (("name", "hoa"), ("full_name", "Trần Thị Hoa"), ("password", "một câu dài dễ nhớ")):
        window.fill(f"#{field}", value)
    window.fill("#again", "một câu dài dễ nhớ")
    window.press("#again", "Enter")
    window.wait_for_url("**/")
    window.goto("/account")
    assert "Trần Thị Hoa" in window.locator("header").inner_text()
