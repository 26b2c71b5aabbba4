"""Each word of names.toml, person_names.toml and aliases.toml of models/ has a line in words/ that is read wrong
without it.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from printed import FOOT, HEAD, letter_of, plain

from docproc.extract.assemble.foot import read_addressees
from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.capitals import usual_place
from docproc.extract.mentions.names import PersonName, known_office, person_name, position_of


def lines_of(file: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "words" / f"{file}.toml").read_text("utf-8"))


NAMES, PERSONS, ALIASES = lines_of("names"), lines_of("person_names"), lines_of("aliases")


@pytest.mark.parametrize(("line", "position"), NAMES["positions"].items())
def test_a_position_is_known(line: str, position: str) -> None:
    assert position_of(line) == (position, 1.0)


@pytest.mark.parametrize(("line", "office"), NAMES["departments"].items())
def test_a_department_is_known(line: str, office: str) -> None:
    assert known_office(line) == office


@pytest.mark.parametrize(("line", "offices"), NAMES["apart"].items())
def test_addressees_in_one_line_are_several(line: str, offices: list[str]) -> None:
    assert [office.name for office in read_addressees(plain(f"Kính gửi: {line}"))] == offices


@pytest.mark.parametrize(("lines", "offices"), NAMES["letterheads"].items())
def test_a_line_of_a_letterhead_is_an_office_of_its_own_or_goes_on(lines: str, offices: list[str]) -> None:
    head = HEAD.replace("ỦY BAN NHÂN DÂN\nHUYỆN SUỐI VÀNG", lines.replace(" / ", "\n"))
    header = letter_of("\n".join([head, "Yêu cầu các xã báo cáo trước ngày 20/5/2024.", FOOT])).header
    assert [header.issuer_parent or "", header.issuer] == offices


@pytest.mark.parametrize(("printed", "written"), NAMES["places"].items())
def test_a_place_keeps_its_abbreviated_kind(printed: str, written: str) -> None:
    assert usual_place(printed) == written


@pytest.mark.parametrize(("line", "name"), PERSONS["titled"].items())
def test_a_title_is_no_part_of_a_name(line: str, name: str) -> None:
    assert person_name(line) == PersonName(name, known=True, mended=False)


@pytest.mark.parametrize(("line", "name"), PERSONS["mended"].items())
def test_a_frequent_family_name_is_put_right(line: str, name: str) -> None:
    assert person_name(line) == PersonName(name, known=True, mended=True)


@pytest.mark.parametrize("line", ["Lò văn Khải", "Lương bá Thạch."])
def test_a_small_letter_inside_a_scanned_name_is_put_right(line: str) -> None:
    name = line.title().removesuffix(".")
    assert person_name(line) == PersonName(name, known=True, mended=True)
    assert person_name(line, certain=True) is None


@pytest.mark.parametrize("line", ["lò văn Khải", "Lò văn khải", "Phòng nội Vụ"])
def test_words_with_small_letters_elsewhere_are_no_name(line: str) -> None:
    assert person_name(line) is None


@pytest.mark.parametrize("name", PERSONS["names"]["known"] + PERSONS["names"]["one_letter"])
def test_a_name_is_known(name: str) -> None:
    assert person_name(name) == PersonName(name, known=True, mended=False)


@pytest.mark.parametrize(("name", "full"), (ALIASES["names"] | ALIASES["abbreviations"]).items())
def test_an_abbreviation_is_written_in_full(name: str, full: str) -> None:
    assert canonical_name(name) == full
