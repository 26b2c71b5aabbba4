"""The words of the rule files of layout, one by one: what must come of a line that holds each (words/)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, get_args

import pytest
from printed import body_of, plain

from docproc.extract.layout.addressed import begins_unlabelled
from docproc.extract.layout.annexes import annex_text
from docproc.extract.layout.head_lines import title_type
from docproc.extract.layout.marks import find_mark
from docproc.extract.layout.rows import says
from docproc.extract.layout.rules.zones import Landmark, Landmarks
from docproc.extract.layout.running_text import is_sentence, issuer_speaks, opens_sentence
from docproc.extract.mentions.numbered import find_citations


def lines(file: str, *names: str) -> list[Any]:
    """Name of the table, line and what must come of it, of these tables of a file in words/."""
    path = Path(__file__).parent / "words" / f"{file}.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return [(name, line, expected) for name in names for line, expected in tables[name].items()]


def test_each_landmark_can_be_asked_for_by_its_name() -> None:
    assert set(get_args(Landmark)) == set(Landmarks.model_fields)


@pytest.mark.parametrize(("name", "line", "expected"), lines("landmarks", "position", "authority", "basis"))
def test_a_landmark(name: Landmark, line: str, expected: bool) -> None:
    assert says(name, plain(line)[0]) is expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("landmarks", "marks"))
def test_a_mark(_table: str, line: str, expected: str) -> None:
    assert ": ".join(find_mark(line) or ()) == expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("doc_types", "titles"))
def test_a_title(_table: str, line: str, expected: str) -> None:
    assert (title_type(line) or "") == expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("doc_types", "cited"))
def test_a_cited_type(_table: str, line: str, expected: str) -> None:
    (cited,) = find_citations(f"thực hiện {line} của cơ quan")
    assert (cited.type or "") == expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("sentences", "unlabelled"))
def test_the_first_addressee(_table: str, line: str, expected: bool) -> None:
    assert begins_unlabelled(plain(line)[0]) is expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("sentences", "opens"))
def test_an_opening(_table: str, line: str, expected: bool) -> None:
    assert opens_sentence(line) is expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("sentences", "says"))
def test_a_sentence(_table: str, line: str, expected: bool) -> None:
    assert is_sentence(line, "UBND XÃ BẢN MÂY") is expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("sentences", "issuer_speaks"))
def test_the_issuer_speaks(_table: str, line: str, expected: bool) -> None:
    assert issuer_speaks(line, "UBND XÃ BẢN MÂY") is expected


@pytest.mark.parametrize(("_table", "line", "expected"), lines("paragraphs", "openers"))
def test_a_line_that_begins_a_paragraph(_table: str, line: str, expected: bool) -> None:
    above = "Các thôn thu gom rác, khơi thông cống rãnh, quét vôi tường rào và trồng hoa ven"
    assert (len(body_of(above, line).blocks) == 2) is expected


@pytest.mark.parametrize(("_table", "title", "expected"), lines("annexes", "titles"))
def test_an_annex_that_assigns_work(_table: str, title: str, expected: bool) -> None:
    rows = plain(title, "Các thôn thu gom rác trước ngày 30/4/2024.", page=3)
    assert annex_text(rows, foot_page=2) == (rows if expected else [])
