"""Nonsense on the command line, in settings and in files people edit: plain words and the right exit code."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docproc.store import open_store
from tests.cli.conftest import Docproc

HUGE = "99999999999999999999"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A store without letters."""
    folder = tmp_path / "data"
    open_store(folder).close()
    return folder


@pytest.mark.parametrize("number", ["²", "①", "½", "Ⅷ", "1.0", "x"])
def test_what_only_looks_like_a_number_is_the_name_of_a_file(docproc: Docproc, data: Path, number: str) -> None:
    called = docproc("report", "slip", number, "--office", "X", "--data", data)
    assert (called.code, called.err) == (1, f"{number}: there is no such file. Check the name and the folder.\n")


@pytest.mark.parametrize("number", ["3", "٣", "५", "１", HUGE, str(2**31), str(2**63)])
def test_a_number_that_no_letter_has_is_told(docproc: Docproc, data: Path, number: str) -> None:
    called = docproc("report", "slip", number, "--office", "X", "--data", data)
    assert (called.code, called.out) == (1, "")
    assert f"there is no letter {int(number)} in the register" in called.err


@pytest.mark.parametrize("number", ["0", "-1", "2147483648", "9223372036854775808", HUGE])
def test_ids_that_no_database_holds_are_simply_not_there(docproc: Docproc, data: Path, number: str) -> None:
    shown = docproc("show", "--data", data, "--", number)
    assert shown.code == 1 and f"there is no letter {number} in the register" in shown.err
    retried = docproc("retry", "--data", data, "--", number)
    assert retried.code == 0 and "0 files will be tried again" in retried.err


@pytest.mark.parametrize("number", [HUGE, "1" + "0" * 400, "9" * 5000, "1e400", "0", "²", "x", "nan"])
@pytest.mark.parametrize(
    "command",
    [
        ("search", "x", "--limit"), ("train", "confusion", ".", "--pages"), ("show",),
        ("retry",),
    ],
)  # fmt: skip
def test_numbers_out_of_all_bounds_are_wrong_usage(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], number: str
) -> None:
    monkeypatch.chdir(tmp_path)
    called = docproc(*command, number)
    assert called.code in (0, 1, 2) and len(called.err) < 700
    assert "itself" not in called.err and "Traceback" not in called.err


def test_no_more_processes_than_cores_are_started() -> None:
    from docproc.cli.workers import at_a_time, cores

    assert at_a_time(int(HUGE)) == at_a_time(None) == cores() and at_a_time(1) == 1


@pytest.mark.parametrize("day", ["99999-01-01", "31/02/2024", "today", "²/1/2024", "x" * 100_000])
def test_a_day_that_is_none_is_told_shortly(docproc: Docproc, data: Path, day: str) -> None:
    called = docproc("list", "--from", day, "--data", data)
    assert called.code == 2 and len(called.err) < 250
    assert f"--from: {day[:60]} is no day; write 2024-03-20" in called.err


@pytest.mark.parametrize(
    "command",
    [
        ("backup", ""), ("list", "--data", ""), ("list", "--data="), ("process", ""),
        ("restore", " ", "--data", "d"), ("report", "slip", "1", "--office", ""),
    ],
)  # fmt: skip
def test_an_empty_argument_is_refused_before_anything_is_written(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    called = docproc(*command)
    assert called.code == 2 and "an argument is empty" in called.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("frobnicate",), "không có lệnh frobnicate"),
        (("show", "x"), "MÃ_VĂN_BẢN x phải là số nguyên"),
        (("show", "9" * 5000), "số quá lớn"),
        (("process", "x.pdf", "--jobs", "0"), "--jobs 0 phải từ 1 trở lên"),
        (("search", "x", "--limit", HUGE), f"--limit {HUGE} không được quá 100000"),
        (("process", "x.pdf", "--format", "xml"), "--format xml phải là một trong các giá trị"),
        (("list", "--from", "mai"), "--from: mai không phải là ngày"),
        (("list", "--from"), "sau --from phải có giá trị"),
        (("report", "init", "a", "--force=x"), "--force không nhận giá trị"),
        (("doctor", "x"), "thừa tham số: x"),
    ],
)
def test_slips_are_told_in_vietnamese(docproc: Docproc, command: tuple[str, ...], words: str) -> None:
    called = docproc("--lang", "vi", *command)
    assert called.code == 2 and words in called.err
    assert not {"Input", "valid", "Invalid", "Got", "argument"} & set(called.err.split())


