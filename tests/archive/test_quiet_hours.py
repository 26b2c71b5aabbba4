"""A run of an archive in some hours of the day only, by a clock that the tests hold."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from docproc.archive.hours import hours_of
from docproc.archive.plan import Entering
from docproc.archive.reached import Progress
from docproc.archive.run import Ears, When, run
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "giay-moi-hop.p1.txt"
NIGHT = hours_of("18:00-06:00")
NOON, EVENING = datetime(2024, 5, 6, 12), datetime(2024, 5, 6, 18)


class Unwaiting(threading.Event):
    """The word to stop, for which nobody waits."""

    def wait(self, timeout: float | None = None) -> bool:
        return self.is_set()


class HandClock:
    """A clock that goes on by ten minutes whenever somebody looks at it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        self.moment += timedelta(minutes=10)
        return self.moment


class Watched(Serial):
    """Writes down when it worked and when it was told to rest."""

    def __init__(self, store: Store, clock: HandClock) -> None:
        super().__init__(store, Order(store.data, store.url, load_settings(), "test", "en", looks=False), most=1)
        self.clock = clock
        self.worked: list[datetime] = []
        self.rests: list[bool] = []

    def tend(self) -> None:
        if not self.resting:
            self.worked.append(self.clock.moment)
        super().tend()

    def rest(self, resting: bool) -> None:
        self.rests.append(resting)
        super().rest(resting)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "out").mkdir()
    (tmp_path / "archive").mkdir()
    for number in range(3):
        text = SAMPLE.read_text(encoding="utf-8")
        (tmp_path / "archive" / f"{number}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


class Run:
    """A run that began at some time of the day, and what was heard of it."""

    def __init__(self, ledger: Store, tmp_path: Path, begins: datetime) -> None:
        self.clock = HandClock(begins)
        self.executor = Watched(ledger, self.clock)
        self.stop = Unwaiting()
        self.waits: list[datetime] = []
        self.told: list[Progress] = []
        self.ledger, self.tmp_path = ledger, tmp_path
        self.on_wait: Callable[[], None] = lambda: None

    def go(self) -> Progress:
        ears = Ears(progress=self.told.append, waits=self._hear)
        entering = Entering(self.ledger, self.tmp_path / "archive")
        when = When(NIGHT, self.clock)
        return run(self.ledger, self.tmp_path / "out", self.executor, self.stop, ears, entering, when)

    def _hear(self, until: datetime) -> None:
        self.waits.append(until)
        self.on_wait()


def test_nothing_is_begun_before_the_hours(ledger: Store, tmp_path: Path) -> None:
    at_noon = Run(ledger, tmp_path, NOON)
    assert at_noon.go().ended == 3
    assert min(at_noon.executor.worked) >= EVENING


def test_it_says_once_until_when_it_waits(ledger: Store, tmp_path: Path) -> None:
    at_noon = Run(ledger, tmp_path, NOON)
    at_noon.go()
    assert at_noon.waits == [EVENING]
    assert at_noon.told[0].until == EVENING


def test_workers_rest_where_the_hours_end_and_go_on_in_the_next(ledger: Store, tmp_path: Path) -> None:
    """It begins twenty minutes before the end of the night: no file was begun between then and the evening."""
    late = Run(ledger, tmp_path, datetime(2024, 5, 6, 5, 40))
    late.go()
    assert late.executor.rests == [True, False]
    by_day = [moment for moment in late.executor.worked if datetime(2024, 5, 6, 6) <= moment < EVENING]
    assert by_day == []


def test_one_who_waits_stops_at_once(ledger: Store, tmp_path: Path) -> None:
    at_noon = Run(ledger, tmp_path, NOON)
    at_noon.on_wait = at_noon.stop.set
    assert at_noon.go().ended == 0
    assert at_noon.executor.worked == []
    assert at_noon.clock.moment < EVENING


def test_all_hours_are_open_without_any(ledger: Store, tmp_path: Path) -> None:
    assert When(None, HandClock(NOON)).waits_until() is None
