"""Who may see a confidential letter, and what happens when its secrecy is corrected."""

from __future__ import annotations

import pytest
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import change_task
from docproc.store.entered.corrections import correct_value
from docproc.store.faults import NoSuchLetter
from docproc.store.people import readers
from docproc.store.people.passwords import set_password
from docproc.store.people.readers import NobodyToName, NotConfidential
from docproc.store.schema import User


@pytest.fixture
def people(store: Store) -> dict[str, User]:
    """Hoa may see all confidential letters, Lan and Minh may not."""

    def write(session):  # type: ignore[no-untyped-def]
        added = {name: add_user(session, name) for name in ("hoa", "lan", "minh")}
        added["hoa"].confidential = True
        return added

    return store.write(write)


@pytest.fixture
def secret(store: Store, letter: Letter) -> int:
    letter.header.secrecy = "MẬT"
    return add_letter(store, letter)


def _readers(store: Store, letter_id: int, user: User) -> readers.Readers:
    with store.reading() as session:
        return readers.readers_of(session, letter_id, user)


def _named(store: Store, letter_id: int, user: User) -> list[str]:
    return [one.user.name for one in _readers(store, letter_id, user).named]


def test_who_was_named_sees_the_letter_until_it_is_taken_back(
    store: Store, secret: int, people: dict[str, User]
) -> None:
    hoa, lan = people["hoa"], people["lan"]
    with pytest.raises(NoSuchLetter):
        _readers(store, secret, lan)
    for _ in range(2):
        store.write(lambda session: readers.name_reader(session, secret, lan.id, hoa))
    assert _named(store, secret, lan) == ["lan"]
    for _ in range(2):
        store.write(lambda session: readers.take_back(session, secret, lan.id, hoa))
    with pytest.raises(NoSuchLetter):
        _readers(store, secret, lan)
    with store.reading() as session:
        deeds = [(entry.did, entry.details.get("person")) for entry in trail(session, "letter", secret)][1:]
    assert deeds == [("let_in", lan.id), ("shut_out", lan.id)]


def test_nobody_is_let_in_by_somebody_who_may_not_see_the_letter(
    store: Store, secret: int, people: dict[str, User]
) -> None:
    with pytest.raises(NoSuchLetter):
        store.write(lambda session: readers.name_reader(session, secret, people["lan"].id, people["minh"]))
    with pytest.raises(NoSuchLetter):
        store.write(lambda session: readers.take_back(session, secret, people["hoa"].id, people["minh"]))


def test_nobody_is_named_for_a_letter_that_everybody_sees(
    store: Store, registered: int, people: dict[str, User]
) -> None:
    with pytest.raises(NotConfidential):
        store.write(lambda session: readers.name_reader(session, registered, people["lan"].id, people["hoa"]))


@pytest.mark.parametrize("number", [0, 99, 2**40])
def test_nobody_is_named_who_is_not_there(
    store: Store, secret: int, people: dict[str, User], number: int
) -> None:
    with pytest.raises(NobodyToName):
        store.write(lambda session: readers.name_reader(session, secret, number, people["hoa"]))


def test_who_marks_a_letter_as_confidential_still_sees_it(
    store: Store, registered: int, people: dict[str, User]
) -> None:
    lan = people["lan"]
    store.write(lambda session: correct_value(session, registered, "header.secrecy", "MẬT", lan))
    assert _named(store, registered, lan) == ["lan"]
    with pytest.raises(NoSuchLetter):
        _readers(store, registered, people["minh"])


def test_a_letter_whose_mark_is_taken_off_is_seen_by_all_and_finds_its_names_again(
    store: Store, secret: int, people: dict[str, User]
) -> None:
    hoa, lan, minh = people.values()
    store.write(lambda session: readers.name_reader(session, secret, lan.id, hoa))
    store.write(lambda session: correct_value(session, secret, "header.secrecy", None, hoa))
    assert _readers(store, secret, minh).secrecy is None
    store.write(lambda session: correct_value(session, secret, "header.secrecy", "MẬT", hoa))
    assert _named(store, secret, hoa) == ["lan"]
    with pytest.raises(NoSuchLetter):
        _readers(store, secret, minh)


def test_who_has_a_task_of_a_letter_that_they_may_not_see_is_told(
    store: Store, secret: int, people: dict[str, User]
) -> None:
    hoa, lan, _minh = people.values()
    store.write(lambda session: change_task(session, 1, hoa, assigned_to=lan.id))
    found = _readers(store, secret, hoa)
    assert [one.name for one in found.lacking] == ["lan"]
    assert [one.name for one in found.others] == ["minh"]
    assert [one.name for one in found.everywhere] == ["hoa"]


def test_confidential_letters_that_nobody_sees_are_counted(
    store: Store, secret: int, people: dict[str, User]
) -> None:
    def count() -> int:
        with store.reading() as session:
            return readers.letters_seen_by_nobody(session)

    assert count() == 1  # Hoa may, but cannot log in
    store.write(
        lambda session: set_password(session, session.get_one(User, people["hoa"].id), "một câu dài dễ nhớ", None)
    )
    assert count() == 0
