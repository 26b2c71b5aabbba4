"""Workers are processes: they die, hang and eat memory, and nothing else suffers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.settings import Settings, load_settings
from docproc.store import Store, open_store, registered_letters
from docproc.store.originals import keep
from docproc.store.schema import File, Job
from docproc.workers.executors import Processes, Serial
from docproc.workers.order import Order

QUICK = {
    "max_attempts": 2,
    "lease_seconds": 2,
    "page_work_seconds": 60,
    "part_pages": 2,
    "worker_megabytes": 2000,
}


@pytest.fixture
def settings() -> Settings:
    return replace(load_settings(), **QUICK)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", patience=10)
    yield opened
    opened.close()


@pytest.fixture
def order(store: Store, settings: Settings) -> Order:
    return Order(store.data, store.url, settings, "test", "en", reader="stand_in_reader", looks=False)


def add(store: Store, *contents: str) -> None:
    """Put contents into the originals and jobs for them into the ledger."""
    for content in contents:
        path = store.data / "file"
        path.write_text(content, encoding="utf-8")
        descriptor = os.open(path, os.O_RDONLY)
        kept = keep(descriptor, store.originals)
        os.close(descriptor)

        def write(session: Session, content: str = content, sha256: str = kept.sha256) -> None:
            file = File(sha256=sha256, size=len(content), name=content, kept=True)
            session.add(file)
            session.flush()
            session.add(Job(file_id=file.id, kind="register", name=content, arrived_on=date(2024, 5, 6)))

        store.write(write)


def states(store: Store) -> dict[str, str]:
    with store.reading() as session:
        return {job.name: job.state for job in session.scalars(select(Job).where(Job.kind != "part"))}


def reason(store: Store, name: str) -> str:
    with store.reading() as session:
        return (session.scalars(select(Job).where(Job.name == name)).one().reason or {})["en"]


def tend(executor: Processes, done: Callable[[], bool], seconds: float = 40) -> None:
    until = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < until, "did not end in time"
        executor.tend()
        time.sleep(0.05)


def run(store: Store, order: Order, workers: int = 2) -> None:
    executor = Processes(store, order, workers)
    executor.start()
    try:
        tend(executor, lambda: set(states(store).values()) <= {"done", "failed"})
    finally:
        executor.stop()


def test_poison_files_fail_and_do_not_stop_the_line(store: Store, order: Order) -> None:
    add(store, "dies", "good 1", "broken", "greedy", "trips", "good 2")
    run(store, order)
    assert states(store) == {
        "good 1": "done", "good 2": "done", "dies": "failed", "broken": "failed", "greedy": "failed",
        "trips": "failed",
    }  # fmt: skip
    assert "the process that read it died" in reason(store, "dies")
    assert reason(store, "broken").startswith("broken: the file is damaged or incomplete (no end)")
    assert "needs more memory than docproc may take" in reason(store, "greedy")
    assert "ValueError; stand_in_reader.py" in reason(store, "trips")
    assert "secret" not in reason(store, "trips")
    with store.reading() as session:
        assert [letter.arrival_number for letter in registered_letters(session)] == [1, 2]


def test_file_that_takes_too_long_fails(store: Store, order: Order) -> None:
    add(store, "hangs", "good")
    run(store, replace(order, settings=replace(order.settings, page_work_seconds=0.7, max_attempts=1)), workers=1)
    assert states(store) == {"hangs": "failed", "good": "done"}
    assert "took too long" in reason(store, "hangs")


def test_killed_worker_is_replaced_and_its_job_done(store: Store, order: Order) -> None:
    add(store, "sleeps 3", "good")
    executor = Processes(store, order, 1)
    executor.start()
    try:
        tend(executor, lambda: bool(executor.workers[0].desk.job.value))
        os.kill(executor.workers[0].process.pid or 0, signal.SIGKILL)
        tend(executor, lambda: set(states(store).values()) == {"done"})
    finally:
        executor.stop()
    with store.reading() as session:
        assert session.scalars(select(Job.attempts).where(Job.name == "sleeps 3")).one() == 1


def test_worker_dies_with_its_parent(store: Store, order: Order) -> None:
    add(store, "sleeps 30")
    parent = os.fork()
    if parent == 0:
        executor = Processes(store, order, 1)
        executor.start()
        while True:
            executor.tend()
            time.sleep(0.05)
    until = time.monotonic() + 30
    while states(store) != {"sleeps 30": "leased"}:
        assert time.monotonic() < until
        time.sleep(0.05)
    with store.reading() as session:
        worker = int((session.scalars(select(Job.taker)).one() or "").split("/")[1])
    os.kill(parent, signal.SIGKILL)
    os.waitpid(parent, 0)
    time.sleep(0.5)
    stat = Path(f"/proc/{worker}/stat")
    assert not stat.exists() or stat.read_text(encoding="ascii").rpartition(")")[2].split()[0] == "Z"
    Processes(store, order, 0).start()  # the next watcher takes the job over at once
    assert states(store) == {"sleeps 30": "waiting"}


def test_big_file_is_read_in_parts_and_put_together(store: Store, order: Order) -> None:
    add(store, "pages 7", "badpart 5")
    Serial(store, order).tend()
    with store.reading() as session:
        found = {letter.letter.file: letter.letter.header.subject for letter in registered_letters(session)}
    assert found == {"pages 7": "1,2,3,4,5,6,7/", "badpart 5": "1,2,3,4,5/1,2"}


def test_two_machines_share_the_work_of_one_postgresql(
    tmp_path: Path, settings: Settings, new_database: Callable[[], str]
) -> None:
    store = open_store(tmp_path / "data", new_database(), patience=10)
    order = Order(store.data, store.url, settings, "test", "en", reader="stand_in_reader", looks=False)
    add(store, *(f"good {number}" for number in range(30)), "dies", "pages 7")
    machines = [Processes(store, order, 1), Processes(store, order, 1)]
    for machine in machines:
        machine.start()
    try:
        tend(machines[0], lambda: machines[1].tend() or set(states(store).values()) <= {"done", "failed"})
    finally:
        for machine in machines:
            machine.stop()
    assert [name for name, state in states(store).items() if state == "failed"] == ["dies"]
    with store.reading() as session:
        assert [letter.arrival_number for letter in registered_letters(session)] == list(range(1, 32))
    store.close()


def test_stopped_executor_finishes_the_job_at_hand(store: Store, order: Order) -> None:
    add(store, "sleeps 1")
    executor = Processes(store, order, 1)
    executor.start()
    tend(executor, lambda: bool(executor.workers[0].desk.job.value))
    executor.stop()
    assert states(store) == {"sleeps 1": "done"}


def test_resting_workers_finish_what_they_have_and_begin_nothing(store: Store, order: Order) -> None:
    """Both jobs were taken at once; the second goes back to the ledger, unharmed."""
    add(store, "sleeps 1.5", "good")
    executor = Processes(store, replace(order, batch=2), 1)
    executor.start()
    try:
        tend(executor, lambda: bool(executor.workers and executor.workers[0].desk.job.value))
        executor.rest(True)
        tend(executor, lambda: not executor.workers)
        assert states(store) == {"sleeps 1.5": "done", "good": "waiting"}
        executor.rest(False)
        tend(executor, lambda: states(store)["good"] == "done")
    finally:
        executor.stop()


def test_workers_give_way_as_far_as_they_are_asked_to(store: Store, order: Order) -> None:
    add(store, "sleeps 1.5")
    executor = Processes(store, replace(order, nice=11), 1)
    executor.start()
    try:
        tend(executor, lambda: bool(executor.workers[0].desk.job.value))
        pid = executor.workers[0].process.pid or 0
        assert os.getpriority(os.PRIO_PROCESS, pid) == min(19, os.getpriority(os.PRIO_PROCESS, 0) + 11)
    finally:
        executor.stop()
