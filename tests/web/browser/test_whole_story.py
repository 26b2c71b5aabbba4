"""The whole story of a letter in a real browser: first start, a scan dropped in, its doubts, its tasks, the
answer, and what the audit trail says of it afterwards.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest
from desk_people import PASSWORD, SAMPLES
from playwright.sync_api import Page, expect

from docproc.settings import load_settings
from docproc.store import Store
from docproc.workers.executors import Serial
from docproc.workers.order import Order

_SCAN = SAMPLES / "cong-van-khan.pdf"
_ANSWER = "15/BC-TTYT"

pytestmark = pytest.mark.ocr


@pytest.fixture
def workers(store: Store) -> Serial:
    """Who reads what was uploaded, when the test says so."""
    order = Order(store.data, store.url, load_settings(), engine="test", language="vi")
    started = Serial(store, order)
    started.start()
    return started


def _first_start(window: Page) -> None:
    window.goto("/")
    window.wait_for_url("**/first-start")
    for name, value in (("name", "hoa"), ("full_name", "Trần Thị Hoa"), ("password", PASSWORD)):
        window.fill(f"#{name}", value)
    window.fill("#again", PASSWORD)
    window.press("#again", "Enter")
    window.wait_for_url("**/")


def _upload(window: Page, scan: Path, workers: Serial) -> None:
    window.set_input_files("#upload-files", scan)
    expect(window.locator("#upload-results .in-time")).to_contain_text(scan.name)
    workers.tend()
    window.wait_for_selector("#lines [data-line]")


def _put_doubts_right(window: Page) -> None:
    """By keyboard alone: every doubt is looked at, and what was read is right."""
    window.keyboard.press("j")
    window.keyboard.press("Enter")
    window.wait_for_url("**/letters/*")
    left = window.locator("[data-doubt]").count()
    assert left
    for remaining in range(left - 1, -1, -1):
        window.wait_for_function("() => document.activeElement.closest('[data-doubt]') !== null")
        window.keyboard.press("Enter")
        expect(window.locator("[data-doubt]")).to_have_count(remaining)
    window.wait_for_function("() => document.activeElement.id === 'mark-checked'")
    window.keyboard.press("Enter")
    expect(window.locator("#check .in-time").first).to_contain_text("Trần Thị Hoa")


def _divide_first_task(window: Page) -> str:
    """Cut the first task in two; gives the address where the first of them is followed up."""
    tasks = window.locator(".lt-task")
    tasks.first.wait_for()
    count = tasks.count()
    tasks.first.focus()
    window.keyboard.press("s")
    words = window.locator("#lt-cut")
    words.evaluate(
        "field => { field.focus(); const at = field.value.indexOf(' ', 12); field.setSelectionRange(at, at); }"
    )
    window.locator(".lt-split .btn-primary").click()
    expect(tasks).to_have_count(count + 1)
    return tasks.first.locator(".lt-more").get_attribute("href") or ""


def _hand_out(window: Page) -> None:
    chooser = window.locator(".lt-task").first.locator("select[name=to]")
    chooser.select_option(label="Trần Thị Hoa")
    expect(window.locator(".lt-task").first.locator("select[name=to] option:checked")).to_have_text(
        "Trần Thị Hoa"
    )


def _do(window: Page, address: str) -> None:
    window.goto(address)
    window.keyboard.press("b")
    expect(window.locator(".task-title .state-running")).to_be_visible()
    window.keyboard.press("d")
    window.keyboard.type(_ANSWER)
    window.keyboard.press("Enter")
    expect(window.locator(".task-title .state-done")).to_be_visible()


def _draft(window: Page, letter: str) -> str:
    """Make a draft of an answer and fill in its first place; gives all words of the Word file."""
    window.goto(letter)
    window.locator("#letter-drafts summary").click()
    window.locator("#draft-kind").select_option("answer")
    window.locator("#letter-drafts .btn-primary").click()
    window.wait_for_url("**/drafts/*")
    first = window.locator(".place-text").first
    first.fill("Đã trực đủ 24 giờ.")
    first.press("Tab")
    expect(window.locator(".place-state .in-time").first).to_be_visible()
    with window.expect_download() as saved:
        window.keyboard.press("Escape")
        window.locator("a[href$='/word']").click()
    words = docx.Document(BytesIO(Path(saved.value.path()).read_bytes()))
    cells = [cell.text for table in words.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in words.paragraphs] + cells)


def test_a_letter_from_its_scan_to_its_answer(window: Page, workers: Serial) -> None:
    window.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    _first_start(window)
    _upload(window, _SCAN, workers)
    _put_doubts_right(window)
    letter = window.url
    task = _divide_first_task(window)
    _hand_out(window)
    _do(window, task)
    assert "Đã trực đủ 24 giờ." in _draft(window, letter)
    window.goto("/audit")
    told = window.locator("main").inner_text().lower()
    deeds = ("tải", "kiểm tra", "sửa", "người thực hiện: – → trần thị hoa", "dự thảo", "đăng nhập")
    assert [deed for deed in deeds if deed not in told] == []
