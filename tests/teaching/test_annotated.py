"""Annotated letters: marks in texts, JSON beside files, and what is wrong with them."""

from __future__ import annotations

import json
from datetime import date as Date
from pathlib import Path

import pytest

from docproc.errors import BadAnnotation, NoAnnotatedLetters
from docproc.teaching.annotated import AnnotatedTask, annotated_letters, unmarked
from tests.teaching.made_up import write_marked

TEXT = Path("letter.txt")


def test_marks_are_taken_out_and_become_tasks() -> None:
    text, tasks = unmarked(
        TEXT,
        "Mở đầu.\n- ⟦Giao Sở A, Sở B chủ trì⟧{lead: Sở A; Sở B | with: Sở C | due: 2024-03-20}\nHết.",
    )
    assert text == "Mở đầu.\n- Giao Sở A, Sở B chủ trì\nHết."
    assert tasks == (
        AnnotatedTask("Giao Sở A, Sở B chủ trì", ("Sở A", "Sở B"), ("Sở C",), Date(2024, 3, 20), optional=False),
    )


def test_a_borderline_task_nobody_named_and_a_deadline_without_a_day() -> None:
    _text, tasks = unmarked(TEXT, "⟦?Theo dõi việc này.⟧{} ⟦Báo cáo hằng tuần.⟧{due: text}")
    assert [(task.optional, task.lead, task.due) for task in tasks] == [(True, (), None), (False, (), None)]


def test_a_task_over_several_lines_is_one_text_without_its_markers() -> None:
    _text, tasks = unmarked(TEXT, "⟦Sở A thực hiện:\n- Rà soát;\n- Báo cáo.⟧{lead: Sở A}")
    assert [task.text for task in tasks] == ["Sở A thực hiện: Rà soát; Báo cáo."]


@pytest.mark.parametrize(
    "written", ["⟦Không đóng", "⟦Không có ngoặc⟧ sau", "a ⟧{lead: X}", "⟦Sai ngày⟧{due: 2024-13-01}"]
)
def test_broken_marks_are_named(written: str) -> None:
    with pytest.raises(BadAnnotation) as raised:
        unmarked(TEXT, written)
    assert raised.value.path == "letter.txt"


def test_each_marked_letter_is_a_source_of_its_own(tmp_path: Path) -> None:
    found = annotated_letters(write_marked(tmp_path, 3))
    assert [(letter.name, letter.source, len(letter.tasks)) for letter in found] == [
        ("01", "01", 2), ("02", "02", 2), ("03", "03", 2),
    ]  # fmt: skip


def _beside(folder: Path, letter: object, name: str = "letter") -> Path:
    (folder / f"{name}.pdf").write_bytes(b"%PDF-1.7")
    path = folder / f"{name}.json"
    path.write_text(letter if isinstance(letter, str) else json.dumps(letter), encoding="utf-8")
    return path


def test_json_beside_a_file_as_docproc_writes_it_or_with_plain_names(tmp_path: Path) -> None:
    tasks = [
        {"text": "a", "lead": [{"name": "Sở A", "scope": "named"}], "deadline": {"date": "2024-05-01"}},
        {"text": "b", "lead": ["Sở B"], "coordinate": ["Sở C"], "optional": True},
    ]
    _beside(tmp_path, {"header": {"issuer": "UBND xã A"}, "tasks": tasks})
    (tmp_path / "letter.p1.txt").write_text("a page, no letter", encoding="utf-8")
    (tmp_path / "alone.json").write_text('{"tasks": []}', encoding="utf-8")
    [letter] = annotated_letters(tmp_path)
    assert (letter.source, letter.file.name, letter.text) == ("UBND xã A", "letter.pdf", None)
    assert letter.tasks == (
        AnnotatedTask("a", ("Sở A",), (), Date(2024, 5, 1), optional=False),
        AnnotatedTask("b", ("Sở B",), ("Sở C",), None, optional=True),
    )
    assert annotated_letters(tmp_path, {"letter": "other"})[0].source == "other"


@pytest.mark.parametrize(
    "letter", ["no json", "[1]", {"tasks": [{"text": 5}]}, {"tasks": [{"deadline": {"date": "31/4"}}]}]
)
def test_what_is_no_annotation_is_named(tmp_path: Path, letter: object) -> None:
    path = _beside(tmp_path, letter)
    with pytest.raises(BadAnnotation) as raised:
        annotated_letters(tmp_path)
    assert raised.value.path == str(path)


def test_a_folder_without_annotated_letters_is_said(tmp_path: Path) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(NoAnnotatedLetters):
        annotated_letters(tmp_path)


def test_pages_of_an_annotated_letter_are_no_letters_without_tasks(tmp_path: Path) -> None:
    _beside(tmp_path, {"header": {"issuer": "Sở A"}, "tasks": []})
    for page in ("letter.txt", "letter.p1.txt", "letter.p1.layer.txt", "letter.p2.layerorder.txt"):
        (tmp_path / page).write_text("Đề nghị Sở B báo cáo.", encoding="utf-8")
    (tmp_path / "letter2.p1.txt").write_text("Đề nghị Sở B báo cáo.", encoding="utf-8")
    assert [found.name for found in annotated_letters(tmp_path)] == ["letter", "letter2.p1"]
