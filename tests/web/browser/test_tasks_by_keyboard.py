"""Tasks followed up in a real browser without a mouse: choosing, handing out, ending, moving cards, a day."""

from __future__ import annotations

from datetime import date

import pytest
from desk_people import PASSWORD, AddPerson, Clock
from desk_tasks import Tasks, id_of, letter_with_tasks, registered_tasks
from desk_window import log_in
from playwright.sync_api import Page, expect

from docproc.store import Store
from docproc.store.entered.progress import note_progress
from docproc.store.schema import User
from docproc.workdays import VIETNAM


@pytest.fixture
def today(clock: Clock) -> date:
    return clock().astimezone(VIETNAM).date()


@pytest.fixture
def tasks(store: Store, today: date) -> Tasks:
    return Tasks(store, registered_tasks(store, letter_with_tasks(today), today))


@pytest.fixture
def at_tasks(window: Page, person: AddPerson, tasks: Tasks) -> Page:
    """The list of tasks, at which a clerk sits; Minh is an officer."""
    person("lan")
    person("minh", role="officer")
    log_in(window, "lan", PASSWORD)
    window.goto("/tasks")
    return window


def tabbed_to(window: Page, where: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        if window.evaluate("where => document.activeElement.matches(where)", where):
            return
        window.keyboard.press("Tab")
    raise AssertionError(f"{where} is not reached")


def test_three_tasks_are_found_chosen_and_handed_out(at_tasks: Page, tasks: Tasks, store: Store) -> None:
    window = at_tasks
    window.keyboard.press("/")
    window.keyboard.type("rừng")
    expect(window.locator("#list [data-row]")).to_have_count(3)
    assert "q=r" in window.url
    tabbed_to(window, "input[name=task]")
    window.keyboard.press("Space")
    window.keyboard.press("Shift+ArrowDown")
    window.keyboard.press("Shift+ArrowDown")
    expect(window.locator("#chosen")).to_have_text("3")
    window.keyboard.press("h")
    window.keyboard.type("Minh")
    tabbed_to(window, "#do-give")
    window.keyboard.press("Enter")
    expect(window.locator("#told")).to_contain_text("3")
    minh = id_of(store, "minh")
    chosen = [tasks.ids[0], tasks.ids[2], tasks.ids[3]]
    assert [tasks.row(one).assigned_to for one in chosen] == [minh] * 3
    assert tasks.row(tasks.ids[1]).assigned_to is None
    assert window.evaluate("document.activeElement.id") == "do-give"


def test_all_of_a_page_are_chosen_by_one_key(at_tasks: Page) -> None:
    at_tasks.keyboard.press("a")
    expect(at_tasks.locator("#chosen")).to_have_text("5")
    at_tasks.keyboard.press("a")
    expect(at_tasks.locator("#chosen")).to_have_text("0")


def test_a_task_is_opened_and_done_with_its_answer(at_tasks: Page, tasks: Tasks) -> None:
    window, number = at_tasks, tasks.ids[0]
    tabbed_to(window, "input[name=task]")
    window.keyboard.press("Enter")
    window.wait_for_url(f"**/tasks/{number}")
    window.keyboard.press("d")
    window.keyboard.type("15/BC-UBND")
    window.keyboard.press("Enter")
    expect(window.locator("#messages")).not_to_be_empty()
    assert (tasks.row(number).status, tasks.row(number).reply) == ("done", "15/BC-UBND")
    assert window.evaluate("document.activeElement.id") == "reply"


def test_a_card_is_moved_by_keyboard_and_keeps_the_focus(at_tasks: Page, tasks: Tasks) -> None:
    window, number = at_tasks, tasks.ids[0]
    window.keyboard.press("2")
    window.wait_for_url("**view=board**")
    tabbed_to(window, "[data-card]")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("ArrowUp")
    window.keyboard.press("Shift+ArrowRight")
    expect(window.locator(f'[data-column="running"] #card-{number}')).to_be_focused()
    assert tasks.row(number).status == "running"
    window.keyboard.press("Shift+ArrowLeft")
    expect(window.locator(f'[data-column="open"] #card-{number}')).to_be_focused()


def test_a_card_is_dragged_to_another_column(at_tasks: Page, tasks: Tasks) -> None:
    at_tasks.goto("/tasks?view=board")
    # To its head: where a page scrolls between press and move, Chromium drags the card that was scrolled there.
    at_tasks.drag_and_drop(f"#card-{tasks.ids[0]}", '[data-column="paused"]', target_position={"x": 60, "y": 20})
    expect(at_tasks.locator(f'[data-column="paused"] #card-{tasks.ids[0]}')).to_be_visible()
    assert tasks.row(tasks.ids[0]).status == "paused"


def test_a_day_is_chosen_from_the_month_by_keyboard(at_tasks: Page, tasks: Tasks, today: date) -> None:
    window, number = at_tasks, tasks.ids[4]
    window.goto(f"/tasks/{number}")
    last = tasks.row(number).last_day
    assert last is not None
    tabbed_to(window, "summary")
    window.keyboard.press("Enter")
    tabbed_to(window, "[data-day]")
    window.keyboard.press("PageDown")
    expect(window.locator(f'[data-day^="{_month_after(last)}"]').first).to_be_focused()
    window.keyboard.press("ArrowRight")
    window.keyboard.press("ArrowDown")
    window.keyboard.press("Enter")
    expect(window.locator("#day")).to_have_value(_written(f"{_month_after(last)}-09"))
    tabbed_to(window, "#late-reason")
    window.keyboard.press("Escape")
    window.keyboard.press("n")
    tabbed_to(window, "#b-day")
    window.keyboard.press("Enter")
    expect(window.locator("#messages")).not_to_be_empty()
    assert str(tasks.row(number).extended_to) == f"{_month_after(last)}-09"


def test_who_comes_second_is_told_and_keeps_what_was_typed(at_tasks: Page, tasks: Tasks, store: Store) -> None:
    window, number = at_tasks, tasks.ids[0]
    window.goto(f"/tasks/{number}")

    def meanwhile(session):  # type: ignore[no-untyped-def]
        note_progress(session, number, session.get_one(User, id_of(store, "minh")), 70)

    store.write(meanwhile)
    window.fill("#percent", "20")
    window.press("#percent", "Enter")
    expect(window.locator("#messages")).to_contain_text("Minh")
    expect(window.locator("#percent")).to_have_value("20")
    assert tasks.row(number).progress == 70


def _written(day: str) -> str:
    """A day as offices write it, whatever the language of the browser."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def _month_after(day: date) -> str:
    return f"{day.year + day.month // 12}-{day.month % 12 + 1:02}"
