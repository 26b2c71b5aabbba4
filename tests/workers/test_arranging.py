"""Pages that people turned, put in order, cut apart: nothing is lost or doubled, wherever it stops."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.scan.arrange import CannotArrange
from docproc.settings import load_settings
from docproc.store import Store, jobs, open_store
from docproc.store.arranged import (
    Arrangement,
    NothingArranged,
    Seen,
    Turned,
    WrongArrangement,
    arrangement_of,
)
from docproc.store.audit import add_user, trail
from docproc.store.check import check
from docproc.store.entered.changes import change_task
from docproc.store.entered.corrections import correct_value
from docproc.store.faults import ChangedMeanwhile, LeaseLost, NoSuchLetter
from docproc.store.letters.kept_secret import KEPT_SECRECY
from docproc.store.originals import content_of, keep, place_of
from docproc.store.records import letter_tasks, registered_letter, registered_letters
from docproc.store.schema import File, FilePart, Job, LetterReader, LetterText, LetterVersion, StoredLetter, User
from docproc.store.search import Query, search
from docproc.workers import again, arranging, work
from docproc.workers.arranging import arrange_letter
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SETTINGS = load_settings()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    url = request.getfixturevalue("new_database")() if request.param == "postgresql" else None
    opened = open_store(tmp_path / "data", url, patience=10)
    yield opened
    opened.close()


@pytest.fixture
def lan(store: Store) -> User:
    def write(session: Session) -> User:
        user = add_user(session, "lan")
        user.role = "clerk"
        return user

    return store.write(write)


def work_on(store: Store) -> None:
    settings = replace(SETTINGS, lease_seconds=0.2, max_attempts=5)
    order = Order(store.data, store.url, settings, "test", "en", reader="paged_reader", looks=False)
    executor = Serial(store, order)
    executor.start()
    executor.tend()


def drop(store: Store, source: Path) -> int:
    """Register a file; gives the id of its letter."""
    descriptor = os.open(source, os.O_RDONLY)
    kept = keep(descriptor, store.originals)
    os.close(descriptor)

    def write(session: Session) -> int:
        file = File(sha256=kept.sha256, size=kept.size, name="a.pdf", kept=True)
        session.add(file)
        session.flush()
        session.add(Job(file_id=file.id, kind="register", name="a.pdf", book="Đến", arrived_on=date(2024, 5, 6)))
        return file.id

    file_id = store.write(write)
    work_on(store)
    with store.reading() as session:
        return session.scalars(select(StoredLetter.id).where(StoredLetter.file_id == file_id)).one()


def pdf(place: Path, numbers: Sequence[int]) -> Path:
    """A file whose pages the reader knows by these numbers."""
    with pikepdf.new() as document:
        for number in numbers:
            document.add_blank_page(page_size=(100 * number, 400))
        document.save(place)
    return place


@pytest.fixture
def letter_id(store: Store, tmp_path: Path) -> int:
    """A letter of four pages, registered."""
    return drop(store, pdf(tmp_path / "a.pdf", (1, 2, 3, 4)))


def found(store: Store, letter_id: int, user: User) -> Arrangement:
    with store.reading() as session:
        return arrangement_of(session, letter_id, user)


def put(
    store: Store, letter_id: int, user: User, choice: Sequence[Turned] | None, begins: Sequence[int] = ()
) -> int:
    return arrange_letter(store, SETTINGS, letter_id, user, found(store, letter_id, user).seen, choice, begins)


def subjects(store: Store) -> list[str | None]:
    with store.reading() as session:
        return [one.letter.header.subject for one in registered_letters(session)]


def sound(store: Store) -> bool:
    return list(check(store, deep=True)) == []


TURNED = [(2, 0), (1, 90), (3, 0), (4, 180)]
SAYS = "trang2xoay0 trang1xoay90 trang3xoay0 trang4xoay180"


def test_pages_are_read_again_as_they_were_put(store: Store, letter_id: int, lan: User) -> None:
    assert put(store, letter_id, lan, TURNED) == 0
    work_on(store)
    assert subjects(store) == [SAYS]
    with store.reading() as session:
        version = session.get_one(LetterVersion, (letter_id, 2))
        assert (version.user_id, version.engine) == (lan.id, "test")
        assert "trang1xoay90" in session.get_one(LetterText, letter_id).body
        assert [hit.letter_id for hit in search(session, Query("trang1xoay90"))] == [letter_id]
    assert sound(store)


def test_the_original_stays_as_it_came(store: Store, letter_id: int, lan: User) -> None:
    original = found(store, letter_id, lan).original
    put(store, letter_id, lan, TURNED)
    work_on(store)
    assert content_of(place_of(store.originals, original.sha256)).sha256 == original.sha256
    assert found(store, letter_id, lan).original.id == original.id


def test_a_second_turn_goes_on_from_the_first(store: Store, letter_id: int, lan: User) -> None:
    put(store, letter_id, lan, TURNED)
    work_on(store)
    put(store, letter_id, lan, [(2, 90), (1, 0), (3, 0), (4, 180)])
    work_on(store)
    assert subjects(store) == ["trang1xoay180 trang2xoay0 trang3xoay0 trang4xoay0"]


def test_the_way_back_leads_to_the_original(store: Store, letter_id: int, lan: User) -> None:
    before = subjects(store)
    put(store, letter_id, lan, TURNED)
    work_on(store)
    put(store, letter_id, lan, None)
    work_on(store)
    assert subjects(store) == before
    assert found(store, letter_id, lan).seen.arranged_id == 0


def test_there_and_back_and_there_again_is_read_each_time(store: Store, letter_id: int, lan: User) -> None:
    for choice in (TURNED, None, TURNED):
        put(store, letter_id, lan, choice)
        work_on(store)
    assert subjects(store) == [SAYS]


def test_it_is_in_the_trail_who_did_it(store: Store, letter_id: int, lan: User) -> None:
    put(store, letter_id, lan, TURNED, [4])
    with store.reading() as session:
        (entry,) = [one for one in trail(session, "letter", letter_id) if one.did == "arranged"]
    assert (entry.user_id, entry.details) == (lan.id, {"pages": [[2, 0], [1, 90], [3, 0]], "cut_off": [4]})


def test_letters_that_are_cut_off_get_numbers_of_their_own(store: Store, letter_id: int, lan: User) -> None:
    assert put(store, letter_id, lan, [(n, 0) for n in (1, 2, 3, 4)], [2, 4]) == 2
    work_on(store)
    assert subjects(store) == ["trang1xoay0", "trang2xoay0 trang3xoay0", "trang4xoay0"]
    with store.reading() as session:
        assert [one.arrival_number for one in registered_letters(session)] == [1, 2, 3]
        parts = session.scalars(select(FilePart).order_by(FilePart.position)).all()
        assert [part.pages for part in parts] == [[2, 3], [4]]
    assert sound(store)


def test_what_was_cut_off_does_not_come_back_with_the_way_back(store: Store, letter_id: int, lan: User) -> None:
    put(store, letter_id, lan, TURNED, [4])
    work_on(store)
    put(store, letter_id, lan, None)
    work_on(store)
    assert subjects(store) == ["trang1xoay0 trang2xoay0 trang3xoay0", "trang4xoay180"]
    assert sound(store)


def test_a_letter_can_be_cut_again(store: Store, letter_id: int, lan: User) -> None:
    put(store, letter_id, lan, [(n, 0) for n in (1, 2, 3, 4)], [4])
    work_on(store)
    put(store, letter_id, lan, [(n, 0) for n in (1, 2, 3)], [3])
    work_on(store)
    assert subjects(store) == ["trang1xoay0 trang2xoay0", "trang4xoay0", "trang3xoay0"]
    assert sound(store)


@pytest.mark.parametrize(
    "choice",
    [
        [(1, 0), (2, 0), (3, 0)],
        [(1, 0), (1, 0), (3, 0), (4, 0)],
        [(1, 45), (2, 0), (3, 0), (4, 0)],
        [],
        [(5, 0)] * 4,
    ],
)
def test_no_page_is_lost_or_doubled_by_a_choice(
    store: Store, letter_id: int, lan: User, choice: list[Turned]
) -> None:
    with pytest.raises(WrongArrangement):
        put(store, letter_id, lan, choice)


@pytest.mark.parametrize("begins", [[0], [5], [-1]])
def test_a_letter_begins_on_a_page_that_is_there(
    store: Store, letter_id: int, lan: User, begins: list[int]
) -> None:
    with pytest.raises(WrongArrangement):
        put(store, letter_id, lan, TURNED, begins)


def test_a_choice_that_changes_nothing_is_told(store: Store, letter_id: int, lan: User) -> None:
    with pytest.raises(NothingArranged):
        put(store, letter_id, lan, [(n, 0) for n in (1, 2, 3, 4)])
    with pytest.raises(NothingArranged):
        put(store, letter_id, lan, None)


def test_the_second_of_two_is_told(store: Store, letter_id: int, lan: User) -> None:
    seen = found(store, letter_id, lan).seen
    put(store, letter_id, lan, TURNED)
    with pytest.raises(ChangedMeanwhile):
        arrange_letter(store, SETTINGS, letter_id, lan, seen, [(n, 90) for n in (1, 2, 3, 4)])


def test_a_confidential_letter_is_not_there_for_others(store: Store, letter_id: int, lan: User) -> None:
    def mark(session: Session) -> None:
        session.get_one(StoredLetter, letter_id).secrecy = "MẬT"

    store.write(mark)
    with pytest.raises(NoSuchLetter):
        arrange_letter(store, SETTINGS, letter_id, lan, Seen(1, 0), TURNED)


def test_what_people_corrected_stays_in_a_version_on_top_of_the_reading(
    store: Store, letter_id: int, lan: User
) -> None:
    store.write(lambda session: correct_value(session, letter_id, "header.number", "643", lan))
    for choice in (TURNED, [(1, 90), (2, 0), (3, 0), (4, 0)]):
        put(store, letter_id, lan, choice)
        work_on(store)
        with store.reading() as session:
            assert registered_letter(session, letter_id).letter.header.number == "643"
    with store.reading() as session:
        versions = session.scalars(select(LetterVersion).order_by(LetterVersion.version)).all()
    assert [one.engine for one in versions] == ["test", None, "test", None, "test", None]


def test_how_far_a_task_is_stays_with_its_words(store: Store, letter_id: int, lan: User) -> None:
    def do_first(session: Session) -> None:
        change_task(session, letter_tasks(session, letter_id)[0].id, lan, status="done")

    store.write(do_first)
    put(store, letter_id, lan, TURNED)
    work_on(store)
    with store.reading() as session:
        standing = {one.task.text: one.status for one in letter_tasks(session, letter_id)}
    assert standing == {
        "Nhiệm vụ trang2.": "open",
        "Nhiệm vụ trang1.": "done",
        "Nhiệm vụ trang3.": "open",
        "Nhiệm vụ trang4.": "open",
    }


def test_a_check_by_a_person_counts_no_more(store: Store, letter_id: int, lan: User) -> None:
    def checked(session: Session) -> None:
        session.get_one(StoredLetter, letter_id).checked_by = lan.id

    store.write(checked)
    put(store, letter_id, lan, TURNED)
    with store.reading() as session:
        assert session.get_one(StoredLetter, letter_id).checked_by is None


def test_a_reading_of_pages_that_were_put_otherwise_meanwhile_is_dropped(
    store: Store, letter_id: int, lan: User
) -> None:
    put(store, letter_id, lan, TURNED)
    put(store, letter_id, lan, [(1, 0), (2, 0), (4, 0), (3, 0)])
    work_on(store)
    assert subjects(store) == ["trang2xoay0 trang1xoay90 trang4xoay180 trang3xoay0"]
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(LetterVersion)) == 2


def test_a_file_that_is_no_pdf_is_left_as_it_is(store: Store, lan: User, letter_id: int) -> None:
    original = found(store, letter_id, lan).original
    place = place_of(store.originals, original.sha256)
    place.chmod(0o600)
    place.write_bytes(b"mot hai ba bon")
    with pytest.raises(CannotArrange):
        put(store, letter_id, lan, TURNED)
    assert found(store, letter_id, lan).seen == Seen(1, 0)


class CutOff(RuntimeError):
    """The power went."""


def _cut_off(*_: object, **__: object) -> None:
    raise CutOff


_STEPS = [(arranging, "confined"), (arranging, "keep"), (arranging, "put")]


@pytest.mark.parametrize(("module", "step"), _STEPS, ids=[step for _module, step in _STEPS])
def test_cut_off_before_a_step_the_letter_is_as_before_and_the_next_try_goes_through(
    store: Store, letter_id: int, lan: User, monkeypatch: pytest.MonkeyPatch, module: object, step: str
) -> None:
    before = subjects(store)
    with monkeypatch.context() as patched:
        patched.setattr(module, step, _cut_off)
        with pytest.raises(CutOff):
            put(store, letter_id, lan, TURNED, [4])
    work_on(store)
    assert subjects(store) == before
    put(store, letter_id, lan, TURNED, [4])
    work_on(store)
    assert subjects(store) == [SAYS.rsplit(" ", 1)[0], "trang4xoay180"]
    assert sound(store)


def test_cut_off_within_the_transaction_nothing_of_it_is_there(
    store: Store, letter_id: int, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = arranging.put

    def put_then_cut(session: Session, *more: object) -> None:
        whole(session, *more)  # type: ignore[arg-type]
        session.flush()
        raise CutOff

    with monkeypatch.context() as patched:
        patched.setattr(arranging, "put", put_then_cut)
        with pytest.raises(CutOff):
            put(store, letter_id, lan, TURNED, [4])
    assert found(store, letter_id, lan).seen == Seen(1, 0)
    with store.reading() as session:
        assert session.scalar(select(func.count()).select_from(FilePart)) == 0
        assert session.scalar(select(func.count()).select_from(Job)) == 1


def test_cut_off_between_the_ledger_and_the_workers_all_is_done_later(
    store: Store, letter_id: int, lan: User
) -> None:
    put(store, letter_id, lan, TURNED, [4])
    assert sound(store)
    assert found(store, letter_id, lan).job == "waiting"
    work_on(store)
    assert len(subjects(store)) == 2
    assert found(store, letter_id, lan).job is None


def test_a_worker_that_lost_its_lease_writes_nothing(
    store: Store, letter_id: int, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, letter_id, lan, TURNED)
    before = subjects(store)

    def lost(*_: object, **__: object) -> None:
        raise LeaseLost(1)

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "finish", lost)
        work_on(store)
    assert subjects(store) == before


def test_cut_off_while_the_reading_is_written_the_letter_is_as_before(
    store: Store, letter_id: int, lan: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, letter_id, lan, TURNED)
    before = subjects(store)
    with monkeypatch.context() as patched:
        patched.setattr(again, "keep_words", _cut_off)
        work_on(store)
    assert subjects(store) == before
    assert work.TRIES_AT_LIMITS  # the job waits for its next try
    with store.reading() as session:
        assert session.scalar(select(Job.attempts).where(Job.kind == "again")) == 1


@pytest.fixture
def secret_id(store: Store, tmp_path: Path, lan: User) -> int:
    """A letter of two pages, MẬT by the mark on the first, of which lan is a reader."""
    made = drop(store, pdf(tmp_path / "b.pdf", (5, 6)))
    store.write(lambda session: session.add(LetterReader(letter_id=made, user_id=lan.id)))
    return made


def test_a_reading_that_overlooks_the_mark_of_secrecy_does_not_take_it_off(
    store: Store, secret_id: int, lan: User
) -> None:
    put(store, secret_id, lan, [(1, 90), (2, 0)])
    work_on(store)
    with store.reading() as session:
        assert session.get_one(StoredLetter, secret_id).secrecy == "MẬT"
        letter = registered_letter(session, secret_id).letter
    assert letter.header.subject == "trang5xoay90 trang6xoay0"
    assert letter.header.secrecy == "MẬT"
    assert [one.code for one in letter.doubts if one.field == "header.secrecy"] == [KEPT_SECRECY]


def test_what_is_cut_from_a_confidential_letter_is_as_confidential_for_the_same_people(
    store: Store, secret_id: int, lan: User
) -> None:
    put(store, secret_id, lan, [(1, 0), (2, 0)], [2])
    work_on(store)
    with store.reading() as session:
        part = session.scalars(select(StoredLetter).where(StoredLetter.id != secret_id)).one()
        assert (part.subject, part.secrecy) == ("trang6xoay0", "MẬT")
        readers = session.scalars(select(LetterReader.user_id).where(LetterReader.letter_id == part.id)).all()
    assert list(readers) == [lan.id]
