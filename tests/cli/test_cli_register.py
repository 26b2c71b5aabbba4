"""The commands of the register, as a clerk calls them."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import redirect_stderr
from datetime import date
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from docproc.cli.main import main
from docproc.reports.wording.phrases import short_date

if TYPE_CHECKING:
    from conftest import Docproc

LETTER = Path(__file__).resolve().parents[2] / "samples" / "cong-van-giao-viec.p1.txt"


def write_settings(base: Path) -> Path:
    """The settings of an office whose store, in `base`, is fed from a folder there."""
    settings = base / "settings.toml"
    settings.write_text(
        f'rest_seconds = 0.1\n[store]\ndata = "{base / "data"}"\n'
        f'[[watch]]\nfolder = "{base / "in"}"\nbook = "Sổ A"\n',
        encoding="utf-8",
    )
    return settings


@pytest.fixture(autouse=True)
def quick_and_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings of the test alone; the store of the settings file."""
    (tmp_path / "in").mkdir()
    monkeypatch.setenv("DOCPROC_SETTINGS", str(write_settings(tmp_path)))
    monkeypatch.setenv("DOCPROC_LOG", "error")


@pytest.fixture(scope="module")
def taken_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office that took in a letter and a broken file, to be copied."""
    base = tmp_path_factory.mktemp("office")
    (base / "in").mkdir()
    (base / "in" / "a.txt").write_bytes(LETTER.read_bytes())
    (base / "in" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing %%EOF")
    with pytest.MonkeyPatch.context() as monkeypatch, redirect_stderr(StringIO()) as said:
        monkeypatch.setenv("DOCPROC_SETTINGS", str(write_settings(base)))
        monkeypatch.setenv("DOCPROC_LOG", "error")
        assert main(["watch", "--once", "--workers", "1"]) == 1
    assert "1 done, 1 failed, 0 waiting" in said.getvalue()
    return base


@pytest.fixture
def office(docproc: Docproc, taken_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Docproc:
    """The commands, after a letter and a broken file were taken in."""
    monkeypatch.setenv("DOCPROC_SETTINGS", str(tmp_path / "settings.toml"))
    shutil.copytree(taken_in / "in", tmp_path / "in", dirs_exist_ok=True)
    shutil.copytree(taken_in / "data", tmp_path / "data")
    return docproc


def test_letter_goes_through_all_commands(office: Docproc, tmp_path: Path) -> None:
    (listed,) = json.loads(office("list", "--format", "json").out)
    assert (listed["book"], listed["arrival_number"], listed["letter"]["header"]["number"]) == ("Sổ A", 1, "642")
    assert "642/UBND-NN" in office("list").out.replace("\n", "")
    assert office("list", "--book", "B", "--format", "json").out.split() == ["[", "]"]

    (found,) = json.loads(office("search", "bao ve rung", "--format", "json").out)
    assert found["id"] == listed["id"]
    assert "642/UBND-NN" in office("search", "rừng").out
    assert "Nothing found" in office("search", "xyzzy").err

    shown = office("show", str(listed["id"]))
    assert "Arrival no. 01" in shown.out and "registered" in shown.out
    told = json.loads(office("show", str(listed["id"]), "--format", "json").out)
    assert (told["id"], told["links"]) == (listed["id"], [])
    assert office("show", "99").code == 1 and "no letter 99" in office("show", "99").err

    (failed,) = json.loads(office("list", "--jobs", "--format", "json").out)
    assert (failed["file"], failed["state"]) == ("bad.pdf", "failed")
    assert "bad.pdf" in office("list", "--jobs").out
    assert "1 files will be tried again" in office("retry").err

    assert office("backup", tmp_path / "backups").code == 0
    (made,) = (tmp_path / "backups").iterdir()
    assert office("restore", made, "--data", tmp_path / "new").code == 0
    again = json.loads(office("list", "--format", "json", "--data", tmp_path / "new").out)
    assert again == [listed]

    checked = office("doctor").out
    assert "Register and files" in checked and "they agree" in checked.replace("\n", "")


def test_doctor_says_what_is_missing(office: Docproc, tmp_path: Path) -> None:
    for path in (tmp_path / "data" / "originals").rglob("*"):
        if path.is_file():
            path.unlink()
    called = office("doctor")
    assert called.code == 3
    assert "original" in called.out


def test_nothing_to_watch_is_wrong_usage(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("watch", "--once", "--data", tmp_path / "data")
    assert called.code == 2
    assert "no folder to watch" in called.err


def test_batch_reads_an_archive(docproc: Docproc, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    root.mkdir()
    (root / "a.txt").write_bytes(LETTER.read_bytes())
    called = docproc("batch", root, "--out", tmp_path / "out", "--workers", "1")
    assert called.code == 0, called.err
    assert "1 of 1 files read, 0 failed, 1 pages" in called.err
    assert docproc("batch", root, "--out", root / "out").code == 2
    assert docproc("batch", tmp_path / "none", "--out", tmp_path / "out").code == 1


OURS = ("--office", "UBND xã Bản Mây")


def test_sheets_and_calendar_come_from_the_register(office: Docproc, tmp_path: Path) -> None:
    sheet, calendar = tmp_path / "so.xlsx", tmp_path / "han.ics"
    assert office("export", "register", *OURS, "--out", sheet).code == 0
    rows = [row for row in load_workbook(sheet).worksheets[0].iter_rows(values_only=True) if "642/UBND-NN" in row]
    assert [row[1] for row in rows] == [1]
    assert office("export", "ics", *OURS, "--all", "--out", calendar).code == 0
    assert "BEGIN:VEVENT" in calendar.read_text(encoding="utf-8")


def test_days_of_arrival_choose_what_is_exported(office: Docproc, tmp_path: Path) -> None:
    sheet, today = tmp_path / "so.xlsx", f"{date.today():%d/%m/%Y}"
    spring = ("--from", "2024-03-01", "--to", "2024-03-31")
    called = office("export", "register", *OURS, *spring, "--out", sheet)
    assert called.code == 2
    assert "no letter arrived from 01/03/2024 to 31/03/2024" in called.err
    assert f"the 1 letters of the register arrived from {today} to {today}" in called.err
    assert "(--by letter) it would be 1" in called.err
    assert not sheet.exists()
    called = office("export", "register", *OURS, *spring, "--by", "letter", "--out", sheet)
    assert called.code == 0 and "1 letters are dated from 01/03/2024 to 31/03/2024" in called.err
    first = load_workbook(sheet).worksheets[0]
    assert first["A3"].value == "Ngày văn bản: từ ngày 01/3/2024 đến ngày 31/3/2024"
    assert first["D7"].value == "642/UBND-NN"


def test_the_head_of_the_register_says_which_days_it_means(office: Docproc, tmp_path: Path) -> None:
    sheet, today = tmp_path / "so.xlsx", date.today()
    assert office("export", "register", *OURS, "--from", today.isoformat(), "--out", sheet).code == 0
    assert load_workbook(sheet).worksheets[0]["A3"].value == f"Ngày đến: từ ngày {short_date(today)}"


def test_a_letter_is_exported_and_reminded_of_by_its_number(office: Docproc, tmp_path: Path) -> None:
    (listed,) = json.loads(office("list", "--format", "json").out)
    sheet, draft = tmp_path / "td.xlsx", tmp_path / "dd.docx"
    district = ("--office", "UBND huyện Suối Vàng", "--on", "2024-03-25")
    assert office("export", "tasks", str(listed["id"]), *district, "--out", sheet).code == 0
    assert office("report", "reminder", str(listed["id"]), *district, "--out", draft).code == 0
    assert draft.exists()
    called = office("report", "reminder", "99", *district, "--out", tmp_path / "x.docx")
    assert called.code == 1 and "there is no letter 99 in the register" in called.err
    assert "no task" not in called.err


def test_without_a_letter_the_slip_of_the_only_one_of_today_is_made(
    office: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    called = office("report", "slip", *OURS)
    assert called.code == 0 and "One arrived today, which is taken: no. 01, Công văn 642/UBND-NN" in called.err
    assert len(list(tmp_path.glob("*.phieu-giai-quyet.docx"))) == 1


def test_without_a_letter_those_of_today_are_offered_with_the_command(
    office: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in" / "b.txt").write_bytes(LETTER.with_name("giay-moi-hop.p1.txt").read_bytes())
    office("watch", "--once", "--workers", "1")
    ids = [str(one["id"]) for one in json.loads(office("list", "--format", "json").out)]
    called = office("report", "slip", *OURS)
    assert called.code == 2
    assert "642/UBND-NN" in called.out and "37/GM-STNMT" in called.out.replace("\n", "").replace(" ", "")
    assert f"docproc report slip {' '.join(ids)}" in called.err
    assert not list(tmp_path.glob("*.docx"))
    assert office("void", ids[1], "--why", "gửi nhầm").code == 0
    assert office("report", "slip", *OURS).code == 0
    assert len(list(tmp_path.glob("*.phieu-giai-quyet.docx"))) == 1


def test_a_reply_is_never_made_without_being_asked_for(office: Docproc, tmp_path: Path) -> None:
    called = office("report", "reply", *OURS)
    assert called.code == 2 and "docproc report reply 1" in called.err


def test_when_nothing_arrived_today_the_last_day_is_told(
    office: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with sqlite3.connect(tmp_path / "data" / "docproc.sqlite") as store:
        store.execute("UPDATE letters SET arrived_on = '2024-03-13'")
    called = office("report", "slip", *OURS)
    assert called.code == 2 and "the last came on 13/03/2024" in called.err
    assert "docproc report slip ID" in called.err


def test_draft_of_a_letter_by_its_number_in_the_register(office: Docproc, tmp_path: Path) -> None:
    listed = json.loads(office("list", "--format", "json").out)
    draft = tmp_path / "phieu.docx"
    assert office("report", "slip", "--letter", str(listed[0]["id"]), *OURS, "--out", draft).code == 0
    assert draft.exists()
    assert office("report", "slip", "--letter", "99", *OURS, "--out", tmp_path / "x.docx").code == 1


def test_reminder_looks_through_the_whole_register(office: Docproc, tmp_path: Path) -> None:
    draft = tmp_path / "don-doc.docx"
    called = office(
        "report", "reminder", "--office", "UBND huyện Suối Vàng", "--on", "2024-03-25", "--out", draft
    )
    assert called.code == 0, called.err
    assert draft.exists()


def test_empty_register_says_so(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("export", "tasks", *OURS, "--out", tmp_path / "x.xlsx")
    assert called.code == 2 and "holds none" in called.err
