"""Rule files are what their classes say, and each expression finds its examples: a slip shows here at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import docproc
from docproc import resources
from docproc.cli.health import rule_classes
from docproc.language.normalise import fold
from docproc.resources import models_dir
from docproc.rules import (
    Checked,
    Expression,
    Expressions,
    FoldedExpression,
    FoldedExpressions,
    Rules,
    RulesFault,
    load,
    read_rules,
)

RULE_FILES = sorted(models_dir().glob("*.toml"))
CLASSES = rule_classes()


def _tables(value: Any, place: str) -> Iterator[tuple[str, BaseModel]]:
    """All tables in a value, each with the names that lead to it."""
    if isinstance(value, BaseModel):
        yield place, value
        for name in type(value).model_fields:
            yield from _tables(getattr(value, name), f"{place}.{name}")
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _tables(part, f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for index, part in enumerate(value):
            yield from _tables(part, f"{place}.{index}")


EXPRESSIONS = [
    pytest.param(table, id=place)
    for kind in CLASSES
    for place, table in _tables(load(kind), kind.file)
    if isinstance(table, Expression | Expressions)
]


def _as_seen(rule: Expression | Expressions, example: str) -> str:
    return fold(example) if isinstance(rule, FoldedExpression | FoldedExpressions) else example


def _regexes(rule: Expression | Expressions) -> tuple[re.Pattern[str], ...]:
    return rule.regexes if isinstance(rule, Expressions) else (rule.regex,)


@pytest.mark.parametrize("rule", EXPRESSIONS)
def test_an_expression_finds_its_examples(rule: Expression | Expressions) -> None:
    missed = [
        example
        for example in rule.finds
        if not any(regex.search(_as_seen(rule, example)) for regex in _regexes(rule))
    ]
    assert not missed


@pytest.mark.parametrize("rule", EXPRESSIONS)
def test_an_expression_leaves_what_it_must_not_find(rule: Expression | Expressions) -> None:
    found = [
        (regex.pattern, example)
        for example in rule.refuses
        for regex in _regexes(rule)
        if regex.search(_as_seen(rule, example))
    ]
    assert not found


@pytest.mark.parametrize("rule", EXPRESSIONS)
def test_each_of_several_expressions_finds_an_example_alone(rule: Expression | Expressions) -> None:
    finders = [
        [regex.pattern for regex in _regexes(rule) if regex.search(_as_seen(rule, example))]
        for example in rule.finds
    ]
    alone = {found[0] for found in finders if len(found) == 1}
    assert {regex.pattern for regex in _regexes(rule)} == alone


def test_every_rule_file_has_a_class() -> None:
    assert [kind.file for kind in CLASSES] == [file.stem for file in RULE_FILES]


def test_no_rule_is_read_untyped() -> None:
    house = Path(docproc.__path__[0])
    readers = [path for path in house.rglob("*.py") if "edited_toml(" in path.read_text(encoding="utf-8")]
    # The other two read files of people: an office's settings and aliases.
    assert sorted(str(path.relative_to(house)) for path in readers) == [
        "edited.py",
        "extract/mentions/aliases.py",
        "rules/__init__.py",
        "settings.py",
    ]


def test_a_key_that_is_not_known_is_refused_with_the_one_that_may_be_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cut(Checked):
        widest: float

    class Toy(Rules):
        file = "toy"
        cuts: dict[str, Cut]

    (tmp_path / "toy.toml").write_text("cuts.a.widset = 1.0", encoding="utf-8")
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    with pytest.raises(RulesFault, match=r"cuts\.a\.widset is not known; did you mean widest\?"):
        read_rules(Toy)
