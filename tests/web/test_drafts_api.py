"""Drafts for programs."""

from __future__ import annotations

from desk_drafts import ABOVE, OFFICE, add_letter, secret
from desk_people import AddPerson, LogIn
from starlette.testclient import TestClient

from docproc.store import Store
from docproc.store.people.keys import make_key
from tests.reports.reply_letters import water_letter

_WANTED = {"kind": "reply", "office": OFFICE, "parent": ABOVE}


def _headers(store: Store, person: AddPerson, name: str, *scopes: str) -> dict[str, str]:
    user = person(name)
    key, _row = store.write(lambda session: make_key(session, user, "máy", list(scopes)))
    return {"Authorization": f"Bearer {key}"}


def test_a_program_makes_fills_in_and_signs_a_draft(browser: TestClient, store: Store, person: AddPerson) -> None:
    own = _headers(store, person, "lan", "read", "write")
    letter = add_letter(store)
    made = browser.post(f"/api/v1/letters/{letter}/drafts", json=_WANTED, headers=own)
    assert made.status_code == 201, made.text
    draft = f"/api/v1/drafts/{made.json()['id']}"
    place = made.json()["places"][0]["number"]
    filled = browser.patch(f"{draft}/places/{place}", json={"text": "xong", "seen": 1}, headers=own).json()
    assert filled["places"][0]["text"] == "xong"
    move = {"state": "signed", "number": "15/BC-UBND", "on": "2024-03-18", "seen": filled["version"]}
    assert browser.post(f"{draft}/state", json=move, headers=own).json()["signed_number"] == "15/BC-UBND"
    assert browser.get(f"{draft}/word", headers=own).content.startswith(b"PK")
    listed = browser.get(f"/api/v1/drafts?letter={letter}", headers=own).json()
    assert [one["state"] for one in listed] == ["signed"]


def test_a_key_for_reading_makes_no_draft(browser: TestClient, store: Store, person: AddPerson) -> None:
    own = _headers(store, person, "lan", "read")
    assert (
        browser.post(f"/api/v1/letters/{add_letter(store)}/drafts", json=_WANTED, headers=own).status_code == 401
    )


def test_a_program_does_not_see_drafts_of_confidential_letters(
    log_in: LogIn, browser: TestClient, store: Store, person: AddPerson
) -> None:
    lan = log_in("an", confidential=True)
    letter = add_letter(store, secret(water_letter()))
    made = lan.client.post(f"/api/v1/letters/{letter}/drafts", json=_WANTED, headers={"X-CSRF-Token": lan.csrf})
    assert made.status_code == 201, made.text
    own = _headers(store, person, "lan", "read", "write")
    assert browser.get("/api/v1/drafts", headers=own).json() == []
    assert browser.get(f"/api/v1/drafts/{made.json()['id']}", headers=own).status_code == 404
    assert browser.post(f"/api/v1/letters/{letter}/drafts", json=_WANTED, headers=own).status_code == 404


def test_a_program_that_writes_over_somebody_is_told(
    browser: TestClient, store: Store, person: AddPerson
) -> None:
    lan = _headers(store, person, "lan", "read", "write")
    minh = _headers(store, person, "minh", "read", "write")
    made = browser.post(f"/api/v1/letters/{add_letter(store)}/drafts", json=_WANTED, headers=lan).json()
    place = f"/api/v1/drafts/{made['id']}/places/{made['places'][0]['number']}"
    browser.patch(place, json={"text": "của Lan", "seen": 1}, headers=lan)
    told = browser.patch(place, json={"text": "của Minh", "seen": 1}, headers=minh)
    assert (told.status_code, told.json()["error"]["kind"]) == (409, "ChangedMeanwhile")


def test_the_interface_is_told_in_full(browser: TestClient) -> None:
    paths = browser.get("/api/v1/openapi.json").json()["paths"]
    assert {"/api/v1/drafts/{draft_id}/places/{place}", "/api/v1/exports/{what}"} <= set(paths)
