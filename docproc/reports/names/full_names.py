"""Names of offices in full, as somebody outside the letter has to read them (words: models/drafts.toml).

A letterhead says `VĂN PHÒNG` below `UBND HUYỆN SUỐI VÀNG`, a letter of the district `báo cáo về UBND huyện`:
whose office, which district, is plain only beside the letterhead. In another document it has to be said.
"""

from __future__ import annotations

from itertools import takewhile

from docproc.extract.mentions.aliases import canonical_name
from docproc.extract.mentions.capitals import usual_position, usual_spelling
from docproc.language.normalise import normalise
from docproc.letter import Header
from docproc.reports.names.lands import explicit_grade
from docproc.reports.names.office_names import key_of, place_name, short_form, take_apart
from docproc.reports.rules.drafts import DraftRules
from docproc.reports.rules.offices_ours import OfficeRules
from docproc.rules import load


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
        return _with_place_of_level(name, *near)
    if key_of(name) == key_of(header.issuer or "") or key_of(issuer).startswith(f"{key_of(name)} "):
        return issuer
    if joined := joined_at_kind(name, issuer):
        return joined
    if load(DraftRules).names.bare.regex.search(key_of(name)):
        return _below(name, issuer)
    return _with_place_of_level(name, header.issuer, header.issuer_parent, *near)


def joined_at_kind(name: str, office: str) -> str | None:
    """A name that stops at the kind of an office, with the office's own: `Văn phòng Sở` and `Sở Y tế` are
    `Văn phòng Sở Y tế`; None for a name that does not stop there.
    """
    words, whole = name.split(), office.split()
    # The key has "Ủy ban nhân dân" as one word: "Đảng ủy" does not stop at it.
    kind = key_of(office).split()[:1]
    stops_there = len(words) > 1 and whole and [key_of(words[-1])] == kind
    return " ".join([*words[:-1], *whole]) if stops_there else None


def with_place(office: str, parent: str | None) -> str:
    """Our office with the place of the office above it, where its own name has none: `Sở Y tế` under
    `UBND tỉnh Hòa Xuân` is `Sở Y tế tỉnh Hòa Xuân`.
    """
    if not parent or not parent.strip() or explicit_grade(office):
        return office
    joined = joined_at_kind(office, parent)  # "Thanh tra Sở" under "Sở Y tế"
    if joined and key_of(parent.split()[0]) in load(OfficeRules).units.kinds:
        return joined
    place = take_apart(parent)
    return f"{office} {place.level} {place.place}" if place.level and place.place else office


def _with_place_of_level(name: str, *near: str | None) -> str:
    """A name that ends with a bare level gets the place of that level from the offices near it."""
    found = load(DraftRules).names.bare_level.regex.search(name)
    if found is None:
        return name
    for office in filter(None, near):
        parts, place = take_apart(office), place_name(office)
        if place and parts.level == found[1].casefold():
            return f"{name[: found.start()]}{_place(office)}"
    return name


def _below(name: str, parent: str) -> str:
    """The name of an office below another."""
    names = load(DraftRules).names
    key, above = key_of(name), key_of(parent)
    for joined in names.joined:
        if joined.office.regex.search(key) and joined.above.regex.search(above):
            return joined.form.format(place=_place(parent))
    if names.bare.regex.search(key):
        return f"{name} {parent}"
    completed = _with_place_of_level(name, parent)
    lacks_place = completed == name and not take_apart(name).levels and not names.one_each.regex.search(key)
    if lacks_place and names.of_a_place.regex.search(above) and place_name(parent):
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
