"""Names printed in capitals in their usual spelling."""

from __future__ import annotations

from docproc.rules import Rules


class Capitals(Rules):
    """models/capitals.toml."""

    file = "capitals"
    parts: tuple[str, ...]
    small_after: tuple[str, ...]
    places_after: tuple[str, ...]
    named_after: tuple[str, ...]
    fields_before_names: tuple[str, ...]
    fields: tuple[str, ...]
    proper: tuple[str, ...]
    joining: tuple[str, ...]
    renewing: frozenset[str]
    lowering: frozenset[str]
    numbered: frozenset[str]
