"""Provinces, districts and communes before and after 1 July 2025: how their names are written, what they became.

The data is models/admin_units.tsv; it is read when a place is first asked for. Names are told apart by their
marks: xã Quang Bình (Tuyên Quang) is not Quảng Bình, Nậm Cần (Lai Châu) not Năm Căn (Cà Mau).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from docproc.language.normalise import fold, normalise
from docproc.language.syllables import letters_key
from docproc.resources import models_dir

_KINDS = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
_KIND = re.compile(rf"^(?:{_KINDS})\s+", re.IGNORECASE)
_AT_END = r"(?<!\w)(?P<kind>{kinds})\s+(?P<name>[^,;()]+?)\s*$"
_UNIT = re.compile(_AT_END.format(kinds=_KINDS), re.IGNORECASE)
_UNIT_FOLDED = re.compile(_AT_END.format(kinds=fold(_KINDS)))


@dataclass(frozen=True, slots=True)
class Unit:
    """An administrative unit: `level` P, D or C, `period` old or new, what it lies in, what it is now."""

    level: str
    period: str
    name: str
    within: str
    now: tuple[str, ...]

    @property
    def short(self) -> str:
        """The name without its kind: "Kiên Giang" of "Tỉnh Kiên Giang"."""
        return _KIND.sub("", self.name)


@cache
def all_units() -> tuple[Unit, ...]:
    """The units of the table, in its order."""
    text = (models_dir() / "admin_units.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Unit(level, period, name, within, tuple(part for part in now.split("; ") if part))
        for level, period, name, within, now in rows
    )


@cache
def known_places(*levels: str) -> frozenset[str]:
    """The names of places without their kinds; of all levels, or of those given (P, D, C)."""
    return frozenset(unit.short for unit in all_units() if not levels or unit.level in levels)


@cache
def _by_key() -> dict[str, str]:
    """Names as they are compared, hyphens aside → how they are written, since July 2025 where they go on."""
    units = sorted(all_units(), key=lambda unit: unit.period, reverse=True)
    return {_key(unit.short): unit.short for unit in units}


def _key(name: str) -> str:
    return letters_key(name).replace(" - ", " ")


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


def is_known_place(place: str) -> bool:
    """Whether a place of that name exists, or did before July 2025; marks count, capitals do not."""
    return spelling_of(place) is not None


def spelling_of(place: str) -> str | None:
    """How a place of that name is written, capitals and hyphens aside; None when there is none."""
    return _by_key().get(_key(place))


def are_two_places(one: str, other: str) -> bool:
    """Whether offices or places whose names differ in marks only are of two places that both exist."""
    found = [_UNIT.search(normalise(name)) for name in (one, other)]
    places = [match["name"] if match else name for match, name in zip(found, (one, other), strict=True)]
    return letters_key(places[0]) != letters_key(places[1]) and all(map(is_known_place, places))


def place_written(place: str, certain: bool = False) -> str:
    """The name of a place with the marks and capitals it has, when only one place of its level has those letters.

    "Kiên giang" → "Kiên Giang", "Đà Năng" → "Đà Nẵng". A place that exists with the marks that were read stays,
    one that nothing is known of, and every one whose words are `certain` (of a text layer or text file).
    """
    if certain or place in known_places():
        return place
    exists = is_known_place(place)
    for level in ("P", "D", "C"):
        known = _spellings(level).get(_letters(place), set())
        same = [name for name in known if not exists or letters_key(name) == letters_key(place)]
        if len(same) == 1:
            return same[0]
    return place


def office_place_written(name: str, certain: bool = False) -> str:
    """An office's name with the place at its end put right: "UBND tính Kiên giang" → "UBND tỉnh Kiên Giang".

    As for places: one that exists as it was read stays, and what is `certain` stays as it is.
    """
    match = None if certain else _UNIT_FOLDED.search(fold(name))
    if match is None:
        return name
    kind = next(k for k in _KINDS.split("|") if fold(k) == match["kind"])
    place = place_written(name[match.start("name") : match.end("name")])
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
