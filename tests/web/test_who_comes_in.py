"""Sessions, tries of passwords and keys, as somebody uses them who wants to come in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from desk_people import PASSWORD, AddPerson, Clock, LogIn
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from docproc.store import Store
from docproc.store.people import members
from docproc.store.people.keys import make_key
from docproc.store.schema import AuditEntry, Token, User, UserSession


def _log_in(browser: TestClient, name: str, password: str):  # type: ignore[no-untyped-def]
    return browser.post("/login", data={"name": name, "password": password})


def test_the_key_of_a_session_is_taken_from_the_cookie_alone(browser: TestClient, log_in: LogIn) -> None:
    key = log_in("lan").client.cookies["docproc_session"]
    assert browser.get("/account", params={"docproc_session": key}).status_code == 303
    assert browser.get("/account", headers={"docproc_session": key}).status_code == 303


def test_each_log_in_gives_another_key(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    keys = [_log_in(browser, "lan", PASSWORD).cookies["docproc_session"] for _ in range(2)]
    assert keys[0] != keys[1]


def test_the_store_holds_no_key_that_a_browser_could_use(
    log_in: LogIn, browser: TestClient, store: Store
) -> None:
    log_in("lan")
    with store.reading() as session:
        kept = session.scalars(select(UserSession.key)).one()
    browser.cookies.set("docproc_session", kept)
    assert browser.get("/account").status_code == 303


def test_trying_many_passwords_does_not_open_a_name(
    browser: TestClient, person: AddPerson, clock: Clock, store: Store
) -> None:
    person("lan")
    for number in range(12):
        assert _log_in(browser, "lan", f"đoán thử lần {number}").status_code == 401
        clock.forward(minutes=1)
    assert _log_in(browser, "lan", PASSWORD).status_code == 401
    with store.reading() as session:
        wanted = select(func.count()).where(AuditEntry.did == "locked")
        assert session.scalar(wanted) == 1


def test_a_name_that_is_closed_gets_the_answer_of_one_that_is_not_there(
    browser: TestClient, person: AddPerson
) -> None:
    person("lan")
    for _ in range(6):
        closed = _log_in(browser, "lan", "đoán thử mật khẩu")
    unknown = _log_in(browser, "nga", "đoán thử mật khẩu")
    assert (closed.status_code, unknown.status_code) == (401, 401)
    assert closed.text.replace('value="lan"', "") == unknown.text.replace('value="nga"', "")


def test_a_closed_name_closes_no_other(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    person("minh")
    for _ in range(6):
        _log_in(browser, "lan", "đoán thử mật khẩu")
    assert _log_in(browser, "minh", PASSWORD).status_code == 303


def test_tries_of_the_present_password_close_the_name_as_well(log_in: LogIn, browser: TestClient) -> None:
    lan = log_in("lan")
    fields = {"old": "đoán thử mật khẩu", "password": "một câu khác hẳn", "again": "một câu khác hẳn"}
    for _ in range(5):
        lan.post("/account/password", fields)
    assert lan.post("/account/password", fields | {"old": PASSWORD}).status_code == 422
    assert _log_in(browser, "lan", PASSWORD).status_code == 401


@pytest.mark.parametrize("given", ["x" * 100_000, "", "\0", "' OR 1=1 --"])
def test_what_is_no_password_is_only_wrong(browser: TestClient, person: AddPerson, given: str) -> None:
    person("lan")
    assert _log_in(browser, "lan", given).status_code in (401, 422)
    assert _log_in(browser, given, PASSWORD).status_code in (401, 422)


@pytest.mark.parametrize(
    "change",
    [
        lambda session, user_id: members.change_member(session, user_id, None, role="viewer"),
        lambda session, user_id: members.retire(session, user_id, None),
        lambda session, user_id: members.give_password(session, user_id, "một câu khác hẳn", None),
    ],
)
def test_a_right_that_is_taken_is_gone_at_once(
    log_in: LogIn, store: Store, change: Callable[[Session, int], None]
) -> None:
    log_in("hoa", "administrator")
    minh = log_in("minh", "administrator")
    assert minh.get("/people").status_code == 200
    with store.reading() as session:
        user_id = session.scalars(select(User.id).where(User.name == "minh")).one()
    store.write(lambda session: change(session, user_id))
    assert minh.get("/people").status_code in (303, 403)


def test_a_key_of_somebody_who_left_is_refused(browser: TestClient, person: AddPerson, store: Store) -> None:
    lan = person("lan")
    key, _row = store.write(lambda session: make_key(session, lan, "máy quét", ["read"]))
    store.write(lambda session: members.retire(session, lan.id, None))
    assert browser.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code == 401


def test_a_key_for_letters_does_not_manage_people(browser: TestClient, person: AddPerson, store: Store) -> None:
    hoa = person("hoa", "administrator")
    key, _row = store.write(lambda session: make_key(session, hoa, "máy quét", ["read", "write"]))
    bearer = {"Authorization": f"Bearer {key}"}
    assert browser.get("/api/v1/people", headers=bearer).status_code == 401
    assert browser.get("/api/v1/units", headers=bearer).status_code == 200


def test_a_key_writes_down_when_it_was_used(
    browser: TestClient, person: AddPerson, store: Store, clock: Clock
) -> None:
    lan = person("lan")
    key, _row = store.write(lambda session: make_key(session, lan, "máy quét", ["read"]))
    browser.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"})
    with store.reading() as session:
        assert session.scalars(select(Token.used_at)).one() == clock()
