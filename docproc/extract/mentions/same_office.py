"""Whether two names are one office: OCR reads one name in two ways, in certain words a mark tells two apart."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from docproc.extract.layout.rows import is_sure
from docproc.extract.mentions.places import are_two_places
from docproc.extract.mentions.rules.offices import Offices
from docproc.language.normalise import fold
from docproc.language.syllables import letters_key
from docproc.letter import Office
from docproc.rules import load


def as_addressed(office: Office, addressees: list[Office]) -> Office:
    """One name a concept: an office that the letter addresses goes by the name it has there, where the two differ
    in no more than what OCR misreads. "Ủy ban nhân dân xã" stays, though the letter goes to "UBND xã": a lead is
    written in the words of its task (annotation guide, decision 8).
    """
    same = [other for other in addressees if _key(other.name) == _key(office.name)]
    alike = [other for other in addressees if _may_be_one(office, other)]
    but_for_marks = [other for other in alike if fold(_key(other.name)) == fold(_key(office.name))]
    first = [*same[:1], *but_for_marks[:1], *(alike if len(alike) == 1 else [])]
    return office.model_copy(update={"name": first[0].name}) if first else office


def without(offices: list[Office], others: list[Office]) -> list[Office]:
    """The offices that are not among the others."""
    return [office for office in offices if not any(_are_one(office, other) for other in others)]


def once_each(offices: list[Office]) -> list[Office]:
    """The offices, each once."""
    return [
        office for n, office in enumerate(offices) if not any(_are_one(office, other) for other in offices[:n])
    ]


def _are_one(one: Office, other: Office) -> bool:
    if letters_key(one.name) == letters_key(other.name):
        return True
    return fold(one.name) == fold(other.name) and not _are_two(one, other)


def _are_two(one: Office, other: Office) -> bool:
    """Whether names that differ are surely two: both are certain, or the places of both exist."""
    certain = is_sure(one.evidence) and is_sure(other.evidence)
    return certain or are_two_places(one.name, other.name)


def _may_be_one(one: Office, other: Office) -> bool:
    if _are_two(one, other):
        return False
    keys = fold(_key(one.name)), fold(_key(other.name))
    return abs(len(keys[0]) - len(keys[1])) <= 2 and fuzz.ratio(*keys) >= load(Offices).scope.same_addressee


def _key(name: str) -> str:
    """A name without quantifier, for telling two readings of one office."""
    return re.sub(r"^(?:tất cả )?(?:các|những|toàn thể) ", "", letters_key(name))
