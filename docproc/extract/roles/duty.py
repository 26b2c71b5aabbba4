"""What the walk over a letter's body collects (duties.py). Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field

Part = tuple[int, int]


@dataclass(slots=True)
class Duty:
    """A task in the making. `start`, `end` and `duty` are token indexes; parts are token ranges of offices.

    `source` says how the lead was found: `own` (in the sentence), `heading`, `lead_in`, `none`.
    """

    start: int
    end: int
    duty: int
    block: int
    leads: list[Part]
    source: str
    cue: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: token indexes, whether it opens the block, whether a deadline stands in it."""

    block: int
    start: int
    end: int
    first: bool
    due: bool


@dataclass(slots=True)
class State:
    """What the walk over the blocks has seen: offices handed down by headings and by opening sentences.

    `told` are blocks that are part of a task above them, `aims` headings below which nothing is assigned. `kin`:
    for each list (kind and parent of its items) whether its items are duties.
    """

    headings: dict[int, list[Part]] = field(default_factory=dict)
    aims: set[int] = field(default_factory=set)
    told: set[int] = field(default_factory=set)
    kin: dict[tuple[str, int | None], bool] = field(default_factory=dict)
    lead_in: list[Part] | None = None
    lead_in_aims: bool = False
    opened: bool = False
    listed: bool = False
    assigning: bool = False
    duties: list[Duty] = field(default_factory=list)
