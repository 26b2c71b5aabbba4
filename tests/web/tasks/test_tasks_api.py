"""Tasks for programs: the same lists, the same rights, the same versions."""

from __future__ import annotations

import pytest
from desk_people import AddPerson
from desk_tasks import Tasks, id_of
from starlette.testclient import TestClient

from docproc.store import Store
from docproc.store.people.keys import make_key
from docproc.store.schema import User

_TASKS = "/api/v1/tasks"


def bearer(store: Store, name: str, *scopes: str) -> dict[str, str]:
    def write(session):  # type: ignore[no-untyped-def]
        return make_key(session, session.get_one(User, id_of(store, name)), "máy", list(scopes))[0]

    return {"Authorization": f"Bearer {store.write(write)}"}


@pytest.fixture
def clerk(browser: TestClient, person: AddPerson, store: Store) -> TestClient:
    """A program with a key of a clerk, good for reading and writing."""
    person("lan")
    browser.headers.update(bearer(store, "lan", "read", "write"))
    return browser


def test_tasks_are_listed_with_the_same_filters(clerk: TestClient, tasks: Tasks) -> None:
    found = clerk.get(_TASKS, params={"q": "ho gia dinh"}).json()
    assert (found["count"], [one["id"] for one in found["tasks"]]) == (1, [tasks.ids[2]])
    assert clerk.get(_TASKS, params={"due": "overdue"}).json()["tasks"][0]["timing"] == "overdue"
    assert clerk.get(_TASKS, params={"limit": 2, "offset": 4}).json()["count"] == 5


def test_a_change_goes_through_with_the_version_seen(clerk: TestClient, tasks: Tasks, store: Store) -> None:
    change = {"seen": 1, "give": {"person": id_of(store, "lan")}, "progress": 30, "note": "gọi lại"}
    answer = clerk.patch(f"{_TASKS}/{tasks.ids[0]}", json=change)
    assert answer.status_code == 200
    assert (answer.json()["owner"], answer.json()["progress"]) == ("Lan", 30)


def test_a_stale_change_is_refused_with_what_is_there_now(
    clerk: TestClient, person: AddPerson, tasks: Tasks, store: Store
) -> None:
    address = f"{_TASKS}/{tasks.ids[0]}"
    assert clerk.patch(address, json={"seen": 1, "progress": 30}).status_code == 200
    person("hoa")
    answer = clerk.patch(address, json={"seen": 1, "progress": 50}, headers=bearer(store, "hoa", "write"))
    assert (answer.status_code, answer.json()["error"]["kind"]) == (409, "ChangedMeanwhile")


def test_nothing_counts_of_a_change_that_is_refused_in_part(clerk: TestClient, tasks: Tasks) -> None:
    change = {"seen": 1, "progress": 30, "give": {"person": 999}}
    assert clerk.patch(f"{_TASKS}/{tasks.ids[0]}", json=change).status_code == 422
    assert tasks.row(tasks.ids[0]).progress == 0


def test_many_are_changed_and_the_refused_named(clerk: TestClient, tasks: Tasks) -> None:
    chosen = [{"id": one, "seen": 1} for one in (*tasks.ids[:2], 999)]
    found = clerk.post(f"{_TASKS}/many", json={"tasks": chosen, "change": {"state": "done"}}).json()
    assert found["done"] == tasks.ids[:2]
    assert [(one["id"], one["kind"]) for one in found["refused"]] == [(999, "NoSuchTask")]


def test_a_key_for_reading_changes_nothing(
    browser: TestClient, person: AddPerson, tasks: Tasks, store: Store
) -> None:
    person("lan")
    headers = bearer(store, "lan", "read")
    address = f"{_TASKS}/{tasks.ids[0]}"
    assert browser.get(address, headers=headers).status_code == 200
    assert browser.patch(address, json={"seen": 1, "state": "done"}, headers=headers).status_code == 401


def test_an_officer_changes_only_their_own(
    browser: TestClient, person: AddPerson, tasks: Tasks, store: Store
) -> None:
    person("minh", role="officer")
    headers = bearer(store, "minh", "read", "write")
    answer = browser.patch(f"{_TASKS}/{tasks.ids[0]}", json={"seen": 1, "state": "done"}, headers=headers)
    assert (answer.status_code, answer.json()["error"]["kind"]) == (403, "NotYourTask")


def test_a_file_comes_and_goes(clerk: TestClient, tasks: Tasks) -> None:
    files = f"{_TASKS}/{tasks.ids[0]}/files"
    sent = clerk.post(f"{files}/upload", files={"file": ("trả lời.pdf", b"%PDF")})
    assert sent.json() == {"id": 1, "name": "trả lời.pdf"}
    assert clerk.get(f"{files}/1").content == b"%PDF"
    assert clerk.delete(f"{files}/1").status_code == 204
    assert clerk.get(files).json() == []


@pytest.mark.parametrize("number", ["0", "999", str(2**40)])
def test_a_task_that_is_none_is_not_found(clerk: TestClient, tasks: Tasks, number: str) -> None:
    assert clerk.get(f"{_TASKS}/{number}").status_code == 404
    assert clerk.patch(f"{_TASKS}/{number}", json={"seen": 1}).status_code == 404
    assert clerk.get(f"{_TASKS}/{number}/files/1").status_code == 404
