"""The parts of the model: hashed tables, n-grams, confusions, search, and that what ships is whole."""

from __future__ import annotations

import math
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docproc.language.adapt import adapted
from docproc.language.confusion import CASES, LOWER, TITLE, UPPER, Confusion, Seen, behind
from docproc.language.decode import NONE, Readings, Slot, best_readings
from docproc.language.emission import learnt
from docproc.language.hashed import ABSENT, merged, open_table, save_table, table_of
from docproc.language.model import open_model, shipped_folder, shipped_model
from docproc.language.readings import in_case
from docproc.language.syllables import is_syllable, one_spelling
from docproc.language.units import STOP, units

MOST_MEGABYTES = 25


@settings(max_examples=50, deadline=None)
@given(st.dictionaries(st.integers(0, 2**60), st.integers(0, 255), min_size=1, max_size=300))
def test_hashed_table_gives_back_what_was_put_in(values: dict[int, int]) -> None:
    keys, codes = np.array(list(values), np.uint64), np.array(list(values.values()), np.uint8)
    table = table_of(keys, codes)
    found = table.get(keys)
    assert found.tolist() == [table.get_one(key) for key in values]
    assert (found != codes).sum() <= 1 + len(values) // 50  # two keys may share bucket and fingerprint


def test_hashed_table_knows_what_is_not_there() -> None:
    rng = np.random.default_rng(1)
    table = table_of(
        rng.integers(0, 2**50, 20_000).astype(np.uint64), rng.integers(0, 255, 20_000).astype(np.uint8)
    )
    strangers = rng.integers(2**51, 2**52, 20_000).astype(np.uint64)
    assert (table.get(strangers) != ABSENT).mean() < 0.001


def test_merged_table_holds_old_and_new() -> None:
    old, new = np.arange(1000, dtype=np.uint64), np.arange(900, 1200, dtype=np.uint64)
    table = merged(table_of(old, np.zeros(1000, np.uint8)), new, np.full(300, 7, np.uint8))
    assert (table.get(new) == 7).mean() > 0.98
    assert (table.get(old[:900]) == 0).mean() > 0.98


def test_hashed_table_is_the_same_from_disk(tmp_path: Path) -> None:
    keys = np.arange(5000, dtype=np.uint64) * np.uint64(977)
    table = table_of(keys, (keys % np.uint64(251)).astype(np.uint8))
    save_table(table, tmp_path, "t")
    assert (open_table(tmp_path, "t").get(keys) == table.get(keys)).all()


def test_shipped_model_is_small_and_opens_quickly() -> None:
    files = [path for path in shipped_folder().iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_MEGABYTES * 1e6
    begun = time.process_time()
    open_model(shipped_folder())
    assert time.process_time() - begun < 1.5  # 0.15 s where nothing else runs


def test_right_order_is_likelier_than_wrong_order() -> None:
    ngrams = shipped_model().ngrams
    right = ["ủy", "ban", "nhân", "dân", "tỉnh", "báo", "cáo"]
    assert ngrams.log_probability(right) > ngrams.log_probability(reversed(right)) + 10
    assert ngrams.log_probability([]) == 0.0


def test_many_scores_at_once_are_the_single_ones() -> None:
    ngrams = shipped_model().ngrams
    rng = np.random.default_rng(2)
    words = rng.integers(4, 600, 400)
    contexts = rng.integers(4, 600, 400) << 28 | rng.integers(4, 600, 400) << 14 | rng.integers(4, 600, 400)
    many = ngrams.scores(contexts, words)
    single = [ngrams.score(int(context), int(word)) for context, word in zip(contexts, words, strict=True)]
    assert many == pytest.approx(single, abs=1e-4)


def test_probabilities_after_a_context_sum_to_one() -> None:
    ngrams = shipped_model().ngrams
    _told, context = ngrams.followed(0, [ngrams.numbers[unit] for unit in ("ủy", "ban", "nhân")])
    words = np.arange(len(ngrams.words))
    total = float(np.exp(ngrams.scores(np.full(len(words), context), words).astype(np.float64)).sum())
    assert total == pytest.approx(1.0, abs=0.15)  # one byte a probability


@pytest.mark.parametrize("word", ["nghiêng", "quý", "ý", "giếng", "khuỷu", "thuở", "gì"])
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["string", "flour", "đđ", "ắắ", "", "w", "zalo", "ocop"])
def test_other_words_are_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_tone_has_one_place() -> None:
    assert [one_spelling(w) for w in ("hoà", "thuỷ", "quý", "toán")] == ["hòa", "thủy", "quý", "toán"]


