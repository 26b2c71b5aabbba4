"""What a page tells stays in sight, and goes when something else is done; nothing trips on the way."""

from __future__ import annotations

from datetime import date

from desk_people import PASSWORD, AddPerson
from desk_tasks import letter_with_tasks, registered_tasks
from letter_rows import add_sample
from playwright.sync_api import Page, expect

from docproc.pipeline import Result
from docproc.store import Store


def _open_letter(window: Page, person: AddPerson, store: Store, read: Result) -> None:
    person("lan")
    letter_id = add_sample(store, read)
    window.goto(f"/login?next=/letters/{letter_id}")
    window.fill("#name", "lan")
    window.fill("#password", PASSWORD)
    window.keyboard.press("Enter")
    expect(window.locator("#panel-tasks .lt-task").first).to_be_visible()
    window.wait_for_load_state()  # the page's scripts listen


def test_a_refusal_is_in_sight_wherever_one_is_and_gone_with_the_next_change(
    window: Page, person: AddPerson, store: Store, read_sample: Result
) -> None:
    _open_letter(window, person, store, read_sample)
    symbol = window.locator("#field-header-symbol")
    symbol.fill("không phải ký hiệu")
    symbol.press("Enter")
    told = window.locator("#messages .alert")
    window.mouse.wheel(0, 4000)
    expect(told).to_be_in_viewport()
    symbol.fill("UBND-KTXD")
    symbol.press("Enter")
    expect(told).to_have_count(0)


def test_a_changed_task_lets_the_checks_be_made_anew_without_a_slip(
    window: Page, person: AddPerson, store: Store, read_sample: Result
) -> None:
    _open_letter(window, person, store, read_sample)
    was = window.locator("#check [name=seen]").first.get_attribute("value")
    window.locator("#panel-tasks [data-task-key=x]").first.click()
    expect(window.locator("#check [name=seen]").first).not_to_have_attribute("value", str(was))


def test_the_head_of_a_page_does_not_stay_on_a_phone(window: Page, person: AddPerson) -> None:
    person("lan", role="administrator")
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto("/login")
    window.fill("#name", "lan")
    window.fill("#password", PASSWORD)
    window.keyboard.press("Enter")
    head = window.locator(".desk-header")
    expect(head).to_be_visible()
    window.wait_for_load_state()  # the page's own style sheet has come
    expect(head).to_have_css("position", "static")
    assert head.evaluate("head => head.offsetHeight") <= 120
    assert window.evaluate("document.documentElement.scrollWidth") == 390


def test_a_day_stays_in_one_piece_in_the_list_of_tasks_on_a_phone(
    window: Page, person: AddPerson, store: Store
) -> None:
    person("lan")
    registered_tasks(store, letter_with_tasks(date(2024, 3, 14)), date(2024, 3, 14))
    window.set_viewport_size({"width": 390, "height": 844})
    window.goto("/login?next=/tasks")
    window.fill("#name", "lan")
    window.fill("#password", PASSWORD)
    window.keyboard.press("Enter")
    day = window.locator("td.day .late").first
    expect(day).to_be_visible()
    window.wait_for_load_state()
    begin = "const all = document.createRange(); all.selectNode(span.lastChild);"
    assert day.evaluate(f"span => {{ {begin} return all.getClientRects().length }}") == 1
