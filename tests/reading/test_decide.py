"""Word by word, the readers and the language decide."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from readers import line_of

from docproc.extract.layout.rules.clear_print import ClearPrint
from docproc.page import Line, Word
from docproc.reading.align import Reading, groups_of
from docproc.reading.decide import decide, is_usual, shipped_language
from docproc.reading.rules.reading import ReadingRules
from docproc.reading.seen import SeenWord, Sign
from docproc.rules import load

NAMES = ("vie", "script", "own")
needs_model = pytest.mark.skipif(shipped_language() is None, reason="the language model is not there")


def decided(*readings: Line, language: bool = True) -> list[Word]:
    groups = groups_of([Reading(line.words) for line in readings])
    return decide([groups], NAMES[: len(readings)], shipped_language() if language else None)[0]


def text(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)


@pytest.mark.parametrize("language", [False, pytest.param(True, marks=needs_model)])
def test_what_all_readers_saw_stays(language: bool) -> None:
    line = line_of("Kính gửi: UBND các xã, thị trấn")
    words = decided(line, line, line, language=language)
    assert text(words) == line.text
    assert not any(word.alternatives or word.repaired for word in words)


def test_without_a_language_model_two_readers_outvote_one() -> None:
    words = decided(line_of("trin"), line_of("trên"), line_of("trên"), language=False)
    assert text(words) == "trên" and words[0].alternatives == ("trin",)


@needs_model
def test_the_language_decides_between_two_readers() -> None:
    words = decided(line_of("Sở Y tê tỉnh"), line_of("Sở Y tế tỉnh"))
    assert text(words) == "Sở Y tế tỉnh"
    assert words[2].alternatives == ("tê",)


@needs_model
def test_a_word_that_no_reader_saw_is_marked_and_keeps_what_was_seen() -> None:
    words = decided(line_of("người cao tuôi trên địa bàn tỉnh"), line_of("người cao tuôi trên địa bàn tỉnh"))
    assert text(words) == "người cao tuổi trên địa bàn tỉnh"
    assert words[2].repaired and words[2].alternatives == ("tuôi",)
    assert words[2].box is not None


def test_figures_that_two_readers_agree_on_are_as_sure_as_the_least_sure() -> None:
    (word,) = decided(line_of("15/3/2024", 0.97), line_of("15/3/2024", 0.88), language=False)
    assert word.confidence == 0.88


def test_figures_that_readers_differ_on_are_unsure_and_keep_the_other() -> None:
    (word,) = decided(line_of("15/3/2024", 0.97), line_of("16/3/2024", 0.96), language=False)
    assert word.confidence <= load(ReadingRules).decision.unsure
    assert word.confidence < load(ClearPrint).digits
    assert {word.text, *word.alternatives} == {"15/3/2024", "16/3/2024"}


@needs_model
def test_figures_are_never_repaired() -> None:
    seen = {"1331/UBND", "1337/UBND"}
    (word,) = decided(line_of("1331/UBND", 0.4), line_of("1337/UBND", 0.4))
    assert word.text in seen and not word.repaired


def test_one_reader_alone_keeps_its_confidences() -> None:
    line = line_of("ngày 17 tháng 10", 0.61)
    assert [word.confidence for word in decided(line, language=False)] == [0.61] * 4


@needs_model
def test_an_unknown_word_is_not_usual() -> None:
    assert is_usual("quản lý", shipped_language(), -12.0)
    assert not is_usual("uenfq", shipped_language(), -12.0)


def hesitant(text: str, sign: Sign) -> Line:
    """A line whose second word's last letter may be another."""
    line = line_of(text)
    second = line.words[1]
    signs = (*(((letter, 0.0),) for letter in second.text[:-1]), sign)
    return Line((line.words[0], SeenWord(second.text, second.box, 0.7, signs=signs), *line.words[2:]))


@needs_model
def test_the_language_chooses_among_the_letters_that_a_reader_thought_of() -> None:
    words = decided(hesitant("triển khaì thực hiện kế hoạch", (("ì", 0.0), ("i", 0.4))))
    assert text(words) == "triển khai thực hiện kế hoạch"
    assert words[1].repaired and words[1].alternatives == ("khaì",)


@needs_model
def test_a_name_that_was_read_clearly_is_not_made_another_word() -> None:
    assert text(decided(line_of("Ủy ban nhân dân xã Bản Mây ban hành"))) == "Ủy ban nhân dân xã Bản Mây ban hành"


def test_figures_agree_whatever_stands_after_them() -> None:
    (word,) = decided(line_of("15/3/2024.", 0.97), line_of("15/3/2024", 0.88), language=False)
    assert word.confidence == 0.88
