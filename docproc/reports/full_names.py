"""Names of offices in full, as somebody outside the letter has to read them (words: models/drafts.toml).

A letterhead says `VĂN PHÒNG` below `UBND HUYỆN SUỐI VÀNG`, a letter of the district `báo cáo về UBND huyện`:
whose office, which district, is plain only beside the letterhead. In another document it has to be said.
"""

from __future__ import annotations

import re
from itertools import takewhile

from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.capitals import usual_position, usual_spelling
from docproc.language.normalise import normalise
from docproc.letter import Header
from docproc.reports.office_names import key_of, place_name, short_form, take_apart
from docproc.resources import load_rules


def issuer_name(header: Header) -> str:
    """The issuer with the office above it or its place where it would be anybody's without; empty when unknown.

    `Văn phòng` of `UBND tỉnh X` → `Văn phòng UBND tỉnh X`; a `Sở Y tế` stays what it is.
    """
    name, parent = (_spelled_out(written or "") for written in (header.issuer, header.issuer_parent))
    return _below(name, parent) if name and parent else name


def in_full(name: str, header: Header, *near: str | None) -> str:
    """A name that a letter with this letterhead writes short, as it stands for itself.

    `Văn phòng Sở` of a `Sở Y tế` → `Văn phòng Sở Y tế`; `UBND huyện` of a district's letter → `UBND huyện Suối
    Vàng`. `near` are offices whose places may be meant as well: ours and the one above it.
    """
    name, issuer = _spelled_out(name), issuer_name(header)
    if not issuer:
        return with_place(name, *near)
    if key_of(name) == key_of(header.issuer or "") or key_of(issuer).startswith(f"{key_of(name)} "):
        return issuer
    before, _, last = name.rpartition(" ")
    if before and key_of(last) == key_of(issuer.split()[0]):
        return f"{before} {issuer}"
    if re.search(load_rules("drafts")["names"]["bare"], key_of(name)):
        return _below(name, issuer)
    return with_place(name, header.issuer, header.issuer_parent, *near)


def with_place(name: str, *near: str | None) -> str:
    """A name that ends with a bare level gets the place of that level from the offices near it."""
    found = re.search(load_rules("drafts")["names"]["bare_level"], name, re.IGNORECASE)
    if found is None:
        return name
    for office in filter(None, near):
        parts, place = take_apart(office), place_name(office)
        if place and parts.level == found[1].casefold():
            return f"{name[: found.start()]}{_place(office)}"
    return name


def _below(name: str, parent: str) -> str:
    """The name of an office below another."""
    rules = load_rules("drafts")["names"]
    key, above = key_of(name), key_of(parent)
    for entry in rules["joined"]:
        if re.search(entry["office"], key) and re.search(entry["above"], above):
            return str(entry["form"]).format(place=_place(parent))
    if re.search(rules["bare"], key):
        return f"{name} {parent}"
    completed = with_place(name, parent)
    lacks_place = completed == name and not take_apart(name).levels and not re.search(rules["one_each"], key)
    if lacks_place and re.search(rules["of_a_place"], above) and place_name(parent):
        return f"{name} {_place(parent)}"
    return completed


def _place(office: str) -> str:
    """The place of an office with its level: `huyện Suối Vàng`."""
    level, place = take_apart(office).level or "", place_name(office) or ""
    return f"{place[:1].lower()}{place[1:]}" if place.casefold().startswith(f"{level} ") else f"{level} {place}"


def _spelled_out(name: str) -> str:
    """On one line, without the capitals of a letterhead, without abbreviations but UBND and HĐND."""
    words = normalise(name).strip(" .,;").split()
    capitals = len(list(takewhile(str.isupper, words)))
    printed = " ".join(words[:capitals])
    if capitals > 1:
        printed = usual_spelling(printed) or usual_position(printed) or printed
    name = " ".join(filter(None, [printed, *words[capitals:]]))
    return short_form(canonical_name(name) or name) if name else ""
