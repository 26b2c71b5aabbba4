"""Names of offices in full."""

from __future__ import annotations

from docproc.rules import Rules


class Aliases(Rules):
    """models/aliases.toml: written name → canonical name, abbreviation inside a name → its words."""

    file = "aliases"
    names: dict[str, str]
    abbreviations: dict[str, str]
