"""The values of a letter's head and foot with their clues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date as Date
from functools import cache

from docproc.extract.assemble.clues.value import Clues, Surroundings, Value
from docproc.extract.assemble.clues.words import office_clues, word_clues
from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.rules.names import Names
from docproc.language.gazetteer import is_known_place
from docproc.language.normalise import fold
from docproc.language.rules.person_names import PersonNames
from docproc.language.syllables import letters_key
from docproc.letter import Attachment, Header, Letter, Signer
from docproc.rules import load

# Nghị định 30/2020, Điều 8: a number in Arabic figures; a symbol of the abbreviations of type, office and unit.
_NUMBER = re.compile(r"[1-9]\d{0,4}[a-zđ]?(?:/(?:19|20)\d\d)?|0[1-9]")
_SYMBOL = re.compile(r"[A-ZĐƯƠÂĂÊÔ&][\wĐđ&.]*(?:[-/][A-ZĐƯƠÂĂÊÔ&][\wĐđ&.]*)*")
_FIELDS = (
    "doc_type",
    "number",
    "symbol",
    "issue_date",
    "issuer",
    "issuer_parent",
    "place",
    "subject",
    "urgency",
    "secrecy",
)


def head_values(part: Letter | Attachment, around: Surroundings, path: str) -> Iterator[Value]:
    """The fields of a head; `path` stands before theirs (`attachments[0].`, or nothing)."""
    header = part.header
    for field in _FIELDS:
        value = getattr(header, field)
        if value is None:
            continue
        evidence = header.evidence.get(field, [])
        own = {
            "field": 1.0,
            "handwritten": float(any(name.startswith(field) for name in header.handwritten)),
            "fits": float(_fits(field, value, part, around)),
        }
        words = field in ("issuer", "issuer_parent", "subject")
        own |= (word_clues if field == "subject" else office_clues)(value) if words else {}
        clues = around.common(f"{path}header.{field}", evidence) | {f"{field}.{k}": v for k, v in own.items()}
        yield Value("head", f"{path}header.{field}", str(value), evidence, clues)


def _fits(field: str, value: str | Date, part: Letter | Attachment, around: Surroundings) -> bool:
    """Whether a field has the form it should have and agrees with the others of the head."""
    header = part.header
    if isinstance(value, Date):
        later = [c.date for c in part.citations if c.date is not None and c.date > value]
        return not later and value.year > 1990
    if field == "number":
        return _NUMBER.fullmatch(value) is not None
    if field == "symbol":
        return _SYMBOL.fullmatch(value) is not None and _spells(value, header)
    if field == "doc_type":
        return header.symbol is None or _names_type(header.symbol, value)
    if field == "place":
        return is_known_place(value)
    if field in ("issuer", "issuer_parent"):
        return header.symbol is not None and _spells(header.symbol, header)
    return True


@cache
def _abbreviations() -> dict[str, str]:
    return {kind.name: kind.abbr or "" for kind in load(DocTypes).type}


def _names_type(symbol: str, doc_type: str) -> bool:
    """Whether the symbol begins with the type's abbreviation, as every type's but Công văn's does."""
    first = re.split(r"[-/]", symbol)[0]
    wanted = _abbreviations().get(doc_type)
    return first == wanted if wanted else first not in _abbreviations().values()


def _spells(symbol: str, header: Header) -> bool:
    """Whether a part of the symbol is made of first letters of the words of the issuer's name, in their order."""
    names = [name for name in (header.issuer, header.issuer and canonical_name(header.issuer)) if name]
    return any(
        len(part) > 1 and _in_order(fold(part), "".join(word[0] for word in re.findall(r"\w+", fold(name))))
        for name in names
        for part in re.split(r"[-/.]", symbol)
    )


def _in_order(letters: str, initials: str) -> bool:
    rest = iter(initials)
    return all(letter in rest for letter in letters if letter.isalpha())


def signer_values(signer: Signer, around: Surroundings, path: str) -> Iterator[Value]:
    """Name and position of who signed."""
    for field in ("name", "position"):
        value: str | None = getattr(signer, field)
        if not value:
            continue
        own = {f"{field}.{clue}": weight for clue, weight in _signer_clues(field, value, signer, around).items()}
        clues = around.common(f"{path}signer.{field}", signer.evidence) | own
        yield Value("signer", f"{path}signer.{field}", value, signer.evidence, clues)


def _signer_clues(field: str, value: str, signer: Signer, around: Surroundings) -> Clues:
    clues = word_clues(value) | {"field": 1.0, "authority": float(bool(signer.authority))}
    if field == "name":
        certified = [fold(s.signer) for s in around.letter.signatures if s.signer]
        clues["family_name"] = float(letters_key(value).split()[0] in _family_names())
        clues["certified"] = float(any(fold(value) in name for name in certified))
        clues["certified_other"] = float(bool(certified) and not clues["certified"])
        clues["with_position"] = float(signer.position is not None)
        return clues
    deputy = letters_key(value).startswith(("phó", "thứ"))
    for_head = any(re.match(r"\W*KT\b", line) for line in signer.authority)
    clues["said_of_another"] = float(any(fold(value) in fold(line) for line in signer.authority))
    clues["known"] = float(letters_key(value) in _positions())
    clues["deputy"] = float(deputy)
    clues["deputy_unlike_authority"] = float(deputy != for_head)
    return clues


@cache
def _family_names() -> frozenset[str]:
    return frozenset(letters_key(name) for name in load(PersonNames).family_names)


@cache
def _positions() -> frozenset[str]:
    return frozenset(letters_key(name) for name in load(Names).positions)
