"""The watcher from drop to register, with real files; the reading is that of plain text letters."""

from __future__ import annotations

import json
import os
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import select

from docproc.intake import take_in as taking
from docproc.intake.inbox import Inbox
from docproc.intake.watch import AlreadyWatching, watch
from docproc.logs import set_up_logs
from docproc.places import Watched
from docproc.records import RegisteredLetter
from docproc.settings import load_settings
from docproc.store import Store, jobs, open_store, registered_letters
from docproc.store.check import check
from docproc.store.schema import Arrival
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LETTER = (SAMPLES / "cong-van-giao-viec.p1.txt").read_text(encoding="utf-8")
SETTINGS = replace(
    load_settings(), rest_seconds=0.05, broken_rest_seconds=0.3, rescan_seconds=0.3, poll_seconds=0.2
)


@dataclass
class Office:
    """A watched folder with its store; `once` takes in and does all that lies there."""

    inbox: Path
    store: Store
    watched: Watched

    def drop(self, name: str, text: str = LETTER) -> Path:
        path = self.inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def executor(self) -> Serial:
        return Serial(self.store, Order(self.store.data, self.store.url, SETTINGS, "test", "en"))

    def once(self, **changes: object) -> dict[str, int]:
        watched = self.watched.model_copy(update=changes)
        return watch(self.store, [watched], SETTINGS, self.executor, once=True)

    def letters(self) -> list[RegisteredLetter]:
        with self.store.reading() as session:
            return list(registered_letters(session))

    def lying(self) -> set[str]:
        """All files in the folder, months left out."""
        found = (path.relative_to(self.inbox) for path in self.inbox.rglob("*") if path.is_file())
        return {"/".join(p for p in path.parts if not p.isdigit()) for path in found if path.name[0] != "."}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    inbox = tmp_path / "in"
    inbox.mkdir()
    store = open_store(tmp_path / "data", patience=10)
    yield Office(inbox, store, Watched(folder=inbox))
    store.close()


def test_letter_is_registered_kept_and_filed(office: Office) -> None:
    content = office.drop("công văn 1.txt").read_bytes()
    assert office.once() == {"done": 1}
    (letter,) = office.letters()
    assert (letter.arrival_number, letter.book, letter.letter.file) == (1, "Văn bản đến", "công văn 1.txt")
    assert letter.letter.tasks
    assert office.lying() == {"processed/công văn 1.txt"}
    original = office.store.originals / letter.file_sha256[:2] / letter.file_sha256[2:4] / letter.file_sha256
    assert original.read_bytes() == content
    assert list(check(office.store, deep=True)) == []


