"""Numbers of the register: no gap, none twice, whatever happens."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from store_rows import add_file, add_letter

from docproc.letter import Letter
from docproc.store import Store, days_of_letters, open_store, registered_letter, registered_letters, tracked_tasks
from docproc.store.register import Entry, missing_numbers, register
from docproc.store.schema import StoredLetter


def numbers(store: Store, book: str = "Đến") -> list[int]:
    with store.reading() as session:
        return [one.arrival_number for one in registered_letters(session, book)]


def test_numbers_have_no_gap_when_many_register_at_once(store: Store, letter: Letter) -> None:
    each, writers = 15, 4
    faults: list[BaseException] = []

    def writing() -> None:
        own = open_store(store.data, store.url, patience=30, check_schema=False)
        try:
            for _ in range(each):
                add_letter(own, letter)
        except BaseException as error:
            faults.append(error)
        own.close()

    threads = [threading.Thread(target=writing) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert numbers(store) == list(range(1, each * writers + 1))


def test_registration_that_fails_gives_its_number_back(store: Store, letter: Letter) -> None:
    add_letter(store, letter)

    def failing(session: Session) -> None:
        register(session, letter, [], Entry(add_file(session, "b" * 64).id, "Đến", date(2024, 5, 6)))
        raise RuntimeError("cut off")

    with pytest.raises(RuntimeError):
        store.write(failing)
    add_letter(store, letter)
    assert numbers(store) == [1, 2]
    with store.reading() as session:
        assert missing_numbers(session) == []


def test_each_year_and_each_book_counts_from_one(store: Store, letter: Letter) -> None:
    add_letter(store, letter, day=date(2024, 12, 31))
    add_letter(store, letter, day=date(2025, 1, 1))
    add_letter(store, letter, day=date(2024, 12, 31))
    add_letter(store, letter, book="Mật")
    assert (numbers(store), numbers(store, "Mật")) == ([1, 2, 1], [1])


def test_a_file_has_one_letter(store: Store, letter: Letter) -> None:
    def twice(session: Session) -> None:
        file = add_file(session)
        for _ in range(2):
            register(session, letter, [], Entry(file.id, "Đến", date(2024, 5, 6)))

    with pytest.raises(IntegrityError):
        store.write(twice)
    assert numbers(store) == []


def test_same_number_symbol_issuer_and_year_is_a_warning_with_the_first(store: Store, letter: Letter) -> None:
    first = add_letter(store, letter)
    loud = letter.model_copy(deep=True)
    loud.header.issuer = "UỶ BAN NHÂN DÂN HUYỆN SUỐI VÀNG"
    second = add_letter(store, loud)
    with store.reading() as session:
        found = registered_letter(session, second)
    assert found.duplicate_of == first
    doubt = found.letter.doubts[-1]
    assert (doubt.field, doubt.code) == ("header.number", "same_document")
    assert "no. 1/2024" in doubt.in_words("en")
    assert "số đến 1/2024" in doubt.in_words("vi")


@pytest.mark.parametrize("change", [{"number": "643"}, {"issue_date": date(2023, 3, 12)}, {"issuer": None}])
def test_another_letter_is_no_duplicate(store: Store, letter: Letter, change: dict[str, object]) -> None:
    add_letter(store, letter)
    header = letter.header.model_copy(update=change)
    other = add_letter(store, letter.model_copy(update={"header": header}))
    with store.reading() as session:
        assert registered_letter(session, other).duplicate_of is None


def test_a_gap_is_found(store: Store, letter: Letter) -> None:
    add_letter(store, letter)

    def skip(session: Session) -> None:
        kept = session.scalars(select(StoredLetter)).one()
        session.add(
            StoredLetter(
                file_id=add_file(session, "c" * 64).id, book=kept.book, year=2024, arrival_number=3,
                arrived_on=date(2024, 5, 6),
            )
        )  # fmt: skip

    store.write(skip)
    with store.reading() as session:
        assert missing_numbers(session) == [("Đến", 2024, 3)]


def test_letters_come_in_the_order_of_arrival_and_within_days(store: Store, letter: Letter) -> None:
    for day in (date(2024, 5, 6), date(2024, 5, 7), date(2024, 5, 9)):
        add_letter(store, letter, day=day)
    with store.reading() as session:
        found = registered_letters(session, arrived=(date(2024, 5, 7), date(2024, 5, 9)))
        assert [(one.arrival_number, one.arrived_on.day) for one in found] == [(2, 7), (3, 9)]


def test_letters_and_their_tasks_come_by_the_day_on_the_letter(store: Store, letter: Letter) -> None:
    later = letter.model_copy(
        update={"header": letter.header.model_copy(update={"issue_date": date(2024, 6, 3)})}
    )
    add_letter(store, letter)
    add_letter(store, later, "b")
    with store.reading() as session:
        found = registered_letters(session, issued=(date(2024, 6, 1), None))
        assert [one.letter.header.issue_date for one in found] == [date(2024, 6, 3)]
        tasks = list(tracked_tasks(session, issued=(date(2024, 6, 1), None)))
        assert {task.letter.letter.header.issue_date for task in tasks} == {date(2024, 6, 3)}
        assert (date(2024, 5, 6), date(2024, 6, 3)) in days_of_letters(session)


def test_tasks_come_of_the_letters_named(store: Store, letter: Letter) -> None:
    ids = [add_letter(store, letter) for _ in range(2)]
    with store.reading() as session:
        assert {task.letter.id for task in tracked_tasks(session, ids=ids[1:])} == {ids[1]}


def test_tasks_come_with_their_letter(store: Store, letter: Letter) -> None:
    add_letter(store, letter)
    with store.reading() as session:
        tasks = list(tracked_tasks(session, statuses=["open"]))
        assert [task.task.text for task in tasks] == ["Rà soát phương án.", "Tuyên truyền."]
        assert tasks[0].last_day == date(2024, 3, 25)
        assert tasks[0].letter is tasks[1].letter
        assert list(tracked_tasks(session, statuses=["done"])) == []
