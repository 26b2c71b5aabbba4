"""Letters and tasks chosen by a condition on their rows, as the desk asks for those that a person may see."""

from __future__ import annotations

from datetime import date

from store_rows import add_letter

from docproc.letter import Letter
from docproc.records import Progress, TypedTask, text_mark
from docproc.store import Store, days_of_letters, registered_letters, tracked_tasks
from docproc.store.audit import add_user
from docproc.store.entered.typed import take_seen
from docproc.store.people.access import visible
from docproc.store.records import letter_tasks


def _secret(letter: Letter) -> Letter:
    return letter.model_copy(update={"header": letter.header.model_copy(update={"secrecy": "Mật"})})


def test_letters_tasks_and_days_keep_to_what_a_person_may_see(
    store: Store, registered: int, letter: Letter
) -> None:
    add_letter(store, _secret(letter), day=date(2024, 6, 1))
    lan = store.write(lambda session: add_user(session, "lan"))
    with store.reading() as session:
        seen = visible(lan)
        assert [record.id for record in registered_letters(session, only=seen)] == [registered]
        assert {task.letter.id for task in tracked_tasks(session, only=seen)} == {registered}
        assert [arrived for arrived, _dated in days_of_letters(session, only=seen)] == [date(2024, 5, 6)]
        assert days_of_letters(session, "Sổ khác") == []
        assert len(days_of_letters(session)) == 2


def test_a_table_takes_only_tasks_that_the_person_may_see(store: Store, registered: int, letter: Letter) -> None:
    hidden = add_letter(store, _secret(letter))
    lan = store.write(lambda session: add_user(session, "lan"))
    then = Progress(None, "open", 0, None, None, None)
    now = Progress(None, "open", 0, None, "15/BC-UBND", None)
    with store.reading() as session:
        tasks = [letter_tasks(session, number)[0] for number in (registered, hidden)]
    lines = [
        TypedTask(line, one.id, one.letter.file_sha256, one.task.id, text_mark(one.task.text), then, now)
        for line, one in enumerate(tasks, start=7)
    ]
    taken = store.write(lambda session: take_seen(session, lines, lan, date(2024, 6, 1)))
    assert [one.changed for one in taken] == [("reply",), ()]
    assert taken[1].refused
    with store.reading() as session:
        replies = [letter_tasks(session, number)[0].reply for number in (registered, hidden)]
    assert replies == ["15/BC-UBND", None]
