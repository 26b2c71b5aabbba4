"""People and the readers of a confidential letter, in a real browser."""

from __future__ import annotations

import re
from datetime import date

import pytest
from desk_people import PASSWORD, AddPerson
from desk_window import log_in
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File


@pytest.fixture
def secret(store: Store) -> int:
    """A confidential letter."""

    def write(session: Session) -> int:
        session.add(file := File(sha256="a" * 64, size=1, name="a.pdf", kept=False))
        session.flush()
        letter = Letter(file="a.pdf", pages=1, header=Header(number="7", symbol="UBND-NC", secrecy="MẬT"))
        return register(session, letter, [""], Entry(file.id, "Đến", date(2024, 5, 6))).id

    return store.write(write)


def test_somebody_is_added_by_keyboard_alone(window: Page, person: AddPerson) -> None:
    person("hoa", "administrator")
    log_in(window, "hoa", PASSWORD)
    window.goto("/people")
    window.keyboard.press("n")
    window.focus("#name")
    for words in ("lan", "Nguyễn Thị Lan"):
        window.keyboard.type(words)
        window.keyboard.press("Tab")
    for words in ("", "", PASSWORD, PASSWORD):
        window.keyboard.type(words)
        window.keyboard.press("Tab")
    window.press("#again", "Enter")
    expect(window.locator("main tbody")).to_contain_text("Nguyễn Thị Lan")


def test_the_focus_stays_in_the_panel_when_somebody_is_let_in(
    window: Page, person: AddPerson, secret: int
) -> None:
    person("lan", confidential=True)
    person("minh", "officer")
    log_in(window, "lan", PASSWORD)
    window.goto("/account")
    window.evaluate(f"htmx.ajax('GET', '/letters/{secret}/readers', '#content')")
    window.select_option("#readers-person", label="Minh")
    window.press("#readers form button", "Enter")
    expect(window.locator("#readers ul")).to_contain_text("Minh")
    # The browser itself may focus what has just come in, before htmx knows its buttons.
    expect(window.locator("#readers")).not_to_have_class(re.compile("htmx-added"))
    expect(window.locator("#readers-head")).to_be_focused()
    window.press("#readers ul button", "Enter")
    expect(window.locator("#readers ul")).not_to_contain_text("Minh")
    expect(window.locator("#readers-head")).to_be_focused()
