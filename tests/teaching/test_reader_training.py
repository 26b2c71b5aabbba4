"""Models of an office's own: how they are measured, and that they are there whole or not at all."""

from __future__ import annotations

from errno import ENOSPC
from pathlib import Path

import pytest

from docproc.extract.roles.models.trained import folders_in_force, own_folder, shipped_folder
from docproc.language.plain import text_page
from docproc.teaching.annotated import annotated_letters
from docproc.teaching.own import OwnLetter, compared, folds, learn, own_letter
from tests.teaching.made_up import write_marked


def _own(folder: Path, count: int) -> list[OwnLetter]:
    letters = annotated_letters(write_marked(folder, count, "Cậy nhờ"))
    return [own_letter(letter, [text_page(1, letter.text or "")]) for letter in letters]


def test_few_letters_cannot_be_measured(tmp_path: Path) -> None:
    assert folds(_own(tmp_path, 4)) == []


def test_letters_of_a_source_stay_together_and_learning_helps(tmp_path: Path) -> None:
    letters = _own(tmp_path, 16)
    parts = folds(letters)
    assert sorted(len(part) for part in parts) == [3, 3, 3, 3, 4]
    places = [{letter.annotated.source for letter in part} for part in parts]
    assert sum(map(len, places)) == len(set.union(*places)) == 16
    steps: list[int] = []
    comparison = compared(parts, lambda: steps.append(1))
    assert len(steps) == 5
    assert comparison.after["tasks"].f1 == 1.0
    assert comparison.after["tasks.lead"].f1 >= comparison.before["tasks.lead"].f1
    assert not comparison.is_worse()


def test_what_was_learnt_is_used_on_top_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert folders_in_force() == (shipped_folder(),)
    own_folder().mkdir(parents=True)
    learn(_own(tmp_path / "letters", 4), own_folder())
    assert folders_in_force() == (shipped_folder(), own_folder())
    assert [path.name for path in own_folder().iterdir()] == ["roles.crfsuite"]


def test_a_full_disk_leaves_what_was_learnt_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    letters = _own(tmp_path / "letters", 4)
    (tmp_path / "roles.crfsuite").write_bytes(b"before")

    def full(_source: Path, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(ENOSPC, "full")

    monkeypatch.setattr("docproc.teaching.own.shutil.copyfile", full)
    with pytest.raises(OSError):
        learn(letters, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letters", "roles.crfsuite"]
    assert (tmp_path / "roles.crfsuite").read_bytes() == b"before"
