"""Words by which an office, a person or a class of them is recognised in running text."""

from __future__ import annotations

from functools import cached_property

from docproc.rules import Checked, Expressions, Rules


class Stops(Checked):
    """Before which words a phrase ends, and with which word behind them it goes on all the same."""

    words: frozenset[str]
    pairs: frozenset[str]
    numbered: frozenset[str]
    unless: dict[str, frozenset[str]]


class Numbers(Checked):
    """After which words a number belongs to a name, and before which it counts something."""

    after: frozenset[str]
    counted: frozenset[str]


class Scope(Checked):
    """How the scope of a phrase is told."""

    same_addressee: float
    vague: tuple[str, ...]
    remainder: tuple[str, ...]
    described: tuple[str, ...]


class Lists(Checked):
    """How a list of offices of one kind is written."""

    kinds: tuple[str, ...]
    places: tuple[str, ...]
    how_many: tuple[str, ...]
    stand_alone: tuple[str, ...]
    fields: tuple[str, ...]
    parted_at: Expressions


class Offices(Rules):
    """models/offices.toml. Words of a tuple are looked for in texts, those of a set are asked for one by one."""

    file = "offices"
    heads: tuple[str, ...]
    fields_too: frozenset[str]
    verbs_else: frozenset[str]
    persons: tuple[str, ...]
    forms_of_address: frozenset[str]
    classes: tuple[str, ...]
    places: frozenset[str]
    bare_places: frozenset[str]
    addressed: tuple[str, ...]
    quantifiers: tuple[str, ...]
    kinds_with_names: frozenset[str]
    joiners: frozenset[str]
    going_on: frozenset[str]
    not_offices: tuple[str, ...]
    appositions: tuple[str, ...]
    names_with_verbs: frozenset[str]
    name_compounds: tuple[str, ...]
    stops: Stops
    numbers: Numbers
    scope: Scope
    lists: Lists

    @cached_property
    def all_classes(self) -> tuple[str, ...]:
        """The classes, and those the letter is addressed to."""
        return self.classes + self.addressed