def test_logs_hold_no_text_of_the_letter(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DOCPROC_LOG", "debug")
    set_up_logs()
    office.drop("a.txt")
    office.drop("bad.pdf", "%PDF-1.7 " + LETTER)
    office.once()
    logged = capsys.readouterr().err
    events = [json.loads(line)["event"] for line in logged.splitlines()]
    assert {"taken_in", "job_ended", "job_failed", "filed"} <= set(events)
    assert not [line for line in LETTER.splitlines() if len(line) > 12 and line in logged]


def test_bad_file_goes_to_failed_with_a_note_and_the_others_are_done(office: Office) -> None:
    office.drop("hỏng.pdf", "%PDF-1.7 nothing")
    office.drop("a.docx", "PK\x03\x04\x00\x01")
    office.drop("good.txt")
    assert office.once() == {"done": 1, "failed": 2}
    assert office.lying() == {
        "processed/good.txt", "failed/hỏng.pdf", "failed/hỏng.pdf.txt", "failed/a.docx", "failed/a.docx.txt",
    }  # fmt: skip
    note = (office.inbox / "failed" / "hỏng.pdf.txt").read_text(encoding="utf-8-sig")
    assert note.startswith("hỏng.pdf: the file is damaged or incomplete")


def test_same_bytes_are_known_and_filed_but_not_read_again(office: Office) -> None:
    office.drop("one.txt")
    office.once()
    office.drop("two.txt")
    office.drop("sub/three.txt")
    office.once()
    assert len(office.letters()) == 1
    assert office.lying() == {"processed/one.txt", "processed/two.txt", "processed/three.txt"}
    with office.store.reading() as session:
        assert [a.outcome for a in session.scalars(select(Arrival).order_by(Arrival.id))] == [
            "new",
            "known",
            "known",
        ]


def test_dropping_a_failed_file_back_in_is_a_retry(office: Office) -> None:
    office.drop("a.pdf", "%PDF-1.7 nothing")
    office.once()
    (office.inbox / "failed" / "a.pdf").rename(office.inbox / "a.pdf")
    assert office.once() == {"failed": 1}
    with office.store.reading() as session:
        assert [a.outcome for a in session.scalars(select(Arrival).order_by(Arrival.id))] == ["new", "retry"]
    assert office.lying() == {"failed/a.pdf", "failed/a.pdf.txt"}


def test_retry_by_command_files_anew(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("a.txt")
    with monkeypatch.context() as broken:
        broken.setattr("docproc.pipeline.letter_of", lambda pages, file: 1 / 0)
        once = replace(SETTINGS, max_attempts=1)
        executor = Serial(office.store, Order(office.store.data, office.store.url, once, "test", "en"))
        watch(office.store, [office.watched], SETTINGS, executor, once=True)
    assert office.lying() == {"failed/a.txt", "failed/a.txt.txt"}
    office.store.write(jobs.retry)
    assert office.once() == {"done": 1}
    assert office.lying() == {"processed/a.txt"}


def test_sub_folders_are_tags_or_books(office: Office) -> None:
    office.drop("Mật/Phòng A/x.txt")
    office.once(subfolders="tags")
    office.drop("Mật/Phòng A/y.txt", LETTER + "2")
    office.once(subfolders="books")
    office.drop("Mật/z.txt", LETTER + "3")
    office.once(subfolders="ignore")
    found = sorted((one.letter.file, one.book, one.tags) for one in office.letters())
    assert found == [
        ("x.txt", "Văn bản đến", ("Mật", "Phòng A")),
        ("y.txt", "Mật", ("Phòng A",)),
        ("z.txt", "Văn bản đến", ()),
    ]


def test_files_may_stay_where_they_are(office: Office) -> None:
    office.drop("a.txt")
    for _ in range(2):
        office.once(after="stay")
    assert office.lying() == {"a.txt"}
    assert len(office.letters()) == 1


def test_names_of_every_kind_keep_apart(office: Office) -> None:
    names = [
        "Công văn.txt", unicodedata.normalize("NFD", "Công văn.txt"), "CÔNG VĂN.txt", "  blanks  .txt",
        "ă" * 120 + ".txt", "quote'\"$(x).txt", "-rf.txt",
    ]  # fmt: skip
    for index, name in enumerate(names):
        office.drop(name, f"{LETTER}{index}")
    raw = os.fsencode(office.inbox) + b"/not-utf8-\xff.txt"
    Path(os.fsdecode(raw)).write_text(LETTER + "raw", encoding="utf-8")
    assert office.once() == {"done": len(names) + 1}
    assert len(office.lying()) == len(names) + 1
    assert list(check(office.store)) == []


def test_temporary_file_is_left_until_it_has_its_name(office: Office) -> None:
    part = office.drop("a.txt.part")
    office.once()
    assert office.lying() == {"a.txt.part"}
    part.rename(office.inbox / "a.txt")
    office.once()
    assert office.lying() == {"processed/a.txt"}


def step_until(inbox: Inbox, done: object, executor: Serial, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while not done():  # type: ignore[operator]
        assert time.monotonic() < until, "did not happen in time"
        inbox.step()
        executor.tend()
        time.sleep(0.02)


def test_file_still_being_written_is_waited_for(office: Office) -> None:
    inbox = Inbox(office.store, office.watched, SETTINGS)
    with (office.inbox / "slow.txt").open("w", encoding="utf-8") as file:
        file.write(LETTER[:500])
        file.flush()
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            inbox.step()
            time.sleep(0.02)
        assert office.letters() == []
        file.write(LETTER[500:])
    step_until(inbox, office.letters, office.executor)
    inbox.stop()
    assert office.letters()[0].letter.tasks


@pytest.mark.parametrize("looking", ["events", "polling"])
def test_new_file_is_seen_by_events_and_by_polling(office: Office, looking: str) -> None:
    settings = replace(SETTINGS, rescan_seconds=600)
    inbox = Inbox(office.store, office.watched.model_copy(update={"looking": looking}), settings)
    inbox.step()
    time.sleep(0.3)  # events are listened to from now on
    office.drop("sub/a.txt")
    step_until(inbox, office.letters, office.executor)
    inbox.stop()


def test_share_that_is_away_is_left_alone_and_comes_back(office: Office, tmp_path: Path) -> None:
    office.drop("a.txt")
    inbox = Inbox(office.store, office.watched.model_copy(update={"after": "stay"}), SETTINGS)
    step_until(inbox, office.letters, office.executor)
    office.inbox.rename(tmp_path / "unmounted")
    office.inbox.mkdir()  # the empty place where the share was
    time.sleep(1.1)
    step_until(inbox, lambda: not inbox.there, office.executor)
    assert list(office.inbox.iterdir()) == []
    office.inbox.rmdir()
    (tmp_path / "unmounted").rename(office.inbox)
    office.drop("b.txt", LETTER + "2")
    step_until(inbox, lambda: len(office.letters()) == 2, office.executor)
    inbox.stop()
    with office.store.reading() as session:
        assert len(session.scalars(select(Arrival)).all()) == 2


def test_file_changed_while_it_is_copied_waits_again(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    file = office.drop("a.txt")
    keep, turns = taking.keep, []

    def changing(descriptor: int, originals: Path) -> object:
        kept = keep(descriptor, originals)
        if not turns:
            turns.append(1)
            file.write_text(LETTER + "longer", encoding="utf-8")
        return kept

    monkeypatch.setattr(taking, "keep", changing)
    office.once()
    (letter,) = office.letters()
    original = office.store.originals / letter.file_sha256[:2] / letter.file_sha256[2:4] / letter.file_sha256
    assert original.read_text(encoding="utf-8").endswith("longer")


def test_full_disk_leaves_the_file_and_goes_on_afterwards(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("a.txt")
    monkeypatch.setattr("docproc.intake.inbox._FULL_WAIT", 0.1)
    keep, turns = taking.keep, []

    def full(descriptor: int, originals: Path) -> object:
        turns.append(1)
        if len(turns) < 3:
            raise OSError(28, "No space left on device")
        return keep(descriptor, originals)

    monkeypatch.setattr(taking, "keep", full)
    assert office.once() == {"done": 1}
    assert office.lying() == {"processed/a.txt"}


def test_cut_off_between_moving_and_writing_down_is_mended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("a.txt")
    with monkeypatch.context() as broken:
        broken.setattr("docproc.intake.filing._write_down", lambda session, filed: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.once()
    assert office.lying() == {"processed/a.txt"}
    office.once()
    with office.store.reading() as session:
        assert session.scalars(select(Arrival.filing)).all() == ["done"]


def test_another_file_under_the_same_name_is_not_moved_for_the_first(office: Office) -> None:
    office.drop("a.txt")
    inbox = Inbox(office.store, office.watched, SETTINGS)
    until = time.monotonic() + 10
    while not inbox.is_settled() and time.monotonic() < until:
        inbox.step()
        time.sleep(0.02)
    office.drop("a.txt", LETTER + "another")
    inbox.stop()
    office.once()
    assert len(office.letters()) == 2
    assert office.lying() == {"processed/a.txt"}


def test_urgent_letter_of_a_heap_comes_first(office: Office) -> None:
    for index in range(5):
        office.drop(f"a{index}.txt", f"{LETTER}{index}")
    office.drop("z.txt", f"HỎA TỐC\n{LETTER}")
    office.once()
    assert "z.txt" in [one.letter.file for one in office.letters()][:2]


def test_second_watcher_is_refused(office: Office) -> None:
    stop = threading.Event()
    first = threading.Thread(
        target=watch, args=(office.store, [office.watched], SETTINGS, office.executor), kwargs={"stop": stop}
    )
    first.start()
    time.sleep(0.5)
    try:
        with pytest.raises(AlreadyWatching):
            office.once()
    finally:
        stop.set()
        first.join()


def test_burst_of_a_thousand_files(office: Office) -> None:
    for index in range(1000):
        office.drop(f"{index}.txt", f"Kính gửi: UBND xã số {index % 40}\n")
    assert office.once()["done"] == 40
    assert len(office.lying()) == 1000


def test_what_is_no_letter_goes_to_failed_and_takes_no_number(office: Office) -> None:
    arrivals = Path(__file__).resolve().parents[1] / "arrivals"
    for name in (
        "list-of-numbers.csv",
        "mail-with-letter.eml",
        "three-letters-stored.zip",
        "note-to-oneself.txt",
    ):
        (office.inbox / name).write_bytes((arrivals / name).read_bytes())
    (office.inbox / "letter-in-word.docx").write_bytes((arrivals / "letter-in-word.docx").read_bytes())
    assert office.once() == {"done": 1, "failed": 4}
    (letter,) = office.letters()
    assert (letter.arrival_number, letter.letter.file) == (1, "letter-in-word.docx")
    note = (office.inbox / "failed" / "three-letters-stored.zip.txt").read_text(encoding="utf-8-sig")
    assert "Unpack it first" in note
    original = office.store.originals / letter.file_sha256[:2] / letter.file_sha256[2:4] / letter.file_sha256
    assert original.read_bytes() == (arrivals / "letter-in-word.docx").read_bytes()
