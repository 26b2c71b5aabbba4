"""A person says that values are right, and that a letter is checked."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

import pytest
from store_rows import add_letter

from docproc.letter import Doubt, Letter
from docproc.store import Store, registered_letter
from docproc.store.audit import add_user
from docproc.store.entered.changes import strike_out
from docproc.store.entered.checking import confirm_value, mark_checked, next_unchecked
from docproc.store.entered.corrections import correct_value
from docproc.store.faults import ChangedMeanwhile, LetterStruckOut
from docproc.store.schema import LetterVersion, StoredLetter, User

_NOW = datetime(2024, 3, 14, 8, 0, tzinfo=UTC)


@pytest.fixture
def letter(letter: Letter) -> Letter:
    """With a doubt on its number and two on the first task."""
    of = {"header.number": "number_unsure", "tasks[0].deadline": "day_off", "tasks[0].lead": "low_confidence"}
    doubts = [Doubt(field=field, code=code, message="?") for field, code in of.items()]
    return letter.model_copy(update={"doubts": doubts})


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


@pytest.fixture
def hoa(store: Store) -> User:
    return store.write(lambda session: add_user(session, "hoa"))


def _fields(store: Store, number: int) -> list[str]:
    with store.reading() as session:
        return [doubt.field for doubt in registered_letter(session, number).letter.doubts]


def test_what_is_confirmed_is_no_longer_doubtful(store: Store, registered: int, lan: User) -> None:
    version = store.write(lambda session: confirm_value(session, registered, "header.number", lan, 1))
    assert version == 2
    assert _fields(store, registered) == ["tasks[0].deadline", "tasks[0].lead"]
    with store.reading() as session:
        assert session.get_one(StoredLetter, registered).doubts == 2
        assert session.get_one(LetterVersion, (registered, 2)).user_id == lan.id
        assert registered_letter(session, registered).letter.header.confidence == {"number": 1.0}


def test_a_value_that_nobody_doubts_makes_no_new_version(store: Store, registered: int, lan: User) -> None:
    assert store.write(lambda session: confirm_value(session, registered, "header.symbol", lan, 1)) == 1


def test_what_another_one_changed_meanwhile_is_not_confirmed(
    store: Store, registered: int, lan: User, hoa: User
) -> None:
    store.write(lambda session: correct_value(session, registered, "header.number", "643", hoa))
    with pytest.raises(ChangedMeanwhile):
        store.write(lambda session: confirm_value(session, registered, "header.number", lan, 1))
    store.write(lambda session: confirm_value(session, registered, "tasks[0].lead", lan, 1))
    assert _fields(store, registered) == ["tasks[0].deadline"]


def test_a_checked_letter_says_who_looked_and_when(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: mark_checked(session, registered, lan, _NOW, 1))
    with store.reading() as session:
        row = session.get_one(StoredLetter, registered)
        assert (row.checked_at, row.checked_by) == (_NOW, lan.id)


def test_a_letter_that_changed_meanwhile_was_not_looked_at(
    store: Store, registered: int, lan: User, hoa: User
) -> None:
    store.write(lambda session: correct_value(session, registered, "header.number", "643", hoa))
    with pytest.raises(ChangedMeanwhile):
        store.write(lambda session: mark_checked(session, registered, lan, _NOW, 1))


def test_a_letter_that_was_struck_out_is_not_checked(store: Store, registered: int, lan: User) -> None:
    store.write(lambda session: strike_out(session, registered, "nhầm", lan))
    with pytest.raises(LetterStruckOut):
        store.write(lambda session: mark_checked(session, registered, lan, _NOW, 1))


def test_the_next_letter_is_the_one_registered_after_it_that_waits(
    store: Store, registered: int, letter: Letter, lan: User
) -> None:
    second, third, secret = (add_letter(store, _other(letter, place)) for place in (2, 3, 4))

    def following(after: int) -> int | None:
        with store.reading() as session:
            found = next_unchecked(session, lan, after)
            return found.id if found else None

    assert following(registered) == second
    assert following(second) == third
    assert following(third) == registered  # the fourth is confidential
    for number in (registered, second):
        store.write(partial(mark_checked, letter_id=number, user=lan, now=_NOW, seen=1))
    assert following(third) is None
    assert secret


def _other(letter: Letter, place: int) -> Letter:
    header = letter.header.model_copy(update={"number": str(place), "secrecy": "MẬT" if place == 4 else None})
    return letter.model_copy(update={"header": header})
