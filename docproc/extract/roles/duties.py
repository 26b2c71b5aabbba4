"""The duties of a body: units that begin tasks and those that go on with them, and whose they are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.roles.duty import Duty
from docproc.extract.roles.heirs import Before, candidates, heir_of
from docproc.extract.roles.letter_offices import offices_of_letter
from docproc.extract.roles.models.labelled import BEGINS, GOES_ON, OTHER
from docproc.extract.roles.parties import Party, parties_of
from docproc.extract.roles.unit_clues import Setting
from docproc.extract.roles.unit_roles import Role, roles_of, sets_deadline
from docproc.language.normalise import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OPENS = 0.8  # how sure an office must lead for a unit to be a task of its own


def duties_of(doc: Doc, body: Body, setting: Setting, taken: frozenset[int] = frozenset()) -> list[Duty]:
    """The duties of a body in order; the blocks `taken` are read elsewhere. Raises ModelMissing."""
    roles = roles_of(doc, body, setting, taken)
    parties = parties_of(doc, body, roles)
    return duties_from(doc, body, roles, parties, setting)


def duties_from(
    doc: Doc, body: Body, roles: list[Role], parties: list[list[Party]], setting: Setting
) -> list[Duty]:
    """The duties that units with known roles and offices make. Raises ModelMissing."""
    leads = [tuple(party for party in named if party.part == "lead") for named in parties]
    roles = _parted(doc, roles, leads)
    about = offices_of_letter(doc, roles, setting.subject)
    duties: list[Duty] = []
    earlier: tuple[tuple[Party, ...], int] | None = None
    for first, last in task_ranges(roles):
        helping = tuple(p for named in parties[first : last + 1] for p in named if p.part == "partner")
        start, end, block = roles[first].unit.start, roles[last].unit.end, roles[first].unit.block
        found = candidates(doc, body, (first, last), Before(roles, leads, earlier, about), setting)
        heir, sure = heir_of(body, block, found, setting)
        duties.append(Duty(start, end, block, heir.parties, helping, heir.source, roles[first].share, sure))
        if heir.source == "item":
            earlier = heir.parties, last
    return duties


def _parted(doc: Doc, roles: list[Role], leads: list[tuple[Party, ...]]) -> list[Role]:
    """The roles, where a unit that another office opens begins a task of its own, and one that tells nobody else
    goes on with the task before it in its block, unless each sets a deadline (annotation guide, decision 1).
    """
    found: list[Role] = []
    told: set[str] = set()
    due = False
    for role, own in zip(roles, leads, strict=True):
        names = {fold(doc[party.start : party.end].text) for party in own}
        opens = bool(own) and own[0].start <= role.unit.start + 1 and own[0].share > _OPENS
        has_day = sets_deadline(doc, role.unit)
        if role.kind == GOES_ON and opens and told and not names & told:
            role = replace(role, kind=BEGINS)
        elif role.kind == BEGINS and _goes_on_in_block(found, role) and names <= told and not (due and has_day):
            role = replace(role, kind=GOES_ON)
        goes_on = role.kind == GOES_ON
        told, due = (told | names, due or has_day) if goes_on else (names, has_day)
        found.append(role)
    return found


def _goes_on_in_block(before: list[Role], role: Role) -> bool:
    return bool(before) and before[-1].kind != OTHER and before[-1].unit.block == role.unit.block


def task_ranges(roles: list[Role]) -> list[tuple[int, int]]:
    """For each task its first and its last unit."""
    found: list[tuple[int, int]] = []
    for number, role in enumerate(roles):
        if role.kind == BEGINS:
            found.append((number, number))
        elif role.kind == GOES_ON and found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
    return found
