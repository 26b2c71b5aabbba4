"""The expressions of models/dates.toml find their examples and leave what they must not find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from docproc import resources
from docproc.extract.mentions.dates.grammar import expressions
from docproc.extract.mentions.dates.plain import plain_text
from docproc.extract.mentions.rules.dates import (
    Dates,
    Piece,
    PlainExpression,
    PlainExpressions,
    TimeExpression,
)
from docproc.rules import RulesFault, load, read_rules

RULES = load(Dates)


def _all_expressions() -> Iterator[tuple[str, PlainExpression | PlainExpressions]]:
    yield from ((f"pieces.{name}", piece) for name, piece in RULES.pieces.items())
    yield from ((f"expression.{name}", expression) for name, expression in RULES.expression.items())
    for place in ("parts", "left", "right", "bounds"):
        table: BaseModel = getattr(RULES, place)
        yield from ((f"{place}.{name}", getattr(table, name)) for name in type(table).model_fields)


EXPRESSIONS = [pytest.param(rule, id=place) for place, rule in _all_expressions()]
EXPRESSIONS_OF_TIME = [pytest.param(rule, id=name) for name, rule in RULES.expression.items()]


def _regexes(rule: PlainExpression | PlainExpressions) -> tuple[re.Pattern[str], ...]:
    return (rule.regex,) if isinstance(rule, PlainExpression) else rule.regexes


@pytest.mark.parametrize("rule", EXPRESSIONS)
def test_an_expression_finds_its_examples(rule: PlainExpression | PlainExpressions) -> None:
    missed = [
        example
        for example in rule.finds
        if not any(_to_the_end(rule, regex).search(plain_text(example).text) for regex in _regexes(rule))
    ]
    assert missed == []


def _to_the_end(rule: PlainExpression | PlainExpressions, regex: re.Pattern[str]) -> re.Pattern[str]:
    """The expression; a piece must read its example to the end."""
    return re.compile(f"(?:{regex.pattern})$") if isinstance(rule, Piece) else regex


@pytest.mark.parametrize("rule", EXPRESSIONS)
def test_an_expression_leaves_what_it_must_not_find(rule: PlainExpression | PlainExpressions) -> None:
    found = [
        (example, match.group())
        for example in rule.refuses
        for regex in _regexes(rule)
        if (match := regex.search(plain_text(example).text))
    ]
    assert found == []


@pytest.mark.parametrize("rule", EXPRESSIONS_OF_TIME)
def test_no_other_expression_of_time_takes_its_examples(rule: TimeExpression) -> None:
    for example in rule.finds:
        text = plain_text(example).text
        taken = {(found.kind, found.start, found.end, found.rrule) for found in expressions(text)}
        own = {(rule.kind, *match.span(), rule.rrule) for match in rule.regex.finditer(text)}
        assert taken & own, (example, taken)


def test_each_form_of_a_part_finds_an_example_alone() -> None:
    forms = RULES.parts.date.regexes
    finders = [[form for form in forms if form.search(example)] for example in RULES.parts.date.finds]
    assert {found[0] for found in finders if len(found) == 1} == set(forms)


def test_each_list_and_each_piece_is_named_by_an_expression() -> None:
    written = (resources.models_dir() / "dates.toml").read_text(encoding="utf-8")
    assert {*RULES.words, *RULES.pieces} == set(re.findall(r"<<(\w+)>>", written)) - {"list", "piece", "name"}


def test_a_piece_that_there_is_not_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = (resources.models_dir() / "dates.toml").read_text(encoding="utf-8")
    (tmp_path / "dates.toml").write_text(written.replace("<<at_latest>>", "<<at_last>>"), encoding="utf-8")
    monkeypatch.setattr(resources, "models_dir", lambda: tmp_path)
    with pytest.raises(RulesFault, match="no piece has the name at_last"):
        read_rules(Dates)