def test_units_of_a_line() -> None:
    assert list(units("Ngày 15/9/2023, báo cáo.")) == ["ngày", "<num>", "<comma>", "báo", "cáo", "<stop>"]


def test_likely_syllables_stand_behind_a_damaged_word() -> None:
    model = shipped_model()
    found = behind(model.confusion, "tesseract", [Seen("dugc", LOWER), Seen("x" * 40, LOWER)])
    assert set(found.word.tolist()) == {0}
    worth = np.log(found.chance) + model.chance_alone[found.syllable]
    assert model.confusion.syllables[int(found.syllable[worth.argmax()])] == "được"


def by_hand(confusion: Confusion, word: str, syllable: str) -> float:
    """P(word | syllable), all ways one by one."""
    if not syllable:
        return float(not word)
    table = confusion.tables["tesseract"]
    row = table.rows[confusion.letters[syllable[0]]]
    pieces = [word[:size] for size in range(min(3, len(word)) + 1)]
    return sum(
        float(row[table.columns.get(piece, len(piece))]) * by_hand(confusion, word[len(piece) :], syllable[1:])
        for piece in pieces
    )


@pytest.mark.parametrize(
    ("word", "case"), [("Nghiéng", TITLE), ("Anb", TITLE), ("nghieng", LOWER), ("ĐUC", UPPER)]
)
def test_a_word_has_the_chance_of_all_ways_to_read_it_from_a_syllable(word: str, case: int) -> None:
    confusion = shipped_model().confusion
    found = behind(confusion, "tesseract", [Seen("a", LOWER), Seen(word, case), Seen("nghiengg", UPPER)])
    for syllable, chance in zip(
        found.syllable[found.word == 1][:40], found.chance[found.word == 1][:40], strict=True
    ):
        printed = in_case(confusion.syllables[int(syllable)], CASES[case])
        assert chance == pytest.approx(by_hand(confusion, word, printed), rel=1e-3)


def test_confusions_are_drawn_towards_a_text() -> None:
    model = shipped_model()
    after = adapted(model.confusion, "engine", {("về", "yz"): 50}, prior=4)

    def chance(confusion_model: object) -> float:
        found = behind(confusion_model, "engine", [Seen("yz", LOWER)])  # type: ignore[arg-type]
        return sum(found.chance[found.syllable == model.places["về"]].tolist())

    assert chance(after) > 20 * chance(model.confusion)


def test_emission_is_learnt_from_pairs() -> None:
    table = learnt({("lý", "1y"): 40, ("là", "1a"): 40, ("mà", "ma"): 40, ("lo", "lo"): 20})
    assert table["l"]["1"] == pytest.approx(0.8, abs=0.1)
    assert max(table["à"], key=table["à"].__getitem__) == "a"


def readings(*options: tuple[str, int, float]) -> Readings:
    return Readings(
        [text for text, _, _ in options],
        np.array([[unit, NONE] for _, unit, _ in options]),
        np.array([looks for _, _, looks in options], np.float32),
    )


def test_search_lets_the_neighbours_decide() -> None:
    ngrams = shipped_model().ngrams
    number = ngrams.numbers
    slots = [
        Slot(readings(("ủy", number["ủy"], 0))),
        Slot(readings(("bán", number["bán"], 0), ("ban", number["ban"], 0), ("bạn", number["bạn"], 0))),
        Slot(readings(("nhân", number["nhân"], 0))),
        Slot(readings(("dần", number["dần"], 0), ("dân", number["dân"], 0))),
    ] * 30  # longer than a stretch
    chosen = best_readings(ngrams, slots, number[STOP], 8, 1.0)
    assert [choice.text for choice in chosen] == ["ủy", "ban", "nhân", "dân"] * 30
    assert all(choice.margin > 0 for choice in chosen)
    assert math.isinf(chosen[0].margin)
    assert best_readings(ngrams, [], number[STOP], 8, 1.0) == []
