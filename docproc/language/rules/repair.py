"""What docproc repair takes apart, locks and weighs."""

from __future__ import annotations

import re

from pydantic import Field

from docproc.measures import Natural, Share, Times
from docproc.rules import Checked, Expressions, Rules


class Core(Checked):
    """A word with its signs around it (groups `lead`, `core`, `tail`), with examples: each as it comes apart."""

    pattern: re.Pattern[str]
    apart: dict[str, tuple[str, str, str]]
    refuses: tuple[str, ...] = Field(alias="not")


class Inner(Checked):
    """Signs between two words without a blank, with examples: what stands before, in and behind them."""

    pattern: re.Pattern[str]
    apart: dict[str, tuple[str, ...]]


class Patterns(Checked):
    """What the parts of a line are; all but `address` fit a part as a whole."""

    core: Core
    inner: Inner
    address: Expressions
    number: Expressions
    code: Expressions
    symbol: Expressions
    enumerator: Expressions


class Weights(Checked):
    """How readings are weighed against each other."""

    language: Times
    unknown_letter: Natural
    split: Natural
    join: Natural
    window: Natural
    candidates: int
    beam: int
    """Contexts followed at once."""
    page_words: Times
    """Words of the line for which the page counts."""
    least_share: Share
    clean_share: Share
    kind_share: Share
    capitals: Times
    odd_case: Natural
    adapt_share: Share
    adapt_margin: Natural
    adapt_prior: Times
    """Occurrences for which what is known of engines counts."""
    adapt_kept: Natural
    name_margin: Natural
    unsure_margin: Natural


class Repair(Rules):
    """models/repair.toml: what is locked, how a line is taken apart, how its words are weighed."""

    file = "repair"
    acronyms: tuple[str, ...]
    lone_signs: tuple[str, ...]
    patterns: Patterns
    weights: Weights
