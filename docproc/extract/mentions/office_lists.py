"""A name that stands for several offices of one kind: "các Sở: Tài chính, Xây dựng" is two, and so is
"UBND xã Suối Vàng, An Khê".
"""

from __future__ import annotations

import re
from functools import cache

from docproc.extract.mentions.rules.offices import Offices
from docproc.rules import load

# All capitals up to the last Vietnamese ones, "Ỹ" and "Ỳ" (U+1EF8, U+1EF2).
_CAPITALS = "".join(c for c in map(chr, range(0x1F00)) if c.isupper())


@cache
def _expressions() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A list of offices of one kind; a kind before a further name; fields of one ministry, which hold "và"."""
    rules = load(Offices).lists
    kind, own = _any_of(rules.kinds), _any_of(rules.kinds + rules.stand_alone)
    several = re.compile(
        rf"^(?P<before>.*?)\bcác\s+(?P<kinds>{kind}(?:(?:\s*,\s*|\s+và\s+){kind})*)(?P<colon>\s*:)?\s+(?P<rest>.+)$",
        re.IGNORECASE,
    )
    fields = re.compile("|".join(map(re.escape, rules.fields)), re.IGNORECASE)
    return several, re.compile(rf"({own})\s+", re.IGNORECASE), fields


@cache
def _places() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A list of places of one kind, with how many they are or not; one of its names, with its kind or not.

    Every word of the name of a place has a capital: "Thác Bà Hai", "Ea H'leo"; or it is a number.
    """
    rules = load(Offices).lists
    kind = _any_of(rules.places)
    first = f"(?:{kind}|^(?i:{kind}))"
    count = rf"(?:(?:\d+|(?i:{'|'.join(rules.how_many)}))\s+)?"
    word = rf"[{_CAPITALS}][\w'’-]*"
    name = rf"(?:{word}(?:\s+{word})*(?:\s+\d+)?|\d+)"
    one = rf"(?:{kind}\s+)?{name}"
    joined = r"(?:\s*[,;]\s*|\s+và\s+)"
    several = re.compile(
        rf"^(?P<before>.*?)(?<!\w){count}(?P<kind>{first})\s+(?P<rest>{name}(?:{joined}{one})+)$"
    )
    return several, re.compile(rf"(?:(?P<kind>{kind})\s+)?(?P<name>{name})$")


def _any_of(words: tuple[str, ...]) -> str:
    """An expression for any of the words, the longest first: "hội đồng" is no "hội"."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"


def each_of(name: str) -> list[str]:
    """The offices that a name lists, each with its kind in front; the name alone when it is one, or a class.

    "UBND các huyện X, Y và thành phố Z" → UBND huyện X, UBND huyện Y, UBND thành phố Z; "các sở, ban, ngành" is a
    class and stays; "các phòng, các đơn vị" is two (annotation guide, decision 8).
    """
    if (listed := _behind_colon(name)) is not None:
        return listed
    parts = [part.strip() for part in load(Offices).lists.parted_at.regex.split(name) if part.strip()]
    return [one for part in parts for one in _of_one_kind(part)] if len(parts) > 1 else _of_one_kind(name)


def _behind_colon(name: str) -> list[str] | None:
    """The offices that a colon opens a list of; None without one: "các Bộ: Tài chính; Tư pháp"."""
    match = _expressions()[0].match(name)
    if match is None or not match["colon"]:
        return None
    found = _of_one_kind(name)
    return found if found != [name] else None


def _of_one_kind(name: str) -> list[str]:
    if (places := each_place(name)) is not None:
        return places
    several, another_kind, _fields = _expressions()
    match = several.match(name)
    if match is None or not (match["colon"] or match["rest"][:1].isupper()):
        return [name]
    kind = re.split(r"\s*,|\s+và\s", match["kinds"])[0]
    names = _parted(match["rest"])
    found: list[str] = []
    for one in names:
        own = another_kind.match(one)
        if own and own[1].lower() in load(Offices).lists.stand_alone:
            found.append(one)
            continue
        if own and _is_name(one[own.end() :]):  # but "Khoa học và Công nghệ" is no Khoa
            kind, one = own[1], one[own.end() :]
        if not _is_name(one):
            return [name]
        full = f"{match['before']}{kind} {one}"
        found.append(full if match["before"] else full[:1].upper() + full[1:])
    return found if len(found) > 1 else [name]


def each_place(name: str) -> list[str] | None:
    """The offices, or heads, of the places that a name lists; None when it lists none."""
    several, one = _places()
    match = several.match(name)
    if match is None or re.search(r"(?:[,;]|\bvà)\s*$", match["before"]):
        return None  # "các xã, phường …": of which kind each is, is not said
    kind, found = match["kind"], []
    for part in re.split(r"\s*[,;]\s*|\s+và\s+", match["rest"]):
        place = one.match(part)
        if place is None:
            return None
        kind = place["kind"] or kind
        full = f"{match['before']}{kind} {place['name']}"
        found.append(full if match["before"] else full[:1].upper() + full[1:])
    return found


def _is_name(text: str) -> bool:
    return text[:1].isupper() or text[:1].isdigit()


def _parted(names: str) -> list[str]:
    """The names between commas, semicolons and "và"; "Giáo dục và Đào tạo" is one."""
    fields = _expressions()[2]
    held = fields.sub(lambda m: m[0].replace(",", "\0").replace(" ", "\1"), names)
    parts = re.split(r"\s*[,;]\s*|\s+và\s+", held)
    return [part.replace("\0", ",").replace("\1", " ").strip() for part in parts if part.strip()]
