"""Clues of the offices of a list and of cited documents."""

from __future__ import annotations

import math
from datetime import date

import pytest

from docproc.extract.assemble.clues.lists import citation_values, office_values
from docproc.extract.assemble.clues.value import Clues, Surroundings
from docproc.letter import Citation, Header, Letter, Office

AROUND = Surroundings(Letter(file="a.pdf", pages=1))


def clues_of_citations(*citations: Citation, issued: date | None = None) -> list[Clues]:
    values = citation_values(list(citations), Header(issue_date=issued), AROUND, "citations")
    return [value.clues for value in values]


def test_each_office_has_its_place_in_the_list() -> None:
    offices = [Office(name="Sở Y tế"), Office(name="Sở Nội vụ")]
    values = list(office_values(offices, AROUND, "addressees"))
    assert [value.path for value in values] == ["addressees[0]", "addressees[1]"]
    assert [value.clues["last"] for value in values] == [0, 1]


def test_an_office_alone_is_told() -> None:
    [only] = office_values([Office(name="Sở Y tế")], AROUND, "addressees")
    assert (only.clues["alone"], only.clues["in_list"]) == (1, 0)


def test_who_gets_a_copy_is_told() -> None:
    [only] = office_values([Office(name="Sở Y tế")], AROUND, "recipients")
    assert only.clues["copy"] == 1


@pytest.mark.parametrize(
    ("number", "clue", "value"),
    [
        ("642/UBND-NN", "fits", 1),
        ("642 UBND", "fits", 0),
        ("127-KL/TW", "party", 1),
        ("16/2024/NĐ-CP", "with_year", 1),
        ("16/2024/UBND-NN", "with_year_of_no_type", 1),
        ("415/STC-TH1", "ends_in_figure", 1),
        ("45/2013/QH13", "ends_in_figure", 0),
    ],
)
def test_the_form_of_a_number(number: str, clue: str, value: float) -> None:
    [clues] = clues_of_citations(Citation(number=number))
    assert clues[clue] == value


def test_a_number_that_names_its_type_agrees_with_it() -> None:
    [fits] = clues_of_citations(Citation(number="12/KH-UBND", type="Kế hoạch"))
    [other] = clues_of_citations(Citation(number="12/KH-UBND", type="Quyết định"))
    assert (fits["type_fits"], other["type_fits"]) == (1, 0)


def test_a_document_of_a_later_day_is_told() -> None:
    [later] = clues_of_citations(Citation(number="12/KH-UBND", date=date(2024, 6, 1)), issued=date(2024, 5, 6))
    assert later["later"] == 1


def test_documents_with_one_symbol_are_counted() -> None:
    clues, _other = clues_of_citations(Citation(number="12/KH-UBND"), Citation(number="13/KH-UBND"))
    assert clues["same_symbol"] == pytest.approx(math.log(2))
