"""docproc train extraction: an office's own corrected letters on top of ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docproc.extract.roles.models.trained import folders_in_force, own_folder, shipped_folder
from tests.cli.conftest import Docproc
from tests.teaching.made_up import marked_text, write_marked

WORD = "Cậy nhờ"


@pytest.fixture(autouse=True)
def no_model_of_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_own_letters_are_learnt_measured_and_used(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("train", "extraction", write_marked(tmp_path / "letters", 16, WORD), "--jobs", "1")
    assert called.code == 0, called.err
    assert "16 letters of 16 issuers, 32 tasks" in called.err
    assert "Tasks (32): F1 before" in called.out and "after 1.00" in called.out
    assert folders_in_force() == (shipped_folder(), own_folder())
    letter = tmp_path / "new.txt"
    letter.write_text(_plain(marked_text(5, word=WORD)), encoding="utf-8")
    read = json.loads(docproc("process", letter, "--format", "json").out)
    assert [task["lead"][0]["name"] for task in read["tasks"]] == [
        "Ban Công tác Mặt trận thôn 5", "Hợp tác xã Bình Minh",
    ]  # fmt: skip


def _plain(marked: str) -> str:
    from docproc.teaching.annotated import unmarked

    return unmarked(Path("a.txt"), marked)[0]


def test_few_letters_teach_but_nothing_is_claimed(docproc: Docproc, tmp_path: Path) -> None:
    letters, out = write_marked(tmp_path / "letters", 4, WORD), tmp_path / "out"
    called = docproc("train", "extraction", letters, "--out", out)
    assert (called.code, called.out) == (0, "")
    assert "to tell whether it helps" in called.err
    assert [path.name for path in out.iterdir()] == ["roles.crfsuite"]
    assert folders_in_force() == (shipped_folder(),)


def test_too_few_tasks_teach_nothing(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("train", "extraction", write_marked(tmp_path / "letters", 2))
    assert called.code == 1
    assert "4 annotated tasks are too few to learn from" in called.err
    assert not own_folder().exists() or list(own_folder().iterdir()) == []


def test_a_corrected_letter_beside_its_file_teaches_and_a_bad_file_is_named(
    docproc: Docproc, tmp_path: Path
) -> None:
    letters = write_marked(tmp_path / "letters", 4, WORD)
    (letters / "broken.pdf").write_bytes(b"%PDF-1.7 and nothing more")
    (letters / "broken.json").write_text('{"tasks": []}', encoding="utf-8")
    called = docproc("train", "extraction", letters, "--jobs", "1")
    assert called.code == 1
    assert "broken.pdf" in called.err and "Learnt from 4 letters" in called.err


def test_what_makes_it_worse_is_not_kept(docproc: Docproc, tmp_path: Path) -> None:
    """Half of the letters say the contrary of the other half, and of what is known."""
    letters = write_marked(tmp_path / "letters", 40, "Đề nghị")
    for file in sorted(letters.iterdir())[::2]:
        file.write_text(_plain(file.read_text(encoding="utf-8")), encoding="utf-8")
    called = docproc("train", "extraction", letters, "--jobs", "1")
    assert called.code == 1 and "it was not kept" in called.err
    assert folders_in_force() == (shipped_folder(),)


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("a.txt", "⟦Không đóng", "gán nhãn"),
        ("a.md", "x", "chưa có văn bản nào"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_clerk(
    docproc: Docproc, tmp_path: Path, name: str, written: str, words: str
) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / name).write_text(written, encoding="utf-8")
    called = docproc("train", "extraction", tmp_path / "letters", "--lang", "vi")
    assert called.code == 1
    assert words in called.err


def test_a_folder_that_is_not_there(docproc: Docproc, tmp_path: Path) -> None:
    assert docproc("train", "extraction", tmp_path / "none").code == 1
