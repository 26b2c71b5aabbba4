"""The inbox for programs."""

from __future__ import annotations

import pytest
from desk_people import LogIn
from inbox_letters import add_letter, letter_of

from docproc.store import Store


def test_letters_come_page_by_page(log_in: LogIn, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("docproc.store.inbox.LINES", 2)
    made = [add_letter(store, letter_of(number=str(number))) for number in range(3)]
    lan = log_in()
    first = lan.get("/api/v1/letters").json()
    assert [one["id"] for one in first["letters"]] == [made[2], made[1]]
    second = lan.get("/api/v1/letters", params={"before": first["older"]}).json()
    assert [one["id"] for one in second["letters"]] == [made[0]]
    assert lan.get("/api/v1/letters", params={"after": second["newer"]}).json() == first


def test_a_letter_that_was_found_says_where_the_words_stand(log_in: LogIn, store: Store) -> None:
    add_letter(store, text="Tổ chức phòng cháy rừng.")
    found = log_in().get("/api/v1/letters", params={"words": '"phong chay"', "state": "waiting"}).json()
    (line,) = found["letters"]
    assert [line["passage"][start:end] for start, end in line["marks"]] == ["phòng cháy"]


def test_a_filter_that_there_is_not_is_refused(log_in: LogIn) -> None:
    answer = log_in().get("/api/v1/letters", params={"state": "lost"})
    assert (answer.status_code, answer.json()["error"]["kind"]) == (422, "AskedWrongly")


def test_the_description_tells_of_files_in_an_upload(browser) -> None:  # type: ignore[no-untyped-def]
    described = browser.get("/api/v1/openapi.json").json()["paths"]["/api/v1/upload"]["post"]
    assert "multipart/form-data" in described["requestBody"]["content"]
