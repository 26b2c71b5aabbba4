"""Several processes: none takes another's file with it. And files that are whole or not there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from docproc.cli.faults import CannotWrite
from docproc.cli.outputs import write_text
from docproc.cli.workers import Done, Failed, outcomes
from docproc.errors import EmptyFile, ExitCode, MissingProgram
from docproc.messages import set_language


def work(path: Path) -> str:
    """What a test wants of a file is in its name."""
    match path.stem:
        case "dies":
            os._exit(9)
        case "empty":
            raise EmptyFile(path)
        case "missing":
            raise MissingProgram(program="Tesseract", how="apt install tesseract-ocr")
        case "broken":
            raise ValueError("an accident")
    return path.stem.upper()


def test_a_process_that_dies_is_named_and_the_others_are_done() -> None:
    files = [Path(name) for name in ("a", "dies", "b", "c")]
    found = {outcome.path: outcome for outcome in outcomes(work, files, jobs=2)}
    assert {path.stem: one.value for path, one in found.items() if isinstance(one, Done)} == {
        "a": "A",
        "b": "B",
        "c": "C",
    }
    dead = found[Path("dies")]
    assert isinstance(dead, Failed)
    assert "dies: " in dead.message
    assert dead.code == ExitCode.SOME_FAILED


def test_failures_are_words_in_the_language_in_force() -> None:
    set_language("vi")
    try:
        found = {o.path.stem: o for o in outcomes(work, [Path("empty"), Path("missing"), Path("broken")], 2)}
    finally:
        set_language(None)
    failed = {name: one for name, one in found.items() if isinstance(one, Failed)}
    assert failed["empty"].message.startswith("empty: tệp rỗng")
    assert failed["missing"].message.startswith("thiếu Tesseract")
    assert failed["broken"].message.startswith("broken: chính docproc gặp lỗi")
    assert {name: one.code for name, one in failed.items()} == {
        "empty": ExitCode.SOME_FAILED,
        "missing": ExitCode.MISSING,
        "broken": ExitCode.SOME_FAILED,
    }


def test_a_write_that_fails_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.json"
    file.write_text("old", encoding="utf-8")

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite, match="there is no space left"):
        write_text(file, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.json"]
    assert file.read_text(encoding="utf-8") == "old"
