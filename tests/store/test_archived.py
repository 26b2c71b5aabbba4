"""A letter that was taken over from an archive: found and shown, but without a number, and followed by nobody."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_file, add_job, add_letter

from docproc.letter import Letter, Office, Task
from docproc.store import Store, jobs
from docproc.store.audit import add_user
from docproc.store.calendar import Whose, letters_of_whom, standing_tasks
from docproc.store.check import check
from docproc.store.entered.changes import change_task, correct_letter
from docproc.store.entered.checking import next_unchecked
from docproc.store.inbox import Filters, come_since, inbox_page
from docproc.store.letters.called import called
from docproc.store.overview import standing_on
from docproc.store.records import due_tasks, registered_letter, registered_letters
from docproc.store.register import Entry, register
from docproc.store.schema import Job, StoredLetter, StoredTask, User
from docproc.store.search import Query, search

BOOK = "Lưu trữ"
TAKEN_OVER = date(2026, 3, 2)
"""The day on which the archive is taken over; the letter is of 2024."""
PATIENCE = jobs.Patience(3, 3, 60.0)


def archive(store: Store, letter: Letter, day: date = date(2025, 1, 8), sha256: str = "b" * 64) -> int:
    """Take a letter over whose file is of that day; gives its id."""

    def write(session: Session) -> int:
        entry = Entry(add_file(session, sha256).id, BOOK, day, archived_on=TAKEN_OVER)
        return register(session, letter, ("hồ đập",), entry).id

    return store.write(write)


@pytest.fixture
def archived(store: Store, letter: Letter) -> int:
    return archive(store, letter)


@pytest.fixture
def anybody(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


def test_it_stands_under_its_own_day(store: Store, archived: int) -> None:
    with store.reading() as session:
        row = session.get_one(StoredLetter, archived)
        assert (row.arrived_on, row.year, row.book) == (date(2024, 3, 12), 2024, BOOK)


def test_one_without_a_day_stands_under_that_of_its_file(store: Store, letter: Letter) -> None:
    dayless = letter.model_copy(update={"header": letter.header.model_copy(update={"issue_date": None})})
    letter_id = archive(store, dayless)
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).arrived_on == date(2025, 1, 8)


def test_a_day_to_come_is_not_believed(store: Store, letter: Letter) -> None:
    misread = letter.header.model_copy(update={"issue_date": date(2074, 3, 12)})
    letter_id = archive(store, letter.model_copy(update={"header": misread}))
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).arrived_on == TAKEN_OVER


def test_it_takes_no_number_from_the_register(store: Store, letter: Letter, archived: int) -> None:
    first = add_letter(store, letter)
    with store.reading() as session:
        assert session.get_one(StoredLetter, first).arrival_number == 1
        assert not registered_letter(session, archived).registered
        assert list(check(store)) == []


def test_it_is_listed_by_its_book_only(store: Store, archived: int) -> None:
    with store.reading() as session:
        assert list(registered_letters(session)) == []
        assert [one.id for one in registered_letters(session, book=BOOK)] == [archived]
        assert [one.id for one in registered_letters(session, ids=[archived])] == [archived]


def test_it_is_found_by_its_words(store: Store, archived: int) -> None:
    with store.reading() as session:
        assert [hit.letter_id for hit in search(session, Query(words="ho dap"))] == [archived]


def test_its_tasks_are_nobodys(store: Store, archived: int, anybody: User) -> None:
    with store.reading() as session:
        tasks = session.scalars(select(StoredTask).where(StoredTask.letter_id == archived)).all()
        assert [task.status for task in tasks] == ["archived", "archived"]
        assert session.get_one(StoredLetter, archived).next_due is None
        assert due_tasks(session) == []
        of_calendar = select(StoredTask.id).join(StoredLetter, StoredLetter.id == StoredTask.letter_id)
        assert session.scalars(of_calendar.where(*standing_tasks(anybody))).all() == []


def test_a_task_that_somebody_begins_is_followed(store: Store, archived: int, anybody: User) -> None:
    def begin(session: Session) -> None:
        task = session.scalars(select(StoredTask).where(StoredTask.letter_id == archived)).first()
        assert task is not None
        change_task(session, task.id, anybody, status="open")

    store.write(begin)
    with store.reading() as session:
        assert session.get_one(StoredLetter, archived).next_due == date(2024, 3, 25)


def test_a_task_that_a_correction_adds_is_of_the_archive_too(
    store: Store, letter: Letter, archived: int, anybody: User
) -> None:
    more = Task(id="3", page=1, text="Báo cáo kết quả.", lead=[Office(name="Hạt Kiểm lâm huyện")])
    corrected = letter.model_copy(update={"tasks": [*letter.tasks, more]})
    store.write(lambda session: correct_letter(session, archived, corrected, anybody))
    with store.reading() as session:
        states = session.scalars(select(StoredTask.status).where(StoredTask.letter_id == archived))
        assert set(states) == {"archived"}


def test_it_does_not_wait_to_be_checked(store: Store, archived: int, anybody: User) -> None:
    with store.reading() as session:
        waiting = inbox_page(session, anybody, Filters(state="waiting"), TAKEN_OVER)
        assert waiting.lines == []
        assert next_unchecked(session, anybody, 0) is None
        assert standing_on(session, anybody, date(2024, 3, 12)).unchecked == 0


def test_the_inbox_shows_it_without_a_number_and_does_not_call_it_new(
    store: Store, archived: int, anybody: User
) -> None:
    with store.reading() as session:
        lines = inbox_page(session, anybody, Filters(), TAKEN_OVER).lines
        assert [(line.id, line.arrival_number, line.state) for line in lines] == [(archived, None, "archived")]
        assert inbox_page(session, anybody, Filters(state="archived"), TAKEN_OVER).lines == lines
        assert come_since(session, anybody, Filters(), TAKEN_OVER, 0) == []


def test_a_letter_that_the_archive_has_comes_with_a_doubt_that_names_it(
    store: Store, letter: Letter, archived: int
) -> None:
    again = add_letter(store, letter)
    with store.reading() as session:
        doubts = registered_letter(session, again).letter.doubts
        assert [doubt.details for doubt in doubts] == [{"book": BOOK}]
        assert session.get_one(StoredLetter, again).duplicate_of == archived


def test_in_a_sentence_it_is_called_by_its_own_number(store: Store, archived: int) -> None:
    with store.reading() as session:
        words = called(session.get_one(StoredLetter, archived))
    assert "642/UBND-NN" in words
    assert BOOK in words


def test_files_of_the_day_are_read_before_those_of_an_archive(store: Store) -> None:
    old = store.write(lambda session: add_job(session, "c" * 64, kind=jobs.ARCHIVE))
    new = store.write(lambda session: add_job(session, "d" * 64))
    taken = [store.write(lambda session: jobs.lease(session, "w", 1, PATIENCE)) for _ in range(2)]
    assert [[job.id for job in some] for some in taken] == [[new], [old]]
    with store.reading() as session:
        assert session.get_one(Job, old).state == "leased"


def test_its_meeting_is_in_nobodys_calendar(store: Store, archived: int, anybody: User) -> None:
    with store.reading() as session:
        wanted = letters_of_whom(anybody, Whose.ALL)
        assert session.scalars(select(StoredLetter.id).where(*wanted)).all() == []
