"""Values for cells of CSV files, which people open in Excel or LibreOffice."""

from __future__ import annotations

# What a spreadsheet may take for a formula (OWASP, "CSV injection"); an apostrophe before it keeps it text.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: object) -> object:
    """The value for a cell; a text that a spreadsheet would take for a formula gets a `'` before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_SIGNS) else value
