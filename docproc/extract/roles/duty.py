"""What the roles of a body come to: duties, each with who leads, who helps, and why. Plain data."""

from __future__ import annotations

from dataclasses import dataclass

from docproc.extract.roles.heirs import Source
from docproc.extract.roles.parties import Party


@dataclass(frozen=True, slots=True)
class Duty:
    """A task in the making. `start` and `end` are token indexes, `block` the index of the block it begins in.

    `leads` is empty when those the letter is addressed to lead, or nobody is named: `source` says which. `share`
    is how likely it is a task, `lead_share` how likely the lead is right as far as the models know (0 to 1).
    """

    start: int
    end: int
    block: int
    leads: tuple[Party, ...]
    partners: tuple[Party, ...]
    source: Source
    share: float
    lead_share: float
