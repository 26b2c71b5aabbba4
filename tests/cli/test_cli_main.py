"""The door: usage, languages, version, exit codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

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
        (["report", "reply", "x.json"], "the name of your office is missing"),
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("max_pagess = 7", "không có thiết lập max_pagess; có phải ý bạn là max_pages?"),
        ('[ofice]\nname = "UBND xã Bản Mây"', "không có thiết lập ofice; có phải ý bạn là office?"),
        ('[office]\nnmae = "UBND xã Bản Mây"', "không có thiết lập office.nmae; có phải ý bạn là name?"),
        ('[[watch]]\nfolder = "/in"\nbok = "x"', "không có thiết lập watch.0.bok; có phải ý bạn là book?"),
    ],
)
@pytest.mark.parametrize("command", [("explain", "Giao Sở Y tế báo cáo."), ("process", "x.pdf")])
def test_a_wrong_key_of_the_settings_is_told_once_whatever_the_command_needs(
    docproc: Docproc,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...],
    text: str,
    words: str,
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    called = docproc(*command, "--lang", "vi")
    assert called.err.startswith(f"Cảnh báo: tệp thiết lập {settings}: {words}\n")
    assert called.err.count(words) == 1
    assert called.code == (0 if command[0] == "explain" else 2)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (("proces", "x.pdf"), "there is no command proces; did you mean process?"),
        (("report", "rply"), "there is no command rply; did you mean reply?"),
        (("process", "x.pdf", "--ou", "x"), "there is no option --ou; did you mean --out?"),
        (("xyzzy",), "there is no command xyzzy\n"),
    ],
)
def test_a_slip_is_told_with_what_is_near(docproc: Docproc, given: tuple[str, ...], words: str) -> None:
    assert words in docproc(*given).err
