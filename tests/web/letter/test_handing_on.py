"""The panel that says to whom a letter was handed on, and the same through the API."""

from __future__ import annotations

import pytest
from desk_people import LogIn
from letter_rows import add_sample

from docproc.pipeline import Result
from docproc.store import Store
from docproc.store.schema import StoredLetter


@pytest.fixture
def letter_id(store: Store, read_sample: Result) -> int:
    return add_sample(store, read_sample)


def _form(**given: str) -> dict[str, str]:
    return {"to": "Phòng Nội vụ", "on": "14/3/2024", "note": ""} | given


def test_the_clerk_writes_down_to_whom_it_goes(log_in: LogIn, letter_id: int, store: Store) -> None:
    lan = log_in("lan")
    told = lan.post(f"/letters/{letter_id}/handed-on", _form())
    assert told.status_code == 200 and 'value="Phòng Nội vụ"' in told.text
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).given_to == "Phòng Nội vụ"
    assert "Phòng Nội vụ" in lan.client.get("/").text  # who has it, in the inbox


def test_who_hands_nothing_out_sees_it_without_a_form(log_in: LogIn, letter_id: int) -> None:
    log_in("lan").post(f"/letters/{letter_id}/handed-on", _form())
    shown = log_in("minh", role="officer").client.get(f"/letters/{letter_id}/handed-on").text
    assert "Phòng Nội vụ, 14/03/2024" in shown and "<form" not in shown


def test_who_hands_nothing_out_cannot_write_it_down(log_in: LogIn, letter_id: int) -> None:
    assert log_in("minh", role="officer").post(f"/letters/{letter_id}/handed-on", _form()).status_code == 403


@pytest.mark.parametrize(
    ("day", "shown"), [("32/3/2024", "32/3/2024"), ("14/3/2190", "14/03/2190"), ("hôm qua", "hôm qua")]
)
def test_a_wrong_day_is_named_and_nothing_written(
    log_in: LogIn, letter_id: int, store: Store, day: str, shown: str
) -> None:
    told = log_in("lan").post(f"/letters/{letter_id}/handed-on", _form(on=day))
    assert told.status_code == 422 and shown in told.text
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).given_to is None


def test_the_second_of_two_clerks_is_told(log_in: LogIn, letter_id: int) -> None:
    log_in("lan").post(f"/letters/{letter_id}/handed-on", _form())
    told = log_in("hoa").post(f"/letters/{letter_id}/handed-on", _form(to="Phòng Kinh tế"))
    assert told.status_code == 409 and "Phòng Nội vụ" in told.text


def test_a_program_writes_it_down_and_sees_it(log_in: LogIn, letter_id: int) -> None:
    lan = log_in("lan")
    given = {"given_to": "Phòng Nội vụ", "given_on": "2024-03-14", "note": None}
    path = f"/api/v1/letters/{letter_id}"
    answer = lan.client.put(f"{path}/handed-on", json=given, headers={"X-CSRF-Token": lan.csrf})
    assert answer.status_code == 204
    found = lan.client.get(path).json()
    assert {name: found[name] for name in given} == given
