"""The clock of the computer set back: days, numbers and leases stay sensible, and a person is told."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.letter import Letter
from docproc.store import Store, jobs, registered_letters
from docproc.store.clock import CODE, day_of_arrival
from docproc.store.jobs import Patience
from docproc.store.register import Entry, register
from docproc.store.schema import File, Job

PATIENCE = Patience(attempts=3, interruptions=5, lease_seconds=30)
TODAY = datetime.now(UTC).date()


def arrive(session: Session, name: str, day: date, made: date | None = None) -> Job:
    """A file that came on a day, with its job; `made`: the day of the clock, the same when None."""
    moment = datetime.combine(made or day, datetime.min.time(), UTC) + timedelta(hours=12)
    file = File(sha256=name, size=1, name=name, kept=True, first_seen=moment)
    session.add(file)
    session.flush()
    job = Job(file_id=file.id, kind="register", name=name, arrived_on=day, made_at=moment)
    session.add(job)
    session.flush()
    return job


def enter(store: Store, letter: Letter, name: str, day: date, made: date | None = None) -> None:
    def write(session: Session) -> None:
        job = arrive(session, name, day, made)
        register(session, letter, [], Entry(job.file_id, "Văn bản đến", day))

    store.write(write)


def doubts(store: Store) -> list[list[str]]:
    with store.reading() as session:
        return [
            [doubt.reason for doubt in one.letter.doubts if doubt.code == CODE]
            for one in sorted(registered_letters(session), key=lambda one: one.id)
        ]


def test_letter_after_the_clock_was_set_back_carries_a_doubt(store: Store, letter: Letter) -> None:
    enter(store, letter, "a", date(2026, 6, 20))
    enter(store, letter, "b", date(2026, 6, 2))
    enter(store, letter, "c", date(2026, 6, 20))
    assert [bool(found) for found in doubts(store)] == [False, True, False]
    assert "20/06/2026" in doubts(store)[1][0]
    with store.reading() as session:
        assert [one.arrival_number for one in registered_letters(session)] == [1, 2, 3]


def test_letter_that_was_only_read_late_carries_none(store: Store, letter: Letter) -> None:
    store.write(lambda session: arrive(session, "late", date(2026, 6, 2)))
    enter(store, letter, "soon", date(2026, 6, 20))

    def write(session: Session) -> None:
        file = session.scalars(select(File).where(File.name == "late")).one()
        register(session, letter, [], Entry(file.id, "Văn bản đến", date(2026, 6, 2)))

    store.write(write)
    assert doubts(store) == [[], []]


@pytest.mark.parametrize(
    ("clock", "day", "is_told"),
    [
        (date(2026, 6, 20), date(2026, 6, 20), False),
        (date(2026, 6, 21), date(2026, 6, 21), False),
        (date(2026, 6, 15), date(2026, 6, 15), True),  # either may be wrong: the clock is believed
        (date(1970, 1, 1), date(2026, 6, 20), True),  # an empty battery: before anything was there
        (date(2025, 6, 20), date(2026, 6, 20), True),
    ],
)
def test_day_of_arrival(store: Store, letter: Letter, clock: date, day: date, is_told: bool) -> None:
    enter(store, letter, "first", date(2026, 6, 1))
    enter(store, letter, "last", date(2026, 6, 20))
    with store.reading() as session:
        assert day_of_arrival(session, clock) == (day, date(2026, 6, 20) if is_told else None)


def test_day_that_was_not_the_clocks_carries_a_doubt(store: Store, letter: Letter) -> None:
    enter(store, letter, "a", date(2026, 6, 20))
    enter(store, letter, "b", date(2026, 6, 20), made=date(1970, 1, 2))
    assert [bool(found) for found in doubts(store)] == [False, True]
    assert "02/01/1970" in doubts(store)[1][0]


def test_lease_and_wait_of_a_clock_ahead_do_not_hold_a_job_for_years(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "clock", lambda session: 4_000_000_000.0)
    store.write(lambda session: arrive(session, "a", TODAY))
    store.write(lambda session: arrive(session, "b", TODAY))
    assert len(store.write(lambda session: jobs.lease(session, "other/1/1", 2, PATIENCE))) == 2
    store.write(lambda session: jobs.put_back(session, 2, "other/1/1", PATIENCE, None, 5.0))
    monkeypatch.setattr(jobs, "clock", lambda session: 1_800_000_000.0)
    assert store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: False)) == 1
    with store.reading() as session:
        assert jobs.count_waiting(session, 10) == 2
    assert len(store.write(lambda session: jobs.lease(session, "us/1/1", 2, PATIENCE))) == 2


def test_living_lease_is_left_alone(store: Store) -> None:
    store.write(lambda session: arrive(session, "a", TODAY))
    store.write(lambda session: jobs.lease(session, "other/1/1", 1, PATIENCE))
    assert store.write(lambda session: jobs.take_over(session, PATIENCE, lambda taker: False)) == 0


def test_job_that_was_held_up_says_by_what_until_it_goes_on(store: Store) -> None:
    store.write(lambda session: arrive(session, "a", TODAY))
    store.write(lambda session: jobs.lease(session, "us", 1, PATIENCE))
    words = {"en": "no space", "vi": "hết chỗ"}
    store.write(lambda session: jobs.put_back(session, 1, "us", PATIENCE, None, 0.0, words))
    with store.reading() as session:
        assert [(job.state, job.reason) for job in jobs.open_jobs(session)] == [("waiting", words)]
    store.write(lambda session: jobs.lease(session, "us", 1, PATIENCE))
    store.write(lambda session: jobs.finish(session, 1, "us", engine="test", pages=1, seconds=1.0))
    with store.reading() as session:
        assert not session.get_one(Job, 1).reason
