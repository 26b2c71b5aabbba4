"""Each word of models/offices.toml has a passage in words/offices.toml that is read wrong without it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from docproc.extract.assemble.clues.words import office_clues
from docproc.extract.assemble.explain import find_offices
from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.office_lists import each_of
from docproc.extract.mentions.offices import office_phrase, scope_of
from docproc.extract.mentions.vocabulary import vocabulary_of

PASSAGES = tomllib.loads((Path(__file__).parent / "words" / "offices.toml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "names"), PASSAGES["found"].items())
def test_the_offices_of_a_passage_are_found(text: str, names: list[str]) -> None:
    assert [office.name for office in find_offices(analyse(text, None))] == names


@pytest.mark.parametrize(("text", "parts"), PASSAGES["parts"].items())
def test_a_phrase_has_its_parts(text: str, parts: list[str]) -> None:
    doc = analyse(text, None)
    phrase = office_phrase(doc, 0, len(doc), free=True)
    assert [doc[start:end].text for start, end in (phrase.parts if phrase else ())] == parts


@pytest.mark.parametrize(("text", "scopes"), PASSAGES["scopes"].items())
def test_an_office_is_meant_so(text: str, scopes: list[str]) -> None:
    assert [office.scope for office in find_offices(analyse(text, None))] == scopes


@pytest.mark.parametrize(("name", "offices"), PASSAGES["listed"].items())
def test_a_name_lists_offices(name: str, offices: list[str]) -> None:
    assert each_of(name) == offices


@pytest.mark.parametrize(("name", "scope"), PASSAGES["meant"].items())
def test_the_words_of_a_name_tell_how_it_is_meant(name: str, scope: str) -> None:
    assert scope_of(name, analyse(name, None), 0) == scope


@pytest.mark.parametrize(("phrase", "words"), PASSAGES["clues"].items())
def test_a_phrase_is_seen_whole(phrase: str, words: str) -> None:
    doc = analyse(phrase, None)
    assert vocabulary_of(doc).end(words, 0) == len(doc)


@pytest.mark.parametrize("name", ["Trưởng ban Dân tộc", "Trưởng bản Suối Vàng"])
def test_a_mark_tells_the_head_of_a_board_from_that_of_a_village(name: str) -> None:
    """In a text the one is found by the words of the other, which differ in marks alone; the clue tells them."""
    assert office_clues(name)["office_word"] == 1.0
