"""docproc report KIND and docproc export WHAT, from letter files."""

from __future__ import annotations

import csv
import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import vobject
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from docproc.cli.main import main
from docproc.libreoffice import libreoffice
from tests.cli.conftest import SAMPLES, Docproc

OFFICE = ("--office", "UBND xã Bản Mây")
DISTRICT = ("--office", "UBND huyện Suối Vàng")


@pytest.fixture(scope="module")
def processed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Texts of two letters, and a folder with what docproc process writes about them, to be copied."""
    base = tmp_path_factory.mktemp("processed")
    for name in ("cong-van-giao-viec", "giay-moi-hop"):
        text = base / f"{name}.txt"
        pages = sorted(SAMPLES.glob(f"{name}.p*.txt"))
        text.write_text("\f".join(page.read_text(encoding="utf-8") for page in pages), encoding="utf-8")
        main(["process", str(text), "--out", str(base / "thu")])
    return base


@pytest.fixture
def letters(processed: Path, tmp_path: Path) -> Path:
    """A folder with two letters as docproc process writes them."""
    shutil.copytree(processed, tmp_path, dirs_exist_ok=True)
    return tmp_path / "thu"


@pytest.fixture
def letter_json(letters: Path) -> Path:
    return letters / "cong-van-giao-viec.json"


def words_of(draft: Path) -> str:
    """All words of a Word file, those in content controls included."""
    return "".join(node.text or "" for node in Document(str(draft)).element.body.iter(qn("w:t")))


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("reply", "reply"),
        ("answer", "cong-van-tra-loi"),
        ("plan", "ke-hoach"),
        ("slip", "phieu-giai-quyet"),
        ("conclusion", "thong-bao-ket-luan"),
    ],
)
def test_each_kind_is_written_beside_the_letter(
    docproc: Docproc, letter_json: Path, kind: str, ending: str
) -> None:
    called = docproc("report", kind, "--letter", letter_json, *OFFICE)
    assert called.code == 0, called.err
    assert Document(str(letter_json.with_suffix(f".{ending}.docx"))).tables


def test_a_draft_gives_reasons_in_vietnamese_whatever_the_language_of_the_runs(
    docproc: Docproc, tmp_path: Path
) -> None:
    text = tmp_path / "thieu-nam.txt"
    text.write_bytes((SAMPLES / "cong-van-thieu-nam.p1.txt").read_bytes())
    docproc("--lang", "en", "process", text, "--out", tmp_path)
    assert "names no year" in (tmp_path / "thieu-nam.json").read_text(encoding="utf-8")
    docproc("--lang", "en", "report", "slip", tmp_path / "thieu-nam.json", "--office", "Sở Y tế")
    words = words_of(tmp_path / "thieu-nam.phieu-giai-quyet.docx")
    assert "không ghi năm" in words
    assert "names no year" not in words


def test_a_draft_that_is_there_is_kept(docproc: Docproc, letter_json: Path) -> None:
    docproc("report", "plan", letter_json, *OFFICE)
    assert docproc("report", "plan", letter_json, *OFFICE).code == 2
    assert docproc("report", "plan", letter_json, *OFFICE, "--force").code == 0


def test_a_letter_has_to_be_named(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("report", "plan", *OFFICE, "--data", tmp_path / "data")
    assert called.code == 2 and "no letters were named" in called.err


def test_a_folder_of_letters_gives_a_slip_for_each(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "phieu"
    assert docproc("report", "slip", letters, *OFFICE, "--out", out).code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "cong-van-giao-viec.phieu-giai-quyet.docx",
        "giay-moi-hop.phieu-giai-quyet.docx",
    ]


def test_of_several_letters_those_without_a_task_are_named_and_the_others_are_done(
    docproc: Docproc, letters: Path
) -> None:
    called = docproc("report", "plan", letters, *OFFICE)
    assert called.code == 1 and "no task of this letter is for UBND xã Bản Mây" in called.err
    assert [path.name for path in letters.glob("*.docx")] == ["cong-van-giao-viec.ke-hoach.docx"]


def test_several_letters_do_not_go_into_one_word_file(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    called = docproc("report", "slip", letters, *OFFICE, "--out", tmp_path / "x.docx")
    assert called.code == 2 and not (tmp_path / "x.docx").exists()


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_two_letters_of_one_name_do_not_overwrite_each_other(
    docproc: Docproc, letter_json: Path, tmp_path: Path, force: tuple[str, ...]
) -> None:
    other = tmp_path / "khac" / letter_json.name
    other.parent.mkdir()
    shutil.copy(letter_json, other)
    called = docproc("report", "slip", letter_json, other, *OFFICE, "--out", tmp_path / "ra", *force)
    assert called.code == 2 and "under the same name" in called.err
    called = docproc("export", "edxml", letter_json, other, "--out", tmp_path / "lt", *force)
    assert called.code == 1 and "already there" in called.err


def test_the_reminder_takes_all_letters_of_a_folder(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "dd.docx"
    called = docproc("report", "reminder", letters, *DISTRICT, "--on", "2024-05-08", "--out", out)
    assert called.code == 0, called.err
    text = "\n".join(paragraph.text for paragraph in Document(str(out)).paragraphs)
    assert "tính đến ngày 08 tháng 5 năm 2024" in text
    assert "Hạt Kiểm lâm huyện" in text


ON = ("--on", "2024-05-20")
FILE_OF_THE_DAY = "cong-van-don-doc-2024-05-20.docx"


@pytest.fixture
def plan_json(docproc: Docproc, letters: Path, tmp_path: Path) -> Path:
    """A plan of the commune itself, with dated tasks for its departments."""
    text = tmp_path / "ke-hoach.txt"
    pages = sorted(SAMPLES.glob("ke-hoach-chuyen-doi-so.p*.txt"))
    text.write_text("\f".join(page.read_text(encoding="utf-8") for page in pages), encoding="utf-8")
    docproc("process", text, "--out", letters)
    return letters / "ke-hoach.json"


def test_an_office_reminds_its_departments_of_its_own_plan(docproc: Docproc, plan_json: Path) -> None:
    called = docproc("report", "reminder", plan_json, *OFFICE, *ON)
    assert called.code == 0, called.err
    words = words_of(plan_json.with_name(f"ke-hoach.{FILE_OF_THE_DAY}"))
    assert "Văn phòng - Thống kê" in words and "Kiện toàn Ban Chỉ đạo" in words


def test_the_reminders_of_two_letters_have_two_names(
    docproc: Docproc, plan_json: Path, letter_json: Path
) -> None:
    for letter in (plan_json, letter_json):
        assert docproc("report", "reminder", letter, *OFFICE, *ON).code == 0
    assert docproc("report", "reminder", plan_json.parent, *OFFICE, *ON).code == 0
    assert docproc("report", "reminder", plan_json, *OFFICE, "--on", "2024-05-27").code == 0
    assert {path.name for path in plan_json.parent.glob("*.docx")} == {
        FILE_OF_THE_DAY,
        f"cong-van-giao-viec.{FILE_OF_THE_DAY}",
        f"ke-hoach.{FILE_OF_THE_DAY}",
        "ke-hoach.cong-van-don-doc-2024-05-27.docx",
    }


def test_a_reminder_that_is_there_is_kept(docproc: Docproc, plan_json: Path, tmp_path: Path) -> None:
    target = tmp_path / f"ke-hoach.{FILE_OF_THE_DAY}"
    target.write_bytes(b"sua tay")
    called = docproc("report", "reminder", plan_json, *OFFICE, *ON, "--out", tmp_path)
    assert called.code == 2 and "may have been edited" in called.err
    assert target.read_bytes() == b"sua tay"


def test_the_pdf_of_a_draft_does_not_take_the_place_of_the_letter(
    docproc: Docproc, letter_json: Path, tmp_path: Path
) -> None:
    scan = tmp_path / "cong-van.pdf"
    scan.write_bytes(b"%PDF the letter itself")
    called = docproc("report", "slip", letter_json, *OFFICE, "--out", tmp_path / "cong-van.docx", "--pdf")
    assert called.code == 2 and scan.read_bytes() == b"%PDF the letter itself"
    assert not (tmp_path / "cong-van.docx").exists()


def test_tasks_of_a_letter_whose_issuer_was_not_read_are_told_and_can_be_reminded_of(
    docproc: Docproc, plan_json: Path, tmp_path: Path
) -> None:
    read = json.loads(plan_json.read_text(encoding="utf-8"))
    read["header"]["issuer"] = None
    plan_json.write_text(json.dumps(read), encoding="utf-8")
    out = tmp_path / "dd.docx"
    called = docproc("report", "reminder", plan_json, *OFFICE, *ON, "--out", out)
    assert called.code == 1 and "of other offices, in letters of: ?" in called.err
    assert docproc("report", "reminder", plan_json, *OFFICE, *ON, "--all", "--out", out).code == 0
    assert "Văn phòng - Thống kê" in words_of(out)


def test_nothing_to_remind_of_is_said(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    called = docproc("report", "reminder", letters, *DISTRICT, "--on", "2020-01-01", "--out", tmp_path / "x.docx")
    assert called.code == 1 and "no task of UBND huyện Suối Vàng is overdue" in called.err
    assert not (tmp_path / "x.docx").exists()


def test_an_office_gets_its_templates_and_uses_them(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    assert docproc("report", "init", tmp_path / "mau").code == 0
    template = Document(str(tmp_path / "mau" / "plan.docx"))
    template.add_paragraph("Mẫu riêng của {{ co_quan }}")
    template.save(str(tmp_path / "mau" / "plan.docx"))
    again = docproc("report", "init", tmp_path / "mau")
    assert "plan.docx is already there and was kept" in again.err
    out = tmp_path / "kh.docx"
    docproc("report", "plan", letter_json, *OFFICE, "--template", tmp_path / "mau", "--out", out)
    assert Document(str(out)).paragraphs[-1].text == "Mẫu riêng của UBND xã Bản Mây"


def test_without_libreoffice_the_draft_is_there_and_the_exit_code_is_3(
    docproc: Docproc, letter_json: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    called = docproc("report", "plan", letter_json, *OFFICE, "--out", tmp_path / "kh.docx", "--pdf")
    assert called.code == 3 and "LibreOffice is missing" in called.err
    assert (tmp_path / "kh.docx").exists()


@pytest.mark.skipif(libreoffice() is None, reason="LibreOffice is not installed")
def test_with_libreoffice_there_is_a_pdf(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    assert docproc("report", "slip", letter_json, *OFFICE, "--out", tmp_path / "p.docx", "--pdf").code == 0
    assert (tmp_path / "p.pdf").read_bytes().startswith(b"%PDF")


def test_export_register(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "so.xlsx"
    called = docproc(
        "export", "register", letters, *OFFICE, "--out", out, "--from", "2024-01-01", "--to", "31/3/2024"
    )
    assert called.code == 0, called.err
    book = load_workbook(out)
    assert book.sheetnames == ["Sổ đăng ký văn bản đến", "Theo dõi giải quyết"]
    assert book.worksheets[0]["A3"].value == "Ngày văn bản: từ ngày 01/01/2024 đến ngày 31/3/2024"
    assert [row[3].value for row in book.worksheets[0].iter_rows(min_row=7)] == ["642/UBND-NN"]


def test_the_register_says_how_many_tasks_of_others_its_follow_up_book_leaves_out(
    docproc: Docproc, letter_json: Path, tmp_path: Path
) -> None:
    out = tmp_path / "so.xlsx"
    called = docproc("export", "register", letter_json, *OFFICE, "--out", out, "--on", "2024-05-08")
    [row] = list(load_workbook(out).worksheets[1].iter_rows(min_row=7, values_only=True))
    left_out = re.search(r"Không tính (\d+) nhiệm vụ", row[6])
    assert left_out and f"{left_out[1]} tasks of other offices, in 1 letters" in called.err
    assert row[3].date() == date(2024, 3, 28)  # of the commune's list, not of the district's offices


NO_DAYS = ("--from", "2020-01-01", "--to", "2020-12-31")


@pytest.mark.parametrize("what", ["register", "tasks", "ics", "nd30", "edxml"])
def test_days_in_which_there_is_no_letter_give_no_file_but_the_days_that_there_are(
    docproc: Docproc, letters: Path, tmp_path: Path, what: str
) -> None:
    out = tmp_path / "ra.xlsx"
    called = docproc(
        "export", what, letters, *(OFFICE if what in ("register", "tasks", "ics") else ()), *NO_DAYS, "--out", out
    )
    assert called.code == 2
    assert "no letter is dated from 01/01/2020 to 31/12/2020" in called.err
    assert "the 2 letters there are dated from 12/03/2024 to 06/05/2024" in called.err
    assert not out.exists()


def test_a_letter_without_a_day_is_told_when_days_are_chosen(
    docproc: Docproc, letters: Path, tmp_path: Path
) -> None:
    file = letters / "giay-moi-hop.json"
    read = json.loads(file.read_text(encoding="utf-8"))
    read["header"]["issue_date"] = None
    file.write_text(json.dumps(read), encoding="utf-8")
    called = docproc("export", "nd30", letters, "--from", "2024-01-01", "--out", tmp_path / "v.json")
    assert called.code == 0
    assert "1 letters are dated from 01/01/2024 on" in called.err
    assert "1 letters are left out: their own day could not be read" in called.err


def test_files_have_no_day_of_arrival(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "v.json"
    called = docproc("export", "nd30", letters, "--from", "2024-01-01", "--by", "arrival", "--out", out)
    assert called.code == 2 and "no day of arrival" in called.err and not out.exists()


def test_a_folder_without_letters_gives_no_file(docproc: Docproc, tmp_path: Path) -> None:
    (tmp_path / "trong").mkdir()
    for command in (("export", "tasks"), ("report", "reminder"), ("report", "slip")):
        called = docproc(*command, tmp_path / "trong", *OFFICE)
        assert called.code == 2 and "there are no letters in this folder" in called.err


def test_files_that_are_no_letters_alone_give_no_empty_register(docproc: Docproc, tmp_path: Path) -> None:
    for name in ("a.json", "b.json"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    out = tmp_path / "so.xlsx"
    called = docproc("export", "register", tmp_path / "a.json", tmp_path / "b.json", *OFFICE, "--out", out)
    assert called.code == 1 and called.err.count("this is not a letter") == 2
    assert not out.exists()


@pytest.mark.parametrize(("what", "words"), [("tasks", "there is no task of Sở Y tế"), ("ics", "hold nothing")])
def test_an_office_without_a_task_gets_no_empty_table(
    docproc: Docproc, letter_json: Path, tmp_path: Path, what: str, words: str
) -> None:
    out = tmp_path / "td.xlsx"
    called = docproc("export", what, letter_json, "--office", "Sở Y tế tỉnh Hòa Xuân", "--out", out)
    assert called.code == 1 and words in called.err
    assert not out.exists()


def test_export_tasks(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    out = tmp_path / "td.xlsx"
    assert docproc("export", "tasks", letters, *OFFICE, "--out", out, "--on", "2024-05-08").code == 0
    states = [row[6].value for row in load_workbook(out).worksheets[0].iter_rows(min_row=7)]
    assert "Chưa thực hiện - quá hạn" in states


def test_tasks_of_other_offices_are_left_out_and_counted(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    def rows(*more: str) -> tuple[int, str]:
        out = tmp_path / "td.xlsx"
        called = docproc("export", "tasks", letters, *OFFICE, "--out", out, "--force", *more)
        return len(list(load_workbook(out).worksheets[0].iter_rows(min_row=7))), called.err

    ours, said = rows()
    every, nothing = rows("--all")
    assert 0 < ours < every
    assert f"{every - ours} tasks of other offices are left out" in said
    assert "left out" not in nothing


def test_export_ics(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    assert docproc("export", "ics", letters, *DISTRICT, "--out", tmp_path / "l.ics").code == 0
    content = (tmp_path / "l.ics").read_bytes()
    assert b"\r\n" in content and b"\r\r" not in content
    assert len(vobject.readOne(content.decode()).vevent_list) > 3


def test_the_meeting_of_another_district_is_not_in_our_calendar(
    docproc: Docproc, settings: Path, tmp_path: Path
) -> None:
    letter = {
        "file": "giay-moi.pdf",
        "pages": 1,
        "header": {"doc_type": "Giấy mời", "issuer": "UBND huyện Thác Bà Hai", "place": "Thác Bà Hai"},
        "event": {"start": "2024-05-10T08:00"},
    }
    path, out = tmp_path / "giay-moi.json", tmp_path / "l.ics"
    path.write_text(json.dumps(letter), encoding="utf-8")
    assert docproc("export", "ics", path, "--all", "--out", out).code == 0
    called = docproc("export", "ics", path, "--out", out, "--force")
    assert called.code == 1 and "giay-moi.pdf" in called.err


def test_a_calendar_without_an_entry_is_not_written_and_says_so(
    docproc: Docproc, letter_json: Path, tmp_path: Path
) -> None:
    called = docproc("export", "ics", letter_json, "--office", "Sở Ngoại vụ", "--out", tmp_path / "l.ics")
    assert called.code == 1
    assert "Nothing was written" in called.err
    assert not (tmp_path / "l.ics").exists()


def test_export_nd30(docproc: Docproc, letters: Path, tmp_path: Path) -> None:
    assert docproc("export", "nd30", letters, "--out", tmp_path / "v.json").code == 0
    assert docproc("export", "nd30", letters, "--out", tmp_path / "v.csv").code == 0
    documents = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    with (tmp_path / "v.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["CodeNumber"] for row in rows] == [d["CodeNumber"] for d in documents] == ["642", "37"]


def test_export_edxml_and_read_it_again_as_a_letter(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    codes = tmp_path / "ma.csv"
    codes.write_text("UBND huyện Suối Vàng,000.01.20.H99\n", encoding="utf-8")
    called = docproc("export", "edxml", letter_json, "--organ-ids", codes, "--out", tmp_path / "lt")
    assert called.code == 0 and "codes of: Các cơ quan chuyên môn" in called.err
    [file] = (tmp_path / "lt").iterdir()
    assert "000.01.20.H99,2024/03/12,642/UBND-NN" in file.read_text(encoding="utf-8")
    docproc("export", "nd30", file, "--out", tmp_path / "v.json")
    [document] = json.loads((tmp_path / "v.json").read_text(encoding="utf-8"))
    assert (document["CodeNumber"], document["CodeNotation"]) == ("642", "UBND-NN")


def test_export_edxml_of_our_answer(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    answer = ("--number", "15/BC-UBND", "--date", "2024-05-08")
    assert docproc("export", "edxml", letter_json, *OFFICE, *answer, "--out", tmp_path / "lt").code == 0
    [file] = (tmp_path / "lt").iterdir()
    assert "<edXML:ResponseFor>" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "given", [("--number", "15/BC-UBND"), (*OFFICE, "--number", "15", "--date", "2024-05-08")]
)
def test_half_an_answer_is_wrong_usage(
    docproc: Docproc, letter_json: Path, tmp_path: Path, given: tuple[str, ...]
) -> None:
    assert docproc("export", "edxml", letter_json, *given, "--out", tmp_path / "lt").code == 2
    assert not (tmp_path / "lt").exists()


def test_a_file_that_is_no_letter_is_named_and_the_others_are_done(
    docproc: Docproc, letters: Path, tmp_path: Path
) -> None:
    (letters / "la.json").write_text("{}", encoding="utf-8")
    called = docproc("export", "register", letters, *OFFICE, "--out", tmp_path / "so.xlsx")
    assert called.code == 1
    assert f"{letters / 'la.json'}: this is not a letter" in called.err
    assert len(list(load_workbook(tmp_path / "so.xlsx").worksheets[0].iter_rows(min_row=7))) == 2


@pytest.mark.parametrize("what", ["register", "tasks", "ics", "nd30"])
def test_an_export_that_is_there_is_kept(docproc: Docproc, letters: Path, tmp_path: Path, what: str) -> None:
    out = tmp_path / "co-san.xlsx"
    out.write_bytes(b"ours")
    office = OFFICE if what != "nd30" else ()
    assert docproc("export", what, letters, *office, "--out", out).code == 2
    assert out.read_bytes() == b"ours"


@pytest.mark.parametrize("what", ["nd30", "register", "tasks", "ics"])
def test_of_files_that_are_no_letters_nothing_is_written(docproc: Docproc, tmp_path: Path, what: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.json").write_text("{}", encoding="utf-8")
    office = OFFICE if what != "nd30" else ()
    called = docproc("export", what, tmp_path / "in", *office, "--out", tmp_path / "out" / "made")
    assert called.code == 1
    assert "x.json: this is not a letter" in called.err
    assert "Written" not in called.err and not (tmp_path / "out").exists()


@pytest.mark.parametrize("what", ["nd30", "edxml"])
def test_no_letters_is_wrong_usage(docproc: Docproc, what: str) -> None:
    called = docproc("export", what)
    assert called.code == 2 and "no letters were named" in called.err


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that names the office; `docproc` clears the variable, so it is set after that."""
    file = tmp_path / "settings.toml"
    file.write_text('[office]\nname = "UBND xã Bản Mây"\nabove = "UBND huyện Suối Vàng"\n', encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(file))
    return file


