"""In which province, district and commune an office is, and whether two offices lie apart.

A letter names its readers without their place ("Phòng Y tế", "UBND các xã"): those of the land of its writer.
"""

from __future__ import annotations

import re
from functools import lru_cache

from docproc.language.gazetteer import KINDS, all_units
from docproc.language.normalise import fold
from docproc.letter import Header
from docproc.reports.names.office_names import key_of, levels_pattern, take_apart
from docproc.reports.rules.offices_ours import OfficeRules
from docproc.rules import load

Land = dict[str, str]
"""The place of each grade ("province", "district", "commune") that is known, as a key."""


@lru_cache(maxsize=4096)
def _places(name: str) -> tuple[tuple[str, str], ...]:
    """The places that a name tells, by grade: `UBND xã Bến Lau, huyện Sông Mơ` has a commune and a district."""
    key = re.sub(r"\b(tỉnh|huyện|quận|thành|thị) (?:ủy|đoàn)\b", _level_of_party, key_of(name))
    found = list(levels_pattern().finditer(key))
    ends = [*(match.start() for match in found[1:]), len(key)]
    places: list[tuple[str, str]] = []
    for match, end in zip(found, ends, strict=bool(found)):
        place = key[match.end() : end]
        place = re.split(r"[,;:(]| - ", place.strip())[0].strip()
        level = match[0].strip()
        if place and level in load(OfficeRules).levels.grades:
            places.append((grade_of(level, place), place))
    return tuple(places)


def _level_of_party(name: re.Match[str]) -> str:
    """The level in `Tỉnh ủy`, `Thành đoàn`: the Party and the youth union have committees of each."""
    return {"thành": "thành phố", "thị": "thị xã"}.get(name[1], name[1])


def grade_of(level: str, place: str) -> str:
    """The grade of a level of the land; the cities under the centre are provinces."""
    if level == "thành phố" and place in load(OfficeRules).levels.central_cities:
        return "province"
    return load(OfficeRules).levels.grades[level]


def land_of(*names: str | None) -> Land:
    """The land that names of one office and of those above it tell; the first that says something counts."""
    land: Land = {}
    for name in names:
        for grade, place in _places(name) if name else ():
            land.setdefault(grade, place)
            if grade == "district" and (province := _province_of(name or "")):
                land.setdefault("province", province)
    return land


@lru_cache(maxsize=4096)
def _province_of(name: str) -> str | None:
    """The province of the district that a name tells, where the country has one district of that name."""
    parts = take_apart(name)
    full = f"{parts.level} {parts.place}"
    found = {unit.within for unit in all_units() if unit.level == "D" and key_of(unit.name) == full}
    return dict(_places(found.pop())).get("province") if len(found) == 1 else None


def land_of_writer(header: Header) -> Land:
    """The land of a letter's issuer. The place before the day is that of its own grade (Nghị định 30/2020,
    Phụ lục I.II.4): a department without its province in its name has it there.
    """
    land = land_of(header.issuer, header.issuer_parent)
    own = take_apart(header.issuer or "")
    grade = _grade_of_place(own.body, own.level)
    if header.place and grade and grade not in land:
        place = key_of(header.place)
        for level in load(OfficeRules).levels.grades:
            place = place.removeprefix(f"{level} ")
        land[grade] = place
    return land


def _grade_of_place(body: str, level: str | None) -> str | None:
    if level is not None and level != "thành phố":
        return load(OfficeRules).levels.grades[level]
    return "province" if load(OfficeRules).levels.provincial.regex.match(body) else None


def are_apart(one: Land, other: Land) -> bool:
    """Whether two lands differ in a place that both tell, by more than marks and signs, which are misread."""
    return any(_bare(one[grade]) != _bare(other[grade]) for grade in one.keys() & other.keys())


def were_merged(one: Land, other: Land) -> bool:
    """Whether lands that lie apart do so only by the names of provinces that were merged on 1 July 2025."""
    now = [{**land, "province": _province_now(land["province"])} for land in (one, other) if "province" in land]
    return len(now) == 2 and are_apart(one, other) and not are_apart(now[0], now[1])


@lru_cache(maxsize=512)
def _province_now(place: str) -> str:
    """What a province is called since the provinces were merged; its name where nothing is known."""
    units = [u for u in all_units() if u.level == "P" and u.period == "old" and key_of(u.short) == place]
    now = [name for unit in units for name in unit.now]
    return key_of(re.sub(rf"^(?:{KINDS}) ", "", now[0], flags=re.IGNORECASE)) if now else place


def _bare(place: str) -> str:
    return re.sub(r"\W", "", fold(place))


def above(land: Land, grade: str) -> Land:
    """The part of a land that lies above a grade: the district and the province of a commune."""
    grades = ("province", "district", "commune")
    return {name: land[name] for name in grades[: grades.index(grade)] if name in land}


def explicit_grade(name: str) -> str | None:
    """The lowest grade of which a name tells the place itself; None when it leaves that to its readers."""
    told = dict(_places(name))
    return next((grade for grade in ("commune", "district", "province") if grade in told), None)
