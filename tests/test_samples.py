"""The sample letters agree with themselves: source, transcript, PDF and expected result."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest

from docproc.letter import Letter
from docproc.synthesis.samples import transcripts
from docproc.synthesis.source import read_source

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(path.stem for path in SAMPLES.glob("*.toml"))
TASK_FIELDS = {"id", "page", "text", "lead", "coordinate", "deadline", "recurrence", "deliverable", "send_to"}
A_PAGE = 200 * 1024

each_letter = pytest.mark.parametrize("name", NAMES)


@cache
def expected(name: str) -> dict[str, Any]:
    return json.loads((SAMPLES / f"{name}.json").read_text(encoding="utf-8"))


@cache
def printed(name: str) -> str:
    """All pages with line breaks joined; page numbers between two pages left out."""
    pages = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob(f"{name}.p?.txt"))]
    return " ".join(re.sub(r"^\d\n", "", page).replace("\n", " ") for page in pages)


def test_there_are_samples_to_compare_with() -> None:
    assert len(NAMES) >= 10


@each_letter
def test_transcript_is_what_the_source_prints(name: str) -> None:
    pages = transcripts(read_source(SAMPLES / f"{name}.toml"))
    committed = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob(f"{name}.p?.txt"))]
    assert committed == ["\n".join(page) + "\n" for page in pages]


@each_letter
def test_pdf_has_the_pages_of_the_transcript_and_is_small(name: str) -> None:
    path = SAMPLES / f"{name}.pdf"
    with pdfium.PdfDocument(path) as document:
        pages = len(document)
    assert pages == expected(name)["pages"] == len(list(SAMPLES.glob(f"{name}.p?.txt")))
    assert path.stat().st_size <= pages * A_PAGE


@each_letter
def test_task_texts_are_printed(name: str) -> None:
    text = printed(name)
    missing = [task["text"] for task in expected(name)["tasks"] if task["text"] not in text]
    assert missing == []


@each_letter
def test_tasks_begin_on_their_page(name: str) -> None:
    for task in expected(name)["tasks"]:
        page = (SAMPLES / f"{name}.p{task['page']}.txt").read_text(encoding="utf-8").replace("\n", " ")
        assert " ".join(task["text"].split()[:4]) in page


@each_letter
def test_tasks_have_the_fields_of_the_contract(name: str) -> None:
    for number, task in enumerate(expected(name)["tasks"], start=1):
        assert set(task) - {"optional"} == TASK_FIELDS
        assert task["id"] == str(number)
        assert task["lead"]


@each_letter
def test_deadlines_are_printed_with_their_day(name: str) -> None:
    due = [task["deadline"] for task in expected(name)["tasks"]] + [expected(name)["report_due"]]
    for deadline in filter(None, due):
        assert deadline["text"] in printed(name)
        day = re.search(r"(\d{1,2})(?:/| tháng )(\d{1,2})\b", deadline["text"])
        if day and deadline["date"]:
            assert deadline["date"][5:] == f"{int(day[2]):02}-{int(day[1]):02}"


@each_letter
def test_offices_that_must_act_are_printed(name: str) -> None:
    text = printed(name).lower()
    for task in expected(name)["tasks"]:
        for office in task["lead"] + task["coordinate"]:
            assert all(word in text for word in office.lower().split())  # of a list, the kind stands once


@each_letter
def test_header_is_printed(name: str) -> None:
    header, text = expected(name)["header"], printed(name)
    assert re.search(rf"Số:? {header['number']}[/-]{re.escape(header['symbol'])} ", text)
    assert header["subject"] in text
    assert header["issuer"].upper() in text
    assert header["issuer_parent"] is None or header["issuer_parent"].upper() in text
    year, month, day = header["issue_date"].split("-")
    month = month if int(month) < 3 else str(int(month))
    assert f"{header['place']}, ngày {day} tháng {month} năm {year}" in text


@each_letter
def test_addressees_recipients_and_citations_are_printed(name: str) -> None:
    letter, text = expected(name), printed(name)
    assert [office for office in letter["addressees"] if office not in text] == []
    assert [office for office in letter["recipients"] if f"- {office}" not in text] == []
    assert [cited["number"] for cited in letter["citations"] if cited["number"] not in text] == []


@each_letter
def test_signer_ends_the_letter(name: str) -> None:
    signer, text = expected(name)["signer"], printed(name)
    block = " ".join([*signer["authority"], signer["position"].upper(), signer["name"]])
    assert block in text


@each_letter
def test_urgency_is_that_of_the_source_and_not_in_the_transcript(name: str) -> None:
    urgency = expected(name)["header"]["urgency"]
    assert urgency == read_source(SAMPLES / f"{name}.toml").urgency
    assert urgency is None or urgency not in printed(name).split()


@each_letter
def test_expected_result_fits_the_letter_model(name: str) -> None:
    result = {key: value for key, value in expected(name).items() if key in Letter.model_fields}
    for field in ("addressees", "recipients"):
        result[field] = [{"name": office} for office in result[field]]
    result["tasks"] = [
        {key: value for key, value in task.items() if key != "optional"}
        | {role: [{"name": office} for office in task[role]] for role in ("lead", "coordinate")}
        for task in result["tasks"]
    ]
    assert len(Letter.model_validate(result).tasks) == len(result["tasks"])


def test_text_pdf_holds_its_own_words() -> None:
    with pdfium.PdfDocument(SAMPLES / "cong-van-ban-chi-dao.pdf") as document:
        words = document[0].get_textpage().get_text_range().split()
    printed_words = [word for word in printed("cong-van-ban-chi-dao").split() if word != "|"]
    assert sorted(words) == sorted(printed_words)
