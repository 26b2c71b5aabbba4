"""Rows of benchmarks/ours.tsv about samples: no task of an office is lost, none of another called its own."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[3]
TABLE = runpy.run_path(str(HOUSE / "benchmarks" / "ours.py"))
OF_SAMPLES = [row for row in TABLE["rows"]() if (HOUSE / "samples" / f"{row.letter}.json").exists()]


@pytest.mark.parametrize("row", OF_SAMPLES, ids=lambda row: f"{row.letter}: {row.office}, {row.above}")
def test_the_tasks_of_an_office_are_its_own(row: object) -> None:
    annotated = HOUSE / "samples" / f"{row.letter}.json"  # type: ignore[attr-defined]
    found = TABLE["answer"](TABLE["letter_of"](json.loads(annotated.read_text(encoding="utf-8"))), row)
    assert (found.lost, found.wrong) == (frozenset(), frozenset())
