"""The people and units of an office: added, changed, retired; the last administrator stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.faults import ChangedMeanwhile, WrongValue
from docproc.store.people import members, passwords, sessions, units
from docproc.store.people.members import LastAdministrator, NoSuchPerson
from docproc.store.people.units import NoSuchUnit
from docproc.store.schema import User, UserSession, utc_now

PASSWORD = "một câu dài dễ nhớ"
Add = Callable[..., User]


@pytest.fixture
def add(store: Store) -> Add:
    def adding(name: str, role: str = "clerk", **fields: object) -> User:
        return store.write(
            lambda session: members.add_member(session, name, None, password=PASSWORD, role=role, **fields)
        )

    return adding


def _user(store: Store, user_id: int) -> User:
    with store.reading() as session:
        return session.get_one(User, user_id)


def test_a_person_is_added_with_role_and_unit(store: Store, add: Add) -> None:
    unit = store.write(lambda session: units.add_unit(session, "Văn phòng", None))
    lan = add("lan", full_name="Nguyễn Thị Lan", department_id=unit.id, confidential=True)
    with store.reading() as session:
        found = members.member(session, lan.id)
    assert (found.user.role, found.user.full_name, found.user.confidential) == ("clerk", "Nguyễn Thị Lan", True)
    assert found.unit is not None
    assert found.unit.name == "Văn phòng"


def test_no_two_people_have_one_name(add: Add) -> None:
    add("lan")
    with pytest.raises(WrongValue):
        add(" lan ")


@pytest.mark.parametrize("fields", [{"role": "king"}, {"full_name": "x" * 61}, {"full_name": "a\x00b"}])
def test_what_cannot_be_of_a_person_is_refused(store: Store, add: Add, fields: dict[str, str]) -> None:
    lan = add("lan")
    with pytest.raises(WrongValue):
        store.write(lambda session: members.change_member(session, lan.id, None, **fields))


def test_a_unit_that_was_closed_takes_nobody(store: Store, add: Add) -> None:
    lan = add("lan")
    unit = store.write(lambda session: units.add_unit(session, "Văn phòng", None))
    store.write(lambda session: units.close_unit(session, unit.id, None))
    with pytest.raises(NoSuchUnit):
        store.write(lambda session: members.change_member(session, lan.id, None, department_id=unit.id))


def test_a_change_is_in_the_trail_with_before_and_after(store: Store, add: Add) -> None:
    hoa, lan = add("hoa", "administrator"), add("lan")
    store.write(lambda session: members.change_member(session, lan.id, hoa, role="head", full_name=None))
    with store.reading() as session:
        last = list(trail(session, "user", lan.id))[-1]
    assert (last.did, last.user_id) == ("changed", hoa.id)
    assert (last.details["before"], last.details["after"]) == ({"role": "clerk"}, {"role": "head"})


def test_who_changes_what_another_changed_meanwhile_is_told(store: Store, add: Add) -> None:
    hoa, lan = add("hoa", "administrator", full_name="Trần Thị Hoa"), add("lan")
    with store.reading() as session:
        seen = members.member(session, lan.id).seen
    store.write(lambda session: members.change_member(session, lan.id, hoa, seen, role="head"))
    with pytest.raises(ChangedMeanwhile, match="Trần Thị Hoa") as told:
        store.write(lambda session: members.change_member(session, lan.id, hoa, seen, role="viewer"))
    assert told.value.details["now"] == "head of office"
    assert _user(store, lan.id).role == "head"


def test_somebody_who_retires_is_logged_out_and_stays_in_the_list(store: Store, add: Add) -> None:
    add("hoa", "administrator")
    lan = add("lan")
    store.write(lambda session: sessions.begin(session, lan, utc_now()))
    store.write(lambda session: members.retire(session, lan.id, None))
    with store.reading() as session:
        assert session.scalars(select(UserSession)).all() == []
        assert [one.user.name for one in members.members(session)] == ["hoa", "lan"]
    store.write(lambda session: members.bring_back(session, lan.id, None))
    assert _user(store, lan.id).active


def test_a_new_password_ends_the_sessions_and_opens_a_closed_name(store: Store, add: Add) -> None:
    lan = add("lan")

    def close(session: Session) -> None:
        sessions.begin(session, lan, utc_now())
        session.get_one(User, lan.id).locked_until = utc_now()

    store.write(close)
    store.write(lambda session: members.give_password(session, lan.id, "một câu khác hẳn", None))
    with store.reading() as session:
        assert session.scalars(select(UserSession)).all() == []
    assert _user(store, lan.id).locked_until is None


@pytest.mark.parametrize(
    "taking",
    [
        lambda session, user_id: members.retire(session, user_id, None),
        lambda session, user_id: members.change_member(session, user_id, None, role="clerk"),
    ],
)
def test_the_last_administrator_stays(store: Store, add: Add, taking: Callable[[Session, int], None]) -> None:
    hoa = add("hoa", "administrator")
    store.write(lambda session: members.add_member(session, "root", None, role="administrator"))  # no password
    with pytest.raises(LastAdministrator):
        store.write(lambda session: taking(session, hoa.id))
    minh = add("minh", "administrator")
    store.write(lambda session: taking(session, hoa.id))
    with pytest.raises(LastAdministrator):
        store.write(lambda session: taking(session, minh.id))


def test_two_administrators_who_retire_each_other_at_once_do_not_both_succeed(store: Store, add: Add) -> None:
    hoa, minh = add("hoa", "administrator"), add("minh", "administrator")
    ready = threading.Barrier(2)
    refused: list[Exception] = []

    def retire(user: User) -> None:
        ready.wait()
        try:
            store.write(lambda session: members.retire(session, user.id, None))
        except LastAdministrator as error:
            refused.append(error)

    threads = [threading.Thread(target=retire, args=[user]) for user in (hoa, minh)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


@pytest.mark.parametrize("number", [0, -1, 99, 2**40])
def test_a_person_or_unit_that_is_not_there_is_told(store: Store, number: int) -> None:
    with pytest.raises(NoSuchPerson):
        store.write(lambda session: members.retire(session, number, None))
    with pytest.raises(NoSuchUnit):
        store.write(lambda session: units.rename_unit(session, number, "Văn phòng", None))


def test_a_unit_is_renamed_closed_and_opened_again(store: Store) -> None:
    unit = store.write(lambda session: units.add_unit(session, "Văn phòng", None))
    store.write(lambda session: units.rename_unit(session, unit.id, "Văn phòng HĐND và UBND", None))
    store.write(lambda session: units.close_unit(session, unit.id, None))
    with store.reading() as session:
        assert units.units(session) == []
        assert [one.name for one in units.units(session, all_of_them=True)] == ["Văn phòng HĐND và UBND"]
    store.write(lambda session: units.open_unit(session, unit.id, None))
    with store.reading() as session:
        assert [entry.did for entry in trail(session, "unit", unit.id)] == [
            "added",
            "changed",
            "closed",
            "opened",
        ]


def test_no_two_units_have_one_name(store: Store) -> None:
    store.write(lambda session: units.add_unit(session, "Văn phòng", None))
    with pytest.raises(WrongValue):
        store.write(lambda session: units.add_unit(session, "Văn  phòng", None))


def test_nobody_waits_for_the_database_while_a_password_is_weighed(
    store: Store, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("lan")

    def weigh(_kept: str, _password: str) -> bool:
        store.write(lambda session: add_user(session, "minh"))
        return True

    monkeypatch.setattr(passwords, "_is_right", weigh)
    found = passwords.known_person(store, "lan", PASSWORD, datetime.now(UTC))
    assert not isinstance(found, passwords.Refused)
    with store.reading() as session:
        assert session.scalar(select(User.id).where(User.name == "minh")) is not None


def test_a_password_that_was_changed_while_it_was_weighed_is_wrong(
    store: Store, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("lan")

    def weigh(_kept: str, _password: str) -> bool:
        store.write(
            lambda session: passwords.set_password(session, add_user(session, "lan"), "một câu khác hẳn", by=None)
        )
        return True

    monkeypatch.setattr(passwords, "_is_right", weigh)
    found = passwords.known_person(store, "lan", PASSWORD, datetime.now(UTC))
    assert found is passwords.Refused.WRONG
