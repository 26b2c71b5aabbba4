"""The likeliest candidate at each place, by looks and by language."""

from __future__ import annotations

import math

import pytest

from docproc.language.model import shipped_model
from docproc.language.ngrams import NGrams
from docproc.language.units import units
from docproc.reading.search import Candidate, Chosen, best_sequence


@pytest.fixture(scope="module")
def ngrams() -> NGrams:
    return shipped_model().ngrams


def chosen(ngrams: NGrams, *places: dict[str, float], weight: float = 1.0) -> list[Chosen]:
    """What each place is read as; each has its candidates with their looks."""
    candidates = [
        [
            Candidate(text, tuple(ngrams.numbers[unit] for unit in units(text)), looks)
            for text, looks in place.items()
        ]
        for place in places
    ]
    return best_sequence(ngrams, candidates, beam=8, weight=weight, clear=20.0)


def texts(found: list[Chosen]) -> list[str]:
    return [one.text for one in found]


def test_of_words_that_look_alike_the_language_chooses(ngrams: NGrams) -> None:
    found = chosen(ngrams, {"ủy": 0}, {"bán": 0, "ban": 0}, {"nhân": 0}, {"dần": 0, "dân": 0})
    assert texts(found) == ["ủy", "ban", "nhân", "dân"]


def test_without_the_language_looks_choose(ngrams: NGrams) -> None:
    found = chosen(ngrams, {"ủy": 0}, {"bán": 0, "ban": -1}, weight=0.0)
    assert texts(found) == ["ủy", "bán"]


def test_looks_that_are_clear_outweigh_the_language(ngrams: NGrams) -> None:
    assert texts(chosen(ngrams, {"ủy": 0}, {"bán": 0, "ban": -40})) == ["ủy", "bán"]


def test_a_candidate_may_be_several_words_or_none(ngrams: NGrams) -> None:
    found = chosen(ngrams, {"ủy ban": 0, "ủy": -9}, {"": 0, "ừ": -5})
    assert texts(found) == ["ủy ban", ""]


def test_a_place_with_one_candidate_has_no_rival(ngrams: NGrams) -> None:
    [only] = chosen(ngrams, {"ủy": 0})
    assert math.isinf(only.margin)


def test_the_margin_tells_how_clear_a_choice_was(ngrams: NGrams) -> None:
    _, clear = chosen(ngrams, {"ủy": 0}, {"ban": 0, "bán": -5})
    _, narrow = chosen(ngrams, {"ủy": 0}, {"ban": 0, "bán": 0})
    assert clear.margin == pytest.approx(narrow.margin + 5, abs=1e-4)


def test_no_places_have_no_words(ngrams: NGrams) -> None:
    assert best_sequence(ngrams, [], beam=8, weight=1.0, clear=20.0) == []