def head_of(path: Path) -> list[str]:
    cell = Document(str(path)).tables[0].rows[0].cells[0]
    return [paragraph.text.replace("\n", " ") for paragraph in cell.paragraphs if paragraph.text]


def test_the_office_of_the_settings_need_not_be_named_again(
    docproc: Docproc, letter_json: Path, settings: Path
) -> None:
    assert docproc("report", "plan", letter_json).code == 0
    assert head_of(letter_json.with_suffix(".ke-hoach.docx")) == [
        "UBND HUYỆN SUỐI VÀNG",
        "ỦY BAN NHÂN DÂN XÃ BẢN MÂY",
    ]


def test_the_office_above_holds_only_for_the_office_of_the_settings(
    docproc: Docproc, letter_json: Path, settings: Path, tmp_path: Path
) -> None:
    docproc("report", "plan", letter_json, "--office", "UBND xã Nậm Toong", "--out", tmp_path / "k.docx")
    assert "SUỐI VÀNG" not in " ".join(head_of(tmp_path / "k.docx"))


def test_templates_of_the_settings_are_used(docproc: Docproc, letter_json: Path, settings: Path) -> None:
    folder = settings.parent / "mau"
    docproc("report", "init", folder)
    (folder / "plan.docx").unlink()
    (folder / "slip.docx").rename(folder / "plan.docx")
    with settings.open("a", encoding="utf-8") as file:
        file.write(f'templates = "{folder}"\n')
    called = docproc("report", "plan", letter_json)
    assert called.code == 1 and "there is no field “so_den”" in called.err


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('nam = "x"', "unknown setting office.nam; did you mean name?"),
        ("above = 3", "office.above must be a text in quotes"),
    ],
)
def test_a_mistake_in_the_settings_is_told(
    docproc: Docproc, letter_json: Path, settings: Path, line: str, words: str
) -> None:
    settings.write_text(f"[office]\n{line}\n", encoding="utf-8")
    called = docproc("report", "plan", letter_json)
    assert called.code == 2 and words in called.err


