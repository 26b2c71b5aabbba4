"""The names of provinces, districts and communes before and after 1 July 2025: models/admin_units.tsv.

It is read when a place is first asked for. Names are told apart by their marks: xã Quang Bình (Tuyên Quang) is
not Quảng Bình, Nậm Cần (Lai Châu) not Năm Căn (Cà Mau).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from docproc.language.syllables import letters_key
from docproc.resources import models_dir

KINDS = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
_KIND = re.compile(rf"^(?:{KINDS})\s+", re.IGNORECASE)


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


def is_known_place(place: str) -> bool:
    """Whether a place of that name exists, or did before July 2025; marks count, capitals do not."""
    return spelling_of(place) is not None


def spelling_of(place: str) -> str | None:
    """How a place of that name is written, capitals and hyphens aside; None when there is none."""
    return _by_key().get(_key(place))
