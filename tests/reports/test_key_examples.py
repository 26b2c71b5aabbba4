"""Expressions for keys of names: what they find and leave is written as keys, as no other name is ever seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from docproc.reports.names.office_names import key_of
from docproc.reports.rules.drafts import DraftRules
from docproc.reports.rules.keys import KeyExpression, KeyExpressions
from docproc.reports.rules.offices_ours import Abbreviation, OfficeRules
from docproc.rules import load


def _expressions(value: Any) -> Iterator[KeyExpression | KeyExpressions]:
    if isinstance(value, KeyExpression | KeyExpressions):
        yield value
    elif isinstance(value, BaseModel):
        yield from (found for _, part in value for found in _expressions(part))
    elif isinstance(value, dict | tuple):
        parts = value.values() if isinstance(value, dict) else value
        yield from (found for part in parts for found in _expressions(part))


EXPRESSIONS = [*_expressions(load(DraftRules)), *_expressions(load(OfficeRules))]


@pytest.mark.parametrize("rule", [one for one in EXPRESSIONS if not isinstance(one, Abbreviation)])
def test_the_examples_are_keys(rule: KeyExpression | KeyExpressions) -> None:
    examples = (*rule.finds, *rule.refuses)
    assert [key_of(example) for example in examples] == list(examples)


def test_abbreviations_are_found_in_names_in_small_letters() -> None:
    examples = [example for one in load(OfficeRules).abbreviation for example in (*one.finds, *one.refuses)]
    assert [example.lower() for example in examples] == examples
