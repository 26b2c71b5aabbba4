"""Words that a text must hold for a pattern to match: patterns that cannot are not tried, and nothing is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docproc.extract.mentions.dates.needed import LONGEST, has_one_of_each, needed_words, places
from docproc.extract.mentions.dates.plain import plain_text
from docproc.extract.mentions.rules.dates import Dates
from docproc.rules import load


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("hàng tuần", {("hàng tuần",)}),
        ("(?:định kỳ )?hàng tuần", {("hàng tuần",)}),
        (r"ngày \d+ tháng", {("ngày ",), (" tháng",)}),
        ("(?:tuần|quý) này", {("quý", "tuần"), (" này",)}),
        ("(?:tuần|) này", {(" này",)}),
        ("(?:abc)*x", {("x",)}),
        ("(?=abc)x", {("x",)}),
        ("[ab]", set()),
    ],
)
def test_what_a_pattern_needs(pattern: str, needed: set[tuple[str, ...]]) -> None:
    assert {tuple(sorted(words)) for words in needed_words(re.compile(pattern))} == needed


def test_where_case_does_not_count_nothing_is_needed() -> None:
    assert not needed_words(re.compile("hàng", re.IGNORECASE))


def test_one_word_of_each_is_needed() -> None:
    needed = (("hàng", "mỗi"), ("tuần",))
    assert has_one_of_each("mỗi tuần", needed)
    assert not has_one_of_each("trong tuần", needed)
    assert not has_one_of_each("mỗi ngày", needed)
    assert has_one_of_each("", ())


def test_a_pattern_is_tried_near_what_it_needs() -> None:
    far = "x" * 3 * LONGEST
    text = f"{far}mỗi tuần{far}tuần"
    first, second = len(far) + len("mỗi "), len(text) - len("tuần")
    assert places(text, (("tuần",), ("mỗi",))) == [
        (first - LONGEST, first + len("tuần") + LONGEST),
        (second - LONGEST, len(text) + LONGEST),
    ]


def test_places_that_meet_are_one() -> None:
    assert places("mỗi tuần, mỗi tuần", (("tuần",),)) == [(0, len("mỗi tuần, mỗi tuần") + LONGEST)]


def test_without_what_it_needs_a_pattern_is_tried_nowhere() -> None:
    assert places("mỗi ngày", (("tuần",), ("mỗi",))) == []


def test_a_pattern_that_needs_nothing_is_tried_everywhere() -> None:
    assert places("mỗi ngày", ()) == [(0, len("mỗi ngày"))]


def test_every_pattern_of_dates_finds_the_same_where_it_is_tried() -> None:
    cases = json.loads((Path(__file__).parent / "deadline_cases.json").read_text("utf-8"))
    text = plain_text("\n".join(json.dumps(case, ensure_ascii=False) for case in cases)).text
    for rule in load(Dates).expression.values():
        there = places(text, needed_words(rule.regex))
        found = [match.span() for start, end in there for match in rule.regex.finditer(text, start, end)]
        assert found == [match.span() for match in rule.regex.finditer(text)], rule.regex.pattern


def test_no_pattern_of_dates_matches_a_text_without_what_it_needs() -> None:
    cases = Path(__file__).parent / "deadline_cases.json"
    texts = [
        plain_text(json.dumps(case, ensure_ascii=False)).text for case in json.loads(cases.read_text("utf-8"))
    ]
    rules = load(Dates).expression.values()
    for rule in rules:
        needed = needed_words(rule.regex)
        assert all(has_one_of_each(text, needed) for text in texts if rule.regex.search(text)), rule.regex.pattern
