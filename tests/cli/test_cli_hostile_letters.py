"""Letters and annotations that no program of ours wrote: named with the place of the nonsense, never a trip."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Docproc

A = {"a": 1}
LETTER: dict[str, Any] = {
    "file": "a.pdf",
    "pages": 1,
    "header": {
        "doc_type": "Công văn", "number": "1", "symbol": "UBND-VP", "issuer": "UBND huyện Mẫu",
        "subject": "báo cáo", "issue_date": "2024-05-02",
    },
    "tasks": [{"id": "1", "page": 1, "text": "Báo cáo số liệu.", "lead": [{"name": "UBND xã Mẫu"}]}],
}  # fmt: skip


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ({"event": {"start": "garbage-date-99"}}, "event.start must be a day or a moment"),
        ({"event": {"start": "9999-99-99T99:99"}}, "event.start must be"),
        ({"event": {"start": "2024-05-14T08:30+99:99"}}, "event.start must be"),
        ({"event": {"start": "2024-05-14", "end": "0001-01-01"}}, "event.end must be"),
        ({"report_due": {"text": "x", "time": "25:99"}}, "report_due.time must be an hour"),
        ({"report_due": {"text": "x", "time": "²:x"}}, "report_due.time must be an hour"),
        ({"report_due": {"text": "x", "last_day": "0001-01-01"}}, "report_due.last_day must be a day from 1900"),
        ({"report_due": {"text": "x", "last_day": "9999-12-31"}}, "report_due.last_day must be a day from 1900"),
        (
            {"report_due": {"text": "x", "rrule": "FREQ=DAILY;COUNT=999999999999"}},
            "rrule must be a rule",
        ),
        ({"report_due": {"text": "x", "rrule": "every day"}}, "rrule must be a rule"),
        ({"signatures": [{"signed_at": "0001-01-01T00:00:00+14:00"}]}, "signatures.0.signed_at must be"),
        ({"instructions": [{"text": "x", "page": 1, "written": "x"}]}, "instructions.0.written must be"),
        (
            {"doubts": [{"field": "x", "code": "x", "message": "{a:>9999999999}", "details": A}]},
            "plain place",
        ),
        (
            {"doubts": [{"field": "x", "code": "x", "message": "{a.__class__}", "details": A}]},
            "plain place",
        ),
        ({"doubts": [{"field": "x", "code": "x", "message": "{}", "details": A}]}, "plain place"),
        ({"pages": "many"}, "pages must be a whole number"),
        ({"header": []}, "header must be a table"),
        ({"tasks": {}}, "tasks must be a list"),
        ({"colour": 1}, "colour is not known"),
        ({"header": {"issue_date": "31/02/2024"}}, "header.issue_date must be a day"),
    ],
)
def test_a_letter_with_nonsense_in_it_is_named_with_its_place(
    docproc: Docproc, tmp_path: Path, part: dict[str, Any], words: str
) -> None:
    file = tmp_path / "l.json"
    file.write_text(json.dumps({**LETTER, **part}), encoding="utf-8")
    called = docproc("export", "ics", file, "--all", "--office", "UBND xã Mẫu", "--out", tmp_path / "o.ics")
    assert called.code == 1 and words in called.err and "itself" not in called.err


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000, b'{"a":' * 100_000, b"", b"null", b"[]", b"5", b'{"file":"x","pages":NaN}', b"\x00\xff",
        b'{"file":"x","pages":1e999}', b'{"file":"x","pages":' + b"9" * 10_000 + b"}",
        b'{"file":"\\ud800","pages":1}', b'{"file":"\xe9","pages":1}', b" " * 11_000_000,
    ],
    ids=[
        "deep", "deeper", "empty", "null", "list", "number", "NaN", "bytes", "inf", "digits", "half", "latin",
        "huge",
    ],
)  # fmt: skip
def test_what_is_no_letter_is_told(docproc: Docproc, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "l.json").write_bytes(content)
    called = docproc("report", "slip", tmp_path / "l.json", "--office", "X")
    assert called.code == 1 and "this is not a letter written by docproc process" in called.err
    measured = docproc("evaluate", tmp_path)
    assert measured.code in (0, 1) and "itself" not in measured.err


@pytest.mark.parametrize(
    ("gold", "words"),
    [
        ('{"header": []}', "header must be a table"),
        ('{"header": {"issuer": ["x"]}}', "header.issuer must be a text"),
        ('{"tasks": 5}', "tasks must be a list"),
        ('{"tasks": [5]}', "tasks.0 must be a table"),
        ('{"tasks": [{"deadline": "x"}]}', "tasks.0.deadline must be a table"),
        ('{"addressees": [null]}', "addressees.0"),
        ('{"event": {"start": 5}}', "event.start must be a text"),
        ('{"header": {"handwritten": 5}}', "header.handwritten must be a list"),
        ("[1]", "must be a table"),
    ],
)
def test_an_annotation_of_another_shape_is_named(docproc: Docproc, tmp_path: Path, gold: str, words: str) -> None:
    (tmp_path / "l.json").write_text(gold, encoding="utf-8")
    called = docproc("evaluate", tmp_path)
    assert called.code == 1 and "l.json" in called.err and words in called.err


def test_signs_that_xml_cannot_hold_do_not_keep_a_letter_from_the_exchange(
    docproc: Docproc, tmp_path: Path
) -> None:
    odd = {**LETTER, "header": {**LETTER["header"], "subject": "a\x01\x0b\ufffeb", "issuer": "UBND\x02 huyện"}}
    (tmp_path / "l.json").write_text(json.dumps(odd), encoding="utf-8")
    called = docproc("export", "edxml", tmp_path / "l.json", "--out", tmp_path / "o")
    assert called.code == 0 and (tmp_path / "o" / "a.edxml").exists(), called.err
