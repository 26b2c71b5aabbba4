"""Which names mean our office, and which classes it belongs to."""

from __future__ import annotations

from typing import Literal

from docproc.reports.rules.keys import KeyExpression, KeyExpressions
from docproc.rules import Checked, Rules

Grade = Literal["province", "district", "commune"]


class Abbreviation(KeyExpression):
    """What is written as `form`; the examples are keys but for this abbreviation and those after it."""

    form: str


class Heads(Checked):
    """What stands for a unit at the start of a name: a person with a post, a post."""

    person: KeyExpression
    posts: KeyExpressions


class Levels(Checked):
    """Levels of the land: their grades, the longer name first; how lists shorten them; words that look so."""

    grades: dict[str, Grade]
    full: dict[str, str]
    central_cities: tuple[str, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]
    provincial: KeyExpression


class Qualifiers(Checked):
    """What narrows a class: for its readers not, or in a way that leaves it open who is meant."""

    harmless: KeyExpressions
    narrowing: KeyExpressions


class NameOfMany(Checked):
    """A phrase for several offices, and which are of them; without `office` any may be."""

    phrase: KeyExpression
    office: KeyExpression | None = None


class Joined(Checked):
    """Bodies of one place that one name may join."""

    bodies: tuple[str, ...]


class Units(Checked):
    """Units and kinds of offices in names of several."""

    names: tuple[str, ...]
    listed: tuple[str, ...]
    not_of: tuple[str, ...]
    kinds: tuple[str, ...]
    teams: KeyExpression
    merged: KeyExpression
    inside: KeyExpression
    government_only: KeyExpression
    not_of_government: KeyExpression
    under: KeyExpression


class Symbol(Checked):
    """The abbreviation of a kind of office in the symbol of its documents."""

    short: str
    office: KeyExpression


class Initials(Checked):
    """How first letters make such an abbreviation: words without one, and how long it may be."""

    without: tuple[str, ...]
    longest: int


class OfficeKind(Checked):
    """Who signs for a kind of office, and what stands in its symbol."""

    office: KeyExpression
    signer: tuple[str, ...]
    signer_by_order: tuple[str, ...] | None = None
    symbol: str | None = None
    initials: bool = False


class OfficeRules(Rules):
    """models/offices_ours.toml: names of offices, classes of them, and their symbols and signers."""

    file = "offices_ours"
    body_of_places: str
    short_forms: dict[str, str]
    reasons: dict[str, str]
    abbreviation: tuple[Abbreviation, ...]
    heads: Heads
    levels: Levels
    qualifiers: Qualifiers
    classes: dict[str, NameOfMany]
    everybody: KeyExpressions
    joined: Joined
    units: Units
    generic: dict[str, NameOfMany]
    symbols: dict[str, Symbol]
    initials: Initials
    kinds: dict[str, OfficeKind]
