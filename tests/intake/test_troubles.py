"""What keeps a watched folder from being emptied is told in words, and `watch --once` ends all the same."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest

from docproc.errors import DiskFull, DocprocError
from docproc.intake import filing, inbox
from docproc.intake import take_in as taking
from docproc.intake.below import root_of, seen_at
from docproc.intake.folders import NotWritable
from docproc.intake.troubles import ClockBehind, FolderAway, NotFiled, NotTakenIn, SpaceAgain, StillWritten
from docproc.intake.watch import watch
from docproc.places import Watched
from docproc.settings import load_settings
from docproc.store import Store, open_store, registered_letters
from docproc.store.faults import StoreGone
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SETTINGS = replace(
    load_settings(), rest_seconds=0.05, broken_rest_seconds=0.4, rescan_seconds=0.3, poll_seconds=0.2
)
LETTER = "Số: 12/NV-VP\nKính gửi: UBND xã Thử.\nĐề nghị báo cáo trước ngày 20/02/2024.\n"


@dataclass
class Office:
    inbox: Path
    store: Store
    told: list[DocprocError] = field(default_factory=list)

    def drop(self, name: str | bytes, text: str = LETTER) -> Path:
        path = self.inbox / os.fsdecode(name)
        path.write_text(text, encoding="utf-8")
        return path

    def watch(self, stop: threading.Event | None = None, **changes: str) -> dict[str, int]:
        executor = Serial(self.store, Order(self.store.data, self.store.url, SETTINGS, "test", "en"))
        watched = [Watched(folder=self.inbox, **changes)]  # type: ignore[arg-type]
        once = stop is None
        return watch(self.store, watched, SETTINGS, executor, once=once, stop=stop, tell=self.told.append)

    def kinds(self) -> list[type[DocprocError]]:
        return [type(trouble) for trouble in self.told]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(inbox, "_FULL_WAIT", 0.05)
    monkeypatch.setattr(inbox, "_REFUSED_WAITS", (0.05, 0.1))
    (tmp_path / "in").mkdir()
    store = open_store(tmp_path / "data", patience=10)
    yield Office(tmp_path / "in", store)
    store.close()


def refusing(number: int, times: int = 10**6) -> object:
    """A function in place of another: the system refuses so many times, then the other does its work."""
    keep, refused = taking.keep, []

    def keeping(descriptor: int, originals: Path) -> object:
        if len(refused) < times:
            refused.append(1)
            raise OSError(number, os.strerror(number), "somewhere")
        return keep(descriptor, originals)

    return keeping


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES, errno.ESTALE, errno.ENOSPC])
def test_file_that_cannot_be_taken_in_is_left_and_told(
    office: Office, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = office.drop("a.txt")
    monkeypatch.setattr(taking, "keep", refusing(number))
    assert office.watch() == {}
    assert file.exists() and NotTakenIn in office.kinds()
    assert "a.txt: the file could not be taken in" in str(office.told[-1])


def test_full_disk_is_told_and_so_is_the_space_after_it(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("a.txt")
    monkeypatch.setattr(taking, "keep", refusing(errno.ENOSPC, times=2))
    assert office.watch() == {"done": 1}
    assert office.kinds() == [DiskFull, SpaceAgain]
    assert str(office.store.data) in office.told[0].message("vi")


def test_file_that_is_written_for_ever_is_left_and_told(office: Office) -> None:
    with office.drop("a.txt").open("a", encoding="utf-8"):
        assert office.watch() == {}
    assert office.kinds() == [StillWritten]
    assert office.watch() == {"done": 1}


def test_file_that_cannot_be_moved_away_does_not_keep_the_others(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.drop("a.txt")
    office.drop("b.txt", LETTER + "b")
    move = filing.move

    def refused(source: int, name: str, target: int, new_name: str) -> None:
        if name == "a.txt":
            raise OSError(errno.EBUSY, "busy")
        move(source, name, target, new_name)

    monkeypatch.setattr(filing, "move", refused)
    assert office.watch() == {"done": 2}
    assert office.kinds() == [NotFiled] and "another program is using it" in str(office.told[0])
    assert (office.inbox / "a.txt").exists() and not (office.inbox / "b.txt").exists()


def test_processed_that_is_a_file_is_told(office: Office) -> None:
    office.drop("processed")
    office.drop("a.txt", LETTER + "a")
    assert office.watch() == {"done": 2}
    assert set(office.kinds()) == {NotFiled}


def test_longest_name_of_a_broken_file_gets_a_shortened_note(office: Office) -> None:
    office.drop("d" * 251 + ".pdf", "%PDF-1.4 broken")
    office.drop(b"bad-\xe9.pdf", "%PDF-1.4 broken, too")
    office.drop("two\nlines.pdf", "%PDF-1.4 broken again")
    assert office.watch() == {"failed": 3}
    assert office.told == [] and [path.name for path in office.inbox.iterdir() if path.is_file()] == [
        ".docproc-folder"
    ]
    names = {os.fsencode(path.name) for path in (office.inbox / "failed").iterdir()}
    files = {name for name in names if not name.endswith(b".txt")}
    assert len(names) == 6 and {name + b".txt" for name in files} == names - files
    assert all(len(name) <= 255 for name in names)
    notes = [path.read_text("utf-8-sig") for path in (office.inbox / "failed").glob("*.txt")]
    assert any(note.startswith(r"bad-\xe9.pdf: ") for note in notes)
    assert any(note.startswith(r"two\x0alines.pdf: ") for note in notes)


def test_note_is_there_whole_or_not_at_all(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.drop("a.pdf", "%PDF-1.4 broken")
    replace_file, turns = os.replace, []

    def refused(part: str, note: str, **folders: int) -> None:
        turns.append(1)
        if len(turns) == 1:
            raise OSError(errno.ENOSPC, "full")
        replace_file(part, note, **folders)

    monkeypatch.setattr(filing.os, "replace", refused)
    assert office.watch() == {"failed": 1}
    assert {path.name for path in (office.inbox / "failed").iterdir()} == {"a.pdf", "a.pdf.txt"}


def test_share_that_is_away_is_told(office: Office) -> None:
    office.drop("a.txt")
    office.watch()
    shutil.rmtree(office.inbox)
    office.inbox.mkdir()  # the empty place of a share
    office.watch()
    assert office.kinds() == [FolderAway]


def test_files_of_a_folder_that_is_not_watched_are_not_waited_for(office: Office, tmp_path: Path) -> None:
    file = office.drop("a.txt")
    root = root_of(office.inbox)
    seen = seen_at(root, file)
    assert seen is not None
    taking.take_in(office.store, Watched(folder=office.inbox), root, file, seen)
    office.inbox = tmp_path / "other"
    office.inbox.mkdir()
    assert office.watch() == {"done": 1}


@pytest.mark.parametrize("after", ["database deleted", "folder deleted"])
def test_data_folder_that_goes_ends_the_watch_before_anything_is_lost(office: Office, after: str) -> None:
    stop = threading.Event()
    failures: list[BaseException] = []

    def run() -> None:
        try:
            office.watch(stop)
        except StoreGone as error:
            failures.append(error)

    watching = threading.Thread(target=run)
    watching.start()
    try:
        stop.wait(0.5)
        if after == "folder deleted":
            shutil.rmtree(office.store.data)
        else:
            (office.store.data / "docproc.sqlite").unlink()
        office.drop("a.txt")
        watching.join(timeout=10)
    finally:
        stop.set()
        watching.join()
    assert len(failures) == 1
    assert (office.inbox / "a.txt").exists()


def test_clock_behind_is_told_once(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking, "day_of_arrival", lambda session, today: (date(2031, 1, 2), date(2031, 1, 2)))
    office.drop("a.txt")
    office.drop("b.txt", LETTER + "b")
    assert office.watch() == {"done": 2}
    assert office.kinds() == [ClockBehind]
    with office.store.reading() as session:
        found = list(registered_letters(session))
    assert [(one.arrival_number, one.arrived_on) for one in found] == [
        (1, date(2031, 1, 2)),
        (2, date(2031, 1, 2)),
    ]
    assert all(any(doubt.field == "arrived_on" for doubt in one.letter.doubts) for one in found)


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    """A folder with a letter on a disk that can only be read."""
    folder = tmp_path / "read-only"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    (folder / "a.txt").write_text(LETTER, encoding="utf-8")
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_folder_that_can_only_be_read_is_refused_unless_files_stay(office: Office, read_only: Path) -> None:
    office.inbox = read_only
    with pytest.raises(NotWritable, match="can only be read"):
        office.watch()
    assert office.watch(after="stay") == {"done": 1}
