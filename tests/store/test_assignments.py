"""Tasks handed to people and units, and two people who change the same one."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store
from docproc.store.audit import add_user, trail
from docproc.store.entered.assignments import assign
from docproc.store.entered.changes import change_task, strike_out
from docproc.store.faults import ChangedMeanwhile, LetterStruckOut, NoSuchTask, WrongValue
from docproc.store.schema import Department, StoredTask, User


@pytest.fixture
def office(store: Store) -> dict[str, int]:
    """The ids of a unit, of Minh who is in it, and of Hoa who is in none."""

    def write(session: Session) -> dict[str, int]:
        unit = Department(name="Bộ phận Nông nghiệp")
        session.add(unit)
        session.flush()
        minh, hoa = add_user(session, "minh", "Trần Văn Minh"), add_user(session, "hoa")
        minh.department_id = unit.id
        return {"unit": unit.id, "minh": minh.id, "hoa": hoa.id}

    return store.write(write)


def hand(store: Store, task: int = 1, by: str = "lan", **to: Any) -> None:
    to = {"person": None, "unit": None} | to
    store.write(lambda session: assign(session, task, add_user(session, by), **to))


def change(store: Store, by: str, seen: int | None, **changes: Any) -> None:
    store.write(lambda session: change_task(session, 1, add_user(session, by), seen, **changes))


def row(store: Store, task: int = 1) -> StoredTask:
    with store.reading() as session:
        return session.get_one(StoredTask, task)


def holder(store: Store) -> tuple[str | None, int | None, int | None]:
    found = row(store)
    return found.owner, found.assigned_to, found.department_id


def test_a_task_goes_to_a_person_and_their_unit(store: Store, registered: int, office: dict[str, int]) -> None:
    hand(store, person=office["minh"])
    assert holder(store) == ("Trần Văn Minh", office["minh"], office["unit"])


def test_a_task_goes_to_a_unit(store: Store, registered: int, office: dict[str, int]) -> None:
    hand(store, person=office["hoa"])
    hand(store, unit=office["unit"])
    assert holder(store) == ("Bộ phận Nông nghiệp", None, office["unit"])


def test_a_task_is_taken_back(store: Store, registered: int, office: dict[str, int]) -> None:
    hand(store, person=office["minh"])
    hand(store)
    assert holder(store) == (None, None, None)


def test_who_handed_it_out_stands_in_the_trail(store: Store, registered: int, office: dict[str, int]) -> None:
    hand(store, person=office["hoa"])
    with store.reading() as session:
        (line,) = trail(session, "task", 1)
        assert line.details["after"] == {"owner": "hoa", "assigned_to": office["hoa"], "department_id": None}


def test_an_owner_in_words_alone_is_no_person_of_the_desk(
    store: Store, registered: int, office: dict[str, int]
) -> None:
    hand(store, person=office["minh"])
    change(store, "lan", None, owner="Tổ 1")
    assert holder(store) == ("Tổ 1", None, None)


def test_nobody_who_left_gets_a_task(store: Store, registered: int, office: dict[str, int]) -> None:
    def leave(session: Session) -> None:
        session.get_one(User, office["minh"]).active = False
        session.get_one(Department, office["unit"]).active = False

    store.write(leave)
    for to in ({"person": office["minh"]}, {"unit": office["unit"]}, {"person": 99}, {"unit": 0}):
        with pytest.raises(WrongValue, match="of the office"):
            hand(store, **to)
    assert holder(store) == (None, None, None)


def test_a_confidential_task_goes_only_to_who_may_see_it(
    store: Store, letter: Letter, office: dict[str, int]
) -> None:
    letter.header.secrecy = "MẬT"
    add_letter(store, letter)
    with pytest.raises(WrongValue, match="may see this letter"):
        hand(store, person=office["minh"])


def test_a_task_of_a_struck_out_letter_is_not_handed_out(
    store: Store, registered: int, office: dict[str, int]
) -> None:
    store.write(lambda session: strike_out(session, registered, "nhầm", add_user(session, "lan")))
    with pytest.raises(LetterStruckOut):
        hand(store, person=office["hoa"])
    with pytest.raises(NoSuchTask):
        hand(store, 99, person=office["hoa"])


def test_the_second_who_hands_out_the_same_task_is_told(
    store: Store, registered: int, office: dict[str, int]
) -> None:
    seen = row(store).version
    hand(store, by="lan", person=office["minh"], seen=seen)
    with pytest.raises(ChangedMeanwhile, match=r"person was changed by lan at .*: it is “Trần Văn Minh” now"):
        hand(store, by="hoa", person=office["hoa"], seen=seen)
    hand(store, by="hoa", person=office["hoa"], seen=row(store).version)
    assert row(store).assigned_to == office["hoa"]


def test_a_change_of_another_field_goes_through(store: Store, registered: int) -> None:
    seen = row(store).version
    change(store, "lan", seen, note="gọi lại")
    change(store, "hoa", seen, progress=40)
    assert (row(store).note, row(store).progress) == ("gọi lại", 40)


def test_two_who_want_the_same_do_not_quarrel(store: Store, registered: int) -> None:
    seen = row(store).version
    change(store, "lan", seen, extended_to=date(2024, 4, 2))
    change(store, "hoa", seen, extended_to=date(2024, 4, 2))
    assert row(store).last_day == date(2024, 4, 2)


def test_who_changes_the_own_value_again_is_not_stopped(store: Store, registered: int) -> None:
    seen = row(store).version
    change(store, "lan", seen, progress=40)
    change(store, "lan", seen, progress=50)
    assert row(store).progress == 50


_FIELDS = st.sampled_from(["progress", "note", "reply"])
_CHANGES = st.lists(st.tuples(st.sampled_from(["lan", "hoa"]), _FIELDS, st.integers(0, 3), st.integers(0, 4)))


def _first(session: Session, letter_id: int) -> StoredTask:
    of_letter = select(StoredTask).where(StoredTask.letter_id == letter_id).order_by(StoredTask.id)
    return session.scalars(of_letter).first() or StoredTask()


def _change_first(session: Session, letter_id: int, who: str, seen: int, changes: dict[str, Any]) -> None:
    change_task(session, _first(session, letter_id).id, add_user(session, who), seen, **changes)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(_CHANGES)
def test_nothing_that_another_wrote_is_overwritten_unseen(
    sqlite_store: Store, letter: Letter, written: list[tuple[str, str, int, int]]
) -> None:
    """Two people who each look at the task at some time: a value of the other goes only if it was seen."""
    letter_id = add_letter(sqlite_store, letter)

    versions: list[dict[str, tuple[Any, str | None]]] = [dict.fromkeys(("note", "reply"), (None, None))]
    versions[0]["progress"] = (0, None)
    for who, field, value, behind in written:
        now = len(versions)
        seen = max(1, now - behind)
        wanted: Any = value * 10 if field == "progress" else f"{value}"
        there = versions[-1][field][0]
        others = [
            later[field][1] for before, later in zip(versions[seen - 1 :], versions[seen:], strict=False)
            if later[field][0] != before[field][0]
        ]  # fmt: skip
        is_told = wanted != there and any(one != who for one in others)

        work = partial(_change_first, letter_id=letter_id, who=who, seen=seen, changes={field: wanted})
        if is_told:
            with pytest.raises(ChangedMeanwhile):
                sqlite_store.write(work)
            continue
        sqlite_store.write(work)
        versions.append(versions[-1] | {field: (wanted, who)})
    with sqlite_store.reading() as session:
        found = _first(session, letter_id)
        assert found.version == len(versions)
        assert {name: getattr(found, name) for name in versions[-1]} == {
            name: value for name, (value, _who) in versions[-1].items()
        }
