"""A file with several letters: each gets its number, whatever is cut off in between."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.errors import DamagedFile
from docproc.records import RegisteredLetter
from docproc.settings import load_settings
from docproc.store import Store, open_store, registered_letters
from docproc.store.check import check
from docproc.store.originals import keep
from docproc.store.page_words import words_on
from docproc.store.register import register
from docproc.store.schema import File, FilePart, Job
from docproc.workers import letters_apart, work
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.p1.txt").read_text(encoding="utf-8")


ONE = "\f".join((SAMPLES / f"cong-van-giao-viec.p{n}.txt").read_text(encoding="utf-8") for n in (1, 2))
TWO, THREE = sample("cong-van-khan"), sample("cong-van-huyen-uy")
STACK = f"{ONE}\f\n\f{TWO}\f{THREE}"


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else None
    opened = open_store(tmp_path / "data", url, patience=10)
    yield opened
    opened.close()


def order_for(store: Store, split: bool = True) -> Order:
    settings = replace(load_settings(), lease_seconds=0.2, max_attempts=5)
    return Order(store.data, store.url, settings, "test", "en", looks=False, split=split)


def drop(store: Store, name: str, text: str) -> None:
    """Put a text into the originals and a job for it into the ledger."""
    path = store.data / "dropped"
    path.write_text(text, encoding="utf-8")
    descriptor = os.open(path, os.O_RDONLY)
    kept = keep(descriptor, store.originals)
    os.close(descriptor)

    def write(session: Session) -> None:
        file = session.scalar(select(File).where(File.sha256 == kept.sha256))
        if file is None:
            file = File(sha256=kept.sha256, size=kept.size, name=name, kept=True)
            session.add(file)
            session.flush()
        session.add(Job(file_id=file.id, kind="register", name=name, book="Đến", arrived_on=date(2024, 5, 6)))

    store.write(write)


def work_on(store: Store, split: bool = True) -> None:
    executor = Serial(store, order_for(store, split))
    executor.start()
    executor.tend()


def letters(store: Store) -> list[RegisteredLetter]:
    with store.reading() as session:
        return list(registered_letters(session))


def numbers(store: Store) -> list[tuple[int, str | None]]:
    return [(one.arrival_number, one.letter.header.number) for one in letters(store)]


def codes(one: RegisteredLetter) -> set[str]:
    return {doubt.code for doubt in one.letter.doubts}


def test_each_letter_of_a_file_gets_a_number(store: Store) -> None:
    drop(store, "cả tập.txt", STACK)
    work_on(store)
    found = letters(store)
    assert [number for number, _ in numbers(store)] == [1, 2, 3]
    assert found[0].letter.header.number == "642"
    assert [(one.letter.file, one.letter.pages) for one in found] == [
        ("cả tập.1.txt", 3),
        ("cả tập.2.txt", 1),
        ("cả tập.3.txt", 1),
    ]
    assert all(one.letter.attachments == [] and "cut_out" in codes(one) for one in found)
    (doubt,) = (doubt for doubt in found[1].letter.doubts if doubt.code == "cut_out")
    assert doubt.in_words("en").startswith("docproc cut this letter out of cả tập.txt (pages 4)")
    assert list(check(store, deep=True)) == []
    with store.reading() as session:
        assert [part.pages for part in session.scalars(select(FilePart))] == [[1, 2, 3], [4], [5]]
        assert [job.state for job in session.scalars(select(Job))] == ["done"]


def test_without_split_there_is_one_letter_with_doubts(store: Store) -> None:
    drop(store, "a.txt", STACK)
    work_on(store, split=False)
    (one,) = letters(store)
    assert [doubt.field for doubt in one.letter.doubts if doubt.code == "another_letter"] == [
        "attachments[0]",
        "attachments[1]",
    ]


def test_each_letter_keeps_the_words_of_its_own_pages(store: Store) -> None:
    drop(store, "a.txt", STACK)
    work_on(store)
    with store.reading() as session:
        for one in registered_letters(session):
            kept = [words_on(session, one.id, number) for number in range(1, one.letter.pages + 2)]
            assert [page is not None for page in kept] == [*(True for _ in kept[1:]), False]


def test_a_single_letter_is_not_cut(store: Store) -> None:
    drop(store, "a.txt", ONE)
    work_on(store)
    (one,) = letters(store)
    assert (one.letter.file, "cut_out" in codes(one)) == ("a.txt", False)


def test_a_fault_between_two_letters_gives_no_number_to_either(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[tuple[object, ...]] = []

    def fails_once(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        return register(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(letters_apart, "register", fails_once)
    monkeypatch.setattr(work, "_FULL_WAIT", 0.0)
    drop(store, "a.txt", STACK)
    Serial(store, order_for(store), most=1).tend()
    assert (letters(store), len(calls)) == ([], 2)
    work_on(store)
    assert [number for number, _ in numbers(store)] == [1, 2, 3]
    assert list(check(store, deep=True)) == []


def _die_at(place: str, data: Path, url: str) -> None:
    """Work on the store at `data` and die, as a power cut would, at the call of this name."""
    store = open_store(data, url, patience=10)
    module, name, which = place.split(":")
    target = {"letters_apart": letters_apart, "work": work}[module]
    original, calls = getattr(target, name), []

    def dies(*arguments: object, **named: object) -> object:
        calls.append(name)
        if len(calls) == int(which):
            os._exit(9)
        return original(*arguments, **named)

    setattr(target, name, dies)
    Serial(store, order_for(store)).tend()


@pytest.mark.parametrize(
    "place",
    ["letters_apart:cut:1", "letters_apart:keep:1", "letters_apart:keep:3", "work:register_parts:1",
     "letters_apart:register:1", "letters_apart:register:3", "letters_apart:note:1"],
)  # fmt: skip
def test_whatever_step_is_cut_off_the_next_run_does_it_once(store: Store, place: str) -> None:
    drop(store, "a.txt", STACK)
    cut_off = multiprocessing.get_context("spawn").Process(target=_die_at, args=(place, store.data, store.url))
    cut_off.start()
    cut_off.join(60)
    assert cut_off.exitcode == 9
    assert letters(store) == []
    work_on(store)
    assert [number for number, _ in numbers(store)] == [1, 2, 3]
    assert list(check(store, deep=True)) == []


def test_a_part_that_was_dropped_before_keeps_its_letter(store: Store) -> None:
    drop(store, "hai.txt", TWO)
    work_on(store)
    drop(store, "a.txt", STACK)
    work_on(store)
    assert [one.letter.file for one in letters(store)] == ["hai.txt", "a.1.txt", "a.3.txt"]
    assert list(check(store, deep=True)) == []


def test_a_part_that_is_dropped_later_is_known(store: Store) -> None:
    drop(store, "a.txt", STACK)
    work_on(store)
    drop(store, "hai.txt", TWO)
    work_on(store)
    assert len(letters(store)) == 3
    with store.reading() as session:
        assert {job.state for job in session.scalars(select(Job))} == {"done"}


def test_a_file_that_cannot_be_cut_is_one_letter_with_doubts(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, *_more: object) -> None:
        raise DamagedFile(path, detail="made up")

    monkeypatch.setattr(letters_apart, "cut", refuses)
    drop(store, "a.txt", STACK)
    work_on(store)
    (one,) = letters(store)
    assert "another_letter" in codes(one)


def test_check_names_a_part_without_a_letter(store: Store) -> None:
    drop(store, "a.txt", ONE)
    work_on(store)

    def write(session: Session) -> None:
        whole = session.scalars(select(File)).one()
        part = File(sha256="b" * 64, size=1, name="a.1.txt", kept=False)
        session.add(part)
        session.flush()
        session.add(FilePart(file_id=whole.id, position=1, part_id=part.id, pages=[1]))

    store.write(write)
    assert list(check(store)) == ["a.1.txt is done but has no letter"]
