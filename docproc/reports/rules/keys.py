"""Expressions for names of offices as they are compared (docproc/reports/names/office_names.py, `key_of`).

What they find and leave is written as keys: in small letters, UBND and HĐND short, tones on the vowel where the
reform puts them.
"""

from __future__ import annotations

from docproc.rules import Expression, Expressions


class KeyExpression(Expression):
    """An expression for keys of names."""


class KeyExpressions(Expressions):
    """Several ways to write one thing, for keys of names."""
