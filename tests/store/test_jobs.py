"""The ledger: a job counts once, comes back when its worker is gone, and ends at last."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from store_rows import add_job

from docproc.errors import PasswordNeeded
from docproc.store import Store, jobs
from docproc.store.faults import LeaseLost
from docproc.store.jobs import Leased, Patience
from docproc.store.schema import Job

PATIENCE = Patience(attempts=3, interruptions=2, lease_seconds=30)
REASON = {"vi": "hỏng", "en": "broken"}


def lease(store: Store, taker: str = "one", count: int = 1, patience: Patience = PATIENCE) -> list[Leased]:
    return store.write(lambda session: jobs.lease(session, taker, count, patience))


def finish(store: Store, job: int, taker: str = "one") -> None:
    store.write(lambda s: jobs.finish(s, job, taker, engine="test", pages=1, seconds=0.1))


def job(store: Store, job_id: int) -> Job:
    with store.reading() as session:
        found = session.get_one(Job, job_id)
        session.expunge(found)
        return found


def ready_again(store: Store) -> None:
    """As if the waiting time after a failed attempt were over."""
    store.write(lambda session: session.execute(update(Job).values(not_before=0.0)))


@pytest.fixture
def waiting(store: Store) -> int:
    return store.write(add_job)


def test_many_workers_never_hold_the_same_job(store: Store) -> None:
    store.write(lambda session: [add_job(session, f"{n:064x}") for n in range(40)])
    taken: list[int] = []

    def working(name: str) -> None:
        while found := lease(store, name, 3):
            taken.extend(one.id for one in found)

    threads = [threading.Thread(target=working, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == len(set(taken)) == 40


def test_finished_job_is_not_taken_again(store: Store, waiting: int) -> None:
    lease(store)
    finish(store, waiting)
    assert lease(store, "two") == []
    assert job(store, waiting).state == "done"


def test_lease_that_ran_out_goes_to_another_and_the_first_is_refused(store: Store, waiting: int) -> None:
    lease(store, "slow", patience=Patience(3, 5, lease_seconds=-1))
    assert store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: False)) == 1
    lease(store, "quick")
    with pytest.raises(LeaseLost):
        finish(store, waiting, "slow")
    finish(store, waiting, "quick")
    assert job(store, waiting).state == "done"


def test_refused_result_writes_nothing(store: Store, waiting: int) -> None:
    lease(store, "slow")

    def write(session: Session) -> None:
        add_job(session, "b" * 64)
        jobs.finish(session, waiting, "another", engine="test", pages=1, seconds=0.1)

    with pytest.raises(LeaseLost):
        store.write(write)
    with store.reading() as session:
        assert session.query(Job).count() == 1


def test_renewed_lease_holds(store: Store, waiting: int) -> None:
    lease(store, "one", patience=Patience(3, 5, lease_seconds=-1))
    store.write(lambda session: jobs.renew(session, ["one"], PATIENCE))
    assert store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: False)) == 0


def test_worker_known_to_be_dead_loses_its_job_at_once(store: Store, waiting: int) -> None:
    lease(store, "dead")
    assert store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: taker == "dead")) == 1
    assert len(lease(store, "two")) == 1


def test_poison_fails_after_so_many_attempts_with_its_reason(store: Store, waiting: int) -> None:
    for attempt in range(PATIENCE.attempts):
        ready_again(store)
        assert len(lease(store)) == 1, attempt
        store.write(lambda session: jobs.put_back(session, waiting, "one", PATIENCE, REASON))
    assert (job(store, waiting).state, job(store, waiting).reason) == ("failed", REASON)


def test_the_words_of_a_failure_are_kept_whole_and_in_parts() -> None:
    words = jobs.words_of(PasswordNeeded("thư.pdf"))
    assert words["en"] == f"thư.pdf: {words['reason.en']}. {words['remedy.en']}"
    assert (words["code"], words["message"]) == ("password_needed", PasswordNeeded.reason)
    assert words["reason.vi"] != words["reason.en"]


def test_failed_attempt_waits_before_the_next(store: Store, waiting: int) -> None:
    lease(store)
    store.write(lambda session: jobs.put_back(session, waiting, "one", PATIENCE, REASON))
    assert lease(store) == []


def test_what_is_cut_off_again_and_again_fails_at_last(store: Store, waiting: int) -> None:
    for _ in range(PATIENCE.interruptions):
        lease(store, "gone")
        store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: True))
    found = job(store, waiting)
    assert (found.state, found.reason and found.reason["en"]) == (
        "failed",
        "docproc was interrupted 2 times while working on it",
    )


def test_worker_that_died_is_blamed_for_the_job_it_was_at_only(store: Store) -> None:
    first, second = store.write(lambda session: [add_job(session, f"{n:064x}") for n in range(2)])
    lease(store, "one", 2)
    store.write(lambda session: jobs.put_back_all(session, "one", PATIENCE, first, REASON))
    assert (job(store, first).attempts, job(store, second).attempts) == (1, 0)
    assert job(store, second).state == "waiting"


def test_urgent_first_then_those_never_begun_then_the_oldest(store: Store) -> None:
    ids = store.write(lambda session: [add_job(session, f"{n:064x}") for n in range(4)])
    store.write(lambda session: session.execute(update(Job).where(Job.id == ids[3]).values(urgent=True)))
    store.write(lambda session: session.execute(update(Job).where(Job.id == ids[0]).values(interruptions=1)))
    assert [one.id for one in lease(store, count=4)] == [ids[3], ids[1], ids[2], ids[0]]


def split(store: Store, waiting: int) -> list[Leased]:
    (whole,) = lease(store)
    store.write(lambda session: jobs.split(session, whole, "one", [(1, 2), (3, 4)]))
    return lease(store, "two", 5)


def test_whole_file_waits_until_its_last_part_has_ended(store: Store, waiting: int) -> None:
    first, second = split(store, waiting)
    assert (first.first_page, second.last_page) == (1, 4)
    finish(store, first.id, "two")
    assert job(store, waiting).state == "split"
    store.write(lambda session: jobs.fail(session, second.id, "two", REASON, "test"))
    assert [(one.id, one.in_parts) for one in lease(store)] == [(waiting, True)]


def test_retry_begins_failed_jobs_and_their_parts_again(store: Store, waiting: int) -> None:
    first, second = split(store, waiting)
    finish(store, first.id, "two")
    store.write(lambda session: jobs.fail(session, second.id, "two", REASON, "test"))
    lease(store)
    store.write(lambda session: jobs.fail(session, waiting, "one", REASON, "test"))
    assert store.write(jobs.retry) == [waiting]
    assert (job(store, first.id).state, job(store, second.id).state) == ("done", "waiting")
    assert job(store, waiting).state == "split"


def test_counts(store: Store, waiting: int) -> None:
    with store.reading() as session:
        assert jobs.counts(session) == {"waiting": 1}
        assert jobs.is_anything_open(session)
        assert jobs.unfinished(session) == 1
