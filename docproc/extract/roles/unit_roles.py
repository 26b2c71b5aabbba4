"""Which units of a body are tasks: each begins one, goes on with the one before it, or is none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.nlp import dates_of
from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER
from docproc.extract.roles.models.trained import label
from docproc.extract.roles.sentences import quoted_tokens
from docproc.extract.roles.unit_clues import Setting, clues_from_office
from docproc.extract.roles.units import Unit, units_of

if TYPE_CHECKING:
    from spacy.tokens import Doc


# How likely a unit that sets a deadline must be a task to be shown as one: a deadline that is lost weighs three
# times a task too many, which a person sees and strikes out.
_LIKELY_WITH_DAY = 0.25


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
    quoted = quoted_tokens(doc, body)
    roles: list[Role] = []
    for unit, likeliest, shares in zip(units, found.labels, found.shares, strict=True):
        if unit.start in quoted:  # the sentence of a quotation: said by others
            roles.append(Role(unit, OTHER, 0.0))
            continue
        role = Role(unit, likeliest, 1 - shares.get(OTHER, 0.0))
        if role.kind == OTHER and role.share >= _LIKELY_WITH_DAY and sets_deadline(doc, unit):
            goes_on = shares.get(GOES_ON, 0.0) > shares.get(BEGINS, 0.0)
            follows = bool(roles) and roles[-1].kind != OTHER
            role = replace(role, kind=GOES_ON if goes_on and follows else BEGINS)
        roles.append(role)
    return roles


def sets_deadline(doc: Doc, unit: Unit) -> bool:
    """Whether a unit says by when something is to be done."""
    span = doc[unit.start : unit.end]
    return any(m.role == "deadline" and span.start_char <= m.start < span.end_char for m in dates_of(doc))
