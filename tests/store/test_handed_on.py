"""To whom a letter was handed on: what the register of incoming letters asks for, written down by people."""

from __future__ import annotations

from datetime import date

import pytest
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.entered.changes import strike_out
from docproc.store.faults import ChangedMeanwhile, LetterStruckOut, NoSuchLetter, WrongValue
from docproc.store.letters.handed_on import HandedOn, hand_on, handed_on, receivers
from docproc.store.people.members import retire
from docproc.store.people.units import add_unit
from docproc.store.schema import StoredLetter, User

TODAY = date(2024, 5, 8)
GIVEN = HandedOn("Phòng Nội vụ", date(2024, 5, 7), "gấp")


@pytest.fixture
def lan(store: Store) -> User:
    return store.write(lambda session: add_user(session, "lan"))


@pytest.fixture
def letter_id(store: Store, letter: Letter) -> int:
    return add_letter(store, letter, day=date(2024, 5, 6))


def _hand_on(store: Store, letter_id: int, wanted: HandedOn, user: User, seen: HandedOn | None = None) -> None:
    store.write(lambda session: hand_on(session, letter_id, wanted, user, TODAY, seen))


def _found(store: Store, letter_id: int, user: User) -> HandedOn:
    with store.reading() as session:
        return handed_on(session, letter_id, user)


def test_what_was_written_down_stands_in_the_register(store: Store, letter_id: int, lan: User) -> None:
    _hand_on(store, letter_id, GIVEN, lan)
    assert _found(store, letter_id, lan) == GIVEN
    with store.reading() as session:
        row = session.get_one(StoredLetter, letter_id)
        assert (row.given_to, row.given_on, row.note) == ("Phòng Nội vụ", date(2024, 5, 7), "gấp")


def test_what_is_left_out_is_taken_away(store: Store, letter_id: int, lan: User) -> None:
    _hand_on(store, letter_id, GIVEN, lan)
    _hand_on(store, letter_id, HandedOn("Phòng Nội vụ", None, "  "), lan)
    assert _found(store, letter_id, lan) == HandedOn("Phòng Nội vụ")


def test_the_trail_tells_what_changed_and_nothing_else(store: Store, letter_id: int, lan: User) -> None:
    _hand_on(store, letter_id, GIVEN, lan)
    _hand_on(store, letter_id, HandedOn("Phòng Kinh tế", GIVEN.given_on, GIVEN.note), lan)
    _hand_on(store, letter_id, HandedOn("Phòng Kinh tế", GIVEN.given_on, GIVEN.note), lan)
    with store.reading() as session:
        changes = [line.details for line in trail(session, "letter", letter_id) if line.did == "changed"]
    assert changes[1:] == [{"before": {"given_to": "Phòng Nội vụ"}, "after": {"given_to": "Phòng Kinh tế"}}]


@pytest.mark.parametrize("day", [date(2024, 5, 5), date(2024, 5, 9)], ids=["before it came", "to come"])
def test_a_day_on_which_it_cannot_have_been_is_refused(
    store: Store, letter_id: int, lan: User, day: date
) -> None:
    with pytest.raises(WrongValue):
        _hand_on(store, letter_id, HandedOn("Phòng Nội vụ", day), lan)


def test_the_second_of_two_people_is_told(store: Store, letter_id: int, lan: User) -> None:
    hoa = store.write(lambda session: add_user(session, "hoa"))
    _hand_on(store, letter_id, GIVEN, hoa, HandedOn())
    with pytest.raises(ChangedMeanwhile) as told:
        _hand_on(store, letter_id, HandedOn("Phòng Kinh tế"), lan, HandedOn())
    assert "hoa" in told.value.cause() and "Phòng Nội vụ" in told.value.cause()
    assert _found(store, letter_id, lan) == GIVEN


def test_two_who_change_different_things_do_not_hinder_each_other(
    store: Store, letter_id: int, lan: User
) -> None:
    before = HandedOn("Phòng Nội vụ")
    _hand_on(store, letter_id, before, lan)
    _hand_on(store, letter_id, HandedOn("Phòng Nội vụ", note="gấp"), lan, before)
    _hand_on(store, letter_id, HandedOn("Phòng Nội vụ", date(2024, 5, 7), "gấp"), lan, HandedOn(note="gấp"))
    assert _found(store, letter_id, lan) == GIVEN


def test_a_letter_that_is_struck_out_goes_to_nobody(store: Store, letter_id: int, lan: User) -> None:
    store.write(lambda session: strike_out(session, letter_id, "ghi nhầm", lan))
    with pytest.raises(LetterStruckOut):
        _hand_on(store, letter_id, GIVEN, lan)


def test_a_confidential_letter_is_not_there_for_who_may_not_see_it(
    store: Store, letter: Letter, lan: User
) -> None:
    letter.header.secrecy = "MẬT"
    secret = add_letter(store, letter)
    for ask in (lambda: _found(store, secret, lan), lambda: _hand_on(store, secret, GIVEN, lan)):
        with pytest.raises(NoSuchLetter):
            ask()


def test_units_are_offered_before_people_and_nobody_who_has_left(store: Store, lan: User) -> None:
    hoa = store.write(lambda session: add_user(session, "hoa"))
    store.write(lambda session: add_unit(session, "Phòng Nội vụ", lan))
    store.write(lambda session: retire(session, hoa.id, lan))
    with store.reading() as session:
        assert receivers(session) == ["Phòng Nội vụ", "lan"]
