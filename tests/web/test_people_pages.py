"""People, units, keys, readers and the audit trail at the desk and in the API."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from desk_people import PASSWORD, AddPerson, Clock, LoggedIn, LogIn
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.testclient import TestClient

from docproc.letter import Header, Letter, Task
from docproc.store import Store
from docproc.store.people import members, units
from docproc.store.register import Entry, register
from docproc.store.schema import AuditEntry, Department, File, User

_LAN = {"name": "lan", "full_name": "Nguyễn Thị Lan", "role": "clerk", "password": PASSWORD, "again": PASSWORD}


def _person(store: Store, name: str) -> User:
    with store.reading() as session:
        return session.scalars(select(User).where(User.name == name)).one()


@pytest.fixture
def secret(store: Store) -> int:
    """A confidential letter."""

    def write(session: Session) -> int:
        session.add(file := File(sha256="a" * 64, size=1, name="a.pdf", kept=False))
        session.flush()
        header = Header(number="7", symbol="UBND-NC", subject="phương án mật", secrecy="MẬT")
        letter = Letter(file="a.pdf", pages=1, header=header, tasks=[Task(id="1", page=1, text="Báo cáo.")])
        return register(session, letter, [""], Entry(file.id, "Đến", date(2024, 5, 6))).id

    return store.write(write)


def test_somebody_who_is_added_can_log_in(log_in: LogIn, browser: TestClient, store: Store) -> None:
    hoa = log_in("hoa", "administrator")
    assert hoa.post("/people", _LAN).headers["location"] == "/people?done=added"
    assert browser.post("/login", data={"name": "lan", "password": PASSWORD}).status_code == 303
    assert "Nguyễn Thị Lan" in hoa.get("/people").text


@pytest.mark.parametrize(
    "wrong", [{"again": "một câu khác hẳn"}, {"role": "king"}, {"name": "hoa"}, {"unit": 99}]
)
def test_what_is_wrong_with_somebody_new_is_told_and_the_rest_is_kept(
    log_in: LogIn, store: Store, wrong: dict[str, object]
) -> None:
    answer = log_in("hoa", "administrator").post("/people", _LAN | wrong)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "Nguyễn Thị Lan" in answer.text
    assert PASSWORD not in answer.text
    with store.reading() as session:
        assert session.scalars(select(User.name)).all() == ["hoa"]


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="(\d+)"', page)
    assert found is not None
    return found[1]


def test_a_role_is_changed_on_the_page_of_a_person(log_in: LogIn, person: AddPerson, store: Store) -> None:
    hoa, lan = log_in("hoa", "administrator"), person("lan")
    fields = {"full_name": "Lan", "role": "head", "confidential": "true", "unit": 0}
    fields["seen"] = _seen(hoa.get(f"/people/{lan.id}").text)
    assert hoa.post(f"/people/{lan.id}", fields).status_code == 303
    assert (_person(store, "lan").role, _person(store, "lan").confidential) == ("head", True)


def test_the_second_of_two_who_change_a_person_is_told(log_in: LogIn, person: AddPerson, store: Store) -> None:
    hoa, minh, lan = log_in("hoa", "administrator"), log_in("minh", "administrator"), person("lan")
    seen = {"seen": _seen(hoa.get(f"/people/{lan.id}").text), "full_name": "Lan"}
    assert hoa.post(f"/people/{lan.id}", {**seen, "role": "head"}).status_code == 303
    answer = minh.post(f"/people/{lan.id}", {**seen, "role": "viewer"})
    assert answer.status_code == 409
    assert "Hoa" in answer.text
    assert _person(store, "lan").role == "head"


def test_the_last_administrator_cannot_be_taken_away(log_in: LogIn, store: Store) -> None:
    hoa = log_in("hoa", "administrator")
    answer = hoa.post(f"/people/{_person(store, 'hoa').id}/retire")
    assert answer.status_code == 422
    assert _person(store, "hoa").active


def test_a_person_retires_gets_a_password_and_returns(log_in: LogIn, store: Store) -> None:
    hoa, lan = log_in("hoa", "administrator"), log_in("lan")
    address = f"/people/{_person(store, 'lan').id}"
    assert hoa.post(f"{address}/retire").status_code == 303
    assert lan.get("/account").status_code == 303
    new = {"password": "một câu khác hẳn", "again": "một câu khác hẳn"}
    assert hoa.post(f"{address}/password", new).status_code == 303
    assert hoa.post(f"{address}/return").status_code == 303
    assert lan.client.post("/login", data={"name": "lan", "password": new["password"]}).status_code == 303


def test_units_are_added_renamed_and_closed(log_in: LogIn, store: Store) -> None:
    hoa = log_in("hoa", "administrator")
    assert hoa.post("/units", {"name": "Văn phòng"}).status_code == 303
    assert hoa.post("/units", {"name": "Văn phòng"}).status_code == 422
    assert hoa.post("/units/1", {"name": "Văn phòng HĐND"}).status_code == 303
    assert hoa.post("/units/1/close").status_code == 303
    with store.reading() as session:
        unit = session.scalars(select(Department)).one()
    assert (unit.name, unit.active) == ("Văn phòng HĐND", False)
    assert "Văn phòng HĐND" in hoa.get("/people").text


def test_confidential_letters_that_nobody_sees_are_told_of(log_in: LogIn, secret: int) -> None:
    hoa = log_in("hoa", "administrator")
    assert "bi-exclamation-triangle" in hoa.get("/people").text
    log_in("lan", confidential=True)
    assert "bi-exclamation-triangle" not in hoa.get("/people").text


def _made_key(page: str) -> str:
    found = re.search(r'class="key-once mb-0">([\w-]+)<', page)
    assert found is not None
    return found[1]


def _asked_with(browser: TestClient, key: str) -> int:
    return browser.get("/api/v1/me", headers={"Authorization": f"Bearer {key}"}).status_code


def test_a_key_is_shown_once_and_works_until_it_is_taken_back(log_in: LogIn, browser: TestClient) -> None:
    lan = log_in("lan")
    key = _made_key(lan.post("/account/keys", {"name": "máy quét", "scopes": ["read"]}).text)
    assert key not in lan.get("/account").text
    assert _asked_with(browser, key) == 200
    assert lan.post("/account/keys/1/revoke").status_code == 303
    assert _asked_with(browser, key) == 401


def test_a_key_ends_with_its_last_day(log_in: LogIn, browser: TestClient, clock: Clock) -> None:
    lan = log_in("lan")
    fields = {"name": "máy quét", "scopes": ["read"], "last_day": f"{clock().date() + timedelta(days=1)}"}
    key = _made_key(lan.post("/account/keys", fields).text)
    assert _asked_with(browser, key) == 200
    clock.forward(days=3)
    assert _asked_with(browser, key) == 401


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"scopes": ["king"]},
        {"scopes": ["admin"]},
        {"scopes": ["calendar"]},
        {"scopes": ["read"], "last_day": "2001-01-01"},
        {"scopes": ["read"], "last_day": "mai"},
    ],
)
def test_a_key_that_cannot_be_is_refused(log_in: LogIn, fields: dict[str, object]) -> None:
    answer = log_in("lan").post("/account/keys", {"name": "máy quét"} | fields)
    assert answer.status_code == 422
    assert "key-once" not in answer.text


def test_nobody_takes_back_the_key_of_another(log_in: LogIn, browser: TestClient) -> None:
    lan, minh = log_in("lan"), log_in("minh")
    key = _made_key(lan.post("/account/keys", {"name": "máy quét", "scopes": ["read"]}).text)
    assert minh.post("/account/keys/1/revoke").status_code == 404
    assert _asked_with(browser, key) == 200


def _let_in(who: LoggedIn, letter: int, user: User) -> int:
    status: int = who.post(f"/letters/{letter}/readers", {"person": user.id}).status_code
    return status


def test_who_is_let_in_sees_the_panel_until_it_is_taken_back(log_in: LogIn, store: Store, secret: int) -> None:
    lan, minh = log_in("lan", confidential=True), log_in("minh", "officer")
    user = _person(store, "minh")
    assert minh.get(f"/letters/{secret}/readers").status_code == 404
    assert _let_in(lan, secret, user) == 200
    shown = minh.get(f"/letters/{secret}/readers")
    assert "Minh" in shown.text
    assert "hx-post" not in shown.text  # an officer lets nobody in
    assert lan.post(f"/letters/{secret}/readers/{user.id}/end").status_code == 200
    assert minh.get(f"/letters/{secret}/readers").status_code == 404


def test_who_takes_themselves_off_goes_to_the_inbox(log_in: LogIn, store: Store, secret: int) -> None:
    lan, minh = log_in("lan", confidential=True), log_in("minh")
    user = _person(store, "minh")
    _let_in(lan, secret, user)
    assert minh.post(f"/letters/{secret}/readers/{user.id}/end").headers["hx-redirect"] == "/"


def test_the_trail_is_narrowed_down_by_person_day_and_letter(
    log_in: LogIn, person: AddPerson, store: Store, secret: int
) -> None:
    duc = log_in("duc", "head", confidential=True)
    person("lan")
    duc_id = _person(store, "duc").id
    assert "Duc đã đăng nhập" in duc.get(f"/audit?person={duc_id}").text
    assert "Duc đã đăng nhập" not in duc.get("/audit?from=2001-01-01&to=2001-01-02").text
    found = duc.get(f"/audit?letter={secret}").text
    assert "phương án mật" in found
    assert f'href="/letters/{secret}"' in found
    assert "Duc đã đăng nhập" not in found


@pytest.mark.parametrize(
    ("query", "status"),
    [("letter=x", 422), ("from=mai", 422), ("letter=999", 404), ("task=999", 404), ("person=99999999999", 422)],
)
def test_what_cannot_be_asked_of_the_trail_is_told(log_in: LogIn, query: str, status: int) -> None:
    answer = log_in("duc", "head").get(f"/audit?{query}")
    assert answer.status_code == status
    assert 'role="alert"' in answer.text


def test_the_trail_goes_on_to_older_pages(log_in: LogIn, store: Store) -> None:
    duc = log_in("duc", "head")
    entry = {"did": "viewed", "subject": "user", "subject_id": 1, "details": {}}
    store.write(lambda session: session.add_all([AuditEntry(**entry) for _ in range(120)]))
    seen, address = 0, "/audit"
    while address:
        page = duc.get(address).text
        seen += page.count("trail-when")
        found = re.search(r'href="(/audit\?before=\d+)"', page)
        address = found[1] if found else ""
    with store.reading() as session:
        assert seen == len(session.scalars(select(AuditEntry.id)).all())


def test_a_trail_that_ends_on_this_page_leads_no_further(log_in: LogIn) -> None:
    assert 'data-key="j"' not in log_in("duc", "head").get("/audit").text


def test_the_api_does_what_the_pages_do(log_in: LogIn, store: Store, secret: int) -> None:
    hoa = log_in("hoa", "administrator", confidential=True)
    csrf = {"X-CSRF-Token": hoa.csrf}

    def call(method: str, path: str, **body: object):  # type: ignore[no-untyped-def]
        return hoa.client.request(method, f"/api/v1{path}", headers=csrf, json=body or None)

    unit = call("POST", "/units", name="Văn phòng").json()
    assert call("PATCH", f"/units/{unit['id']}", name="Phòng Kinh tế").json()["name"] == "Phòng Kinh tế"
    lan = call("POST", "/people", name="lan", role="clerk", unit=unit["id"], password=PASSWORD).json()
    assert (lan["can_log_in"], lan["unit"]) == (True, unit["id"])
    changed = call("PATCH", f"/people/{lan['id']}", role="head", seen=lan["seen"]).json()
    assert changed["role"] == "head"
    assert call("PATCH", f"/people/{lan['id']}", role="viewer", seen=lan["seen"]).status_code == 409
    named = call("POST", f"/letters/{secret}/readers", person=lan["id"]).json()
    assert [one["name"] for one in named["readers"]] == ["hoa", "lan"]
    assert call("DELETE", f"/letters/{secret}/readers/{lan['id']}").status_code == 204
    assert call("PATCH", f"/people/{lan['id']}", active=False).json()["active"] is False
    lines = call("GET", "/audit?most=3").json()["lines"]
    assert [line["did"] for line in lines] == ["retired", "shut_out", "let_in"]


def test_a_password_is_in_no_answer_and_no_line_of_the_trail(log_in: LogIn, store: Store) -> None:
    hoa = log_in("hoa", "administrator")
    hoa.post("/people", _LAN)
    shown = hoa.get("/people").text + hoa.get("/audit").text
    assert PASSWORD not in shown
    assert "argon2" not in shown
    with store.reading() as session:
        details = session.scalars(select(AuditEntry.details)).all()
    assert PASSWORD not in str(details)


def test_a_person_of_a_closed_unit_keeps_it(log_in: LogIn, person: AddPerson, store: Store) -> None:
    hoa, lan = log_in("hoa", "administrator"), person("lan")

    def write(session: Session) -> None:
        unit = units.add_unit(session, "Ban Tư pháp", None)
        members.change_member(session, lan.id, None, department_id=unit.id)
        units.close_unit(session, unit.id, None)

    store.write(write)
    page = hoa.get(f"/people/{lan.id}").text
    fields = {"seen": _seen(page), "full_name": "Lan", "role": "head", "unit": 1}
    assert "Ban Tư pháp" in page
    assert hoa.post(f"/people/{lan.id}", fields).status_code == 303
    assert _person(store, "lan").department_id == 1
