"""Odd names, folders that cannot be written, closed streams: a plain word, the right exit code, never a trip."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from docproc.cli import list as listing
from tests.cli.conftest import Docproc

PROGRAM = [sys.executable, "-c", "from docproc.cli.main import run; run()"]


def named(folder: Path, name: bytes, source: Path) -> Path:
    path = folder / os.fsdecode(name)
    shutil.copyfile(source, path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        b"latin1-\xe9.txt", b"two\nlines.txt", "turned\u202etxt.exe.txt".encode(), b"bell\x07.txt", b"- rf.txt",
        b"CON.txt", b"blank at end .txt", "😀.txt".encode(), b"dots...txt", b"[bold]x.txt",
    ],
)  # fmt: skip
def test_letter_under_an_odd_name_is_read(docproc: Docproc, letter: Path, tmp_path: Path, name: bytes) -> None:
    file = named(tmp_path, name, letter)
    for form in ("table", "json"):
        called = docproc("process", file, "--out", tmp_path / "out", "--text", "--format", form)
        assert called.code == 0, called.err
        assert "itself" not in called.err
        assert called.out.encode("utf-8")
    shown = json.loads(called.out)["file"]
    assert shown.isprintable() and not set(shown) & set("\n\u202e\x07")
    assert sorted(os.fsencode(path.name) for path in (tmp_path / "out").iterdir()) == sorted(
        name.removesuffix(b".txt") + ending for ending in (b".json", b".p1.txt")
    )


def test_longest_name_gets_results_with_a_shorter_one(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    file = named(tmp_path, b"c" * 251 + b".txt", letter)
    other = named(tmp_path, b"c" * 250 + b"d.txt", letter)
    called = docproc("process", file, other, "--out", tmp_path / "out", "--text")
    assert called.code == 0
    assert called.err.count("the name is too long for a result, which is called c") == 2
    names = [path.name for path in (tmp_path / "out").iterdir()]
    assert len(names) == 4 and all(len(name) <= 255 and name.endswith((".json", ".p1.txt")) for name in names)
    assert docproc("read", file, "--out", tmp_path / "read").code == 0


def test_two_bad_files_whose_names_are_no_text_are_both_told(docproc: Docproc, tmp_path: Path) -> None:
    for name in (b"a-\xe8.pdf", b"a-\xe9.pdf"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"%PDF-1.4 broken")
    called = docproc("process", *sorted(tmp_path.iterdir()))
    assert called.code == 1
    assert r"a-\xe8.pdf: the file is damaged" in called.err and r"a-\xe9.pdf: the file is damaged" in called.err


@pytest.fixture(params=["read-only", "full", "a file"])
def closed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    """What takes no results."""
    folder = tmp_path / "closed"
    if request.param == "a file":
        folder.write_text("x", encoding="utf-8")
        yield folder
        return
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(folder)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("needs the right to mount")
    if request.param == "read-only":
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    else:
        with pytest.raises(OSError, match="No space"), (folder / "ballast").open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def test_folder_that_takes_no_results_is_wrong_usage_and_nothing_is_done(
    docproc: Docproc, letter: Path, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.pipeline.read", lambda *given, **named: pytest.fail("it was read"))
    for command in (
        ("process", letter, "--out", closed),
        ("read", letter, "--out", closed),
        ("batch", letter.parent, "--out", closed),
        ("report", "init", closed),
        ("watch", letter.parent, "--once", "--data", closed),
    ):
        called = docproc(*command)
        assert called.code == 2, called.err
        assert "Traceback" not in called.err and "itself" not in called.err
        assert any(word in called.err for word in ("can only be read", "no space left", "there is a file"))
    assert letter.exists()


def test_words_of_the_system_are_vietnamese(docproc: Docproc, letter: Path) -> None:
    called = docproc("--lang", "vi", "process", letter, "--out", letter)
    assert called.code == 2 and "cần một thư mục nhưng ở đó là tệp" in called.err


def test_full_disk_is_told_by_the_list_of_jobs(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no space" not in docproc("list", "--jobs", "--data", tmp_path).err
    monkeypatch.setattr(listing, "is_full", lambda folder, least: True)
    called = docproc("list", "--jobs", "--data", tmp_path)
    assert called.code == 0
    assert f"there is no space left on the disk of {tmp_path}" in called.err


@pytest.mark.parametrize("kind", ["folder", "dangling", "circle", "pipe", "empty", "device", "none"])
@pytest.mark.parametrize(
    "command",
    [
        ("process",), ("read",), ("repair",), ("report", "reply", "--office", "X"), ("evaluate",),
        ("export", "nd30", "--force", "--out", "o.json"), ("restore", "--data", "d"), ("batch", "--out", "b"),
        ("train", "language", "--out", "m"),
    ],
)  # fmt: skip
def test_no_command_trips_over_what_is_no_file(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "odd"
    match kind:
        case "folder":
            path.mkdir()
        case "dangling":
            path.symlink_to(tmp_path / "gone")
        case "circle":
            path.symlink_to(path)
        case "pipe":
            os.mkfifo(path)
        case "empty":
            path.touch()
        case "device":
            path = Path(os.devnull)
    called = docproc(*command, path)
    assert called.code in (0, 1, 2) and "itself" not in called.err
    if kind != "folder":
        assert called.code != 0 or called.err


def run_in_a_shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    known = {name: value for name, value in os.environ.items() if name not in ("HOME", "LC_ALL", "LANG")}
    return subprocess.run(
        ["bash", "-c", line, *PROGRAM], env={**known, **environment}, capture_output=True, timeout=60
    )


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        ('set -o pipefail; "$0" "$@" explain "trước ngày 20/3/2024" | head -c 1', {}),
        ('"$0" "$@" explain "trước ngày 20/3/2024" >&-', {}),
        ('"$0" "$@" explain "trước ngày 20/3/2024" 2>&- <&-', {}),
        ('"$0" "$@" explain "trước ngày 20/3/2024"', {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}),
        ('"$0" "$@" explain "trước ngày 20/3/2024"', {"HOME": "/nowhere/at/all"}),
        (
            '"$0" "$@" explain "trước ngày 20/3/2024"',
            {"COLUMNS": "²", "LINES": "①"},
        ),
    ],
)
def test_streams_and_surroundings_may_be_odd(line: str, environment: dict[str, str]) -> None:
    done = run_in_a_shell(line, **environment)
    assert (done.returncode, done.stderr) == (0, b"")


def test_full_disk_behind_the_results_is_told() -> None:
    done = run_in_a_shell('"$0" "$@" --lang en explain "trước ngày 20/3/2024" > /dev/full')
    assert done.returncode == 2
    assert b"standard output: cannot be written (there is no space left)" in done.stderr
