"""The inbox in a real browser: keys, words as they are typed, files that are dropped, letters that come."""

from __future__ import annotations

import os
from datetime import date

import pytest
from desk_people import PASSWORD, AddPerson
from desk_window import log_in
from playwright.sync_api import Page
from sqlalchemy import select, update

from docproc.letter import Header, Letter
from docproc.store import Store
from docproc.store.register import Entry, register
from docproc.store.schema import File, Job

PDF = b"%PDF-1.4\n%%EOF\n"
_DROP = """
(bytes) => {
  const brought = new DataTransfer();
  brought.items.add(new File([new Uint8Array(bytes)], "Công văn <b>.pdf"));
  for (const kind of ["dragover", "drop"]) {
    const event = new DragEvent(kind, { dataTransfer: brought, bubbles: true, cancelable: true });
    document.getElementById("content").dispatchEvent(event);
  }
}
"""


def _add(store: Store, subject: str, text: str = "") -> int:
    def write(session):  # type: ignore[no-untyped-def]
        file = File(sha256=os.urandom(32).hex(), size=1, name="a.pdf", kept=False)
        session.add(file)
        session.flush()
        letter = Letter(file="a.pdf", pages=1, header=Header(number="1", symbol="UBND", subject=subject))
        return register(session, letter, [text], Entry(file.id, "Văn bản đến", date.today())).id

    return store.write(write)


@pytest.fixture
def inbox(window: Page, person: AddPerson, store: Store) -> Page:
    """A clerk at the inbox, with three letters in it."""
    for number in range(1, 4):
        _add(store, f"văn bản {number}", text="phòng cháy" if number == 2 else "")
    person("lan")
    log_in(window, "lan", PASSWORD)
    window.wait_for_selector("#lines tr")
    return window


def test_lines_are_walked_through_and_opened_by_keys(inbox: Page) -> None:
    for key in ("j", "j", "j", "k"):
        inbox.keyboard.press(key)
    assert inbox.evaluate("document.activeElement.closest('tr').innerText").count("văn bản 2") == 1
    inbox.keyboard.press("Enter")
    inbox.wait_for_url("**/letters/2")


def test_words_are_looked_for_while_they_are_typed(inbox: Page) -> None:
    inbox.keyboard.press("/")
    inbox.keyboard.type("phong cha", delay=20)
    inbox.wait_for_selector("#lines mark")
    assert inbox.locator("#lines tr").count() == 1
    assert inbox.evaluate("document.activeElement.id") == "words"
    assert inbox.url.endswith("/?words=phong+cha")
    inbox.keyboard.press("ArrowDown")
    assert inbox.evaluate("document.activeElement.dataset.line") == ""


def test_a_filter_is_chosen_and_left_by_its_key(inbox: Page) -> None:
    inbox.keyboard.press("4")
    inbox.wait_for_url("**/?urgency=any")
    assert inbox.locator("#lines tr").count() == 0
    inbox.keyboard.press("0")
    inbox.wait_for_function("document.querySelectorAll('#lines tr').length === 3")


def test_all_keys_of_the_page_are_shown_with_their_names(inbox: Page) -> None:
    inbox.keyboard.press("?")
    shown = inbox.locator("#keys").inner_text()
    for words in ("Văn bản đến", "Tải tệp lên", "Tìm văn bản", "Chờ kiểm tra", "Dòng dưới"):
        assert words in shown
    inbox.keyboard.press("Escape")
    assert not inbox.locator("#keys").is_visible()


def test_a_file_that_is_dropped_is_taken_in(inbox: Page, store: Store) -> None:
    inbox.evaluate(_DROP, list(PDF))
    inbox.wait_for_selector("#upload-results li.in-time")
    assert "Công văn <b>.pdf" in inbox.locator("#upload-results").inner_text()
    inbox.wait_for_selector("#work:has-text('1 tệp đang chờ')")
    with store.reading() as session:
        assert session.scalars(select(Job.state)).all() == ["waiting"]


def test_files_are_chosen_and_each_is_told_of(inbox: Page) -> None:
    files = [{"name": name, "mimeType": "application/pdf", "buffer": held} for name, held in
             (("a.pdf", PDF), ("b.pdf", PDF), ("rỗng.pdf", b""))]  # fmt: skip
    inbox.set_input_files("#upload-files", files)  # type: ignore[arg-type]
    inbox.wait_for_selector("#upload-results li:nth-child(3)")
    shown = inbox.locator("#upload-results").inner_text()
    assert "đã nhận" in shown
    assert "đã đến trước đây" in shown
    assert "0 byte" in shown


def test_a_new_letter_appears_and_the_focus_stays(inbox: Page, store: Store) -> None:
    def at_work(session):  # type: ignore[no-untyped-def]
        file = File(sha256="f" * 64, size=1, name="d.pdf", kept=True)
        session.add(file)
        session.flush()
        session.add(Job(file_id=file.id, kind="register", name="d.pdf", state="leased", arrived_on=date.today()))

    store.write(at_work)
    inbox.reload()
    inbox.keyboard.press("j")
    inbox.keyboard.press("j")
    _add(store, "văn bản mới")
    store.write(lambda session: session.execute(update(Job).values(state="done")))
    inbox.wait_for_selector("#lines tr:first-child:has-text('văn bản mới')")
    assert inbox.locator("#lines tr").count() == 4
    assert "văn bản 2" in inbox.evaluate("document.activeElement.closest('tr').innerText")
