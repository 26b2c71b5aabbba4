"""Lines of the register that are struck out: the number stays, the tasks come due no more."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store, open_store, registered_letter, registered_letters, tracked_tasks
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import let_stand, strike_out
from docproc.store.faults import LetterStands, LetterStruckOut, NoSuchLetter, StoreFull, WrongValue
from docproc.store.records import due_tasks
from docproc.store.register import missing_numbers
from docproc.store.search import Query, search

WHY = "văn bản gửi nhầm cho xã khác"


def strike(store: Store, letter_id: int, why: str = WHY) -> None:
    store.write(lambda session: strike_out(session, letter_id, why, add_user(session, "lan")))


def test_number_stays_and_the_reason_is_kept(store: Store, registered: int) -> None:
    strike(store, registered)
    with store.reading() as session:
        found = registered_letter(session, registered)
        assert (found.arrival_number, found.void_reason) == (1, WHY)
        assert [one.id for one in registered_letters(session)] == [registered]
        assert missing_numbers(session) == []


def test_the_next_letter_gets_the_next_number(store: Store, registered: int, letter: Letter) -> None:
    strike(store, registered)
    second = add_letter(store, letter)
    with store.reading() as session:
        assert registered_letter(session, second).arrival_number == 2


def test_its_tasks_come_due_no_more(store: Store, registered: int) -> None:
    strike(store, registered)
    with store.reading() as session:
        assert list(tracked_tasks(session)) == []
        assert due_tasks(session) == []
        assert search(session, Query(due_to=date(2030, 1, 1))) == []
        assert [task.task.id for task in tracked_tasks(session, struck_out=True)] == ["1", "2"]


def test_a_letter_like_one_that_was_struck_out_is_no_second_one(
    store: Store, registered: int, letter: Letter
) -> None:
    strike(store, registered)
    again = add_letter(store, letter)
    with store.reading() as session:
        assert registered_letter(session, again).duplicate_of is None


def test_a_wrong_line_stands_again_and_the_trail_knows_all(store: Store, registered: int) -> None:
    strike(store, registered)
    store.write(lambda session: let_stand(session, registered, "gạch nhầm dòng", add_user(session, "minh")))
    with store.reading() as session:
        assert registered_letter(session, registered).void_reason is None
        assert len(due_tasks(session)) == 2
        entries = [(entry.did, entry.details.get("reason")) for entry in trail(session, "letter", registered)]
        assert entries[1:] == [("struck_out", WHY), ("stands_again", "gạch nhầm dòng")]


def test_what_cannot_be_struck_out_is_named(store: Store, registered: int) -> None:
    with pytest.raises(LetterStands, match="is not struck out"):
        store.write(lambda session: let_stand(session, registered, WHY, add_user(session, "lan")))
    strike(store, registered)
    with pytest.raises(LetterStruckOut, match=WHY):
        strike(store, registered)
    with pytest.raises(NoSuchLetter, match="no letter 9"):
        strike(store, 9)


@pytest.mark.parametrize("why", ["", " \n", "x" * 2001, "a\x00b", "a\ud800"])
def test_a_reason_needs_words(store: Store, registered: int, why: str) -> None:
    with pytest.raises(WrongValue, match="words on one line"):
        strike(store, registered, why)


def test_cut_off_in_the_middle_nothing_is_struck_out(store: Store, registered: int, cut_off: None) -> None:
    with pytest.raises(RuntimeError):
        strike(store, registered)
    with store.reading() as session:
        assert registered_letter(session, registered).void_reason is None
        assert [entry.did for entry in trail(session, "letter", registered)] == ["registered"]


def test_a_full_disk_strikes_nothing_out_and_afterwards_it_goes_on(sqlite_store: Store, letter: Letter) -> None:
    registered = add_letter(sqlite_store, letter)
    patient = open_store(sqlite_store.data, patience=0.5)
    with patient.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")  # SQLite then fails as on a full disk

    def write(session: Session) -> None:
        strike_out(session, registered, WHY, add_user(session, "lan", "x" * 100_000))

    with pytest.raises(StoreFull):
        patient.write(write)
    with patient.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 100000")
    with patient.reading() as session:
        assert registered_letter(session, registered).void_reason is None
    patient.write(write)
    with patient.reading() as session:
        assert registered_letter(session, registered).void_reason == WHY
    patient.close()


def test_a_lost_connection_strikes_out_once(store: Store, registered: int) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has no connection to lose")
    turns = []

    def write(session: Session) -> None:
        strike_out(session, registered, WHY, add_user(session, "lan"))
        session.flush()
        turns.append(1)
        if len(turns) == 1:
            session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    store.write(write)
    with store.reading() as session:
        assert [entry.did for entry in trail(session, "letter", registered)] == ["registered", "struck_out"]
        assert len(turns) == 2
