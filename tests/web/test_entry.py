"""First start, log-in, sessions: who comes in, and who does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from desk_people import PASSWORD, AddPerson, Clock, LogIn, token_in
from sqlalchemy import select
from starlette.testclient import TestClient

from docproc.store import Store
from docproc.store.people.sessions import IDLE, LONGEST
from docproc.store.schema import AuditEntry, User
from docproc.web.app import make_app
from docproc.web.desk import Desk

_FIRST = {"name": "hoa", "full_name": "Trần Thị Hoa", "password": PASSWORD, "again": PASSWORD}


def _did(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(AuditEntry.did).order_by(AuditEntry.id)))


def test_the_first_start_asks_for_an_administrator(browser: TestClient) -> None:
    assert browser.get("/login").headers["location"] == "/first-start"
    answer = browser.post("/first-start", data=_FIRST)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert "Trần Thị Hoa" in browser.get("/account").text


def test_there_is_only_one_first_start(browser: TestClient, person: AddPerson, store: Store) -> None:
    person("lan")
    assert browser.get("/first-start").status_code == 303
    assert browser.post("/first-start", data=_FIRST).status_code == 422
    with store.reading() as session:
        assert session.scalar(select(User).where(User.name == "hoa")) is None


@pytest.mark.parametrize("password", ["ngắn", "   " + PASSWORD, "x" * 201])
def test_a_password_that_is_none_is_refused(browser: TestClient, password: str) -> None:
    answer = browser.post("/first-start", data=_FIRST | {"password": password, "again": password})
    assert answer.status_code == 422
    assert "hoa" in answer.text


def test_who_is_not_logged_in_is_led_to_the_log_in_and_back(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    led = browser.get("/account?x=1")
    assert led.headers["location"] == "/login?next=%2Faccount%3Fx%3D1"
    entered = browser.post("/login", data={"name": "lan", "password": PASSWORD, "wanted": "/account?x=1"})
    assert entered.headers["location"] == "/account?x=1"


@pytest.mark.parametrize(
    "wanted", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "/a\r\nX: 1"]
)
def test_nobody_is_led_away_from_the_desk(browser: TestClient, person: AddPerson, wanted: str) -> None:
    person("lan")
    entered = browser.post("/login", data={"name": "lan", "password": PASSWORD, "wanted": wanted})
    assert entered.headers["location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    wrong = browser.post("/login", data={"name": "lan", "password": "sai mật khẩu rồi"})
    unknown = browser.post("/login", data={"name": "ai đó", "password": "sai mật khẩu rồi"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text.replace("lan", "…") == unknown.text.replace("ai đó", "…").replace("lan", "…")


def test_five_wrong_passwords_close_a_name_for_a_while(
    browser: TestClient, person: AddPerson, clock: Clock, store: Store
) -> None:
    person("lan")
    for _ in range(5):
        browser.post("/login", data={"name": "lan", "password": "sai mật khẩu rồi"})
    right = {"name": "lan", "password": PASSWORD}
    assert browser.post("/login", data=right).status_code == 401
    clock.forward(minutes=16)
    assert browser.post("/login", data=right).status_code == 303
    assert "locked" in _did(store)


def test_somebody_who_left_the_office_does_not_come_in(
    browser: TestClient, person: AddPerson, store: Store, log_in: LogIn
) -> None:
    inside = log_in("minh")

    def leave(session):  # type: ignore[no-untyped-def]
        session.scalar(select(User).where(User.name == "minh")).active = False

    store.write(leave)
    assert inside.get("/account").status_code == 303
    assert browser.post("/login", data={"name": "minh", "password": PASSWORD}).status_code == 401


def test_a_session_ends_when_nobody_is_at_the_desk(log_in: LogIn, clock: Clock) -> None:
    lan = log_in()
    clock.forward(seconds=IDLE.total_seconds() - 60)
    assert lan.get("/account").status_code == 200
    clock.forward(seconds=IDLE.total_seconds() + 60)
    assert lan.get("/account").status_code == 303


def test_a_session_ends_with_the_day(log_in: LogIn, clock: Clock) -> None:
    lan = log_in()
    for _ in range(int(LONGEST.total_seconds() // 3600) + 1):
        clock.forward(hours=1)
        last = lan.get("/account").status_code
    assert last == 303


def test_a_key_planted_before_the_log_in_is_worth_nothing(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    browser.cookies.set("docproc_session", "planted")
    entered = browser.post("/login", data={"name": "lan", "password": PASSWORD})
    given = entered.cookies["docproc_session"]
    assert given != "planted"
    browser.cookies.clear()
    browser.cookies.set("docproc_session", "planted")
    assert browser.get("/account").status_code == 303


def test_logging_out_ends_the_session_itself(log_in: LogIn) -> None:
    lan = log_in()
    key = lan.client.cookies["docproc_session"]
    assert lan.post("/logout").status_code == 303
    lan.client.cookies.set("docproc_session", key)
    assert lan.get("/account").status_code == 303


def test_a_new_password_logs_out_everywhere_else(log_in: LogIn, browser: TestClient) -> None:
    lan = log_in("lan")
    browser.post("/login", data={"name": "lan", "password": PASSWORD})
    fields = {"old": PASSWORD, "password": "một câu khác hẳn", "again": "một câu khác hẳn"}
    assert lan.post("/account/password", fields).status_code == 200
    assert lan.get("/account").status_code == 200
    assert browser.get("/account").status_code == 303


def test_the_present_password_is_asked_for(log_in: LogIn) -> None:
    fields = {"old": "không phải câu này", "password": "một câu khác hẳn", "again": "một câu khác hẳn"}
    assert log_in("lan").post("/account/password", fields).status_code == 422


def test_pages_speak_vietnamese_first_and_english_on_request(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    assert '<html lang="vi">' in browser.get("/login").text
    browser.post("/language", data={"lang": "en", "wanted": "/login"})
    assert '<html lang="en">' in browser.get("/login").text


def test_the_cookie_is_kept_from_scripts_and_from_other_sites(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    entered = browser.post("/login", data={"name": "lan", "password": PASSWORD})
    kept = entered.headers["set-cookie"].lower()
    assert "httponly" in kept
    assert "samesite=lax" in kept


@pytest.mark.parametrize(("address", "behind_https"), [("https://desk.test", False), ("http://desk.test", True)])
def test_behind_https_the_cookie_never_travels_without(
    desk: Desk, person: AddPerson, address: str, behind_https: bool
) -> None:
    person("lan")
    app = make_app(replace(desk, behind_https=behind_https))
    with TestClient(app, base_url=address, follow_redirects=False) as browser:
        entered = browser.post("/login", data={"name": "lan", "password": PASSWORD})
    assert "secure" in entered.headers["set-cookie"].lower()


def test_what_a_stranger_says_of_https_is_not_believed(browser: TestClient, person: AddPerson) -> None:
    person("lan")
    claimed = {"X-Forwarded-Proto": "https"}
    entered = browser.post("/login", data={"name": "lan", "password": PASSWORD}, headers=claimed)
    assert "secure" not in entered.headers["set-cookie"].lower()


def test_a_form_without_javascript_carries_the_token(log_in: LogIn) -> None:
    lan = log_in()
    token = token_in(lan.get("/account").text)
    assert lan.client.post("/logout", data={"csrf": token}).status_code == 303
