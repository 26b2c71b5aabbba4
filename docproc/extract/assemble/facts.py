"""What tasks are looked for in, and what the rest of the letter says that they need. Plain data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.roles.unit_clues import Setting
from docproc.letter import Office

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the rest of the letter says that tasks need: who wrote it, of what kind, to whom, what about."""

    issuer: str | None
    doc_type: str | None
    addressees: list[Office]
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A body or annex, analysed; the blocks `taken` are read in line form (labels.py)."""

    doc: Doc
    body: Body
    annex: bool = False
    taken: frozenset[int] = frozenset()


def setting_of(facts: LetterFacts, text: Text) -> Setting:
    """What the letter says that the roles of the units of a text depend on."""
    addressees = tuple(office.name for office in facts.addressees)
    return Setting(facts.doc_type, facts.issuer, addressees, text.annex, facts.subject)
