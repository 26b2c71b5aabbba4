"""A smoothed model of sequences from their counts."""

from __future__ import annotations

import math

import numpy as np
import pytest

from docproc.language.ngrams import BITS, Sequences
from docproc.language.training.counts import counted, encoded
from docproc.language.training.kneser_ney import Smoothed, estimated

LINES = ["các xã báo cáo", "các xã rà soát", "các thôn báo cáo", "phòng y tế báo cáo các xã"] * 3
WORDS, STREAMS = encoded([(LINES, 1.0)])
NUMBERS = {word: number for number, word in enumerate(WORDS)}


def model(keep: int = 1000) -> Smoothed:
    return estimated([counted(STREAMS, length) for length in (1, 2, 3)], len(WORDS), keep)


def looked_up(part: Sequences, *words: str) -> float | None:
    key = 0
    for word in words:
        key = key << BITS | NUMBERS[word]
    at = np.flatnonzero(part.keys == key)
    return float(part.logs[at[0]]) if len(at) else None


def chance(smoothed: Smoothed, *words: str) -> float:
    """The natural log of the probability of the last word after those before it."""
    known = looked_up(smoothed.known[len(words) - 1], *words)
    if known is not None:
        return known
    back = looked_up(smoothed.backs[len(words) - 2], *words[:-1]) or 0.0
    return back + chance(smoothed, *words[1:])


def test_what_stands_in_the_text_is_likelier_than_what_does_not() -> None:
    assert chance(model(), "các", "xã") > chance(model(), "các", "tế")


def test_a_word_in_many_contexts_is_likelier_than_one_as_frequent_in_one() -> None:
    words, streams = encoded([(["a x", "b x", "c x", "d y", "d y", "d y"], 1.0)])
    known = estimated([counted(streams, length) for length in (1, 2)], len(words), 1000).known[0]
    logs = dict(zip(known.keys.tolist(), known.logs.tolist(), strict=True))
    assert logs[words.index("x")] > logs[words.index("y")]


@pytest.mark.parametrize("keep", [1000, 5])
def test_the_chances_after_a_word_sum_up_to_one(keep: int) -> None:
    smoothed = model(keep)
    met = [word for word in WORDS if looked_up(smoothed.known[0], word) is not None]
    unmet = 1 - sum(math.exp(chance(smoothed, word)) for word in met)
    back = looked_up(smoothed.backs[0], "các") or 0.0
    assert sum(math.exp(chance(smoothed, "các", word)) for word in met) + math.exp(back) * unmet == pytest.approx(
        1
    )


def test_pruning_keeps_the_sequences_that_matter_most() -> None:
    small, whole = model(5), model()
    assert sum(len(part.keys) for part in small.known[1:]) < sum(len(part.keys) for part in whole.known[1:])
    assert looked_up(small.known[0], "thôn") is not None


def test_the_end_of_a_kept_sequence_is_kept_too() -> None:
    smoothed = model(5)
    low = (1 << BITS * 2) - 1
    ends = {int(key) & low for key in smoothed.known[2].keys}
    assert ends <= {int(key) for key in smoothed.known[1].keys}
