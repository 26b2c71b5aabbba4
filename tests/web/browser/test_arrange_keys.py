"""Pages turned and moved by keyboard, in a real browser."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from desk_people import PASSWORD, SAMPLES, AddPerson
from desk_window import log_in
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter
from docproc.store import Store
from docproc.store.originals import keep
from docproc.store.register import Entry, register
from docproc.store.schema import File, StoredLetter


@pytest.fixture
def letter_id(store: Store) -> int:
    """A letter of two pages."""
    source: Path = SAMPLES / "cong-van-giao-viec.pdf"
    descriptor = os.open(source, os.O_RDONLY)
    kept = keep(descriptor, store.originals)
    os.close(descriptor)

    def write(session: Session) -> int:
        file = File(sha256=kept.sha256, size=kept.size, name=source.name, kept=True)
        session.add(file)
        session.flush()
        letter = Letter(file=source.name, pages=2, header=Header(number="642", symbol="UBND-NN"))
        return register(session, letter, ["", ""], Entry(file.id, "Đến", date(2024, 5, 6))).id

    return store.write(write)


def test_a_page_is_turned_and_moved_by_keys_and_kept(
    window: Page, person: AddPerson, store: Store, letter_id: int
) -> None:
    person("lan")
    log_in(window, "lan", PASSWORD)
    window.goto(f"/letters/{letter_id}/arrange")
    first = window.locator('[data-place="1"] [data-sheet]')
    first.focus()
    window.keyboard.press("r")
    window.keyboard.press("ArrowRight")
    expect(first).to_be_focused()
    expect(window.locator("#arrange-said")).to_have_text("Đã chuyển trang đến vị trí 2")
    expect(window.locator('[data-place="1"]')).to_have_class("sheet turned-90")
    expect(window.locator("[data-cut]")).to_be_hidden()
    window.click("[data-arrange] button[type=submit]")
    window.wait_for_url("**/arrange?cut=0")
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).arrangement == [[2, 0], [1, 90]]


def test_what_cutting_means_is_said_before_it_is_done(window: Page, person: AddPerson, letter_id: int) -> None:
    person("lan")
    log_in(window, "lan", PASSWORD)
    window.goto(f"/letters/{letter_id}/arrange")
    window.check("#begins-2")
    expect(window.locator("[data-cut]")).to_be_visible()
    window.click("[data-arrange] button[type=reset]")
    expect(window.locator("[data-cut]")).to_be_hidden()
