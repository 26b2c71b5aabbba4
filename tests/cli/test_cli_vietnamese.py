"""Under --lang vi the program says no English word: help of every command, slips, and the failures met most."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.core import TyperCommand, TyperGroup, TyperOption

from docproc.cli.commands import make_app
from docproc.store import open_store
from tests.cli.conftest import Docproc

ENGLISH = frozenset(
    line
    for line in (Path(__file__).parent / "english_words.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)
Command = TyperCommand | TyperGroup
OFFICE = ("--office", "UBND xã Bản Mây")


def tree(command: Command, names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Command]]:
    """Every command with the words that call it."""
    yield names, command
    if isinstance(command, TyperGroup):
        for name, one in command.commands.items():
            assert isinstance(one, TyperCommand | TyperGroup)
            yield from tree(one, (*names, name))


def all_commands() -> dict[tuple[str, ...], Command]:
    command = typer.main.get_command(make_app())
    assert isinstance(command, TyperGroup)
    return dict(tree(command))


COMMANDS = all_commands()
SINGLE = {names: command for names, command in COMMANDS.items() if isinstance(command, TyperCommand)}


def options_of(command: Command) -> list[TyperOption]:
    return [param for param in command.params if isinstance(param, TyperOption)]


def typed_words() -> set[str]:
    """What a person types: names of commands and the values that options choose from."""
    names = {word for called in COMMANDS for word in called}
    choices = {
        str(one.value)
        for command in COMMANDS.values()
        for option in options_of(command)
        if option.type_descriptor.choices
        for one in option.type_descriptor.choices
    }
    return {"docproc", "open", "running", "done", "paused", "withdrawn"} | names | choices


TYPED = typed_words()


def english_in(said: str) -> set[str]:
    """The English words of a text; names of options and files, addresses and what is typed do not count."""
    said = re.sub(r"--[\w-]+|\S*[/\\]\S*|\S+\.(?:json|pdf|docx?|txt|xz|toml|eml|ics|xlsx|edxml|csv)\b", " ", said)
    said = re.sub(r"docproc [a-z][a-z ]*|[a-z_]+(?:\.\w+)+|\[office\] name = ", " ", said)
    return {word for word in re.findall(r"\w+", said.lower()) if word in ENGLISH and word not in TYPED}


def test_the_list_finds_english_and_lets_vietnamese_be() -> None:
    assert english_in("Show this message and exit.") == {"this", "message", "and", "exit"}
    assert english_in("Wrong usage: No such option: --zz") == {"wrong", "usage", "no", "such", "option"}
    assert english_in("Đọc văn bản: ai phải làm gì, hạn nào. --format table|json") == set()


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_help(docproc: Docproc, names: tuple[str, ...]) -> None:
    called = docproc(*names, "--help", "--lang", "vi")
    assert called.code == 0 and "Cách dùng: docproc" in called.out
    assert english_in(called.out + called.err) == set()


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_unknown_option(docproc: Docproc, names: tuple[str, ...]) -> None:
    called = docproc(*names, "--zzzz", "--lang", "vi")
    assert called.code == 2 and "không có tùy chọn --zzzz" in called.err
    assert english_in(called.out + called.err) == set()


@pytest.mark.parametrize(
    "names", [names for names, one in SINGLE.items() if any(p.required for p in one.params)], ids=" ".join
)
def test_missing_argument(docproc: Docproc, names: tuple[str, ...]) -> None:
    called = docproc(*names, "--lang", "vi")
    assert called.code == 2 and "thiếu" in called.err
    assert english_in(called.out + called.err) == set()


@pytest.mark.parametrize(
    ("names", "option"),
    [
        pytest.param(names, option.opts[0], id=" ".join((*names, option.opts[0])))
        for names, command in SINGLE.items()
        for option in options_of(command)
        if not option.is_flag and option.type_descriptor.annotation not in (str, Path)
    ],
)
def test_bad_value(docproc: Docproc, tmp_path: Path, names: tuple[str, ...], option: str) -> None:
    called = docproc(*names, *_needed(names, tmp_path), option, "xyz", "--lang", "vi")
    if called.code != 0 and option != "--letter":
        assert "xyz" in called.err
    assert english_in(called.out + called.err) == set()


def _needed(names: tuple[str, ...], folder: Path) -> list[str]:
    """Something for each argument and option that must be given."""
    given: list[str] = []
    for param in COMMANDS[names].params:
        if param.required:
            given += [param.opts[0]] * isinstance(param, TyperOption) + [str(folder / "1")]
    return given


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with what goes wrong in a file."""
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (tmp_path / "empty.pdf").touch()
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing")
    (tmp_path / "packed.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    (tmp_path / "list.json").write_text("[1, 2", encoding="utf-8")
    head = {"issue_date": "x"}
    (tmp_path / "sai.json").write_text(json.dumps({"file": "a", "pages": 1, "header": head}), encoding="utf-8")
    (tmp_path / "extra.json").write_text('{"file": "a", "pages": 1, "colour": 2}', encoding="utf-8")
    (tmp_path / "hong.xml").write_text("<a><b></a>", encoding="utf-8")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfe\x00\xd8")
    (tmp_path / "trong").mkdir()
    open_store(tmp_path / "data").close()
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ("process", "khong-co.pdf"), ("process", "broken.pdf"), ("process", "empty.pdf"),
        ("process", "picture.png"),
        ("process", "packed.zip"), ("process", "bytes.txt"), ("process", "trong"), ("process", "x", "--text"),
        ("read", "trong"), ("read", "khong-co.pdf"), ("repair", "none.txt"),
        ("split", "broken.pdf", "--out", "o"),
        ("attachments", "broken.pdf", "--out", "o"), ("batch", "gone", "--out", "o"),
        ("batch", ".", "--out", "o"),
        ("watch", "gone", "--once", "--data", "data"), ("show", "99", "--data", "data"),
        ("search", "x", "--status", "xyz", "--data", "data"), ("list", "--data", "data"),
        ("list", "--jobs", "--data", "data"), ("retry", "--data", "data"), ("restore", "trong", "--data", "d"),
        ("backup", "broken.pdf", "--data", "data"), ("evaluate", "trong"), ("evaluate", "gone"),
        ("report", "reply", "none.json"), ("report", "reply", "list.json", *OFFICE),
        ("report", "reply", "sai.json", *OFFICE), ("report", "reply", "extra.json", *OFFICE),
        ("report", "slip", "hong.xml", *OFFICE), ("report", "slip", "99", *OFFICE, "--data", "data"),
        ("report", "reminder", "trong", *OFFICE), ("export", "nd30", "--data", "data"),
        ("export", "tasks", "sai.json", *OFFICE), ("export", "register", "trong", "--on", "xyz"),
        ("export", "edxml", "list.json", "--number", "15/BC-UBND", *OFFICE),
        ("explain", "list.json", "--task", "1"), ("train", "extraction", "trong", "--out", "o"),
        ("train", "language", "trong", "--out", "o"), ("--lang", "vi", "proces"), ("report", "rply"), ("",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_failure(
    docproc: Docproc, files: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(files)
    called = docproc(*arguments, "--lang", "vi")
    assert english_in(called.out + called.err) == set()
    assert called.out or called.err


@pytest.mark.parametrize(
    "text",
    [
        "max_pages = ", "max_pages", "[office\nname = 'x'", "max_pages = 'x'", "max_pagess = 1",
        "[store]\nsplit = 3",
        "office = 3", "[[watch]]\nfolder = 'x'", "[[watch]]\nfolder = '/x'\nafter = 'y'", "dpi = 1",
    ],
)  # fmt: skip
def test_settings_with_a_mistake(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text(text, encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    called = docproc("process", "x.pdf", "--lang", "vi")
    assert called.code == 2 and english_in(called.err) == set()


def test_what_is_read_and_measured(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    gold = letter.with_suffix(".json")
    annotated = {
        "header": {"number": "1", "issuer": "UBND xã Bản Máy"},
        "tasks": [{"text": "Làm một việc khác."}],
    }
    gold.write_text(json.dumps(annotated), encoding="utf-8")
    for arguments in (("process", letter, "--out", tmp_path / "o"), ("evaluate", letter.parent, "--verbose")):
        called = docproc(*arguments, "--lang", "vi")
        assert called.code == 0
        assert english_in(called.out + called.err) == set()


def test_a_word_that_was_not_put_into_vietnamese_is_found(
    docproc: Docproc, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.cli.help._", lambda message, **details: message.format(**details))
    assert {"usage", "options", "this", "help"} <= english_in(docproc("list", "--help", "--lang", "vi").out)
