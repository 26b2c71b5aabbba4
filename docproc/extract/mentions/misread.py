"""Citations that cannot all be right: one document seems to be cited in two ways, one of them misread.

Papers with neighbouring numbers are common, of one day too (1986 and 1987), and are never doubted. But between
two papers of one day an office writes no ten others of the kind, it gives a number once a year, and who leaves
out the date mostly means what was cited with it before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from docproc.extract.mentions.numbered import Cited
from docproc.extract.mentions.symbols import DocNumber
from docproc.language.rules.symbols import Symbols
from docproc.letter import Doubt, Evidence
from docproc.messages import mark
from docproc.rules import load

# Where so many citations are like others, they are a list of numbers and no misreadings: the first are doubted.
_MOST_ALIKE = 100
# A document that is mentioned with more dates than this is not compared with all of them.
_MOST_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of a document, and where it stands."""

    cited: Cited
    evidence: list[Evidence]


def misread_doubts(documents: Sequence[Sequence[Mention]]) -> list[Doubt]:
    """A doubt for each document whose number or date looks like a misreading, on the later of the two mentions.

    `documents` holds the mentions of each cited document, in the order of the citations.
    """
    doubts: list[Doubt] = []
    alike: dict[str, list[int]] = defaultdict(list)
    found = 0
    for n, all_mentions in enumerate(documents):
        mentions = _telling(all_mentions)
        if (pair := _dates_misread(mentions)) is not None:
            message = mark(
                "{first} and {second}: one number with two dates, one of which may be misread; please compare"
            )
            doubts.append(_doubt(f"citations[{n}].date", "two_dates", message, *pair))
        keys = _keys(mentions[0].cited.document)
        near = {other for key in keys for other in alike[key]} if found < _MOST_ALIKE else set[int]()
        for other in sorted(near):
            if (pair := _number_misread(_telling(documents[other]), mentions)) is not None:
                found += 1
                message = mark("{first} and {second} may be one document, misread once; please compare")
                doubts.append(_doubt(f"citations[{n}].number", "number_like_another", message, *pair))
        for key in keys:
            alike[key].append(n)
    return doubts


def _keys(document: DocNumber) -> list[str]:
    """The number and symbol with each of the digits left out: two that differ by one digit share a key."""
    written = f"{'/'.join(_parts(document))} {document.symbol.lower()}"
    end = written.index(" ")
    return [f"{written[:at]}#{written[at + 1 :]}" for at in range(end) if written[at].isdigit()]


def _telling(mentions: Sequence[Mention]) -> Sequence[Mention]:
    """The mentions of a document that may tell something new: of those that say the same, two."""
    if len(mentions) < _MOST_MENTIONS:
        return mentions
    kept: dict[tuple[Hashable, ...], list[Mention]] = defaultdict(list)
    for mention in mentions:
        same = kept[mention.cited.date, mention.cited.type, mention.cited.issuer]
        if len(same) < 2 and all(mention.cited.end != other.cited.end for other in same):
            same.append(mention)
    return [mention for same in kept.values() for mention in same][:_MOST_MENTIONS]


def _doubt(field: str, code: str, message: str, first: Mention, second: Mention) -> Doubt:
    details: dict[str, str | int] = {"first": _words(first.cited), "second": _words(second.cited)}
    return Doubt(
        field=field, code=code, message=message, details=details, evidence=[*first.evidence, *second.evidence]
    )


def _words(cited: Cited) -> str:
    return f"{cited.number} ({cited.date:%d/%m/%Y})" if cited.date else cited.number


def _dates_misread(mentions: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """Two mentions of one number whose dates differ by one digit; None when there are none."""
    dated = [mention for mention in mentions if mention.cited.date]
    for first, second in combinations(dated, 2):
        differ = _differ_at(f"{first.cited.date:%d%m%Y}", f"{second.cited.date:%d%m%Y}")
        if differ is not None and may_be_one(first.cited, second.cited):
            return first, second
    return None


def _number_misread(earlier: Sequence[Mention], later: Sequence[Mention]) -> tuple[Mention, Mention] | None:
    """A mention of each of two numbers that seem to mean one document; None when they are two documents."""
    a, b = earlier[0].cited.document, later[0].cited.document
    same_day_is_odd = _are_far_apart(a, b)
    repeated = _are_alike(a, b) and not any(mention.cited.date for mention in later)
    if not (same_day_is_odd or repeated):
        return None
    for first, second in product(earlier, later):
        day = first.cited.date
        fits = (same_day_is_odd and day == second.cited.date) or repeated
        if day is not None and fits and may_be_one(first.cited, second.cited):
            return first, second
    return None


def may_be_one(a: Cited, b: Cited) -> bool:
    """Whether type and issuer agree, as far as they are named. "Văn bản" is said of any type.

    Numbers in a row with one date for all (they end at the same place) are documents of their own.
    """
    types = {a.type, b.type} - {None, "Văn bản"}
    issuers = (a.issuer or "", b.issuer or "")
    return (
        a.end != b.end
        and len(types) < 2
        and (issuers[0].startswith(issuers[1]) or issuers[1].startswith(issuers[0]))
    )


def _are_far_apart(a: DocNumber, b: DocNumber) -> bool:
    """Whether one digit differs, and it is not the last of the number: too far apart for papers of one day."""
    (number, year), (other, other_year) = _parts(a), _parts(b)
    if a.symbol.lower() != b.symbol.lower():
        return False
    if number == other:
        return _differ_at(year, other_year) is not None
    at = _differ_at(number, other)
    return year == other_year and at is not None and any(c.isdigit() for c in number[at + 1 :])


def _are_alike(a: DocNumber, b: DocNumber) -> bool:
    """Whether one digit differs in numbers too long to be alike by chance, and they are no neighbours."""
    (number, year), (other, other_year) = _parts(a), _parts(b)
    if sum(c.isdigit() for c in number) < load(Symbols).misread.fewest_digits:
        return False
    if _are_far_apart(a, b):
        return True
    at = _differ_at(number, other)
    neighbours = at is None or abs(int(number[at]) - int(other[at])) <= 1
    return not neighbours and year == other_year and a.symbol.lower() == b.symbol.lower()


def _parts(document: DocNumber) -> tuple[str, str]:
    number, _, year = (document.number or "").partition("/")
    return number, year


def _differ_at(a: str, b: str) -> int | None:
    """Where two texts of the same length differ, when that is one digit; else None."""
    if len(a) != len(b):
        return None
    places = [i for i, (x, y) in enumerate(zip(a, b, strict=True)) if x != y]
    return places[0] if len(places) == 1 and (a[places[0]] + b[places[0]]).isdecimal() else None
