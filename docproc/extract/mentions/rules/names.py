"""How names of offices and positions of signers are written."""

from __future__ import annotations

from docproc.rules import Checked, Expression, Expressions, Rules


class OwnLine(Checked):
    """Which lines are offices of their own below one that is whole."""

    begins: tuple[str, ...]
    begins_not: tuple[str, ...]
    goes_on: Expression
    whole: Expressions


class Names(Rules):
    """models/names.toml."""

    file = "names"
    abbreviations: tuple[str, ...]
    place_kinds: tuple[str, ...]
    heads: tuple[str, ...]
    named_apart: tuple[str, ...]
    departments: tuple[str, ...]
    department_similarity: float
    place_words_in_two_spellings: frozenset[str]
    authority: Expression
    positions: tuple[str, ...]
    position_abbreviations: frozenset[str]
    deputies: dict[str, str]
    position_similarity: float
    position_sure: float
    own_line: OwnLine
