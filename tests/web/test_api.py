"""Who may ask the API."""

from __future__ import annotations

from datetime import timedelta

from desk_people import AddPerson, Clock, LogIn
from starlette.testclient import TestClient

from docproc.store import Store
from docproc.store.people.keys import make_key, revoke
from docproc.store.schema import User


def _key(store: Store, user: User, *scopes: str, **more: object) -> str:
    return store.write(lambda session: make_key(session, user, "máy quét", list(scopes), **more))[0]  # type: ignore[arg-type]


def _bearer(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


def test_nobody_is_answered_without_a_key(browser: TestClient) -> None:
    answer = browser.get("/api/v1/me")
    assert (answer.status_code, answer.json()["error"]["kind"]) == (401, "NotLoggedIn")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_key_speaks_for_its_owner(browser: TestClient, person: AddPerson, store: Store) -> None:
    key = _key(store, person("lan", "officer"), "read")
    assert browser.get("/api/v1/me", headers=_bearer(key)).json()["name"] == "lan"


def test_a_key_of_another_scope_is_refused(browser: TestClient, person: AddPerson, store: Store) -> None:
    key = _key(store, person("lan"), "calendar")
    assert browser.get("/api/v1/me", headers=_bearer(key)).status_code == 401


def test_a_key_that_was_revoked_is_refused(
    browser: TestClient, person: AddPerson, store: Store, clock: Clock
) -> None:
    lan = person("lan")
    key, row = store.write(lambda session: make_key(session, lan, "máy quét", ["read"]))
    store.write(lambda session: revoke(session, row.id, lan, clock()))
    assert browser.get("/api/v1/me", headers=_bearer(key)).status_code == 401


def test_a_key_ends_on_its_day(browser: TestClient, person: AddPerson, store: Store, clock: Clock) -> None:
    key = _key(store, person("lan"), "read", expires_at=clock() + timedelta(days=30))
    assert browser.get("/api/v1/me", headers=_bearer(key)).status_code == 200
    clock.forward(days=31)
    assert browser.get("/api/v1/me", headers=_bearer(key)).status_code == 401


def test_who_is_logged_in_at_the_desk_may_ask_too(log_in: LogIn) -> None:
    assert log_in("lan").get("/api/v1/me").json()["role"] == "clerk"
