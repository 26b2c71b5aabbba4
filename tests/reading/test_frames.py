"""Frames of a network with a CTC head become words with places, confidences and letters thought of."""

from __future__ import annotations

import numpy as np

from docproc.reading.frames import Place, words_of
from docproc.reading.seen import SeenWord

LETTERS = ["", "a", "b", " ", "ă"]
PLACE = Place(left=100, top=10, bottom=42, step=4)


def frames(said: list[int], second: int = 0) -> np.ndarray:
    """One letter a frame (-0.1), another one less likely by 3 (natural log)."""
    told = np.full((len(said), len(LETTERS)), -20.0, np.float32)
    told[:, second] = -3.1
    told[np.arange(len(said)), said] = -0.1
    return told


def test_repeated_letters_are_one_unless_a_blank_parts_them() -> None:
    words = list(words_of(frames([1, 1, 0, 1, 2, 3, 3, 4]), LETTERS, PLACE, 1.0))
    assert [word.text for word in words] == ["aab", "ă"]


def test_places_are_those_of_the_frames_in_points() -> None:
    (word,) = words_of(frames([0, 0, 1, 2]), LETTERS, PLACE, 0.5)
    assert word.box is not None
    assert (word.box.x0, word.box.x1) == ((100 + 1.5 * 4) * 0.5, (100 + 4.5 * 4) * 0.5)
    assert (word.box.y0, word.box.y1) == (5, 21)


def test_the_least_sure_letter_tells_how_sure_the_word_is() -> None:
    told = frames([1, 2])
    told[1, 2] = np.log(0.5)
    (word,) = words_of(told, LETTERS, PLACE, 1.0)
    assert round(word.confidence, 4) == 0.5


def test_a_letter_thought_of_is_told_with_how_much_less_likely_it_is() -> None:
    (word,) = words_of(frames([1], second=4), LETTERS, PLACE, 1.0)
    assert isinstance(word, SeenWord)
    ((first, nothing), (other, less)) = word.signs[0]
    assert (first, nothing, other, round(less, 4)) == ("a", 0.0, "ă", 3.0)


def test_paper_is_no_word() -> None:
    assert list(words_of(frames([0, 0, 3, 0]), LETTERS, PLACE, 1.0)) == []
