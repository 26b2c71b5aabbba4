"""Bodies of a few lines with given roles and offices, for the tests of what stands around the models of roles."""

from __future__ import annotations

from printed import body_of
from spacy.tokens import Doc

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.nlp import analyse
from docproc.extract.roles.parties import Party
from docproc.extract.roles.unit_clues import Setting
from docproc.extract.roles.unit_roles import Role
from docproc.extract.roles.units import units_of

SETTING = Setting("Công văn", "UBND huyện", ("UBND các xã",))


def read(*lines: str) -> tuple[Doc, Body]:
    body = body_of(*lines)
    return analyse(body.text, None), body


def roles_for(doc: Doc, body: Body, kinds: str) -> list[Role]:
    """The units of a body with the given roles, one letter each."""
    return [Role(unit, kind, 0.9) for unit, kind in zip(units_of(doc, body), kinds, strict=True)]


def party(doc: Doc, name: str, share: float = 0.9) -> Party:
    """The first place at which the name stands."""
    start = doc.text.index(name)
    span = doc.char_span(start, start + len(name))
    assert span is not None
    return Party(span.start, span.end, "lead", share)
