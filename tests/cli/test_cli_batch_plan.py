"""docproc batch --plan, --between and --nice as a person calls them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docproc.archive.reached import Progress
from docproc.cli.batch import progress_words

if TYPE_CHECKING:
    from conftest import Docproc


@pytest.fixture
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


@pytest.fixture
def archive(letter: Path, bad_file: Path) -> Path:
    """A folder with a letter as text and a broken PDF."""
    bad_file.rename(letter.parent / bad_file.name)
    return letter.parent


def test_a_plan_says_pages_time_and_what_cannot_be_read(docproc: Docproc, archive: Path) -> None:
    called = docproc("batch", archive, "--plan", "--workers", "1")
    assert called.code == 0, called.err
    for words in ("Files to read", "need OCR", "plain text", "Time with 1 workers", "the file is damaged"):
        assert words in called.out


def test_machines_elsewhere_need_a_ledger_in_reach(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    called = docproc("batch", archive, "--out", tmp_path / "out", "--cluster", "tcp://10.0.0.5:8786")
    assert called.code == 2
    assert "--ledger" in called.err
    assert not (tmp_path / "out").exists()


def test_a_plan_leaves_the_folder_of_results_as_it_is(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    assert docproc("batch", archive, "--plan", "--out", tmp_path / "out", "--workers", "1").code == 0
    assert not (tmp_path / "out").exists()


def test_a_plan_leaves_out_what_was_read(docproc: Docproc, archive: Path, tmp_path: Path) -> None:
    docproc("batch", archive, "--out", tmp_path / "out", "--workers", "1", "--nice", "0")
    called = docproc("batch", archive, "--plan", "--out", tmp_path / "out", "--workers", "1")
    assert "2 files, which are left out" in called.out
    assert "0:00 hours" in called.out


def test_a_plan_says_by_when_it_is_done_in_the_hours_given(docproc: Docproc, archive: Path) -> None:
    called = docproc("batch", archive, "--plan", "--workers", "1", "--between", "18:00-06:00")
    assert "Done in these hours by" in called.out


def test_without_a_folder_for_results_nothing_is_read(docproc: Docproc, archive: Path) -> None:
    called = docproc("batch", archive)
    assert called.code == 2
    assert "Add --out FOLDER" in called.err
    assert "--plan" in called.err


@pytest.mark.parametrize("hours", ["18:00-18:00", "18-6", "tối"])
def test_hours_that_cannot_be_meant_are_wrong_usage(docproc: Docproc, archive: Path, hours: str) -> None:
    called = docproc("batch", archive, "--plan", "--between", hours)
    assert called.code == 2
    assert hours in called.err and "--between" in called.err


def test_progress_is_told_in_words(english: None) -> None:
    reached = Progress(files=100, size=1, ended=10, ended_size=1, failed=1, pages=20)
    assert progress_words(reached, 2.5, 3661.0) == (
        "10 of 100 files, 1 failed, 2.5 pages a second, 1:02 hours left"
    )


def test_progress_says_until_when_it_waits(english: None) -> None:
    until = datetime(2024, 5, 6, 18)
    reached = Progress(files=9, size=1, ended=0, ended_size=0, failed=0, pages=0, until=until)
    assert progress_words(reached, None, None) == "0 of 9 files, 0 failed, waits until 18:00"


def test_no_time_is_told_while_files_are_counted(english: None) -> None:
    reached = Progress(files=9, size=1, ended=2, ended_size=1, failed=0, pages=2, counting=True)
    assert progress_words(reached, 1.0, 99.0).endswith("1.0 pages a second, files are still being counted")
