"""Files are read while others are still entered; what the ledger says of how far it is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.archive import run as run_module
from docproc.archive import sources as sources_module
from docproc.archive.pace import Pages, Sum
from docproc.archive.plan import Entering, plan
from docproc.archive.reached import Progress, progress_of
from docproc.archive.run import Ears, run
from docproc.archive.strata import Stratum
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.schema import File, Job
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "giay-moi-hop.p1.txt"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "out").mkdir()
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    root.mkdir()
    for number in range(8):
        text = SAMPLE.read_text(encoding="utf-8")
        (root / f"{number}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    return root


def test_files_are_read_before_the_last_is_entered(
    ledger: Store, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources_module, "_AT_A_TIME", 2)
    monkeypatch.setattr(run_module, "_HEAD_START", 0.0)
    told: list[Progress] = []
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False)
    entering = Entering(ledger, tree)
    ears = Ears(told.append)
    reached = run(ledger, tmp_path / "out", Serial(ledger, order), threading.Event(), ears, entering)
    assert any(one.counting and one.ended for one in told)
    assert (reached.files, reached.ended, entering.planned.new) == (8, 8, 8)


class _Noting(Serial):
    """Notes how many files were entered when it was started, for each start."""

    entered: ClassVar[list[int]] = []

    def start(self) -> None:
        with self.store.reading() as session:
            self.entered.append(session.scalar(select(func.count()).select_from(Job)) or 0)
        super().start()


def _started_with(ledger: Store, tree: Path, out: Path) -> list[int]:
    _Noting.entered.clear()
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False)
    run(ledger, out, _Noting(ledger, order), threading.Event(), Ears(), Entering(ledger, tree))
    return list(_Noting.entered)


def test_workers_load_what_they_need_while_the_first_files_of_a_new_archive_are_entered(
    ledger: Store, tree: Path, tmp_path: Path
) -> None:
    assert _started_with(ledger, tree, tmp_path / "out") == [0]


def test_no_worker_is_started_for_an_archive_that_was_read(ledger: Store, tree: Path, tmp_path: Path) -> None:
    _started_with(ledger, tree, tmp_path / "out")
    assert _started_with(ledger, tree, tmp_path / "out") == []


def test_workers_are_started_when_an_archive_that_was_read_has_got_more(
    ledger: Store, tree: Path, tmp_path: Path
) -> None:
    _started_with(ledger, tree, tmp_path / "out")
    (tree / "more.txt").write_text(SAMPLE.read_text(encoding="utf-8") + "\nmore\n", encoding="utf-8")
    assert _started_with(ledger, tree, tmp_path / "out") == [9]


def test_who_hears_is_told_once_what_was_found(ledger: Store, tree: Path, tmp_path: Path) -> None:
    heard = []
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False)
    ears = Ears(entered=heard.append)
    run(ledger, tmp_path / "out", Serial(ledger, order), threading.Event(), ears, Entering(ledger, tree))
    assert [planned.files for planned in heard] == [8]


def test_big_files_are_entered_in_smaller_groups(
    ledger: Store, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of a file is read to enter it, and workers are not tended meanwhile."""
    monkeypatch.setattr(sources_module, "_MOST_AT_A_TIME", SAMPLE.stat().st_size)
    entering = Entering(ledger, tree)
    entering.step()
    assert entering.files == 1


def test_scouts_are_taken_first(ledger: Store, tree: Path) -> None:
    """The first two of a kind and size, at least."""
    plan(ledger, tree)
    with ledger.reading() as session:
        scouts = session.scalar(select(func.count()).where(Job.urgent))
    assert scouts is not None and 2 <= scouts < 8


def enter(session: Session, name: str, size: int, state: str, **more: object) -> Job:
    file = File(sha256=f"{name:0>64}"[:64], size=size, name=name, kept=False)
    session.add(file)
    session.flush()
    made = Job(file_id=file.id, kind="read", name=name, arrived_on=date(2024, 5, 6), state=state, **more)
    session.add(made)
    session.flush()
    return made


def test_files_are_counted_by_kind_and_size(ledger: Store) -> None:
    def write(session: Session) -> None:
        enter(session, "a.pdf", 3000, "done", pages=2, seconds=8.0)
        enter(session, "b.PDF", 2500, "waiting")
        enter(session, "c.txt", 3000, "failed")
        enter(session, "d.pdf", 3500, "done", pages=1, seconds=4.0, urgent=True)

    ledger.write(write)
    reached = progress_of(ledger)
    assert (reached.files, reached.ended, reached.failed, reached.pages) == (4, 3, 1, 3)
    others, scans = reached.groups
    assert (others.stratum, others.ended.files) == (Stratum("other", 2), 1)
    assert scans.stratum == Stratum("pdf", 2)
    assert (scans.waiting, scans.ended) == (Sum(1, 2500), Sum(2, 6500, 12.0))
    assert scans.ahead == Sum(1, 3500, 4.0), "it comes after the first one that waits"


def test_a_file_that_is_read_in_parts_counts_by_its_pages(ledger: Store) -> None:
    def write(session: Session) -> None:
        whole = enter(session, "dày.pdf", 9000, "split")
        for first, state, seconds in ((1, "done", 60.0), (21, "leased", None), (41, "waiting", None)):
            part = Job(file_id=whole.file_id, kind="part", parent=whole.id, name="dày.pdf", state=state)
            part.first_page, part.last_page, part.arrived_on = first, first + 19, date(2024, 5, 6)
            part.seconds, part.pages = seconds, 20 if seconds else None
            session.add(part)

    ledger.write(write)
    reached = progress_of(ledger)
    assert (reached.files, reached.ended, reached.pages, reached.groups) == (1, 0, 20, ())
    assert reached.parts == Pages(open=40, ended=20, seconds=60.0)
    assert reached.rest == pytest.approx(120.0)


def test_what_parts_took_counts_for_the_file_once_it_is_put_together(ledger: Store) -> None:
    def write(session: Session) -> None:
        whole = enter(session, "dày.pdf", 9000, "done", pages=20, seconds=1.0)
        part = Job(file_id=whole.file_id, kind="part", parent=whole.id, name="dày.pdf", state="done")
        part.first_page, part.last_page, part.arrived_on = 1, 20, date(2024, 5, 6)
        part.seconds, part.pages = 60.0, 20
        session.add(part)

    ledger.write(write)
    (group,) = progress_of(ledger).groups
    assert group.ended == Sum(1, 9000, 61.0)
