from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from docproc.extract.mentions.dates import find_dates, mention_as_json

_CASES = [
    case
    for name in ("deadline_cases.json", "deadline_words.json")
    for case in json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
]
_ABOUT_THE_CASE = {"text", "doc_date", "source", "note", "inclusive_override"}


@pytest.mark.parametrize("case", _CASES, ids=[case["text"][:50] for case in _CASES])
def test_phrase_of_a_letter(case: dict[str, Any]) -> None:
    expected = {name: value for name, value in case.items() if name not in _ABOUT_THE_CASE}
    found = [mention_as_json(m) for m in find_dates(case["text"], date.fromisoformat(case["doc_date"]))]
    main = next((mention for mention in found if mention["role"] == expected["role"]), {})
    assert {name: main.get(name) for name in expected} == expected
    others = [m for m in found if m is not main and m["role"] == "deadline" and m["due"]]
    assert others == []
