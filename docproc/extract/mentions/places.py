"""Provinces, districts and communes before and after 1 July 2025: how their names are written, what they became.

A name that exists stays as it was read (docproc/language/gazetteer.py).
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from docproc.extract.mentions.rules.names import Names
from docproc.language.gazetteer import KINDS, Unit, all_units, is_known_place, known_places
from docproc.language.normalise import fold, normalise
from docproc.language.syllables import letters_key
from docproc.rules import load

_AT_END = r"(?<!\w)(?P<kind>{kinds})\s+(?P<name>[^,;()]+?)\s*$"
_UNIT = re.compile(_AT_END.format(kinds=KINDS), re.IGNORECASE)
_UNIT_FOLDED = re.compile(_AT_END.format(kinds=fold(KINDS)))


@cache
def _spellings(level: str) -> dict[str, set[str]]:
    """Letters of a short name without marks and blanks → how it is written."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in known_places(level):
        found[_letters(name)].add(name)
    return found


@cache
def _by_name() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in all_units():
        found[letters_key(unit.name)].append(unit)
    return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def are_two_places(one: str, other: str) -> bool:
    """Whether offices or places whose names differ in marks only are of two places that both exist."""
    found = [_UNIT.search(normalise(name)) for name in (one, other)]
    places = [match["name"] if match else name for match, name in zip(found, (one, other), strict=True)]
    return letters_key(places[0]) != letters_key(places[1]) and all(map(is_known_place, places))


def place_written(place: str, certain: bool = False, clear: bool = False) -> str:
    """The name of a place with the marks and capitals it has, when only one place of its level has those letters.

    "Kiên giang" → "Kiên Giang", "Đà Năng" → "Đà Nẵng". A place that exists with the marks that were read stays,
    one that nothing is known of, and every one whose words are `certain` (of a text layer or text file). What is
    `clear`ly printed is taken for no commune of another name: a hamlet may have almost the same.
    """
    if certain or place in known_places():
        return place
    exists = is_known_place(place)
    for level in ("P", "D") if clear and not exists else ("P", "D", "C"):
        known = _spellings(level).get(_letters(place), set())
        same = [name for name in known if not exists or letters_key(name) == letters_key(place)]
        if len(same) == 1:
            return _with_first_word_read(place, same[0], clear)
    return place


def _with_first_word_read(read: str, written: str, clear: bool) -> str:
    """The name with its first word as it was clearly read, where both spellings of it are in use (Đăk, Đắk)."""
    first, known = read.split()[0], written.split()[0]
    in_use = load(Names).place_words_in_two_spellings
    return first + written[len(known) :] if clear and {first, known} <= in_use else written


def place_in(name: str) -> str | None:
    """The place at the end of an office's name, as read: "Kiên giang" of "UBND tính Kiên giang"; None without."""
    match = _UNIT_FOLDED.search(fold(name))
    return name[match.start("name") : match.end("name")] if match else None


def office_place_written(name: str, certain: bool = False, clear: bool = False) -> str:
    """An office's name with the place at its end put right: "UBND tính Kiên giang" → "UBND tỉnh Kiên Giang".

    As for places: one that exists as it was read stays, and what is `certain` stays as it is.
    """
    match = None if certain else _UNIT_FOLDED.search(fold(name))
    if match is None:
        return name
    kind = next(k for k in KINDS.split("|") if fold(k) == match["kind"])
    place = place_written(name[match.start("name") : match.end("name")], clear=clear)
    if not any(_letters(place) in _spellings(level) for level in ("P", "D", "C")):
        return name
    return f"{name[: match.start()]}{kind} {place}"


def name_since_2025(name: str, province: str | None) -> str | None:
    """What an office with an old commune or province in its name is called since 1 July 2025.

    None when the place did not change, is not known, became several, or when communes of that name lie in several
    provinces and `province` ("tỉnh Lai Châu") does not tell which. Districts were dissolved: no successor.
    """
    name = normalise(name)
    match = _UNIT.search(name)
    if not match:
        return None
    place = letters_key(match.group())
    units = [unit for unit in _by_name().get(place, []) if unit.period == "old"]
    if province and any(unit.level == "C" for unit in units):
        units = [unit for unit in units if fold(unit.within).endswith(fold(province))]
    after = {unit.now for unit in units}
    if len(after) != 1 or len(now := after.pop()) != 1 or letters_key(now[0]) == place:
        return None
    return name[: match.start()] + now[0][:1].lower() + now[0][1:]