def test_an_office_without_its_marks_is_asked_for(docproc: Docproc, letter_json: Path, settings: Path) -> None:
    called = docproc("report", "plan", letter_json, "--office", "ubnd xa ban may", "--lang", "vi")
    assert called.code == 2 and "Có phải ý bạn là “UBND xã Bản Mây”" in called.err
    assert not list(letter_json.parent.glob("*.docx"))


def test_an_office_that_a_letter_names_is_asked_for(docproc: Docproc, letter_json: Path, tmp_path: Path) -> None:
    letter = json.loads(letter_json.read_text(encoding="utf-8"))
    letter["tasks"][0]["lead"] = [{"name": "UBND xã Bản Mây"}]
    letter["tasks"], letter["addressees"], letter["report_due"] = letter["tasks"][:1], [], None
    letter_json.write_text(json.dumps(letter), encoding="utf-8")
    called = docproc("report", "plan", letter_json, "--office", "ubnd xa ban may", "--lang", "vi")
    assert called.code == 1 and "Có phải ý bạn là “UBND xã Bản Mây”?" in called.err
    office = ("--office", "ubnd xa ban may", "--lang", "vi")
    called = docproc("export", "tasks", letter_json, *office, "--out", tmp_path / "t.xlsx")
    assert "Có phải ý bạn là cơ quan “UBND xã Bản Mây”?" in called.err


def test_without_an_office_nothing_is_done(docproc: Docproc, letters: Path) -> None:
    called = docproc("export", "register", letters)
    assert called.code == 2 and "the name of your office is missing" in called.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "plan", "LETTER", *OFFICE, "--out", "FILE/x.docx"),
        ("export", "tasks", "LETTER", *OFFICE, "--out", "FILE/x.xlsx"),
        ("export", "ics", "LETTER", *OFFICE, "--out", "FILE/x.ics"),
        ("report", "init", "FILE/x"),
    ],
)
def test_a_place_that_cannot_be_written_is_named(
    docproc: Docproc, letter_json: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (tmp_path / "file").write_bytes(b"no folder")
    places = {"LETTER": str(letter_json), "FILE": str(tmp_path / "file")}
    given = [places.get(a) or a.replace("FILE", places["FILE"]) for a in arguments]
    called = docproc(*given)
    assert called.code == 2, called.err
    assert "cannot be written" in called.err
