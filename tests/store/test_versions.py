"""Two people at one letter, and the way back: who is told what, and what a version that is taken back brings."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store, registered_letter
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import change_task, correct_letter, strike_out
from docproc.store.entered.corrections import Correction, correct_value, go_back, undo
from docproc.store.entered.versions import NoSuchVersion
from docproc.store.faults import ChangedMeanwhile, LetterStruckOut, NoSuchField, NothingToUndo
from docproc.store.schema import LetterVersion, StoredTask


def correct(store: Store, who: str, field: str, value: str | None, seen: int | None) -> Correction:
    def write(session: Session) -> Correction:
        return correct_value(session, 1, field, value, add_user(session, who), seen=seen)

    return store.write(write)


def back(store: Store, seen: int, who: str = "lan") -> int:
    return store.write(lambda session: undo(session, 1, add_user(session, who), seen))


def now(store: Store) -> Letter:
    with store.reading() as session:
        return registered_letter(session, 1).letter


def put(store: Store, letter: Letter, who: str = "minh") -> None:
    store.write(lambda session: correct_letter(session, 1, letter, add_user(session, who)))


def test_the_second_who_changes_a_field_is_told_who_did_it_and_what_it_is_now(
    store: Store, registered: int
) -> None:
    store.write(lambda session: add_user(session, "minh", "Trần Văn Minh"))
    correct(store, "minh", "header.number", "700", 1)
    with pytest.raises(ChangedMeanwhile) as told:
        correct(store, "lan", "header.number", "643", 1)
    assert (told.value.details["who"], told.value.details["now"]) == ("Trần Văn Minh", "700")
    assert datetime.strptime(str(told.value.details["when"]), "%H:%M %d/%m/%Y")
    assert now(store).header.number == "700"


def test_changes_of_two_fields_both_go_through(store: Store, registered: int) -> None:
    correct(store, "minh", "header.number", "700", 1)
    assert correct(store, "lan", "header.symbol", "UBND-VX", 1).version == 3
    assert (now(store).header.number, now(store).header.symbol) == ("700", "UBND-VX")


def test_one_who_changes_a_field_twice_is_in_nobodys_way(store: Store, registered: int) -> None:
    correct(store, "lan", "header.number", "700", 1)
    assert correct(store, "lan", "header.number", "701", 1).after == "701"


def test_a_value_that_somebody_only_confirmed_is_not_changed(store: Store, registered: int) -> None:
    correct(store, "minh", "tasks[0].lead", "Hạt Kiểm lâm huyện", 1)
    correct(store, "minh", "header.number", "642", 1)
    assert correct(store, "lan", "header.number", "643", 1).after == "643"
    assert correct(store, "lan", "tasks[0].lead", "Công an huyện", 1).version == 4


def test_a_task_is_found_where_it_stands_now(store: Store, registered: int, letter: Letter) -> None:
    put(store, letter.model_copy(update={"tasks": letter.tasks[::-1]}))
    correct(store, "lan", "tasks[1].text", "Tuyên truyền về cháy rừng.", 1)
    assert [task.text for task in now(store).tasks] == ["Tuyên truyền về cháy rừng.", "Rà soát phương án."]


def test_a_task_that_is_gone_cannot_be_corrected(store: Store, registered: int, letter: Letter) -> None:
    put(store, letter.model_copy(update={"tasks": letter.tasks[:1]}))
    with pytest.raises(ChangedMeanwhile):
        correct(store, "lan", "tasks[1].lead", "Công an huyện", 1)


def test_a_task_that_one_took_out_oneself_is_no_field_any_more(
    store: Store, registered: int, letter: Letter
) -> None:
    put(store, letter.model_copy(update={"tasks": letter.tasks[:1]}), "lan")
    with pytest.raises(NoSuchField):
        correct(store, "lan", "tasks[1].lead", "Công an huyện", 1)


def test_a_field_of_a_task_that_never_was_is_none(store: Store, registered: int) -> None:
    correct(store, "minh", "header.number", "700", 1)
    with pytest.raises(NoSuchField):
        correct(store, "lan", "tasks[7].lead", "Công an huyện", 1)


@pytest.mark.parametrize("seen", [0, -1, 2, 2**40])
def test_a_version_that_there_is_not_was_not_seen(store: Store, registered: int, seen: int) -> None:
    with pytest.raises(NoSuchVersion):
        correct(store, "lan", "header.number", "700", seen)


def test_undo_twice_brings_back_what_was_taken_back_and_removes_nothing(store: Store, registered: int) -> None:
    correct(store, "lan", "header.number", "700", 1)
    assert back(store, 2) == 3
    assert now(store).header.number == "642"
    assert back(store, 3) == 4
    assert now(store).header.number == "700"
    with store.reading() as session:
        assert list(session.scalars(select(LetterVersion.version))) == [1, 2, 3, 4]
        assert list(trail(session, "letter", 1))[-1].details == {"version": 4, "back_to": 2}


def test_the_reading_of_the_machine_can_be_reached_again(store: Store, registered: int, letter: Letter) -> None:
    correct(store, "lan", "header.number", "700", 1)
    correct(store, "lan", "header.symbol", "UBND-VX", 2)
    store.write(lambda session: go_back(session, 1, 1, add_user(session, "lan"), 3))
    assert now(store) == letter


def test_undo_takes_back_only_what_was_seen(store: Store, registered: int) -> None:
    correct(store, "lan", "header.number", "700", 1)
    correct(store, "minh", "header.symbol", "UBND-VX", 2)
    with pytest.raises(ChangedMeanwhile):
        back(store, 2)
    assert now(store).header.symbol == "UBND-VX"


def test_undo_pressed_twice_by_mistake_undoes_once(store: Store, registered: int) -> None:
    correct(store, "lan", "header.number", "700", 1)
    back(store, 2)
    with pytest.raises(ChangedMeanwhile):
        back(store, 2)


def test_what_nobody_changed_cannot_be_undone(store: Store, registered: int) -> None:
    with pytest.raises(NothingToUndo):
        back(store, 1)


def test_a_letter_that_is_struck_out_is_not_taken_back(store: Store, registered: int) -> None:
    correct(store, "lan", "header.number", "700", 1)
    store.write(lambda session: strike_out(session, 1, "nhầm", add_user(session, "lan")))
    with pytest.raises(LetterStruckOut):
        back(store, 2)


def test_a_task_comes_back_with_what_was_entered_about_it(store: Store, registered: int, letter: Letter) -> None:
    store.write(lambda session: change_task(session, 2, add_user(session, "lan"), owner="Tổ 2"))
    put(store, letter.model_copy(update={"tasks": letter.tasks[:1]}))
    back(store, 2)
    with store.reading() as session:
        row = session.get_one(StoredTask, 2)
        assert (row.dropped, row.owner) == (False, "Tổ 2")


def test_undo_tells_the_same_document_anew(store: Store, registered: int, letter: Letter) -> None:
    other = letter.model_copy(deep=True)
    other.header.number = "700"
    second = add_letter(store, other)
    store.write(
        lambda session: correct_value(session, second, "header.number", "642", add_user(session, "lan"), seen=1)
    )
    store.write(lambda session: undo(session, second, add_user(session, "lan"), 2))
    with store.reading() as session:
        found = registered_letter(session, second)
        assert (found.duplicate_of, found.letter.doubts) == (None, [])
