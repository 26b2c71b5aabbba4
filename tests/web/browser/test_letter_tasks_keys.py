"""The tasks of a letter put right by keyboard alone, in a real browser."""

from __future__ import annotations

from datetime import date

from desk_people import PASSWORD, AddPerson
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from docproc.letter import Header, Letter, Office, Task
from docproc.store import Store, registered_letter
from docproc.store.register import Entry, register
from docproc.store.schema import File

TEXT = "Rà soát phương án 𝔻; gửi danh sách trước ngày 29/3/2024."


def _keep(store: Store) -> None:
    tasks = [
        Task(id="1", page=1, text=TEXT, lead=[Office(name="Tổ A")]),
        Task(id="2", page=1, text="Tuyên truyền."),
    ]
    letter = Letter(file="a.pdf", pages=1, header=Header(issue_date=date(2024, 3, 12)), tasks=tasks)

    def write(session: Session) -> None:
        session.add(file := File(sha256="d" * 64, size=1, name="a.pdf", kept=False))
        session.flush()
        register(session, letter, [""], Entry(file.id, "Đến", date(2024, 3, 14)))

    store.write(write)


def _texts(store: Store) -> list[str]:
    with store.reading() as session:
        return [task.text for task in registered_letter(session, 1).letter.tasks]


def _focused(window: Page) -> str:
    return str(window.evaluate("document.activeElement.id"))


def test_a_task_is_corrected_divided_moved_and_taken_out_by_keys(
    window: Page, person: AddPerson, store: Store
) -> None:
    person("lan")
    _keep(store)
    window.goto("/login?next=/letters/1/tasks")
    window.fill("#name", "lan")
    window.fill("#password", PASSWORD)
    window.keyboard.press("Enter")
    window.locator("#task-1").focus()

    window.keyboard.press("d")
    expect(window.locator("#lt-value")).to_be_focused()
    window.keyboard.type("trước 28/3/2024")
    window.keyboard.press("Enter")
    expect(window.locator("#task-1")).to_contain_text("27/03/2024")
    expect(window.locator("#deadline-1")).to_be_focused()

    window.keyboard.press("s")
    expect(window.locator("#lt-cut")).to_be_focused()
    window.keyboard.press("Control+Home")
    window.keyboard.type("x")  # a text that is to be divided is not changed
    for _step in range(TEXT.index("gửi")):
        window.keyboard.press("ArrowRight")
    window.keyboard.press("Enter")
    expect(window.locator("#task-3")).to_be_focused()
    assert _texts(store) == [TEXT[: TEXT.index("gửi")].strip(), TEXT[TEXT.index("gửi") :], "Tuyên truyền."]

    window.keyboard.press("Alt+ArrowDown")
    expect(window.locator(".lt-done")).not_to_be_empty()
    expect(window.locator(".lt-task").nth(2)).to_have_id("task-3")
    window.wait_for_timeout(300)  # until the focus has come back to the task that was moved
    window.keyboard.press("ArrowUp")
    assert _focused(window) == "task-2"
    window.keyboard.press("x")
    expect(window.locator("#task-2")).to_have_count(0)
    expect(window.locator("#task-3")).to_be_focused()

    window.keyboard.press("n")
    expect(window.locator("#lt-new")).to_be_focused()
    window.keyboard.press("Escape")
    expect(window.locator("#lt-new")).to_have_count(0)
