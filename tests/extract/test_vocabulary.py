"""Where listed words stand in a text: with or without marks, the longest phrase, verbs inside other words."""

from __future__ import annotations

import pytest

from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.vocabulary import Vocabulary, vocabulary_of


def found(name: str, text: str) -> list[str]:
    """The phrases of a list in a text."""
    doc = analyse(text, None)
    return [doc[start:end].text for start, end in sorted(vocabulary_of(doc).at[name].items())]


def test_a_phrase_is_found_without_its_marks() -> None:
    assert found("cues", "UBND huyện de nghi các xã") == ["de nghi"]


def test_a_single_syllable_is_found_with_its_marks_only() -> None:
    assert found("cues", "giao các xã") == ["giao"]
    assert found("cues", "giáo các xã") == []


def test_a_capital_makes_no_difference() -> None:
    assert found("cues", "Đề nghị các xã") == ["Đề nghị"]


@pytest.mark.parametrize("text", ["khởi công công trình", "an toàn giao thông"])
def test_a_verb_inside_another_word_is_none(text: str) -> None:
    assert not {"trình", "giao"} & {
        word for name in ("verbs", "weak_verbs", "cues") for word in found(name, text)
    }


def test_a_verb_before_a_name_that_begins_inside_such_a_word_stays() -> None:
    assert found("cues", "giao Thống kê cơ sở rà soát") == ["giao"]


def test_a_colon_behind_sau_announces() -> None:
    doc = analyse("Sở Y tế thông báo như sau: nghỉ lễ", None)
    [colon] = vocabulary_of(doc).at["announcements"]
    assert doc[colon].text == ":"


def test_a_phrase_covers_its_tokens_and_no_others() -> None:
    words = Vocabulary({"verbs": {2: 5}})
    assert [at for at in range(7) if words.covers("verbs", at)] == [2, 3, 4]


def test_a_long_phrase_covers_what_lies_behind_a_short_one_in_it() -> None:
    words = Vocabulary({"verbs": {0: 5, 1: 2}})
    assert words.covers("verbs", 4)


def test_phrases_are_asked_for_between_two_tokens() -> None:
    words = Vocabulary({"verbs": {1: 2, 4: 5, 9: 10}})
    assert list(words.between("verbs", 1, 9)) == [1, 4]


def test_the_end_of_a_phrase_is_known_where_it_begins() -> None:
    words = Vocabulary({"verbs": {1: 3}})
    assert (words.end("verbs", 1), words.end("verbs", 2)) == (3, None)
