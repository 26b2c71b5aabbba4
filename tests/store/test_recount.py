"""Deadlines that count from the day of a letter, when that day is corrected."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Deadline, Header, Letter, Task
from docproc.store import Store, registered_letter
from docproc.store.audit import add_user
from docproc.store.entered.corrections import Correction, correct_value, undo
from docproc.store.faults import ChangedMeanwhile, WrongValue
from docproc.store.letters.recount import deadline_in, recount
from docproc.store.schema import StoredTask

ISSUED = date(2024, 3, 12)
FROM_SIGNING = "Báo cáo kết quả trong 10 ngày kể từ ngày ký văn bản này."
FROM_RECEIPT = "Gửi danh sách trong vòng 05 ngày làm việc kể từ ngày nhận được văn bản này."


def letter_with(*texts: str) -> Letter:
    """A letter whose tasks have the deadlines that docproc reads in them."""
    header = Header(number="642", symbol="UBND-NN", issuer="UBND huyện Suối Vàng", issue_date=ISSUED)
    letter = Letter(file="a.pdf", pages=1, header=header)
    for at, text in enumerate(texts):
        deadline, doubts = deadline_in(text, header, [])
        letter.tasks.append(Task(id=str(at + 1), page=1, text=text, deadline=deadline))
        letter.doubts += [doubt.model_copy(update={"field": f"tasks[{at}].deadline"}) for doubt in doubts]
    return letter


def days(letter: Letter) -> list[date | None]:
    return [task.deadline.last_day if task.deadline else None for task in letter.tasks]


def correct(store: Store, field: str, value: str | None, who: str = "lan", seen: int | None = None) -> Correction:
    def write(session: Session) -> Correction:
        return correct_value(session, 1, field, value, add_user(session, who), seen=seen)

    return store.write(write)


def stored(store: Store) -> Letter:
    with store.reading() as session:
        return registered_letter(session, 1).letter


def test_a_deadline_counts_from_the_corrected_day_and_that_is_said(store: Store) -> None:
    add_letter(store, letter_with(FROM_SIGNING, "Rà soát trước ngày 29/3/2024."))
    done = correct(store, "header.issue_date", "19/3/2024")
    assert done.moved == ("tasks[0].deadline",)
    assert days(stored(store)) == [date(2024, 3, 29), date(2024, 3, 28)]
    with store.reading() as session:
        assert list(session.scalars(select(StoredTask.last_day).order_by(StoredTask.id))) == [
            date(2024, 3, 29),
            date(2024, 3, 28),
        ]


def test_a_deadline_that_a_person_wrote_stays(store: Store) -> None:
    add_letter(store, letter_with(FROM_SIGNING))
    correct(store, "tasks[0].deadline", "1/4/2024")
    assert correct(store, "header.issue_date", "19/3/2024").moved == ()
    assert days(stored(store)) == [date(2024, 4, 1)]


def test_a_deadline_before_the_corrected_day_is_doubted() -> None:
    letter = letter_with("Rà soát trước ngày 29/3/2024.")
    letter.header.issue_date = date(2024, 4, 12)
    assert recount(letter, ISSUED) == []
    assert "due_before_issue" in [doubt.code for doubt in letter.doubts]


def test_a_doubt_that_was_settled_does_not_come_back_while_the_day_stays() -> None:
    letter = letter_with("Rà soát xong trong ngày 31/3/2024.")
    assert [doubt.code for doubt in letter.doubts] == ["day_off"]
    letter.doubts = []
    letter.header.issue_date = date(2024, 3, 14)
    recount(letter, ISSUED)
    assert letter.doubts == []


def test_a_day_that_could_not_be_counted_is_counted_when_the_day_of_issue_is_known() -> None:
    letter = letter_with(FROM_SIGNING)
    letter.header.issue_date = None
    recount(letter, ISSUED)
    assert (days(letter), [doubt.code for doubt in letter.doubts]) == ([None], ["issue_date_unknown"])
    letter.header.issue_date = ISSUED
    recount(letter, None)
    assert (days(letter), letter.doubts) == ([date(2024, 3, 22)], [])


def test_tasks_of_an_attached_letter_count_from_its_own_day() -> None:
    from docproc.letter import Attachment

    letter = letter_with(FROM_SIGNING)
    own = Header(issue_date=ISSUED)
    letter.attachments = [Attachment(first_page=1, last_page=1, header=own, task_ids=["1"])]
    letter.header.issue_date = date(2024, 5, 2)
    assert recount(letter, ISSUED) == []


def test_a_corrected_day_of_arrival_is_counted_from_and_settles_that_it_was_unknown(store: Store) -> None:
    add_letter(store, letter_with(FROM_RECEIPT), day=date(2024, 3, 18))
    assert days(stored(store)) == [date(2024, 3, 19)]
    done = correct(store, "arrived_on", "20/3/2024")
    assert (done.before, done.after, done.moved) == (
        date(2024, 3, 18),
        date(2024, 3, 20),
        ("tasks[0].deadline",),
    )
    assert (days(stored(store)), stored(store).doubts) == ([date(2024, 3, 27)], [])
    with store.reading() as session:
        assert registered_letter(session, 1).arrived_on == date(2024, 3, 20)


def test_a_day_of_arrival_that_is_known_stays_when_the_day_of_issue_is_corrected(store: Store) -> None:
    add_letter(store, letter_with(FROM_RECEIPT), day=date(2024, 3, 18))
    correct(store, "arrived_on", "20/3/2024")
    correct(store, "header.issue_date", "11/3/2024")
    assert days(stored(store)) == [date(2024, 3, 27)]


def test_undo_takes_the_day_of_arrival_back_and_again_forth(store: Store) -> None:
    add_letter(store, letter_with(FROM_RECEIPT), day=date(2024, 3, 18))
    correct(store, "arrived_on", "20/3/2024")
    for seen, day in ((2, date(2024, 3, 18)), (3, date(2024, 3, 20))):

        def back(session: Session, seen: int = seen) -> int:
            return undo(session, 1, add_user(session, "lan"), seen)

        store.write(back)
        with store.reading() as session:
            assert registered_letter(session, 1).arrived_on == day


@pytest.mark.parametrize("given", ["20/3/2023", "hôm qua", None, "31/2/2024"])
def test_a_day_of_arrival_of_another_year_or_none_is_refused(store: Store, given: str | None) -> None:
    add_letter(store, letter_with(FROM_RECEIPT))
    with pytest.raises(WrongValue):
        correct(store, "arrived_on", given)


def test_the_second_who_corrects_the_day_of_arrival_is_told(store: Store) -> None:
    add_letter(store, letter_with(FROM_RECEIPT), day=date(2024, 3, 18))
    correct(store, "arrived_on", "20/3/2024", "minh", 1)
    with pytest.raises(ChangedMeanwhile):
        correct(store, "arrived_on", "21/3/2024", "lan", 1)


def test_a_deadline_without_its_words_in_the_text_stays() -> None:
    letter = letter_with(FROM_SIGNING)
    letter.tasks[0].deadline = Deadline(text="10 ngày kể từ ngày ký", date=ISSUED, last_day=ISSUED)
    letter.tasks[0].text = "Báo cáo kết quả."
    letter.header.issue_date = date(2024, 4, 12)
    assert (recount(letter, date(2024, 3, 12)), days(letter)) == ([], [ISSUED])
