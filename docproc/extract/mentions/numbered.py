"""Where a text cites other documents by their number: every mention, with type, date and office as written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date as Date
from functools import cache, lru_cache

from docproc.extract.layout.rules.doc_types import DocTypes
from docproc.extract.mentions.symbols import DocNumber, cited_numbers
from docproc.language.normalise import fold
from docproc.language.rules.symbols import Symbols
from docproc.rules import load


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its offsets in the text it was found in; `issuer` is folded, None when not named."""

    document: DocNumber
    type: str | None
    date: Date | None
    issuer: str | None
    start: int
    end: int

    @property
    def number(self) -> str:
        """Number and symbol, as a clerk writes them."""
        return str(self.document)


@lru_cache(maxsize=2)
def mentions_in(text: str) -> tuple[Cited, ...]:
    """Every mention of a document, left to right; those of the last texts are kept for who asks again."""
    return tuple(_cited(text, number) for number in cited_numbers(text))


def find_citations(text: str) -> list[Cited]:
    """The cited documents in order, each number once; a later mention fills in a missing date."""
    found: dict[str, Cited] = {}
    for cited in mentions_in(text):
        known = found.setdefault(cited.number.lower(), cited)
        if known.date is None and cited.date is not None:
            found[cited.number.lower()] = replace(known, date=cited.date)
    return list(found.values())


@cache
def _types() -> list[tuple[re.Pattern[str], str]]:
    """Folded type names, longest first, with the names; "Văn bản" is how letters cite what they do not name."""
    names = [kind.name for kind in load(DocTypes).type] + ["Văn bản"]
    ordered = sorted(names, key=len, reverse=True)
    return [(re.compile(rf"\b{re.escape(fold(name))}\b"), name) for name in ordered]


def _cited(text: str, number: DocNumber) -> Cited:
    nearby = load(Symbols).nearby
    before = text[max(0, number.start - nearby.type_window) : number.start]
    date, end = _date_after(text, number.end)
    issuer = nearby.issuer.regex.match(fold(text[end : end + nearby.issuer_window]))
    return Cited(
        document=number,
        type=_type_of(before, number.symbol),
        date=date,
        issuer=issuer["name"].replace("uy ban nhan dan", "ubnd") if issuer else None,
        start=number.start,
        end=end,
    )


def _type_of(before: str, symbol: str) -> str | None:
    """The type named closest before the number, else the one its abbreviation stands for."""
    folded = fold(before)
    best: tuple[int, str] | None = None
    for pattern, name in _types():
        for match in pattern.finditer(folded):
            if best is None or match.end() > best[0]:
                best = (match.end(), name)
    if best and not re.search(r"[;.]", before[best[0] :]):
        return best[1]
    return load(DocTypes).by_abbreviation.get(symbol.split("-")[0].split("/")[0])


def _date_after(text: str, at: int) -> tuple[Date | None, int]:
    nearby = load(Symbols).nearby
    match = nearby.date.regex.search(text, at, at + nearby.date_window + nearby.date_length)
    if not match or match.start() - at > nearby.date_window:
        return None, at
    try:
        return Date(int(match["y"]), int(match["m"]), int(match["d"])), match.end()
    except ValueError:
        return None, match.end()
