"""docproc read, explain, evaluate, report reply, doctor."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from docproc.cli import health
from docproc.cli.evaluate import annotated_scans
from docproc.letter import Letter, Office, PageNote, Task
from docproc.reading import tesseract
from tests.cli.conftest import SAMPLES, Docproc

OFFICE = "UBND huyện Suối Vàng"


def test_read_prints_the_pages(docproc: Docproc, letter: Path) -> None:
    letter.write_text("Trang một\n\fTrang hai\n", encoding="utf-8")
    called = docproc("read", letter)
    assert called.code == 0
    assert [page.strip() for page in called.out.split("\f")] == ["Trang một", "Trang hai"]


def test_read_writes_the_pages(docproc: Docproc, letter: Path, tmp_path: Path) -> None:
    assert docproc("read", letter, "--out", tmp_path / "out").out == ""
    written = (tmp_path / "out" / "giay-moi.p1.txt").read_text(encoding="utf-8")
    assert written.split() == letter.read_text(encoding="utf-8").split()


def test_read_of_a_bad_file_ends_with_1(docproc: Docproc, bad_file: Path, tmp_path: Path) -> None:
    called = docproc("read", bad_file, "--out", tmp_path / "out")
    assert (called.code, called.out) == (1, "")
    assert list((tmp_path / "out").iterdir()) == []


def test_explain_finds_dates_offices_and_tasks(docproc: Docproc) -> None:
    passage = "Giao Sở Y tế chủ trì, phối hợp với Sở Tài chính báo cáo UBND tỉnh trước ngày 20/10/2023."
    found = json.loads(docproc("explain", passage, "--issued", "2023-09-14").out)
    assert [(d["role"], d["due"], d["inclusive"]) for d in found["dates"]] == [("deadline", "2023-10-20", False)]
    assert [office["name"] for office in found["offices"]] == ["Sở Y tế", "Sở Tài chính", "UBND tỉnh"]
    [task] = found["tasks"]
    assert [office["name"] for office in task["lead"]] == ["Sở Y tế"]
    assert [office["name"] for office in task["coordinate"]] == ["Sở Tài chính"]
    assert task["deadline"]["date"] == "2023-10-20"


def test_explain_takes_the_year_from_the_day_of_issue(docproc: Docproc) -> None:
    found = json.loads(docproc("explain", "Gửi báo cáo trước ngày 15/01.", "--issued", "2023-12-19").out)
    assert found["dates"][0]["due"] == "2024-01-15"


def a_letter_with_a_task(path: Path) -> Path:
    task = Task(id="1", page=1, text="Rà soát hộ nghèo.", lead=[Office(name="Phòng Y tế")], lead_from="item")
    path.write_text(Letter(file="a.pdf", pages=1, tasks=[task]).to_json(), encoding="utf-8")
    return path


def test_explain_tells_in_words_why_a_task_is_one(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("explain", a_letter_with_a_task(tmp_path / "a.json"), "--task", "1")
    assert called.code == 0
    assert called.out.startswith("Task 1, page 1: Rà soát hộ nghèo.")
    assert "Leading: Phòng Y tế; named in the task itself." in called.out


def test_explain_of_a_task_that_is_not_there(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("explain", a_letter_with_a_task(tmp_path / "a.json"), "--task", "2")
    assert called.code == 1
    assert "there is no task 2" in called.err


def test_explain_tells_in_words_why_a_page_was_read_so(docproc: Docproc, tmp_path: Path) -> None:
    note = PageNote(page=1, source="ocr", reason="no layer: OCR", confidence=0.9, readers=["vie"])
    path = tmp_path / "a.json"
    path.write_text(Letter(file="a.pdf", pages=1, page_notes=[note]).to_json(), encoding="utf-8")
    called = docproc("--lang", "vi", "explain", path, "--page", "1")
    assert called.code == 0
    assert called.out.startswith("Trang 1: đọc chữ từ ảnh (OCR), vì tệp không có chữ cho trang này.")
    missing = docproc("--lang", "vi", "explain", path, "--page", "2")
    assert missing.code == 1
    assert "không có trang 2" in missing.err


def test_explain_of_nothing_is_empty(docproc: Docproc) -> None:
    assert json.loads(docproc("explain", "").out) == {"dates": [], "offices": [], "tasks": []}


@pytest.fixture
def gold(letter: Path, tmp_path: Path) -> Path:
    """A gold folder of one text letter with its annotation."""
    folder = tmp_path / "gold"
    folder.mkdir()
    shutil.copy(letter, folder / "giay-moi-hop.txt")
    for name in ("giay-moi-hop.json", "giay-moi-hop.p1.txt"):
        shutil.copy(SAMPLES / name, folder / name)
    return folder


def test_evaluate_prints_letters_then_text(docproc: Docproc, gold: Path) -> None:
    called = docproc("evaluate", gold)
    assert called.code == 0
    lines = called.out.splitlines()
    assert "number: annotated 1, precision 1.0000, recall 1.0000, F1 1.0000" in "\n".join(lines)
    assert lines[-1].startswith("ALL: words ")
    assert "line WER 0.0000" in lines[-1]


def test_evaluate_keeps_what_was_read(docproc: Docproc, gold: Path, tmp_path: Path) -> None:
    docproc("evaluate", gold, "--out", tmp_path / "read")
    assert (tmp_path / "read" / "giay-moi-hop.json").exists()


def test_evaluate_names_differences_on_request(docproc: Docproc, gold: Path) -> None:
    annotation = json.loads((gold / "giay-moi-hop.json").read_text(encoding="utf-8"))
    annotation["header"]["number"] = "9999"
    (gold / "giay-moi-hop.json").write_text(json.dumps(annotation), encoding="utf-8")
    assert "9999" in docproc("evaluate", gold, "--verbose").err


def test_evaluate_counts_several_folders_together(docproc: Docproc, gold: Path, tmp_path: Path) -> None:
    more = tmp_path / "more"
    shutil.copytree(gold, more)
    called = docproc("evaluate", gold, more, "--out", tmp_path / "read")
    assert called.code == 0
    assert "number: annotated 2, precision 1.0000, recall 1.0000, F1 1.0000" in called.out
    assert "number: without a doubt 2, wrong of these 0.0000 (0)" in called.out
    assert {path.parent.name for path in (tmp_path / "read").glob("*/*.json")} == {"gold", "more"}


def test_evaluate_never_mixes_the_results_of_two_folders(docproc: Docproc, gold: Path, tmp_path: Path) -> None:
    again = tmp_path / "other" / "gold"
    shutil.copytree(gold, again)
    assert docproc("evaluate", gold, again, "--out", tmp_path / "read").code == 2
    assert docproc("evaluate", gold, again, "--out", tmp_path).code == 2
    assert docproc("evaluate", gold, again).code == 0


def test_evaluate_never_overwrites_the_gold(docproc: Docproc, gold: Path) -> None:
    before = (gold / "giay-moi-hop.json").read_bytes()
    assert docproc("evaluate", gold, "--out", gold).code == 2
    assert (gold / "giay-moi-hop.json").read_bytes() == before


def test_evaluate_counts_a_bad_scan_as_missed(docproc: Docproc, gold: Path) -> None:
    (gold / "giay-moi-hop.txt").write_bytes(b"")
    called = docproc("evaluate", gold)
    assert called.code == 1
    assert "number: annotated 1, precision 0.0000, recall 0.0000" in called.out


def test_evaluate_without_annotations_says_so(docproc: Docproc, tmp_path: Path) -> None:
    assert docproc("evaluate", tmp_path).code == 1
    assert docproc("evaluate", tmp_path / "none").code == 1


def test_pages_of_text_are_not_taken_for_letters() -> None:
    scans = annotated_scans(SAMPLES)
    assert {scan.suffix for scan in scans} == {".pdf"}
    assert len(scans) >= 8


@pytest.fixture
def letter_json(docproc: Docproc, letter: Path, tmp_path: Path) -> Path:
    docproc("process", letter, "--out", tmp_path)
    return tmp_path / "giay-moi.json"


def test_reply_is_written_beside_the_letter(docproc: Docproc, letter_json: Path) -> None:
    called = docproc("report", "reply", letter_json, "--office", OFFICE)
    assert called.code == 0
    written = letter_json.with_name("giay-moi.reply.docx")
    assert str(written) in called.err
    assert any("Suối Vàng" in paragraph.text for paragraph in Document(str(written)).paragraphs)


def test_reply_does_not_replace_an_edited_draft(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    draft = tmp_path / "draft.docx"
    draft.write_bytes(b"edited")
    arguments = ("report", "reply", letter_json, "--office", OFFICE, "--out", draft)
    assert docproc(*arguments).code == 2
    assert draft.read_bytes() == b"edited"
    assert docproc(*arguments, "--force").code == 0
    assert draft.read_bytes() != b"edited"


def test_reply_for_an_office_without_tasks_names_those_that_have(docproc: Docproc, letter_json: Path) -> None:
    called = docproc("report", "reply", letter_json, "--office", "Phòng Y tế huyện Bản Lè")
    assert called.code == 1
    assert OFFICE in called.err
    assert not letter_json.with_name("giay-moi.reply.docx").exists()


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"not json", b"\xff\xfe", b'{"file": 3, "pages": "x"}'])
def test_reply_needs_a_letter_of_docproc(docproc: Docproc, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(content)
    called = docproc("report", "reply", file, "--office", OFFICE)
    assert called.code == 1
    assert called.err.startswith(f"{file}: this is not a letter written by docproc process")
    assert len(called.err.splitlines()) == 1


def test_reply_from_a_missing_letter_or_template(docproc: Docproc, letter_json: Path) -> None:
    assert "there is no such file" in docproc("report", "reply", "none.json", "--office", OFFICE).err
    called = docproc("report", "reply", letter_json, "--office", OFFICE, "--template", "none.docx")
    assert called.code == 1
    assert called.err.startswith("none.docx: there is no such file")


def test_doctor_finds_this_installation_well(docproc: Docproc) -> None:
    called = docproc("doctor")
    assert called.code == 0
    assert "Tesseract" in called.out and "missing" not in called.out


def test_doctor_misses_tesseract(docproc: Docproc, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tesseract.pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    tesseract.installed.cache_clear()
    try:
        called = docproc("doctor")
    finally:
        tesseract.installed.cache_clear()
    assert called.code == 3
    assert "tesseract-ocr-vie" in called.out


def test_doctor_names_a_spoilt_rule_file(
    docproc: Docproc, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "addressees.toml").write_text("a = [", encoding="utf-8")
    monkeypatch.setattr("docproc.resources.models_dir", lambda: tmp_path)
    monkeypatch.setattr(health, "models_dir", lambda: tmp_path)
    called = docproc("doctor")
    assert called.code == 3
    assert "addressees.toml" in called.out.replace("\n", "")
