"""The files on their way: how they stand, why one failed, another try."""

from __future__ import annotations

from datetime import date

import pytest
from desk_people import LogIn
from inbox_letters import add_job, jobs_by_name
from sqlalchemy import select

from docproc.store import Store
from docproc.store.schema import AuditEntry, Job

WHY = {"vi": "tệp có mật khẩu", "en": "the file has a password"}


def test_a_failed_file_says_why_in_the_language_of_the_reader(log_in: LogIn, store: Store) -> None:
    add_job(store, "a.pdf", "failed", reason=WHY)
    lan = log_in()
    assert "tệp có mật khẩu" in lan.get("/files").text
    lan.client.cookies.set("lang", "en")
    assert "the file has a password" in lan.get("/files").text


def test_a_failed_file_is_tried_again(log_in: LogIn, store: Store) -> None:
    one, _other = (add_job(store, name, "failed", reason=WHY) for name in ("a.pdf", "b.pdf"))
    answer = log_in().post(f"/files/{one}/retry")
    assert "Đang thử lại 1 tệp" in answer.text
    assert jobs_by_name(store) == {"a.pdf": "waiting", "b.pdf": "failed"}
    with store.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.did == "retried")).one()
    assert noted.subject_id == one


def test_all_failed_files_are_tried_again(log_in: LogIn, store: Store) -> None:
    for name in ("a.pdf", "b.pdf"):
        add_job(store, name, "failed", reason=WHY)
    log_in().post("/files/retry")
    assert set(jobs_by_name(store).values()) == {"waiting"}


@pytest.mark.parametrize("state", ["waiting", "done", "leased"])
def test_a_file_that_did_not_fail_is_left_as_it_is(log_in: LogIn, store: Store, state: str) -> None:
    made = add_job(store, "a.pdf", state)
    assert log_in().post(f"/files/{made}/retry").status_code == 422
    assert jobs_by_name(store) == {"a.pdf": state}


@pytest.mark.parametrize("number", ["0", "999999999999999", "-1"])
def test_a_file_that_is_not_there_cannot_be_tried(log_in: LogIn, number: str) -> None:
    assert log_in().post(f"/files/{number}/retry").status_code == 422


def test_a_file_that_is_read_in_parts_says_how_far_it_is(log_in: LogIn, store: Store) -> None:
    whole = add_job(store, "lớn.pdf", "split")

    def cut(session):  # type: ignore[no-untyped-def]
        job = session.scalars(select(Job).where(Job.file_id == whole)).one()
        for first, state in ((1, "done"), (11, "leased"), (21, "waiting")):
            session.add(
                Job(
                    file_id=whole,
                    kind="part",
                    parent=job.id,
                    name=job.name,
                    arrived_on=date.today(),
                    first_page=first,
                    last_page=first + 9,
                    state=state,
                )
            )

    store.write(cut)
    shown = log_in().get("/files").text
    assert "10/30 trang" in shown
    assert shown.count("lớn.pdf") == 1


def test_the_lists_ask_again_only_while_something_is_at_work(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    add_job(store, "a.pdf", "failed", reason=WHY)
    assert "every 3s" not in lan.get("/files").text
    add_job(store, "b.pdf", "leased")
    assert "every 3s" in lan.get("/files").text
    assert lan.get("/files/work?was=0.1.1.0").status_code == 204
    assert "b.pdf" in lan.get("/files/work?was=1.0.1.0").text


@pytest.mark.parametrize("address", ["/files", "/files/work", "/api/v1/files"])
def test_names_of_files_are_for_those_who_take_them_in(log_in: LogIn, address: str) -> None:
    assert log_in(role="officer").get(address).status_code == 403


def test_programs_see_and_try_the_same(log_in: LogIn, store: Store) -> None:
    made = add_job(store, "a.pdf", "failed", reason=WHY)
    add_job(store, "b.pdf", urgent=True)
    lan = log_in()
    found = lan.get("/api/v1/files").json()
    assert (found["waiting"], found["reading"], found["failed"]) == (1, 0, 1)
    assert [(one["name"], one["state"], one["reason"]) for one in found["files"]] == [
        ("b.pdf", "waiting", None),
        ("a.pdf", "failed", "tệp có mật khẩu"),
    ]
    assert lan.post(f"/api/v1/files/{made}/retry").json() == {"count": 1}
    assert lan.post("/api/v1/files/retry").json()["error"]["kind"] == "NothingFailed"
