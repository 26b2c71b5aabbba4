"""Which units of a body are tasks: each begins one, goes on with the one before it, or is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.roles.models.labelled import OTHER
from docproc.extract.roles.models.trained import label
from docproc.extract.roles.unit_clues import Setting, clues_from_office
from docproc.extract.roles.units import Unit, units_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Role:
    """What a unit is (models/labelled.py), and how likely it is a task or a part of one (0 to 1)."""

    unit: Unit
    kind: str
    share: float


def roles_of(doc: Doc, body: Body, setting: Setting, taken: frozenset[int] = frozenset()) -> list[Role]:
    """The roles of all units, decided together; the blocks `taken` are read elsewhere. Raises ModelMissing."""
    units = units_of(doc, body, taken)
    found = label("roles", clues_from_office(doc, body, units, setting))
    return [
        Role(unit, kind, 1 - shares.get(OTHER, 0.0))
        for unit, kind, shares in zip(units, found.labels, found.shares, strict=True)
    ]
