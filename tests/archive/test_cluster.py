"""Several machines read an archive: as one would, whatever machine goes."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from docproc.archive.plan import Entering
from docproc.archive.run import run
from docproc.messages import current_language
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.schema import Job
from docproc.workers import cluster as cluster_module
from docproc.workers.cluster import Cluster, ClusterMissing, NoScheduler, NotOnMachine, OtherVersion, oversee
from docproc.workers.executors import Serial
from docproc.workers.order import LOCAL, Order, engine_version, is_here

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "giay-moi-hop.p1.txt"
LETTERS = 120  # some seconds of work, so that a machine can be killed in the middle
RESULTS = ("letters.jsonl", "tasks.jsonl", "failures.jsonl")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    root.mkdir()
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(LETTERS):
        (root / f"{number:03}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    return root


def order_of(store: Store) -> Order:
    return Order(
        store.data, store.url, load_settings(), engine_version(), current_language(), looks=False, durable=False
    )


def results_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in RESULTS]


class OneIsKilled(Cluster):
    """A cluster of which one worker is killed as soon as letters were read."""

    killed = 0

    def tend(self) -> None:
        super().tend()
        with self.store.reading() as session:
            done = session.scalar(select(func.count()).where(Job.state == "done")) or 0
        if done and not self.killed:
            self.killed = next(iter(self.client.run(os.getpid).values()))
            os.kill(self.killed, signal.SIGKILL)


def test_a_machine_that_is_killed_changes_nothing(ledger: Store, tree: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    executor = OneIsKilled(ledger, order_of(ledger), LOCAL, 2)
    reached = run(ledger, tmp_path / "out", executor, threading.Event(), entering=Entering(ledger, tree))
    assert (reached.ended, reached.failed) == (LETTERS, 0)
    assert executor.killed

    plain = open_store(tmp_path / "plain", patience=10, durable=False)
    (tmp_path / "calm").mkdir()
    run(
        plain,
        tmp_path / "calm",
        Serial(plain, order_of(plain)),
        threading.Event(),
        entering=Entering(plain, tree),
    )
    plain.close()
    assert results_of(tmp_path / "out") == results_of(tmp_path / "calm")


@dataclass
class Foreman:
    """What Dask tells of a task that was handed out."""

    machine: str
    status: str = "pending"
    error: Exception | None = None

    def done(self) -> bool:
        return self.status != "pending"

    def exception(self) -> Exception | None:
        return self.error

    def cancel(self) -> None:
        if self.status == "pending":
            self.status = "cancelled"


@dataclass
class Client:
    """A scheduler with two machines."""

    placed: list[Foreman] = field(default_factory=list)
    is_away: bool = False
    machines: dict[str, int] = field(default_factory=lambda: {"tcp://a:1": 4, "tcp://b:1": 2})

    def nthreads(self) -> dict[str, int]:
        if self.is_away:
            raise OSError("Timed out trying to connect")
        return self.machines

    def submit(
        self, work: Any, order: Order, threads: int, word: str, *, workers: list[str], **how: Any
    ) -> Foreman:
        self.placed.append(Foreman(workers[0]))
        return self.placed[-1]


@pytest.fixture
def connected(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    monkeypatch.setattr(cluster_module, "_LOOK", 0.0)
    return Cluster(ledger, order_of(ledger), "tcp://a:8786", 1, client=Client())


@pytest.fixture
def troubles(connected: Cluster) -> list[str]:
    """What the cluster tells."""
    told: list[str] = []
    connected.tell = told.append
    return told


def test_each_machine_has_one_foreman(connected: Cluster) -> None:
    connected.tend()
    connected.tend()
    assert [one.machine for one in connected.client.placed] == ["tcp://a:1", "tcp://b:1"]


def test_a_foreman_that_is_lost_is_replaced(connected: Cluster) -> None:
    connected.tend()
    connected.client.placed[1].status = "cancelled"
    connected.tend()
    assert [one.machine for one in connected.client.placed] == ["tcp://a:1", "tcp://b:1", "tcp://b:1"]


def test_a_machine_that_went_and_one_that_came(connected: Cluster) -> None:
    connected.tend()
    connected.client.machines = {"tcp://a:1": 4, "tcp://c:1": 2}
    connected.tend()
    assert [one.machine for one in connected.client.placed] == ["tcp://a:1", "tcp://b:1", "tcp://c:1"]
    assert connected.client.placed[1].status == "cancelled"


def test_a_scheduler_that_comes_back_gets_foremen_again(connected: Cluster) -> None:
    connected.tend()
    connected.client.is_away = True
    connected.tend()
    connected.client.is_away = False
    connected.tend()
    assert len(connected.client.placed) == 4


def test_a_machine_that_cannot_work_is_told_of_once_and_left_for_a_while(
    connected: Cluster, troubles: list[str]
) -> None:
    connected.tend()
    refusal = OtherVersion(machine="tcp://b:1", there="docproc 0", here="docproc 1")
    for _ in range(2):
        connected.client.placed[1].status, connected.client.placed[1].error = "error", refusal
        connected.foremen["tcp://b:1"] = connected.client.placed[1]
        connected.tend()
    assert troubles == [refusal.message()]
    assert len(connected.client.placed) == 2


@pytest.fixture
def on_a_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import distributed

    monkeypatch.setattr(distributed, "get_worker", lambda: distributed)
    monkeypatch.setattr(distributed, "address", "tcp://b:1", raising=False)


@pytest.mark.usefixtures("on_a_machine")
def test_other_rules_are_refused(ledger: Store) -> None:
    with pytest.raises(OtherVersion, match="tcp://b:1"):
        oversee(replace(order_of(ledger), engine="docproc 0, rules 00000000"), 1, "word")


@pytest.mark.usefixtures("on_a_machine")
def test_a_folder_that_is_not_mounted_is_named(ledger: Store, tmp_path: Path) -> None:
    with pytest.raises(NotOnMachine, match="elsewhere"):
        oversee(replace(order_of(ledger), data=tmp_path / "elsewhere"), 1, "word")


def test_a_scheduler_that_does_not_answer_is_named(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "_CONNECT", 0.3)
    with pytest.raises(NoScheduler, match=r"127\.0\.0\.1:9"):
        Cluster(ledger, order_of(ledger), "tcp://127.0.0.1:9", 1).start()


def test_without_dask_it_is_said_what_to_install(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_module, "find_spec", lambda name: None)
    with pytest.raises(ClusterMissing, match="cluster"):
        Cluster(ledger, order_of(ledger), LOCAL, 1).start()


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("local", True),
        ("tcp://127.0.0.1:8786", True),
        ("tcp://localhost:1", True),
        ("tcp://10.0.0.5:8786", False),
    ],
)
def test_a_ledger_may_be_a_file_where_all_is_on_one_machine(address: str, here: bool) -> None:
    assert is_here(address) is here
