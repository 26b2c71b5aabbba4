"""Letters, tasks, citations and problems of an archive as tables: JSON Lines and Parquet hold the same."""

from __future__ import annotations

import csv
import json
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from made_up_archive import HOSTILE, many_files, some_files

from docproc.archive.analysis import write_analysis
from docproc.archive.tables import parquet
from docproc.archive.tables.columns import SCAN_AGAIN, TABLES, Column
from docproc.archive.tables.parquet import ParquetMissing, check_parquet
from docproc.errors import NothingRead
from docproc.messages import set_language

CONTRACT = Path(__file__).resolve().parents[2] / "docs" / "contract.md"
KINDS = {
    "text": "string",
    "texts": "list<string>",
    "whole": "int32",
    "number": "float64",
    "yes": "bool",
    "day": "date32",
}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    write_analysis(some_files(), tmp_path, "kho", parquet=False, waiting=0)
    return tmp_path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("name", TABLES)
def test_every_line_begins_with_the_version_and_has_all_columns_in_order(out: Path, name: str) -> None:
    found = lines(out / f"{name}.jsonl")
    assert found
    for line in found:
        assert list(line) == ["schema", *(column.name for column in TABLES[name])]
        assert line["schema"] == 1


@pytest.mark.parametrize("name", [*TABLES, "scan-again"])
def test_the_contract_tells_of_every_column_and_its_type(name: str) -> None:
    section = CONTRACT.read_text(encoding="utf-8").partition(f"**`{name}`**")[2]
    section = re.split(r"\n\n(?=\*\*`|## )", section)[0]
    told = re.findall(r"^\| `(\w+)` \| (\S+) \|", section, re.MULTILINE)
    columns: tuple[Column, ...] = TABLES.get(name, SCAN_AGAIN)
    assert told == [(column.name, KINDS[column.kind]) for column in columns]


def test_a_letter_is_a_line_with_lists_as_lists_and_letters_as_written(out: Path) -> None:
    first = lines(out / "letters.jsonl")[0]
    assert first["file"] == "2019/thư số 1.pdf"
    assert first["copies"] == ["bản sao/thư.pdf"]
    assert first["addressees"] == ["UBND xã Bản Mây", "UBND xã Thác Bà Hai"]
    assert (first["issue_date"], first["pages_ocr"], first["ocr_words_unsure"]) == ("2024-03-01", 1, 4)
    assert "Thác Bà Hai" in (out / "letters.jsonl").read_text(encoding="utf-8")


def test_letters_of_one_file_are_told_apart(out: Path) -> None:
    found = [line for line in lines(out / "letters.jsonl") if line["file"] == "hai.pdf"]
    assert [(line["letter"], line["issuer"]) for line in found] == [(1, "UBND huyện Suối Vàng"), (2, "Sở Y tế")]


def test_a_task_tells_the_days_given_and_its_doubts(out: Path) -> None:
    tasks = [line for line in lines(out / "tasks.jsonl") if line["number"] == "12"]
    assert [line["days_given"] for line in tasks] == [10, None, -3]
    assert tasks[0]["coordinate"] == ["Công an xã", "Trạm y tế"]
    assert [line["doubt_codes"] for line in tasks] == [["year_inferred"], [], []]


def test_citations_of_a_further_letter_are_marked(out: Path) -> None:
    found = [line for line in lines(out / "citations.jsonl") if line["number"] == "7"]
    assert [(line["attachment"], line["cited_number"]) for line in found] == [
        (None, "30/2020/NĐ-CP"),
        (1, "5/KH-UBND"),
    ]


def test_problems_are_failures_pages_and_doubts_with_reason_and_remedy(out: Path) -> None:
    found = lines(out / "problems.jsonl")
    failed = next(line for line in found if line["file"] == "mờ.pdf")
    assert (failed["problem"], failed["code"], failed["letter"]) == ("file_failed", "nothing_read", None)
    assert failed["remedy"] == "Scan the letter again, straight and at 300 dpi."
    assert (failed["reason"], failed["message"]) == ("no page of the file could be read (mờ)", NothingRead.reason)
    unread = next(line for line in found if line["problem"] == "page_unread")
    assert (unread["file"], unread["page"], unread["reason"]) == ("xấu.pdf", 2, "Tesseract mất quá 30 giây")
    doubt = next(line for line in found if line["problem"] == "doubt")
    assert "trước 11/3" in doubt["reason"]


