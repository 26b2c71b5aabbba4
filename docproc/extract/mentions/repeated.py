"""Mentions that are one document, though their symbols were not read alike.

A footnote's figure stands behind a symbol ("415/STC-TH1"), or OCR loses or changes one letter of it. An
office gives a number once a year, so one number with two symbols that are nearly the same is one document.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from docproc.extract.layout.rows import is_sure
from docproc.extract.mentions.misread import Mention, may_be_one
from docproc.extract.mentions.symbols import DocNumber


def documents_of(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """The mentions of each document, in the order of its first one; the best reading of it comes first."""
    written: dict[str, list[Mention]] = {}
    for mention in mentions:
        written.setdefault(mention.cited.number.lower(), []).append(mention)
    documents: list[list[Mention]] = []
    for same in written.values():
        known = next((other for other in documents if _are_one(other[0], same[0])), None)
        if known is None:
            documents.append(same)
        else:
            known[:] = [*same, *known] if _is_better(same, known) else [*known, *same]
    return documents


def _are_one(a: Mention, b: Mention) -> bool:
    """Whether two spellings mean one document."""
    one, other = a.cited.document, b.cited.document
    if one.number != other.number or one.party != other.party:
        return False
    return _is_footnoted(one, other) or (_is_misread(a, b) and may_be_one(a.cited, b.cited))


def _is_footnoted(one: DocNumber, other: DocNumber) -> bool:
    """Whether the symbols are alike, or one has figures behind it that may be those of a footnote."""
    symbols = {one.symbol.lower(), other.symbol.lower()}
    return len(symbols) == 1 or any(symbol.rstrip("0123456789") in symbols - {symbol} for symbol in symbols)


def _is_misread(a: Mention, b: Mention) -> bool:
    """Whether one letter of the symbol differs, or some behind it were lost, in words that a reader made out."""
    if is_sure(a.evidence) and is_sure(b.evidence):
        return False
    one, other = sorted((a.cited.document.symbol.lower(), b.cited.document.symbol.lower()), key=len)
    dates = {a.cited.date, b.cited.date} - {None}
    alike = other.startswith(one) or Levenshtein.distance(one, other) == 1
    return alike and len(one) > 4 and len(dates) < 2


def _is_better(new: Sequence[Mention], known: Sequence[Mention]) -> bool:
    """Whether the new spelling is the one to show: without a footnote's figure, more frequent, surer."""
    return _quality(new) > _quality(known)


def _quality(same: Sequence[Mention]) -> tuple[bool, int, float]:
    symbol = same[0].cited.document.symbol
    spelt = sum(mention.cited.document.symbol == symbol for mention in same)
    sureness = min((place.confidence for place in same[0].evidence), default=1.0)
    return not symbol[-1:].isdigit(), spelt, sureness
