"""Every rule file loads and every regular expression in it compiles: a slip in one shows here at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docproc.extract.mentions.dates.grammar import compile_pattern
from docproc.resources import load_rules, models_dir

RULE_FILES = sorted(models_dir().glob("*.toml"))
REGEX_KEYS = {"pattern", "patterns", "landmarks", "anchors", "not_tasks", "aims", "pieces", "expression"}


def expressions(value: Any, under_key: bool = False) -> Iterator[str]:
    """The regular expressions in the values of a rule file: those under a key that holds such, and whatever
    has a sign that only they have.
    """
    if isinstance(value, dict):
        for key, part in value.items():
            yield from expressions(part, under_key or key in REGEX_KEYS)
    elif isinstance(value, list):
        for part in value:
            yield from expressions(part, under_key)
    elif isinstance(value, str) and (under_key or "\\" in value or "(?" in value):
        yield value


@pytest.mark.parametrize("file", RULE_FILES, ids=lambda file: file.stem)
def test_rule_file_loads_and_its_expressions_compile(file: Path) -> None:
    rules = load_rules(file.stem)
    assert rules
    for expression in expressions(rules):
        try:
            compile_pattern(expression) if file.stem == "dates" else re.compile(expression)
        except (re.error, KeyError) as error:
            pytest.fail(f"{file.name}: {expression}: {error}")


def test_expressions_are_found_at_any_depth() -> None:
    rules = {"landmarks": {"a": ["x", "y"]}, "names": ["plain", r"\d+"], "rule": [{"pattern": "(z"}]}
    assert list(expressions(rules)) == ["x", "y", r"\d+", "(z"]


def test_the_house_has_rule_files_with_expressions() -> None:
    assert len(RULE_FILES) > 10
    assert sum(1 for file in RULE_FILES for _ in expressions(load_rules(file.stem))) > 100
