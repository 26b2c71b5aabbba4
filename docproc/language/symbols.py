"""Symbols of documents put right by a dictionary (models/symbols.toml), never by the language model."""

from __future__ import annotations

import re

from docproc.language.rules.repair import Repair
from docproc.language.rules.symbols import Symbols
from docproc.rules import load


def is_symbol(core: str) -> bool:
    """Whether a word is a document's number with its symbol, or a part of one: `1414/0P-`, `/UBND-NN&PTNT`."""
    return load(Repair).patterns.symbol.regex.match(core) is not None


def repair_symbol_in(core: str) -> str:
    """The word with the parts of its symbol put right: `921/QB-UBND` → `921/QĐ-UBND`. Digits stay."""
    parts = re.split(r"([-/&–])", core)
    rules = load(Symbols)
    for i in range(0, len(parts), 2):
        following = next((p for p in parts[i + 2 :: 2] if p), "")
        before = rules.repair_before.get(parts[i])
        if before and before.next == following:
            parts[i] = before.right
        else:
            parts[i] = rules.repair.get(parts[i], parts[i])
    return "".join(parts)