@pytest.mark.parametrize(
    "address",
    [
        "garbage", "mysql://a/b", "postgresql+foo://a/b", "postgresql+asyncpg://a/b", "oracle://x", "a://",
        "sqlite://", "sqlite:///", "sqlite:///other.sqlite", "sqlite:///…", "postgresql+psycopg://a:abc/x",
        "postgresql+psycopg://[::1/y", "postgresql+psycopg://localhost:1/x?foo=bar",
        "postgresql+psycopg://" + "a" * 300 + "/x",
    ],
)  # fmt: skip
def test_a_database_that_cannot_be_is_told(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    settings = tmp_path / "settings.toml"
    text = f'patience_seconds = 1\n[store]\ndata = "{tmp_path / "data"}"\ndatabase = "{address}"\n'
    settings.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    monkeypatch.chdir(tmp_path)
    called = docproc("list")
    assert called.code == 2 and "database" in called.err
    assert "Traceback" not in called.err and "itself" not in called.err
    assert not list(tmp_path.rglob("*.sqlite"))


@pytest.mark.parametrize("name", ["a?b#c%20d", "ế ệ@b:c"])
def test_data_folder_may_have_any_name(docproc: Docproc, tmp_path: Path, name: str) -> None:
    folder = tmp_path / name
    assert docproc("list", "--data", folder).code == 0
    assert (folder / "docproc.sqlite").exists() and [path.name for path in tmp_path.iterdir()] == [name]
    assert docproc("backup", tmp_path / "backups", "--data", folder).code == 0
    (made,) = (tmp_path / "backups").iterdir()
    assert docproc("restore", made, "--data", tmp_path / f"{name} again").code == 0


def test_data_folder_whose_name_is_no_text_is_told(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("list", "--data", tmp_path / os.fsdecode(b"\xe9"))
    assert called.code == 2 and "its name is no text in UTF-8" in called.err


def spoil(database: Path, kind: str) -> None:
    whole = database.read_bytes()
    match kind:
        case "garbage":
            database.write_bytes(b"garbage" * 1000)
        case "cut off":
            database.write_bytes(whole[: len(whole) // 2])
        case "folder":
            database.unlink()
            database.mkdir()


@pytest.mark.parametrize("kind", ["garbage", "cut off", "folder"])
@pytest.mark.parametrize("command", [("list",), ("show", "1"), ("backup", "b")])
def test_a_spoilt_database_is_told(
    docproc: Docproc, data: Path, monkeypatch: pytest.MonkeyPatch, kind: str, command: tuple[str, ...]
) -> None:
    monkeypatch.chdir(data.parent)
    spoil(data / "docproc.sqlite", kind)
    called = docproc(*command, "--data", data)
    assert called.code in (1, 2) and "database" in called.err
    assert "Traceback" not in called.err and "itself" not in called.err


def test_a_mistake_of_the_program_is_one_line(
    docproc: Docproc, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def trips(*_given: object) -> None:
        raise KeyError("what\nnobody foresaw " + "x" * 10_000)

    monkeypatch.delenv("DOCPROC_LOG", raising=False)
    monkeypatch.setattr("docproc.cli.main.check_arguments", trips)
    called = docproc("list", "--data", data)
    assert called.code == 1 and called.err.count("\n") == 1 and len(called.err) < 500
    assert "docproc itself failed (KeyError: " in called.err and "test_cli_clear_words.py:" in called.err


@pytest.mark.parametrize(
    "command", [("search", "\udcff"), ("search", "x", "--issuer", "\udcff"), ("list", "--book", "\udcff")]
)
def test_words_that_are_no_text_are_refused(docproc: Docproc, data: Path, command: tuple[str, ...]) -> None:
    called = docproc(*command, "--data", data)
    assert called.code == 2 and r"\xff is no text in UTF-8" in called.err
