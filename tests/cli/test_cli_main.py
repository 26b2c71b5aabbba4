"""The door: usage, languages, version, exit codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from docproc import __version__
from docproc.cli import runs
from docproc.cli.main import take_language
from tests.cli.conftest import Docproc


def test_version(docproc: Docproc) -> None:
    assert docproc("--version") == (0, f"docproc {__version__}\n", "")


def test_help_is_no_mistake(docproc: Docproc) -> None:
    called = docproc("process", "--help")
    assert called.code == 0
    assert "--out" in called.out


def test_help_names_every_command_in_vietnamese(docproc: Docproc) -> None:
    called = docproc("--help", "--lang", "vi")
    for command in ("process", "read", "explain", "evaluate", "doctor", "report"):
        assert command in called.out
    assert "Đọc văn bản đến" in called.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["process"], "FILES is missing"),
        (["process", "x.pdf", "--frobnicate"], "there is no option --frobnicate"),
        (["frobnicate"], "frobnicate"),
        (["process", "x.pdf", "--format", "xml"], "xml"),
        (["process", "x.pdf", "--jobs", "0"], "--jobs"),
        (["explain", "text", "--issued", "14/9/2023"], "14/9/2023"),
        (["report", "reply", "x.json"], "OFFICE is missing"),
        (["--lang", "de", "doctor"], "there is no language de"),
        (["doctor", "--lang"], "there is no language ?"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(docproc: Docproc, arguments: list[str], words: str) -> None:
    called = docproc(*arguments)
    assert (called.code, called.out) == (2, "")
    assert words in called.err


def test_nothing_to_do_shows_the_help(docproc: Docproc) -> None:
    called = docproc()
    assert called.code == 2
    assert "process" in called.out + called.err


@pytest.mark.parametrize(
    ("arguments", "language", "rest"),
    [
        (["process", "a.pdf", "--lang", "vi"], "vi", ["process", "a.pdf"]),
        (["--lang=en", "process", "a.pdf"], "en", ["process", "a.pdf"]),
        (["process", "a.pdf"], None, ["process", "a.pdf"]),
        (["process", "--", "--lang"], None, ["process", "--", "--lang"]),
    ],
)
def test_language_may_stand_anywhere(arguments: list[str], language: str | None, rest: list[str]) -> None:
    assert take_language(arguments) == (language, rest)


def test_messages_are_vietnamese_on_request(docproc: Docproc) -> None:
    assert "không có tệp này" in docproc("read", "nowhere.pdf", "--lang", "vi").err


def test_ctrl_c_ends_with_130(docproc: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_arguments: object) -> Iterator[None]:
        raise KeyboardInterrupt

    monkeypatch.setattr(runs, "outcomes", interrupted)
    called = docproc("process", "x.pdf")
    assert (called.code, called.out, called.err) == (130, "", "")


def test_bad_settings_are_wrong_usage(docproc: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCPROC_SETTINGS", "/nowhere/settings.toml")
    called = docproc("process", "x.pdf")
    assert called.code == 2
    assert re.search(r"^/nowhere/settings.toml: the settings have a mistake", called.err)
