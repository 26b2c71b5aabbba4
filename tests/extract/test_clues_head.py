"""Clues of the values of head and signer: where they stand in the letter, and which are left out."""

from __future__ import annotations

from docproc.extract.assemble.clues.head import head_values, signer_values
from docproc.extract.assemble.clues.value import Surroundings
from docproc.letter import Header, Letter, Signer

LETTER = Letter(
    file="a.pdf", pages=1, header=Header(number="642", symbol="UBND-NN"), signer=Signer(name="Lò Văn Khải")
)


def test_only_fields_with_a_value_are_judged() -> None:
    values = head_values(LETTER, Surroundings(LETTER), "")
    assert [value.path for value in values] == ["header.number", "header.symbol"]


def test_the_path_of_an_attachment_stands_before_its_fields() -> None:
    values = head_values(LETTER, Surroundings(LETTER), "attachments[0].")
    assert next(values).path == "attachments[0].header.number"


def test_clues_of_a_field_are_its_own() -> None:
    number = next(head_values(LETTER, Surroundings(LETTER), ""))
    assert number.clues["number.field"] == 1
    assert "symbol.field" not in number.clues


def test_what_is_written_by_hand_is_a_clue() -> None:
    letter = LETTER.model_copy(update={"header": Header(number="642", handwritten=["number"])})
    number = next(head_values(letter, Surroundings(letter), ""))
    assert number.clues["number.handwritten"] == 1


def test_a_signer_without_a_position_has_one_value() -> None:
    [name] = signer_values(LETTER.signer, Surroundings(LETTER), "")
    assert (name.kind, name.text) == ("signer", "Lò Văn Khải")


def test_a_usual_family_name_speaks_for_a_name() -> None:
    [name] = signer_values(LETTER.signer, Surroundings(LETTER), "")
    assert name.clues["name.family_name"] == 1
