"""Where results go and backups come from: devices, pipes, links and lists that lie."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest

from docproc.store import open_store
from tests.cli.conftest import Docproc


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store without letters."""
    folder = tmp_path / "data"
    open_store(folder).close()
    return folder


def make_odd(path: Path, kind: str) -> None:
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as bound:
                bound.bind(str(path))
        case "device":
            try:
                os.mknod(path, 0o600 | 0o020000, os.makedev(1, 3))  # as /dev/null
            except OSError:
                pytest.skip("needs the right to make a device")


@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
@pytest.mark.parametrize(
    "command",
    [
        ("export", "nd30"), ("export", "ics", "--all", "--office", "X"),
        ("export", "tasks", "--all", "--office", "X"), ("export", "register", "--office", "X"),
        ("report", "slip", "--office", "X"),
    ],
)  # fmt: skip
def test_a_result_never_takes_the_place_of_what_is_no_file(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "l.json").write_text('{"file": "a.pdf", "pages": 1}', encoding="utf-8")
    make_odd(tmp_path / "odd", kind)
    before = (tmp_path / "odd").lstat()
    called = docproc(*command, "l.json", "--force", "--out", "odd")
    assert called.code in (1, 2) and "itself" not in called.err and called.err
    assert (tmp_path / "odd").lstat() == before and len(list(tmp_path.iterdir())) == 2


def backup_of(docproc: Docproc, data: Path) -> Path:
    assert docproc("backup", data.parent / "b", "--data", data).code == 0
    (made,) = (data.parent / "b").iterdir()
    return made


def spoil_backup(folder: Path, how: str) -> None:
    listed = folder / "contents.json"
    contents = json.loads(listed.read_text(encoding="utf-8"))
    database = folder / "docproc.sqlite"
    match how:
        case "no list":
            listed.unlink()
        case "list is a pipe":
            listed.unlink()
            os.mkfifo(listed)
        case "list is a link":
            listed.rename(folder.parent.parent / "elsewhere.json")
            listed.symlink_to(folder.parent.parent / "elsewhere.json")
        case "deep":
            listed.write_text("[" * 100_000, encoding="utf-8")
        case "database elsewhere":
            listed.write_text(json.dumps({**contents, "database": "../../secret"}), encoding="utf-8")
        case "database is a link":
            database.rename(folder.parent.parent / "elsewhere.sqlite")
            database.symlink_to(folder.parent.parent / "elsewhere.sqlite")
        case "database is a pipe":
            database.unlink()
            os.mkfifo(database)
        case "original elsewhere":
            listed.write_text(json.dumps({**contents, "originals": ["../../../etc/passwd"]}), encoding="utf-8")
        case "original missing":
            listed.write_text(json.dumps({**contents, "originals": ["a" * 64]}), encoding="utf-8")
        case _:
            listed.write_text(how, encoding="utf-8")


@pytest.mark.parametrize(
    "how",
    [
        "no list", "list is a pipe", "list is a link", "deep", "database elsewhere", "database is a link",
        "database is a pipe", "original elsewhere", "original missing", "5", "[]", "null", "{}",
        '{"originals": 5}',
    ],
)  # fmt: skip
def test_what_is_no_backup_is_not_restored(docproc: Docproc, data: Path, how: str) -> None:
    made = backup_of(docproc, data)
    spoil_backup(made, how)
    called = docproc("restore", made, "--data", data.parent / "new")
    assert called.code == 1 and "this is not a whole backup of docproc" in called.err
    assert not (data.parent / "new").exists()


def test_only_what_a_backup_lists_is_restored(docproc: Docproc, data: Path) -> None:
    made = backup_of(docproc, data)
    (made / "originals" / "x").symlink_to("/etc")
    os.mkfifo(made / "originals" / "y")
    assert docproc("restore", made, "--data", data.parent / "new").code == 0
    assert list((data.parent / "new" / "originals").iterdir()) == []


def test_a_stray_file_among_the_originals_does_not_stop_the_backup(docproc: Docproc, data: Path) -> None:
    (data / "originals" / "Thumbs.db").write_bytes(b"x")
    backup_of(docproc, data)


@pytest.mark.parametrize("name", ["x.txt", "x.txt.xz"])
def test_training_on_what_is_no_text_is_told(docproc: Docproc, tmp_path: Path, name: str) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / name).write_bytes(b"PK\x03\x04\xff\xfe\xa6")
    called = docproc("train", "language", tmp_path / "texts", "--out", tmp_path / "model")
    assert called.code == 1 and f"{name}: the file cannot be read" in called.err


def test_a_pipe_in_place_of_the_lock_does_not_hold_an_archive_up(docproc: Docproc, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "out").mkdir()
    os.mkfifo(tmp_path / "out" / "batch.lock")
    called = docproc("batch", tmp_path / "in", "--out", tmp_path / "out")
    assert called.code == 1 and "it is no ordinary file" in called.err
