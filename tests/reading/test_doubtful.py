"""What the readers have not settled, and what of it is shown to one more."""

from __future__ import annotations

import pytest
from readers import line_of

from docproc.page import Line
from docproc.reading.align import Reading, groups_of
from docproc.reading.decide import shipped_language
from docproc.reading.doubtful import doubtful_parts, stretches_of
from docproc.reading.rules.reading import WorthShowing
from docproc.reading.search import Chosen
from docproc.rules import Expression

RULES = WorthShowing(margin=3.0, confidence=0.6, usual=-12.0, before=1, after=1, beyond=0, unread=False)
pytestmark = pytest.mark.skipif(shipped_language() is None, reason="the language model is not there")


def wanted(line: Line, *margins: float, rules: WorthShowing = RULES) -> list[str]:
    """The stretches of a line, decided so clearly, that are worth another reading."""
    groups = groups_of([Reading(line.words)])
    chosen = [Chosen(word.text, margin) for word, margin in zip(line.words, margins, strict=True)]
    found = stretches_of(groups, chosen, rules)
    return [
        " ".join(word.text for group in part for words in group if words for word in words)
        for worth, part in found
        if worth
    ]


def test_a_line_that_is_settled_is_shown_to_nobody() -> None:
    assert wanted(line_of("các xã báo cáo"), 9, 9, 9, 9) == []


def test_a_narrow_decision_is_shown_with_its_neighbours() -> None:
    assert wanted(line_of("các xã rà soát báo cáo"), 9, 9, 9, 1, 9, 9) == ["rà soát báo"]


def test_doubts_that_touch_are_shown_together() -> None:
    assert wanted(line_of("các xã rà soát báo cáo"), 9, 1, 1, 9, 9, 9) == ["các xã rà soát"]


def test_a_word_read_unsurely_is_shown() -> None:
    assert wanted(line_of("xã", confidence=0.5), 9) == ["xã"]


def test_figures_that_one_reader_saw_are_shown() -> None:
    assert wanted(line_of("gồm 15 xã"), 9, 9, 9) == ["gồm 15 xã"]


def test_a_full_stop_inside_a_sentence_is_shown() -> None:
    assert wanted(line_of("các xã. các thôn"), 9, 9, 9, 9) == ["các xã. các"]


def test_a_line_with_a_code_is_shown_whole() -> None:
    whole = RULES.model_copy(update={"whole": Expression(pattern="huyện", finds=("huyện",))})
    assert wanted(line_of("các xã gửi về huyện"), 9, 9, 9, 9, 9, rules=whole) == ["các xã gửi về huyện"]


def test_the_words_of_a_stretch_are_as_high_as_their_line() -> None:
    line = line_of("gồm 15 xã")
    [[part]] = doubtful_parts([[Reading(line.words)]], ["vie"], "script")
    heights = {(word.box.y0, word.box.y1) for word in part.words if word.box}
    assert (part.text, heights) == ("gồm 15 xã", {(0.0, 12.0)})


def test_what_two_readers_agree_on_is_not_shown() -> None:
    line = line_of("gồm 15 xã")
    assert doubtful_parts([[Reading(line.words), Reading(line.words)]], ["own", "vie"], "script") == [[]]


@pytest.mark.parametrize("unread", [False, True])
def test_what_nobody_read_is_shown_to_those_who_are_asked_for_it(unread: bool) -> None:
    rules = RULES.model_copy(update={"unread": unread})
    groups = groups_of([Reading(line_of("xã Bản Mây").words)])
    chosen = [Chosen(text, 9) for text in ("xã", "Bản", "Máy")]
    assert [worth for worth, _ in stretches_of(groups, chosen, rules)] == ([False, True] if unread else [False])


def test_after_the_network_stretches_reach_beyond_the_ends_of_their_line_and_not_into_it() -> None:
    line = line_of("gồm 15 xã", x=50)
    [[whole]] = doubtful_parts([[Reading(line.words)]], ["own"], "vie")
    [[before]] = doubtful_parts([[Reading(line.words)]], ["vie"], "script")
    assert line.box and whole.box and before.box
    assert (before.box.x0, before.box.x1) == (line.box.x0, line.box.x1)
    assert (whole.box.x0, whole.box.x1) == (line.box.x0 - 3, line.box.x1 + 3)
    long = line_of("gồm 15 xã các xã báo cáo", x=50)
    [[part]] = doubtful_parts([[Reading(long.words)]], ["own"], "vie")
    assert part.box and part.box.x1 == part.words[-1].box.x1 and part.text == "gồm 15 xã"  # type: ignore[union-attr]
