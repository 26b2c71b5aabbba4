"""Filling in a draft by keyboard, in a real browser."""

from __future__ import annotations

from pathlib import Path

from desk_drafts import add_letter, make_draft, words_in
from desk_people import PASSWORD, LogIn
from desk_window import log_in as log_in_window
from playwright.sync_api import Page

from docproc.store import Store


def _open(window: Page, log_in: LogIn, store: Store) -> int:
    draft = make_draft(log_in("lan"), add_letter(store))
    log_in_window(window, "lan", PASSWORD)
    window.goto(f"/drafts/{draft}")
    return draft


def _saved(window: Page, place: int) -> None:
    window.wait_for_selector(f"#place-state-{place} .in-time")


def test_a_draft_is_filled_in_by_keyboard(window: Page, log_in: LogIn, store: Store, tmp_path: Path) -> None:
    draft = _open(window, log_in, store)
    fields = window.eval_on_selector_all(".place-text", "all => all.map(one => one.id)")
    window.focus(f"#{fields[0]}")
    window.keyboard.type("Quyết định số 12/QĐ-UBND")
    window.keyboard.press("Enter")
    assert window.evaluate("document.activeElement.id") == fields[1]
    window.keyboard.type("Nạo vét 12 km kênh")
    window.keyboard.press("Shift+Enter")
    window.keyboard.type("Lập danh sách 15 cống")
    window.keyboard.press("Enter")
    for field in fields[:2]:
        _saved(window, int(field.rsplit("-", 1)[1]))
    assert window.evaluate("document.activeElement.id") == fields[2]
    file = tmp_path / "draft.docx"
    file.write_bytes(window.request.get(f"/drafts/{draft}/word").body())
    words = words_in(file)
    assert "Quyết định số 12/QĐ-UBND" in words
    assert "Nạo vét 12 km kênh" in words
    assert "Lập danh sách 15 cống" in words


def test_leaving_a_place_out_keeps_the_focus_there(window: Page, log_in: LogIn, store: Store) -> None:
    _open(window, log_in, store)
    button = window.locator("button", has_text="Bỏ chỗ này").first
    name = button.get_attribute("id")
    button.focus()
    window.keyboard.press("Enter")
    window.wait_for_selector(f"#{name}:has-text('Điền lại')")
    assert window.evaluate("document.activeElement.id") == name


def test_what_was_refused_stays_in_its_field(window: Page, log_in: LogIn, store: Store) -> None:
    draft = _open(window, log_in, store)
    minh = log_in("minh")
    field = window.locator(".place-text").first
    place = str(field.get_attribute("id")).rsplit("-", 1)[1]
    minh.post(f"/drafts/{draft}/places/{place}", {"text": "của Minh", "seen": 1})
    field.fill("của Lan")
    field.press("Tab")
    window.wait_for_selector(f"#place-state-{place} [role=alert]:has-text('của Minh')")
    assert field.input_value() == "của Lan"
    window.locator(f"#place-state-{place} button").click()
    _saved(window, int(place))


def test_a_draft_is_sent_and_signed(window: Page, log_in: LogIn, store: Store) -> None:
    _open(window, log_in, store)
    window.locator("button[value=sent]").click()
    window.wait_for_selector(".draft-head .draft-sent")
    window.fill("#signed-number", "15/BC-UBND")
    window.press("#signed-number", "Enter")
    window.wait_for_selector(".draft-head .draft-signed")
    assert "15/BC-UBND" in window.locator(".draft-head").inner_text()
