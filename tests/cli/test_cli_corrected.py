"""What people corrected goes on: tasks put right by hand, letters to measure on and to learn from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from docproc.extract.roles.models.trained import own_folder
from docproc.letter import Header, Letter, Office, Task
from docproc.store import Store, open_store, registered_letter
from docproc.store.audit import add_user
from docproc.store.entered.changes import strike_out
from docproc.store.entered.corrections import correct_value
from docproc.store.originals import place_of
from docproc.store.register import Entry, register
from docproc.store.schema import File
from docproc.teaching.annotated import unmarked
from tests.cli.conftest import Docproc
from tests.teaching.made_up import marked_text


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a register, which the settings name."""
    settings = tmp_path / "settings.toml"
    settings.write_text(f'[store]\ndata = "{tmp_path / "data"}"\n', encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("COLUMNS", "160")
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    opened = open_store(data)
    yield opened
    opened.close()


def keep(store: Store, number: int, secrecy: str | None = None, name: str = "a.txt") -> int:
    """A registered letter of two tasks, whose file is kept."""
    text, tasks = unmarked(Path("a.txt"), marked_text(number, word="Cậy nhờ"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    place = place_of(store.originals, sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")
    found = [
        Task(id=str(at + 1), page=1, text=one.text, lead=[Office(name=lead) for lead in one.lead])
        for at, one in enumerate(tasks)
    ]
    header = Header(number=str(number), issuer=f"UBND xã {number}", secrecy=secrecy)
    letter = Letter(file="a.txt", pages=1, header=header, tasks=found)

    def write(session: Session) -> int:
        session.add(file := File(sha256=sha256, size=1, name=name, kept=True))
        session.flush()
        return register(session, letter, [text], Entry(file.id, "Đến", date(2024, 3, 13))).id

    return store.write(write)


def correct(store: Store, letter: int) -> None:
    store.write(lambda s: correct_value(s, letter, "header.number", str(letter + 100), add_user(s, "lan")))


def test_letters_that_people_corrected_lie_beside_their_files(
    docproc: Docproc, store: Store, tmp_path: Path
) -> None:
    for number in range(1, 6):
        keep(store, number, secrecy="MẬT" if number == 4 else None, name="a.xyz" if number == 5 else "a.TXT")
    for number in (1, 3, 4, 5):
        correct(store, number)
    store.write(lambda s: strike_out(s, 3, "nhầm", add_user(s, "lan")))
    called = docproc("export", "corrected", tmp_path / "out")
    assert (called.code, "1 checked or corrected letters" in called.err) == (0, True), called.err
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["000001.json", "000001.txt"]
    written = json.loads((tmp_path / "out" / "000001.json").read_text(encoding="utf-8"))
    assert (written["file"], written["header"]["number"]) == ("000001.txt", "101")


def test_what_people_corrected_is_learnt_from_straight(docproc: Docproc, store: Store, tmp_path: Path) -> None:
    for number in range(1, 5):
        correct(store, keep(store, number))
    called = docproc("train", "extraction", "--register", "--jobs", "1")
    assert called.code == 0, called.err
    assert "Learnt from 4 letters" in called.err
    assert [path.name for path in own_folder().iterdir()] == ["roles.crfsuite"]


def test_what_is_learnt_from_is_named_once(docproc: Docproc, data: Path, tmp_path: Path) -> None:
    assert docproc("train", "extraction").code == 2
    assert docproc("train", "extraction", tmp_path, "--register").code == 2


def test_tasks_are_put_right_and_taken_back_by_hand(docproc: Docproc, store: Store) -> None:
    keep(store, 1)
    first, second = 1, 2

    def texts() -> list[str]:
        with store.reading() as session:
            return [task.text for task in registered_letter(session, 1).letter.tasks]

    before = texts()
    words = before[0].split()[3:]
    assert docproc("tasks", str(first), "split", " ".join(words)).code == 0
    assert texts()[:2] == [" ".join(before[0].split()[:3]), " ".join(words)]
    assert docproc("tasks", str(first), "merge").code == 0
    assert texts() == before
    assert docproc("tasks", str(second), "up").code == 0
    assert texts() == before[::-1]
    assert docproc("tasks", "1", "add", "Báo cáo kết quả.").code == 0
    assert docproc("tasks", str(first), "remove").code == 0
    assert texts() == [before[1], "Báo cáo kết quả."]
    called = docproc("correct", "1", "--undo")
    assert (called.code, "version 7" in called.err) == (0, True), called.err
    assert texts() == [before[1], before[0], "Báo cáo kết quả."]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("tasks", "1", "split"), 2),
        (("tasks", "1", "merge", "words"), 2),
        (("tasks", "1", "split", "words that are not there"), 2),
        (("tasks", "9", "up"), 1),
        (("correct", "1", "--undo"), 2),
        (("correct", "1", "header.number", "--undo"), 2),
        (("correct", "1"), 2),
    ],
)
def test_what_cannot_be_done_is_refused(
    docproc: Docproc, store: Store, arguments: tuple[str, ...], code: int
) -> None:
    keep(store, 1)
    assert docproc(*arguments).code == code
