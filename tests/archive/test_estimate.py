"""Figures about an archive from a few of its files: what they say, and how sure."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docproc.archive.forecast.estimate import Refused, Sampled, estimate
from docproc.archive.forecast.looking import Look, PageSeen
from docproc.archive.forecast.measuring import Cost
from docproc.archive.strata import Stratum
from docproc.page import PageReason

SCANS, TEXTS = Stratum("pdf", 9), Stratum("other", 3)
OCR_COSTS = [Cost(PageReason.NO_LAYER, PageReason.NO_LAYER, seconds) for seconds in (5.0, 6.0, 7.0)]


def look(pages: int, *reasons: PageReason) -> Look:
    seen = tuple(PageSeen(number, reason) for number, reason in enumerate(reasons, start=1))
    return Look(Path("a.pdf"), pages, seen, 0.0)


def test_files_that_were_not_looked_at_are_like_those_that_were() -> None:
    told = estimate([Sampled(SCANS, 100, 10**8, (look(2, PageReason.NO_LAYER),) * 4)], OCR_COSTS)
    assert told.pages.value == pytest.approx(200)
    assert told.ocr_pages == pytest.approx(200)
    assert told.seconds.value == pytest.approx(200 * 6, rel=0.02)


def test_each_stratum_counts_for_itself() -> None:
    """A thousand texts beside ten scans: a sample of all files would hardly meet the scans."""
    texts = Sampled(TEXTS, 1000, 10**6, (look(1, PageReason.PLAIN_TEXT),) * 5)
    scans = Sampled(SCANS, 10, 10**8, (look(30, PageReason.NO_LAYER),) * 5)
    told = estimate([texts, scans], OCR_COSTS)
    assert told.pages_by_reason == {PageReason.PLAIN_TEXT: 1000.0, PageReason.NO_LAYER: pytest.approx(300)}


def test_an_archive_that_was_looked_at_whole_has_just_so_many_pages() -> None:
    told = estimate([Sampled(SCANS, 2, 100, (look(2, PageReason.NO_LAYER), look(7, PageReason.NO_LAYER)))], [])
    assert (told.pages.low, told.pages.value, told.pages.high) == (9, 9, 9)


def test_pages_of_a_file_that_were_not_seen_are_like_those_that_were() -> None:
    seen = (PageReason.NO_LAYER, PageReason.NO_LAYER, PageReason.NO_LAYER, PageReason.DAMAGED)
    told = estimate([Sampled(SCANS, 1, 100, (look(2000, *seen),))], OCR_COSTS)
    assert told.pages_by_reason == {PageReason.NO_LAYER: 1500.0, PageReason.DAMAGED: 500.0}


def test_a_size_that_was_not_looked_at_in_time_is_like_the_nearest_of_its_kind() -> None:
    seen = Sampled(SCANS, 10, 100, (look(3, PageReason.NO_LAYER),))
    far = Sampled(Stratum("pdf", 1), 10, 100, (look(1, PageReason.GOOD_LAYER),))
    unseen = Sampled(Stratum("pdf", 8), 10, 100)
    told = estimate([far, unseen, seen], OCR_COSTS)
    assert told.pages.value == pytest.approx(70)
    assert told.looked_at == 2


def test_files_that_cannot_be_read_are_counted_by_their_reason() -> None:
    refused = (Refused("DamagedFile", "hỏng"), Refused("PasswordNeeded", "khóa"))
    sampled = Sampled(SCANS, 40, 100, (look(1, PageReason.GOOD_LAYER),) * 2, refused)
    told = estimate([sampled], [])
    assert told.refused == {"hỏng": 10.0, "khóa": 10.0}
    assert told.pages.value == pytest.approx(20)


def test_layers_that_prove_unlike_their_scans_need_ocr() -> None:
    good, unlike = PageReason.GOOD_LAYER_OF_SCAN, PageReason.UNLIKE
    costs = [Cost(good, unlike, 8.0), *[Cost(good, good, 1.0)] * 3]
    told = estimate([Sampled(SCANS, 100, 10**8, (look(1, good),) * 5)], costs)
    assert told.ocr_pages == pytest.approx(25)


def test_a_figure_without_measurements_is_wide() -> None:
    sampled = [Sampled(SCANS, 100, 10**8, (look(2, PageReason.NO_LAYER),) * 10)]
    guessed, measured = estimate(sampled, []).seconds, estimate(sampled, OCR_COSTS).seconds
    assert guessed.high / guessed.low > measured.high / measured.low


def test_an_empty_archive_takes_no_time() -> None:
    told = estimate([], [])
    assert (told.pages.value, told.seconds.value, told.refused) == (0, 0, {})


def test_the_truth_lies_in_the_range_nine_times_of_ten() -> None:
    """Of archives of 3,000 files, 40 of which were looked at."""
    met = 0
    for seed in range(100):
        chance = random.Random(seed)
        pages = [chance.choice([1, 1, 1, 2, 2, 3, 5, 9, 20]) for _ in range(3000)]
        seen = tuple(look(count, PageReason.NO_LAYER) for count in chance.sample(pages, 40))
        told = estimate([Sampled(SCANS, 3000, 10**9, seen)], OCR_COSTS).pages
        met += told.low <= sum(pages) <= told.high
    assert met >= 84
