"""Provinces, districts and communes before and after 1 July 2025: how their names are written, what they became.

The data is models/admin_units.tsv; it is read when a place is first asked for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from docproc.language.normalise import fold
from docproc.resources import models_dir

_KINDS = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
_UNIT = re.compile(rf"(?P<kind>{fold(_KINDS)})\s+(?P<name>[^,;()]+?)\s*$")


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
        return re.sub(rf"^(?:{_KINDS})\s+", "", self.name, flags=re.IGNORECASE)


@cache
def _units() -> tuple[Unit, ...]:
    text = (models_dir() / "admin_units.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple(
        Unit(level, period, name, within, tuple(part for part in now.split("; ") if part))
        for level, period, name, within, now in rows
    )


@cache
def _spellings(level: str) -> dict[str, set[str]]:
    """Letters of a short name without marks and blanks → how it is written."""
    found: dict[str, set[str]] = defaultdict(set)
    for unit in _units():
        if unit.level == level:
            found[_letters(unit.short)].add(unit.short)
    return found


@cache
def _by_name() -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in _units():
        found[fold(unit.name)].append(unit)
    return found


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def place_written(place: str) -> str:
    """The name of a place with the marks and capitals it has, when only one place of its level has those letters.

    "Kiên giang" → "Kiên Giang", "Đà Năng" → "Đà Nẵng"; a place that is not known stays as read.
    """
    for level in ("P", "D", "C"):
        known = _spellings(level).get(_letters(place), set())
        if place in known:
            return place
        if len(known) == 1:
            return next(iter(known))
    return place


def office_place_written(name: str) -> str:
    """An office's name with the place at its end put right: "UBND tính Kiên giang" → "UBND tỉnh Kiên Giang"."""
    match = _UNIT.search(fold(name))
    if not match or (match.start() > 0 and name[match.start() - 1].isalnum()):
        return name
    kind = next(k for k in _KINDS.split("|") if fold(k) == match["kind"])
    place = place_written(name[match.start("name") : match.end("name")])
    if not any(_letters(place) in _spellings(level) for level in ("P", "D", "C")):
        return name
    return f"{name[: match.start()]}{kind} {place}"


def name_since_2025(name: str, province: str | None) -> str | None:
    """What an office with an old commune or province in its name is called since 1 July 2025.

    None when the place did not change, is not known, became several, or when communes of that name lie in several
    provinces and `province` does not tell which. Districts were dissolved and have no successor.
    """
    match = _UNIT.search(fold(name))
    if not match:
        return None
    units = [unit for unit in _by_name().get(match.group().strip(), []) if unit.period == "old"]
    if province and any(unit.level == "C" for unit in units):
        units = [unit for unit in units if fold(unit.within).endswith(fold(province))]
    after = {unit.now for unit in units}
    if len(after) != 1 or len(now := after.pop()) != 1 or fold(now[0]) == match.group().strip():
        return None
    return name[: match.start()] + now[0][:1].lower() + now[0][1:]
