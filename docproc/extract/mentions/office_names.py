"""The last step over a letter's offices: canonical names, and what they are called since 1 July 2025."""

from __future__ import annotations

import re

from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.places import name_since_2025
from docproc.language.normalise import fold
from docproc.letter import Header, Office, Task

_PROVINCE = re.compile(r"(?:tinh|thanh pho)\s+(?P<name>[^,;()]+?)\s*$")


def named(offices: list[Office], header: Header) -> list[Office]:
    """The offices with their canonical names; the letter's head tells which province a commune lies in."""
    province = _province(header)
    return [
        office.model_copy(
            update={
                "canonical": canonical_name(office.name),
                "since_2025": name_since_2025(office.name, province) if office.scope == "named" else None,
            }
        )
        for office in offices
    ]


def tasks_named(tasks: list[Task], header: Header) -> list[Task]:
    """The tasks with the canonical names of those who lead and coordinate."""
    return [
        task.model_copy(update={"lead": named(task.lead, header), "coordinate": named(task.coordinate, header)})
        for task in tasks
    ]


def _province(header: Header) -> str | None:
    """The province that the letterhead names."""
    for office in (header.issuer_parent, header.issuer):
        match = _PROVINCE.search(fold(office or ""))
        if match:
            return match.group()
    return None