def test_a_file_that_an_earlier_version_gave_up_keeps_its_sentence(tmp_path: Path) -> None:
    old = some_files()[-1]
    sentence = {"vi": "khóa.pdf: hỏng", "en": "khóa.pdf: broken"}
    given = type(old)(old.name, [], old.sha256, None, sentence)
    write_analysis([given], tmp_path, "kho", parquet=False, waiting=0)
    (found,) = lines(tmp_path / "problems.jsonl")
    assert (found["reason"], found["remedy"]) == ("khóa.pdf: broken", None)


@pytest.mark.parametrize("name", TABLES)
def test_parquet_holds_what_json_lines_hold(tmp_path: Path, name: str) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_analysis(some_files(), tmp_path, "kho", parquet=True, waiting=0)
    table = pq.read_table(tmp_path / f"{name}.parquet")
    assert table.schema.metadata[b"docproc.schema"] == b"1"
    assert [str(field.type) for field in table.schema] == [_arrow_name(column) for column in TABLES[name]]
    plain = [
        {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
        for row in table.to_pylist()
    ]
    assert [{"schema": 1} | row for row in plain] == lines(tmp_path / f"{name}.jsonl")


def _arrow_name(column: Column) -> str:
    names = {"list<string>": "list<element: string>", "float64": "double", "date32": "date32[day]"}
    return names.get(KINDS[column.kind], KINDS[column.kind])


def test_parquet_is_written_in_groups_of_rows(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_analysis(many_files(2100), tmp_path, "kho", parquet=True, waiting=0)
    about = pq.ParquetFile(tmp_path / "letters.parquet").metadata
    assert [about.row_group(place).num_rows for place in range(about.num_row_groups)] == [1000, 1000, 100]


def test_an_archive_without_letters_gives_empty_tables(tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    write_analysis([], tmp_path, "kho", parquet=True, waiting=0)
    assert (tmp_path / "letters.jsonl").read_bytes() == b""
    assert pq.read_table(tmp_path / "tasks.parquet").num_rows == 0


def test_without_pyarrow_it_is_told_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    with pytest.raises(ParquetMissing, match=r"pip install 'docproc\[archive\]'"):
        check_parquet()


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        write_analysis(many_files(count), tmp_path, "kho", parquet=False, waiting=0)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(150)  # rules, catalogues and templates are loaded
    assert peak(1500) < 1.2 * peak(150)


def test_a_run_that_breaks_off_leaves_what_was_there(out: Path) -> None:
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def broken() -> Any:
        yield some_files()[0]
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        write_analysis(broken(), out, "kho", parquet=False, waiting=0)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_files_to_scan_again_stand_worst_first_with_the_reason(out: Path) -> None:
    found = lines(out / "scan-again.jsonl")
    assert [(line["rank"], line["file"]) for line in found] == [(1, "mờ.pdf"), (2, "xấu.pdf"), (3, "hơi xấu.pdf")]
    assert found[1]["why"] == (
        "1 of 2 pages could not be read; 50 % of the words read from its images are unsure; "
        "it was scanned at 120 dpi, 200 are needed."
    )
    assert found[1]["score"] == pytest.approx(1.6)


def test_the_csv_holds_the_same_list_and_no_formula(tmp_path: Path) -> None:
    bad = next(one for one in some_files() if one.name == "xấu.pdf")
    hostile = type(bad)(HOSTILE, [], bad.sha256, bad.content)
    write_analysis([hostile], tmp_path, "kho", parquet=False, waiting=0)
    with (tmp_path / "scan-again.csv").open(encoding="utf-8-sig", newline="") as file:
        heads, row = csv.reader(file)
    assert heads == [column.name for column in SCAN_AGAIN]
    assert row[1] == f"'{HOSTILE}"
    assert lines(tmp_path / "scan-again.jsonl")[0]["file"] == HOSTILE
