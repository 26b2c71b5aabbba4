"""The page of a letter: what is doubtful first, what people confirm and correct, who is told what."""

from __future__ import annotations

import re

import pytest
from desk_people import LogIn
from letter_rows import OTHER_SAMPLE, add_sample, with_doubts_on
from sqlalchemy import select
from starlette.testclient import TestClient

from docproc.letter import Letter
from docproc.pipeline import Result
from docproc.store import Store, registered_letter
from docproc.store.schema import AuditEntry, StoredLetter

_THREE = ("tasks[1].deadline", "tasks[3].deadline", "tasks[0].lead")


@pytest.fixture
def letter_id(store: Store, read_sample: Result) -> int:
    return add_sample(store, read_sample, with_doubts_on(read_sample.letter, *_THREE))


def _letter(store: Store, number: int) -> Letter:
    with store.reading() as session:
        return registered_letter(session, number).letter


def _row(store: Store, number: int) -> StoredLetter:
    with store.reading() as session:
        return session.get_one(StoredLetter, number)


def _fields_of_doubts(page: str) -> list[str]:
    return re.findall(r'confirm" .*?name="field" value="([^"]+)"', page, re.DOTALL)


def _focus(page: str) -> str:
    found = re.search(r'data-focus="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_the_page_shows_the_doubts_with_the_most_harm_first(log_in: LogIn, letter_id: int) -> None:
    shown = log_in().get(f"/letters/{letter_id}").text
    assert _fields_of_doubts(shown) == list(_THREE)
    assert _focus(shown) == "doubt-0"
    assert "22/03/2024" in shown  # the working day before a day off, to be taken by a key


def test_who_is_not_logged_in_sees_no_letter(browser: TestClient, letter_id: int, log_in: LogIn) -> None:
    log_in()
    assert browser.get(f"/letters/{letter_id}").status_code == 303


def test_a_look_at_a_letter_stands_in_the_audit_trail(log_in: LogIn, letter_id: int, store: Store) -> None:
    log_in().get(f"/letters/{letter_id}")
    with store.reading() as session:
        seen = select(AuditEntry.subject_id).where(AuditEntry.did == "viewed")
        assert list(session.scalars(seen)) == [letter_id]


def test_a_confidential_letter_is_not_there_for_others(store: Store, log_in: LogIn, read_sample: Result) -> None:
    secret = read_sample.letter.model_copy(deep=True)
    secret.header.secrecy = "MẬT"
    number = add_sample(store, read_sample, secret)
    lan, hoa = log_in("lan"), log_in("hoa", confidential=True)
    for path in (
        "",
        "/check",
        "/pages/1",
        "/pages/1/words",
        "/pages/1/crop?box=1,1,90,90",
        "/original",
        "/searchable",
    ):
        assert lan.get(f"/letters/{number}{path}").status_code == 404, path
    for what in ("confirm", "correct", "check/undo", "checked"):
        asked = {"field": "header.number", "value": "1", "seen": 1}
        assert lan.post(f"/letters/{number}/{what}", asked).status_code == 404, what
    assert hoa.get(f"/letters/{number}").status_code == 200


def test_what_is_confirmed_keeps_its_value_and_loses_its_doubt(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    before = _letter(store, letter_id).tasks[3].deadline
    answer = log_in().post(f"/letters/{letter_id}/confirm", {"field": "tasks[3].deadline", "seen": 1, "at": 1})
    after = _letter(store, letter_id)
    assert after.tasks[3].deadline == before
    assert {doubt.field for doubt in after.doubts} == {"tasks[1].deadline", "tasks[0].lead"}
    assert _focus(answer.text) == "doubt-1"  # the one that has taken its place
    assert 'id="undo"' in answer.text


def test_the_value_that_stands_there_written_once_more_is_confirmed(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    before = _letter(store, letter_id).tasks[1].deadline
    asked = {"field": "tasks[1].deadline", "value": "trước 25/03/2024", "seen": 1}
    log_in().post(f"/letters/{letter_id}/correct", asked)
    assert _letter(store, letter_id).tasks[1].deadline == before


def test_another_value_takes_the_place_of_what_was_read(log_in: LogIn, letter_id: int, store: Store) -> None:
    asked = {"field": "tasks[1].deadline", "value": "22/3/2024", "seen": 1}
    answer = log_in().post(f"/letters/{letter_id}/correct", asked)
    deadline = _letter(store, letter_id).tasks[1].deadline
    assert deadline is not None and f"{deadline.last_day}" == "2024-03-22"
    assert "letter-corrected" in answer.headers["hx-trigger"]


def test_what_was_confirmed_can_be_taken_back(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in()
    lan.post(f"/letters/{letter_id}/confirm", {"field": "tasks[3].deadline", "seen": 1})
    answer = lan.post(f"/letters/{letter_id}/check/undo", {"seen": 2, "at": 1})
    assert _fields_of_doubts(answer.text) == list(_THREE)
    assert _focus(answer.text) == "doubt-1"


def test_the_second_of_two_people_is_told_and_keeps_what_was_typed(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    lan, hoa = log_in("lan"), log_in("hoa")
    path, asked = f"/letters/{letter_id}/correct", {"field": "tasks[1].deadline", "seen": 1}
    lan.post(path, asked | {"value": "22/3/2024"})
    answer = hoa.post(path, asked | {"value": "21/3/2024"})
    assert answer.status_code == 409
    assert "Lan" in answer.text
    assert 'value="21/3/2024"' in answer.text
    deadline = _letter(store, letter_id).tasks[1].deadline
    assert deadline is not None and f"{deadline.last_day}" == "2024-03-22"
    again = hoa.post(path, asked | {"value": "21/3/2024", "seen": 2})
    assert again.status_code == 200


def test_the_second_of_two_people_keeps_what_was_typed_into_the_head(log_in: LogIn, letter_id: int) -> None:
    lan, hoa = log_in("lan"), log_in("hoa")
    path = f"/letters/{letter_id}/correct"
    asked = {"field": "header.number", "seen": 1, "back": "field-header-number"}
    lan.post(path, asked | {"value": "643"})
    answer = hoa.post(path, asked | {"value": "644"})
    assert answer.status_code == 409
    assert 'value="644" autocomplete="off" data-field-name="số" aria-invalid="true"' in answer.text
    assert _focus(answer.text) == "field-header-number"


def test_changes_of_different_fields_do_not_meet(log_in: LogIn, letter_id: int) -> None:
    lan, hoa = log_in("lan"), log_in("hoa")
    path = f"/letters/{letter_id}/correct"
    assert lan.post(path, {"field": "header.number", "seen": 1, "value": "643"}).status_code == 200
    assert hoa.post(path, {"field": "header.place", "seen": 1, "value": "Suối Vàng"}).status_code == 200


def test_a_letter_that_was_checked_leads_to_the_next(
    log_in: LogIn, letter_id: int, store: Store, read_sample: Result
) -> None:
    other = add_sample(store, read_sample, path=OTHER_SAMPLE)
    answer = log_in().post(f"/letters/{letter_id}/checked", {"seen": 1})
    assert _focus(answer.text) == "next-letter"
    assert f'href="/letters/{other}"' in answer.text
    row = _row(store, letter_id)
    assert row.checked_at is not None and row.checked_by is not None


def test_a_letter_that_changed_meanwhile_is_not_marked_as_checked(
    log_in: LogIn, letter_id: int, store: Store
) -> None:
    lan, hoa = log_in("lan"), log_in("hoa")
    lan.post(f"/letters/{letter_id}/correct", {"field": "header.number", "seen": 1, "value": "643"})
    assert hoa.post(f"/letters/{letter_id}/checked", {"seen": 1}).status_code == 409
    assert _row(store, letter_id).checked_at is None


def test_known_names_are_offered_where_offices_and_symbols_are_typed(log_in: LogIn, letter_id: int) -> None:
    page = log_in().get(f"/letters/{letter_id}").text
    asked = set(re.findall(r'hx-get="/suggest[?]field=([^"]+)"', page))
    assert asked == {"header.symbol", "header.issuer", "header.issuer_parent", "tasks%5B0%5D.lead"}


def test_who_may_only_read_has_nothing_to_press(log_in: LogIn, letter_id: int) -> None:
    viewer = log_in("dung", role="viewer")
    shown = viewer.get(f"/letters/{letter_id}").text
    assert "data-accept" not in shown
    assert "readonly" in shown
    asked = {"field": "tasks[3].deadline", "seen": 1}
    assert viewer.post(f"/letters/{letter_id}/confirm", asked).status_code == 403


def test_what_a_letter_says_is_shown_as_text(store: Store, log_in: LogIn, read_sample: Result) -> None:
    evil = '"><script src=x></script><img src=x onerror=alert(1)>'
    hostile = with_doubts_on(read_sample.letter, *_THREE)
    hostile.header.subject = hostile.header.issuer = hostile.tasks[0].text = evil
    hostile.tasks[0].lead[0].name = hostile.tasks[2].lead[0].name = hostile.addressees[0].name = evil
    hostile.doubts[2].details = {"read": evil}
    hostile.doubts[2].evidence[0].text = evil
    hostile.citations[0].number = hostile.recipients[0].name = evil
    number = add_sample(store, read_sample, hostile)
    lan = log_in()
    corrected = {"field": "header.subject", "seen": 1, "value": f"{evil}2"}
    pages = lan.get(f"/letters/{number}").text + lan.post(f"/letters/{number}/correct", corrected).text
    assert pages.count("&lt;script") > 8
    assert "<script src=x" not in pages
    assert "<img src=x" not in pages
