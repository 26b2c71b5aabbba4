"""Fitting: the same letters give the same bytes, and what was taught is found in a letter that was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from docproc.errors import ExtractionModelMissing
from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.extract.roles.models.trained import (
    Fields,
    Grown,
    choose,
    label,
    model_file,
    models_in,
    shipped_folder,
)
from docproc.language.plain import text_page
from docproc.letter import Task
from docproc.teaching.annotated import unmarked
from docproc.teaching.fit import Often, fit
from docproc.teaching.on_top import fit_on_top
from tests.teaching.made_up import marked_text, taught_in, write_marked

WORD = "Cậy nhờ"  # no letter of ours opens a task with it


def _fitted(letters: Path, folder: Path, *below: Path) -> Path:
    folder.mkdir()
    taught = taught_in(letters)
    if below:
        fit_on_top([(letter, 3) for letter in taught], folder, *below)
    else:
        fit([(letter, Often(3, 3)) for letter in taught], folder)
    return folder


def _bytes(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in sorted(folder.iterdir())]


def _found(word: str, *models: Path) -> list[Task]:
    text, _tasks = unmarked(Path("a.txt"), marked_text(6, word=word))
    with models_in(*models):
        return letter_from_pages([text_page(1, text)], "a.txt", 1).tasks


def _leads(tasks: list[Task]) -> list[list[str]]:
    return [[office.name for office in task.lead] for task in tasks]


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_marked(tmp_path_factory.mktemp("letters"), 40, WORD)


@pytest.mark.parametrize("below", [(), (shipped_folder(),)], ids=["alone", "on top"])
def test_the_same_letters_give_the_same_bytes_and_find_a_sentence_never_seen(
    letters: Path, tmp_path: Path, below: tuple[Path, ...]
) -> None:
    one, other = _fitted(letters, tmp_path / "one", *below), _fitted(letters, tmp_path / "other", *below)
    assert _bytes(one) == _bytes(other)
    tasks = _found(WORD, *below, one)
    assert _leads(tasks) == [["Ban Công tác Mặt trận thôn 6"], ["Hợp tác xã Bình Minh"]]
    assert [office.name for office in tasks[1].coordinate] == ["Đoàn Thanh niên xã"]


def test_letters_may_teach_names_and_nothing_of_what_a_task_is(letters: Path, tmp_path: Path) -> None:
    """Letters fuller of tasks than real ones would make too much of a task."""
    others = write_marked(tmp_path / "letters", 40, "Phiền")
    taught = [(letter, Often(3, 3)) for letter in taught_in(letters)]
    named = [(letter, Often(0, 3)) for letter in taught_in(others)]
    for folder, more in (("alone", []), ("with", named)):
        (tmp_path / folder).mkdir()
        fit([*taught, *more], tmp_path / folder)
    alone, together = _by_name(tmp_path / "alone"), _by_name(tmp_path / "with")
    same = {name for name in alone if alone[name] == together[name]}
    assert same == {"roles.crfsuite", "tasks.trees.json"}
    assert set(alone) - same == {"parties.crfsuite", "heirs.trees.json"}


def _by_name(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_models_on_top_keep_what_those_below_know(letters: Path, tmp_path: Path) -> None:
    own = _fitted(letters, tmp_path / "own", shipped_folder())
    before, after = _found("Đề nghị", shipped_folder()), _found("Đề nghị", shipped_folder(), own)
    assert before[0].text == after[0].text
    assert _leads(after)[:2] == _leads(before)[:2] != [[], []]


def test_letters_without_tasks_do_not_unlearn_them(tmp_path: Path) -> None:
    text, _tasks = unmarked(Path("a.txt"), marked_text(1))
    letters = tmp_path / "letters"
    letters.mkdir()
    report = "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("1.", "2.")))
    (letters / "report.txt").write_text(report, encoding="utf-8")
    own = _fitted(letters, tmp_path / "own", shipped_folder())
    assert len(_found("Đề nghị", shipped_folder(), own)) == len(_found("Đề nghị", shipped_folder())) > 0


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_model_that_is_not_whole_is_said(tmp_path: Path, share: float) -> None:
    models: tuple[Fields | Grown, ...] = ("parties", "heirs")
    for name in models:
        whole = model_file(shipped_folder(), name).read_bytes()
        model_file(tmp_path, name).write_bytes(whole[: int(share * len(whole))])
    for folder in (tmp_path, tmp_path / "none"):
        with models_in(folder), pytest.raises(ExtractionModelMissing):
            label("parties", [["0 sở"]])
        with models_in(folder), pytest.raises(ExtractionModelMissing):
            choose("heirs", [["addressees"]])
