"""A copy while the store is in use, and a store out of the copy."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from store_rows import add_letter

from docproc.letter import Letter
from docproc.store import Store, open_store, registered_letters
from docproc.store.backup import NotABackup, NotEmpty, back_up, restore
from docproc.store.check import check
from docproc.store.originals import Content, keep, place_of
from docproc.store.schema import File


def keep_bytes(store: Store, content: bytes) -> Content:
    """Put a content into the originals and the database."""
    path = store.data / "file"
    path.write_bytes(content)
    descriptor = os.open(path, os.O_RDONLY)
    kept = keep(descriptor, store.originals)
    os.close(descriptor)
    path.unlink()

    def write(session: Session) -> None:
        session.add(File(sha256=kept.sha256, size=kept.size, name="a.pdf", kept=True))

    store.write(write)
    return kept


def test_restored_store_has_every_letter_and_file(
    store: Store, letter: Letter, tmp_path: Path, new_database: Callable[..., str]
) -> None:
    for number in range(3):
        keep_bytes(store, b"%d" % number)
        add_letter(store, letter)
    made = back_up(store, tmp_path / "backups")
    assert (made.originals, made.copied) == (3, 3)
    url = None if store.is_sqlite else new_database(bare=True)
    assert restore(made.folder, tmp_path / "new", url) == 3
    again = open_store(tmp_path / "new", url)
    with again.reading() as session:
        assert [one.arrival_number for one in registered_letters(session)] == [1, 2, 3]
    assert list(check(again, deep=True)) == []
    add_letter(again, letter)
    again.close()


def test_backup_during_work_is_one_state(store: Store, letter: Letter, tmp_path: Path) -> None:
    stop = threading.Event()

    def working() -> None:
        own = open_store(store.data, store.url, patience=30, check_schema=False)
        number = 0
        while not stop.is_set():
            keep_bytes(own, b"%d" % number)
            add_letter(own, letter)
            number += 1
        own.close()

    thread = threading.Thread(target=working)
    thread.start()
    try:
        while not any(store.originals.glob("??/??/*")):
            time.sleep(0.01)
        made = back_up(store, tmp_path / "backups")
    finally:
        stop.set()
        thread.join()
    if store.is_sqlite:
        restore(made.folder, tmp_path / "new")
        again = open_store(tmp_path / "new")
        problems = [words for words in check(again, deep=True) if "does not know" not in words]
        assert problems == []  # an original may be newer than the copied database, never the other way round
        again.close()


def test_second_backup_copies_only_what_is_new(sqlite_store: Store, tmp_path: Path) -> None:
    kept = keep_bytes(sqlite_store, b"one")
    first = back_up(sqlite_store, tmp_path / "backups")
    first.folder.rename(first.folder.with_name("docproc-20200101-000000"))
    keep_bytes(sqlite_store, b"two")
    second = back_up(sqlite_store, tmp_path / "backups")
    assert (second.originals, second.copied) == (2, 1)
    assert place_of(second.folder / "originals", kept.sha256).read_bytes() == b"one"


def test_damaged_backup_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    kept = keep_bytes(sqlite_store, b"one")
    made = back_up(sqlite_store, tmp_path / "backups")
    place = place_of(made.folder / "originals", kept.sha256)
    place.chmod(0o600)
    place.write_bytes(b"two")
    with pytest.raises(NotABackup):
        restore(made.folder, tmp_path / "new")
    (made.folder / "contents.json").unlink()
    with pytest.raises(NotABackup):
        restore(made.folder, tmp_path / "new")


def test_store_in_use_is_not_overwritten(sqlite_store: Store, tmp_path: Path) -> None:
    made = back_up(sqlite_store, tmp_path / "backups")
    with pytest.raises(NotEmpty):
        restore(made.folder, sqlite_store.data)


def test_original_is_kept_byte_for_byte_and_read_only(sqlite_store: Store) -> None:
    content = os.urandom(3_000_000)
    kept = keep_bytes(sqlite_store, content)
    place = place_of(sqlite_store.originals, kept.sha256)
    assert place.read_bytes() == content
    assert place.stat().st_mode & 0o222 == 0


def test_full_disk_leaves_the_originals_as_they_were(
    sqlite_store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"a")
    descriptor = os.open(tmp_path / "a", os.O_RDONLY)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space left"):
            keep(descriptor, sqlite_store.originals)
    assert [path for path in sqlite_store.originals.rglob("*") if path.is_file()] == []
    os.lseek(descriptor, 0, os.SEEK_SET)
    keep(descriptor, sqlite_store.originals)
    os.close(descriptor)
    assert len([path for path in sqlite_store.originals.rglob("*") if path.is_file()]) == 1


def test_check_finds_what_is_missing_changed_and_unknown(sqlite_store: Store) -> None:
    gone, changed = keep_bytes(sqlite_store, b"one"), keep_bytes(sqlite_store, b"two")
    assert list(check(sqlite_store)) == []
    place_of(sqlite_store.originals, gone.sha256).unlink()
    place = place_of(sqlite_store.originals, changed.sha256)
    place.chmod(0o600)
    place.write_bytes(b"owt")
    (sqlite_store.originals / "stranger").write_bytes(b"x")
    assert len(list(check(sqlite_store))) == 2
    words = list(check(sqlite_store, deep=True))
    assert [("missing" in w, "changed" in w, "does not know" in w).index(True) for w in words] == [0, 1, 2]
