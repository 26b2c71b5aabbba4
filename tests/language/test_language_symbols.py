"""Symbols of documents put right by the dictionary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.language.symbols import is_symbol, repair_symbol_in


@pytest.mark.parametrize("core", ["1414/0P-UBND", "642/UBND-NN", "16/2024/NĐ-CP"])
def test_a_number_with_its_symbol_is_one(core: str) -> None:
    assert is_symbol(core)


@pytest.mark.parametrize("core", ["hồ", "20/5/2024", "642"])
def test_words_days_and_numbers_are_none(core: str) -> None:
    assert not is_symbol(core)


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("921/QB-UBND", "921/QĐ-UBND"),
        ("921/QĐ-UBNI", "921/QĐ-UBND"),
        ("16/2024/ND-CP", "16/2024/NĐ-CP"),
        ("16/2024/ND-UBND", "16/2024/ND-UBND"),
        ("642/UBND-NN", "642/UBND-NN"),
    ],
)
def test_only_what_the_dictionary_knows_is_put_right(damaged: str, right: str) -> None:
    assert repair_symbol_in(damaged) == right


@given(st.from_regex(r"\d{1,4}/[A-ZĐ]{1,4}-[A-ZĐ]{1,4}", fullmatch=True))
def test_figures_and_signs_stay(symbol: str) -> None:
    kept = [c for c in symbol if not c.isalpha()]
    assert [c for c in repair_symbol_in(symbol) if not c.isalpha()][: len(kept)] == kept
