"""Words that a text must hold for a pattern to match: patterns that cannot are not tried, and nothing is lost."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from docproc.extract.mentions.dates.needed import has_one_of_each, needed_words
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


def test_no_pattern_of_dates_matches_a_text_without_what_it_needs() -> None:
    cases = Path(__file__).parent / "deadline_cases.json"
    texts = [
        plain_text(json.dumps(case, ensure_ascii=False)).text for case in json.loads(cases.read_text("utf-8"))
    ]
    rules = load(Dates).expression.values()
    for rule in rules:
        needed = needed_words(rule.regex)
        assert all(has_one_of_each(text, needed) for text in texts if rule.regex.search(text)), rule.regex.pattern
