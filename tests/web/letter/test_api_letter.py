"""A letter through the API: read, corrected, confirmed, checked, with the rights of the key."""

from __future__ import annotations

import pytest
from desk_people import AddPerson
from letter_rows import add_sample, with_doubts_on
from starlette.testclient import TestClient

from docproc.pipeline import Result
from docproc.store import Store
from docproc.store.people.keys import make_key

_PATH = "/api/v1/letters"


@pytest.fixture
def letter_id(store: Store, read_sample: Result) -> int:
    return add_sample(store, read_sample, with_doubts_on(read_sample.letter, "tasks[1].deadline"))


@pytest.fixture
def program(browser: TestClient, store: Store, person: AddPerson) -> TestClient:
    """A program with the key of a records clerk."""
    lan = person("lan")
    key, _row = store.write(lambda session: make_key(session, lan, "máy quét", ["read", "write"]))
    browser.headers["Authorization"] = f"Bearer {key}"
    return browser


def test_a_letter_comes_with_its_version_and_doubts(program: TestClient, letter_id: int) -> None:
    found = program.get(f"{_PATH}/{letter_id}").json()
    assert (found["version"], found["doubts"], found["checked_at"]) == (1, 1, None)
    assert found["letter"]["header"]["number"] == "642"
    assert found["letter"]["doubts"][0]["field"] == "tasks[1].deadline"


def test_a_value_is_corrected_once_and_told_the_second_time(
    program: TestClient, letter_id: int, store: Store, person: AddPerson
) -> None:
    change = {"field": "tasks[1].deadline", "value": "22/3/2024", "seen": 1, "remark": "ngày nghỉ"}
    assert program.patch(f"{_PATH}/{letter_id}", json=change).json() == {"version": 2, "doubts": 0}
    hoa = person("hoa")
    key, _row = store.write(lambda session: make_key(session, hoa, "máy khác", ["write"]))
    late = {"field": "tasks[1].deadline", "value": "21/3/2024", "seen": 1}
    answer = program.patch(f"{_PATH}/{letter_id}", json=late, headers={"Authorization": f"Bearer {key}"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "ChangedMeanwhile")


def test_a_value_is_confirmed_as_it_was_read(program: TestClient, letter_id: int) -> None:
    before = program.get(f"{_PATH}/{letter_id}").json()["letter"]["tasks"][1]["deadline"]
    change = {"field": "tasks[1].deadline", "confirm": True, "seen": 1}
    assert program.patch(f"{_PATH}/{letter_id}", json=change).json()["doubts"] == 0
    assert program.get(f"{_PATH}/{letter_id}").json()["letter"]["tasks"][1]["deadline"] == before


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"field": "header.number", "value": "abc", "seen": 1}, "WrongValue"),
        ({"field": "header.colour", "value": "abc", "seen": 1}, "NoSuchField"),
        ({"field": "header.number", "value": "643", "seen": 9}, "NoSuchVersion"),
        ({"field": "header.number", "value": "643"}, "AskedWrongly"),
    ],
)
def test_what_cannot_be_taken_is_told(
    program: TestClient, letter_id: int, change: dict[str, object], kind: str
) -> None:
    answer = program.patch(f"{_PATH}/{letter_id}", json=change)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, kind)


def test_a_letter_is_marked_as_checked(program: TestClient, letter_id: int) -> None:
    assert program.post(f"{_PATH}/{letter_id}/checked", json={"seen": 1}).status_code == 200
    assert program.get(f"{_PATH}/{letter_id}").json()["checked_at"] is not None


def test_words_pages_and_the_original_come_too(program: TestClient, letter_id: int) -> None:
    words = program.get(f"{_PATH}/{letter_id}/pages/1/words").json()
    assert words["lines"][0][0]["text"]
    for path in ("pages/1", "pages/1/crop?box=85,505,206,517"):
        answer = program.get(f"{_PATH}/{letter_id}/{path}")
        assert (answer.headers["content-type"], answer.content[8:12]) == ("image/webp", b"WEBP")
    assert program.get(f"{_PATH}/{letter_id}/original").content.startswith(b"%PDF")


def test_a_key_that_only_reads_changes_nothing(
    browser: TestClient, store: Store, person: AddPerson, letter_id: int
) -> None:
    lan = person("lan")
    key, _row = store.write(lambda session: make_key(session, lan, "đọc", ["read"]))
    bearer = {"Authorization": f"Bearer {key}"}
    change = {"field": "header.number", "value": "643", "seen": 1}
    assert browser.patch(f"{_PATH}/{letter_id}", json=change, headers=bearer).status_code == 401
    assert browser.post(f"{_PATH}/{letter_id}/checked", json={"seen": 1}, headers=bearer).status_code == 401
    assert browser.get(f"{_PATH}/{letter_id}", headers=bearer).json()["version"] == 1


def test_a_confidential_letter_is_not_there_for_programs_of_others(
    program: TestClient, store: Store, read_sample: Result
) -> None:
    secret = read_sample.letter.model_copy(deep=True)
    secret.header.secrecy = "MẬT"
    number = add_sample(store, read_sample, secret)
    for path in ("", "/pages/1", "/pages/1/words", "/pages/1/crop?box=1,1,90,90", "/original"):
        assert program.get(f"{_PATH}/{number}{path}").status_code == 404, path
    change = {"field": "header.number", "value": "643", "seen": 1}
    assert program.patch(f"{_PATH}/{number}", json=change).status_code == 404
    assert program.post(f"{_PATH}/{number}/checked", json={"seen": 1}).status_code == 404
