"""An archive is taken over into a book of the register: all of it, once, whatever comes between."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.archive import taking_over
from docproc.archive.hours import hours_of
from docproc.archive.run import When
from docproc.archive.taking_over import TakenOver, take_over
from docproc.intake.enlist import Place, file_of, new_job
from docproc.settings import load_settings
from docproc.store import Store, jobs, open_store
from docproc.store.check import check
from docproc.store.originals import Content, keep
from docproc.store.schema import Job, StoredLetter
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "giay-moi-hop.p1.txt"
BOOK = "Lưu trữ"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", patience=10, durable=False)
    yield opened
    opened.close()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "archive"
    (root / "2019").mkdir(parents=True)
    text = SAMPLE.read_text(encoding="utf-8")
    for number in range(6):
        (root / "2019" / f"{number}.txt").write_text(f"{text}\n{number}\n", encoding="utf-8")
    return root


def serial(store: Store) -> Serial:
    return Serial(store, Order(store.data, store.url, load_settings(), "test", "en", looks=False), most=2)


def taken(store: Store, tree: Path, stop: threading.Event | None = None) -> TakenOver:
    return take_over(store, tree, BOOK, serial(store), stop or threading.Event(), lambda reached: None, When())


def letters(store: Store) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(StoredLetter)) or 0


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_over, "_STEP", 0.0)


def test_every_letter_comes_into_the_book(store: Store, tree: Path) -> None:
    reached = taken(store, tree)
    assert (reached.files, reached.known, reached.done, reached.failed) == (6, 0, 6, 0)
    with store.reading() as session:
        rows = session.scalars(select(StoredLetter)).all()
        assert {(row.book, row.archived_on is None) for row in rows} == {(BOOK, False)}
        assert list(check(store, deep=True)) == []


def test_the_archive_itself_is_left_as_it_is(store: Store, tree: Path) -> None:
    before = {path: path.read_bytes() for path in tree.rglob("*.txt")}
    taken(store, tree)
    assert {path: path.read_bytes() for path in tree.rglob("*") if path.is_file()} == before


def test_the_second_time_nothing_is_new(store: Store, tree: Path) -> None:
    taken(store, tree)
    again = taken(store, tree)
    assert (again.files, again.known, again.done) == (6, 6, 0)
    assert letters(store) == 6


def test_the_same_bytes_are_one_letter(store: Store, tree: Path) -> None:
    (tree / "copy.txt").write_bytes((tree / "2019" / "0.txt").read_bytes())
    reached = taken(store, tree)
    assert (reached.files, letters(store)) == (7, 6)


def test_what_was_stopped_goes_on(store: Store, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_over, "_WINDOW", 3)
    stop = threading.Event()

    def tell(reached: TakenOver) -> None:
        if reached.done >= 2:
            stop.set()

    first = take_over(store, tree, BOOK, serial(store), stop, tell, When())
    assert 0 < first.done < 6
    taken(store, tree)
    assert letters(store) == 6


def test_only_some_files_wait_at_a_time(store: Store, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_over, "_WINDOW", 2)
    waiting = []

    def look(reached: TakenOver) -> None:
        with store.reading() as session:
            waiting.append(session.scalar(select(func.count()).where(Job.state == "waiting")))

    take_over(store, tree, BOOK, serial(store), threading.Event(), look, When())
    assert max(filter(None, waiting)) == 2
    assert letters(store) == 6


def test_somebody_else_may_do_the_work(store: Store, tree: Path) -> None:
    others = serial(store)
    reached = take_over(store, tree, BOOK, None, threading.Event(), lambda reached: others.tend(), When())
    assert reached.done == 6


def test_links_and_pipes_are_not_followed(store: Store, tree: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("không thuộc kho", encoding="utf-8")
    (tree / "link.txt").symlink_to(outside)
    os.mkfifo(tree / "pipe.txt")
    reached = taken(store, tree)
    assert (reached.files, reached.links) == (6, 1)
    assert letters(store) == 6


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_done(store: Store, tree: Path) -> None:
    (tree / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    reached = taken(store, tree)
    assert (reached.done, reached.failed) == (6, 1)
    with store.reading() as session:
        assert [job.name for job in jobs.failed_jobs(session)] == ["broken.pdf"]


def test_a_file_that_changes_under_the_hand_is_named(
    store: Store, tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = taking_over.keep

    def keep_and_grow(descriptor: int, originals: Path) -> Content:
        content = kept(descriptor, originals)
        with (tree / "2019" / "0.txt").open("a", encoding="utf-8") as file:
            file.write("thêm")
        return content

    monkeypatch.setattr(taking_over, "keep", keep_and_grow)
    reached = taken(store, tree)
    assert len(reached.unreadable) == 1
    assert "0.txt" in reached.unreadable[0]
    assert letters(store) == 5


def test_a_full_disk_ends_it_and_loses_nothing(store: Store, tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, originals: Path) -> Content:
        raise OSError(28, "No space left on device", str(originals))

    with monkeypatch.context() as patched, pytest.raises(OSError, match="No space"):
        patched.setattr(taking_over, "keep", full)
        taken(store, tree)
    assert taken(store, tree).done == 6


def test_a_file_that_the_register_has_keeps_its_place_there(store: Store, tree: Path) -> None:
    def come(session: Session) -> None:
        content = keep_bytes((tree / "2019" / "0.txt").read_bytes(), store)
        new_job(session, file_of(session, content, "0.txt"), "0.txt", Place("Văn bản đến", ()), date(2026, 3, 2))

    store.write(come)
    reached = taken(store, tree)
    assert (reached.known, reached.done) == (1, 5)
    with store.reading() as session:
        books = session.scalars(select(StoredLetter.book).order_by(StoredLetter.book)).all()
    assert books == [BOOK] * 5 + ["Văn bản đến"]


def keep_bytes(content: bytes, store: Store) -> Content:
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        return keep(file.fileno(), store.originals)


def test_outside_of_the_hours_nothing_is_entered(store: Store, tree: Path) -> None:
    stop, seen = threading.Event(), []

    def tell(reached: TakenOver) -> None:
        seen.append(reached.files)
        stop.set()

    night = When(hours_of("18:00-06:00"), lambda: datetime(2026, 3, 2, 12, 0))
    take_over(store, tree, BOOK, serial(store), stop, tell, night)
    assert seen == [0]
