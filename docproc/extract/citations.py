"""Other documents that a letter cites by their number, each once, with type and date as written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Date
from functools import cache

from docproc.extract.blocks import Body
from docproc.extract.symbols import DocNumber, cited_numbers, unreadable_numbers
from docproc.language.normalise import fold
from docproc.letter import Citation, Doubt, Header
from docproc.messages import mark
from docproc.resources import load_rules

_DATE = re.compile(
    r"ng.{1,3}y\s*(?P<d>\d{1,2})\s*(?:/|\.|-|th.{1,3}ng)\s*(?P<m>\d{1,2})\s*(?:/|\.|-|n.{1,2}m)\s*(?P<y>(?:19|20)\d\d)"
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A citation with its offsets in the text it was found in."""

    number: str
    type: str | None
    date: Date | None
    start: int
    end: int


@cache
def _types() -> list[tuple[re.Pattern[str], str]]:
    """Folded type names, longest first, with the names; "Văn bản" is how letters cite what they do not name."""
    names = [entry["name"] for entry in load_rules("doc_types")["type"]] + ["Văn bản"]
    ordered = sorted(names, key=len, reverse=True)
    return [(re.compile(rf"\b{re.escape(fold(name))}\b"), name) for name in ordered]


def find_citations(text: str) -> list[Cited]:
    """The cited documents in order, each number once; a later mention fills in a missing date."""
    found: dict[str, Cited] = {}
    for number in cited_numbers(text):
        cited = _cited(text, number)
        key = cited.number.lower()
        known = found.get(key)
        if known is None:
            found[key] = cited
        elif known.date is None and cited.date is not None:
            found[key] = Cited(known.number, known.type, cited.date, known.start, known.end)
    return list(found.values())


def citations_of(parts: list[Body], header: Header) -> tuple[list[Citation], list[Doubt]]:
    """Documents cited in the parts of a letter in order, each once; not the letter itself.

    A number read from unclear print, and one that cannot be read at all, is a doubt.
    """
    own = f"{header.number}/{header.symbol}".lower()
    found: dict[str, Citation] = {}
    doubts: list[Doubt] = []
    for part in parts:
        for cited in find_citations(part.text):
            if cited.number.lower() == own:
                continue
            evidence = part.evidence(cited.start, cited.end)
            citation = Citation(number=cited.number, type=cited.type, date=cited.date, evidence=evidence)
            found.setdefault(cited.number.lower(), citation)
        for start, end in unreadable_numbers(part.text):
            unreadable = Doubt(
                field="citations",
                code="number_unreadable",
                message=mark("The number of a cited document cannot be read: {read}"),
                details={"read": part.text[start:end]},
                evidence=part.evidence(start, end),
            )
            doubts.append(unreadable)
    citations = list(found.values())
    return citations, doubts + [d for i, c in enumerate(citations) if (d := _unsure(i, c)) is not None]


def _unsure(index: int, citation: Citation) -> Doubt | None:
    limit = float(load_rules("confidence")["citation"])
    if min((e.confidence for e in citation.evidence), default=1.0) >= limit:
        return None
    return Doubt(
        field=f"citations[{index}].number",
        code="number_unsure",
        message=mark("The number {read} was read from unclear print; please compare with the scan"),
        details={"read": citation.number},
        evidence=citation.evidence,
    )


def _cited(text: str, number: DocNumber) -> Cited:
    window = load_rules("symbols")["nearby"]
    before = text[max(0, number.start - window["type_window"]) : number.start]
    date, end = _date_after(text, number.end, window["date_window"])
    return Cited(str(number), _type_of(before, number.symbol), date, number.start, end)


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
    abbreviations = {e["abbr"]: e["name"] for e in load_rules("doc_types")["type"] if "abbr" in e}
    return abbreviations.get(symbol.split("-")[0].split("/")[0])


def _date_after(text: str, at: int, window: int) -> tuple[Date | None, int]:
    match = _DATE.search(text, at, at + window + 40)
    if not match or match.start() - at > window:
        return None, at
    try:
        return Date(int(match["y"]), int(match["m"]), int(match["d"])), match.end()
    except ValueError:
        return None, match.end()
