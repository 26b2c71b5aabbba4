"""How well a text fits what a reader saw."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.page import Box, Word
from docproc.reading.looks import Sight, cost, sight_of, signs_of, variants
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.seen import SeenWord, Sign
from docproc.rules import load

RULES = load(ReadingRules).decision
SURE = Word("thi", Box(0, 0, 18, 12), 1.0)
UNSURE = SeenWord("thi", Box(0, 0, 18, 12), 1.0, signs=((("t", 0.0),), (("h", 0.0),), (("í", 0.0), ("i", 0.4))))


def of(word: Word) -> Sight:
    return sight_of([word], 3.0)


def test_what_was_seen_costs_nothing() -> None:
    assert cost(of(UNSURE), "thi", RULES) == 0.0


def test_a_letter_that_the_reader_thought_of_costs_what_it_said() -> None:
    assert cost(of(UNSURE), "thí", RULES) == 0.0
    assert cost(of(UNSURE), "thì", RULES) == cost(of(SURE), "thì", RULES)


def test_a_letter_never_costs_more_for_having_been_thought_of() -> None:
    far = SeenWord("thi", None, 1.0, signs=((("t", 0.0),), (("h", 0.0),), (("i", 0.0), ("í", 19.0))))
    assert cost(of(far), "thí", RULES) == cost(of(SURE), "thí", RULES)


@pytest.mark.parametrize(("near", "far"), [("thì", "tha"), ("Thi", "Bhi"), ("thị", "thịt")])
def test_other_marks_and_cases_cost_less_than_other_letters(near: str, far: str) -> None:
    assert cost(of(SURE), near, RULES) < cost(of(SURE), far, RULES)


def test_an_unsure_word_of_many_does_not_make_all_of_them_cheap() -> None:
    words = [Word("quản", None, 0.9), Word("lý", None, 0.1)]
    assert sight_of(words, 3.0).trust == pytest.approx(1.5)


def test_figures_and_punctuation_are_not_varied() -> None:
    signs = (
        ((("1", 0.0), ("l", 0.2), ("7", 0.3))),
        ((".", 0.0), (",", 0.1)),
        (("a", 0.0), ("4", 0.1), ("à", 0.2)),
    )
    assert signs_of([SeenWord("1.a", None, 1.0, signs=signs)]) == [
        (("1", 0.0),),
        ((".", 0.0),),
        (("a", 0.0), ("à", 0.2)),
    ]


def test_variants_come_likeliest_first_and_end_at_the_worst() -> None:
    signs = [(("a", 0.0), ("à", 1.0)), (("b", 0.0), ("đ", 0.5))]
    assert list(variants(signs, 10, 1.2)) == ["ab", "ađ", "àb"]
    assert list(variants(signs, 2, 9.0)) == ["ab", "ađ"]


@st.composite
def all_signs(draw: st.DrawFn) -> list[Sign]:
    places = draw(
        st.lists(st.lists(st.sampled_from("aàáâăeêiouưy"), min_size=1, max_size=4, unique=True), max_size=6)
    )
    return [tuple((letter, n * draw(st.floats(0.1, 3.0))) for n, letter in enumerate(place)) for place in places]


@given(all_signs(), st.integers(1, 12))
def test_variants_are_different_texts_of_the_same_length(signs: list[Sign], most: int) -> None:
    ordered = [tuple(sorted(sign, key=lambda choice: choice[1])) for sign in signs]
    texts = list(variants(ordered, most, 100.0))
    assert len(texts) == len(set(texts)) <= most
    assert all(len(text) == len(signs) for text in texts)


@given(st.text("aàáâbcđ.,1", max_size=8), st.text("aàáâbcđ.,1", max_size=8))
def test_the_cost_is_nothing_for_the_same_text_only(seen: str, text: str) -> None:
    found = cost(of(Word(seen, None, 1.0)), text, RULES)
    assert (found == 0.0) == (seen == text)
