"""The clues of the words of a unit, by which the names of its offices are found."""

from __future__ import annotations

from roled import read, roles_for

from docproc.extract.roles.party_clues import party_clues, words_of_unit


def test_a_word_shows_where_the_grammar_of_offices_saw_a_name() -> None:
    doc, body = read("1. Sở Y tế rà soát.")
    [role] = roles_for(doc, body, "B")
    clues = party_clues(doc, body, role, first=True)
    assert len(clues) == len(words_of_unit(doc, role))
    assert set(clues[0]) != set(clues[-1])
