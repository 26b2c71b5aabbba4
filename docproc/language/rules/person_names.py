"""How names of persons begin: family names, titles before them, names of one letter."""

from __future__ import annotations

from functools import cached_property

from docproc.rules import Rules


class PersonNames(Rules):
    """models/person_names.toml."""

    file = "person_names"
    titles: frozenset[str]
    one_letter: frozenset[str]
    frequent: tuple[str, ...]
    others: tuple[str, ...]

    @cached_property
    def family_names(self) -> frozenset[str]:
        """All family names, frequent or not."""
        return frozenset(self.frequent + self.others)
