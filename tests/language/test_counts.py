"""How often sequences of units stand in a text."""

from __future__ import annotations

import numpy as np

from docproc.language.ngrams import BITS
from docproc.language.training.counts import Grams, TextStream, chosen_words, counted, encoded, renumbered
from docproc.language.units import COMMA, MARKS, NUMBER, STOP, UNKNOWN

MAY = "các xã báo cáo"


def as_words(words: list[str], stream: TextStream) -> list[str]:
    return [words[code] for code in stream.codes]


def spelt(grams: Grams, words: list[str], length: int) -> dict[str, float]:
    """The counts by the units of their sequence."""
    low = (1 << BITS) - 1
    return {
        " ".join(words[(int(key) >> (BITS * place)) & low] for place in range(length - 1, -1, -1)): count
        for key, count in zip(grams.keys, grams.counts, strict=True)
    }


def test_a_text_is_a_stream_with_a_stop_at_each_end_of_line() -> None:
    words, [stream] = encoded([(["Các xã, 15 thôn", "báo cáo"], 1.0)])
    assert as_words(words, stream) == ["các", "xã", COMMA, NUMBER, "thôn", STOP, "báo", "cáo", STOP]


def test_words_met_too_rarely_become_unknown() -> None:
    words, streams = encoded([(["các xã", "các thôn"], 1.0)])
    words, [stream] = chosen_words(words, streams, fewest=2, fewest_foreign=2)
    assert words == [*MARKS, "các"]
    assert as_words(words, stream) == ["các", UNKNOWN, STOP, "các", UNKNOWN, STOP]


def test_words_of_other_languages_must_be_met_more_often() -> None:
    words, streams = encoded([(["các backup"] * 3, 1.0)])
    words, _streams = chosen_words(words, streams, fewest=2, fewest_foreign=9)
    assert words == [*MARKS, "các"]


def test_several_stops_in_a_row_are_one() -> None:
    words, streams = encoded([(["các.", "xã"], 1.0)])
    words, [stream] = renumbered(words, streams, words)
    assert as_words(words, stream) == ["các", STOP, "xã", STOP]


def test_sequences_are_counted() -> None:
    words, streams = encoded([(["các xã", "các xã"], 1.0)])
    assert spelt(counted(streams, 2), words, 2) == {"các xã": 2, f"xã {STOP}": 2, f"{STOP} các": 1}


def test_texts_count_by_their_weight() -> None:
    words, streams = encoded([(["các xã"], 1.0), (["các xã"], 3.0)])
    assert spelt(counted(streams, 2), words, 2)["các xã"] == 4


def test_a_text_shorter_than_a_sequence_has_none() -> None:
    stream = TextStream(np.array([4, 5], dtype=np.uint32), 1.0)
    assert len(counted([stream], 3).keys) == 0
