"""Letters of the register that belong together: one cites another by its number, or is the same letter again.

A citation tells a number with its symbol and mostly a day, seldom whose it is; a number is one of an organisation
and a year only (Nghị định 30/2020, Điều 15). So a letter of that number is surely meant when its day is told, and
may be meant when it is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date as Date
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy import ColumnElement, or_, select, true
from sqlalchemy.orm import Session

from docproc.language.normalise import fold
from docproc.letter import Citation, Letter
from docproc.store.fulltext import words_of
from docproc.store.schema import LetterText, LetterVersion, StoredLetter
from docproc.store.search import with_words

# "415/UBND-KTN", "20/2019/QĐ-TTg", "41-CTr/HU" (papers of the Party).
_NUMBERED = re.compile(r"\s*(\d+[a-zđ]?(?:/(?:19|20)\d\d)?)\s*[/-]\s*(\S.*)", re.IGNORECASE)
_MOST = 200  # letters that cite one, the newest
_ALIKE = 0.7  # share of words that two scans of one letter have in common: pages are read a little differently


class Tie(StrEnum):
    """How another letter belongs to one: they are the same, it is cited in it, or it cites it."""

    SAME = "same"
    CITES = "cites"
    CITED_BY = "cited_by"


@dataclass(frozen=True, slots=True)
class Link:
    """Another letter that belongs to one. `is_sure`: its day is told, or, of the same letter, its text is alike.

    `number` has its symbol.
    """

    tie: Tie
    letter_id: int
    number: str
    doc_type: str | None
    issuer: str | None
    issue_date: Date | None
    is_sure: bool


def links_of(session: Session, letter_id: int, seen: ColumnElement[bool] | None = None) -> list[Link]:
    """The letters that belong to one: the same first, then those that it cites, then those that cite it; each
    by its day. `seen` is the condition on letters for those that may be told; struck out ones never are.
    """
    own = session.get_one(StoredLetter, letter_id)
    among = (StoredLetter.void_reason.is_(None), StoredLetter.id != letter_id, true() if seen is None else seen)
    ties = (
        (Tie.SAME, _same(session, own, among)),
        (Tie.CITES, _cited(session, own, among)),
        (Tie.CITED_BY, _citing(session, own, among)),
    )
    return [
        _link(tie, row, is_sure)
        for tie, found in ties
        for row, is_sure in sorted(found, key=lambda one: (one[0].issue_date or Date.max, one[0].id))
    ]


class _Number(NamedTuple):
    """A number without zeros before it, and its folded symbol."""

    bare: str
    symbol: str

    @property
    def spellings(self) -> tuple[str, ...]:
        """As it may be written: the decree wants a zero before numbers below 10."""
        return (self.bare, f"0{self.bare}", f"00{self.bare}") if len(self.bare) == 1 else (self.bare,)


_Found = Iterator[tuple[StoredLetter, bool]]
_Among = Sequence[ColumnElement[bool]]


def _same(session: Session, own: StoredLetter, among: _Among) -> _Found:
    first = own.duplicate_of or own.id
    same = or_(StoredLetter.id == first, StoredLetter.duplicate_of == first)
    for row in session.scalars(select(StoredLetter).where(same, *among)):
        yield row, _share_alike(session, own.id, row.id) >= _ALIKE


def _share_alike(session: Session, one: int, other: int) -> float:
    """The share of the words of two letters that both have (Jaccard); 0 where none is known."""
    texts = [session.get(LetterText, number) for number in (one, other)]
    left, right = (set(words_of(text.body)) if text else set[str]() for text in texts)
    return len(left & right) / max(1, len(left | right))


def _cited(session: Session, own: StoredLetter, among: _Among) -> _Found:
    told: dict[int, tuple[StoredLetter, bool]] = {}
    for citation in _content(session, own).citations:
        cited = _numbered(citation.number)
        if cited is None:
            continue
        fitting = select(StoredLetter).where(
            StoredLetter.number.in_(cited.spellings), StoredLetter.symbol_folded == cited.symbol, *among
        )
        for row in session.scalars(fitting):
            is_meant = _is_meant(citation, row.issue_date, own.issue_date)
            if is_meant is not None:
                told[row.id] = (row, is_meant or told.get(row.id, (row, False))[1])
    yield from told.values()


def _citing(session: Session, own: StoredLetter, among: _Among) -> _Found:
    """Those whose text holds the number and whose citations mean this letter."""
    number = _numbered(f"{own.number}/{own.symbol}") if own.number and own.symbol else None
    if number is None:
        return
    candidates: dict[int, StoredLetter] = {}
    for spelling in number.spellings:
        narrowed, order = with_words(
            session, select(StoredLetter).where(*among), [words_of(f"{spelling}/{number.symbol}")]
        )
        candidates |= {row.id: row for row in session.scalars(narrowed.order_by(order.desc()).limit(_MOST))}
    for row in candidates.values():
        meant = [
            _is_meant(citation, own.issue_date, row.issue_date)
            for citation in _content(session, row).citations
            if _numbered(citation.number) == number
        ]
        if any(one is not None for one in meant):
            yield row, any(meant)


def _is_meant(citation: Citation, issued: Date | None, citing: Date | None) -> bool | None:
    """Whether a citation means a letter issued that day: surely, perhaps (False), not at all (None); `citing` is
    the day of the letter that cites.
    """
    if citation.date and issued:
        return True if citation.date == issued else None
    if issued and citing and issued > citing:
        return None
    return False


def _numbered(written: str) -> _Number | None:
    found = _NUMBERED.fullmatch(written)
    return _Number(found[1].lower().lstrip("0") or "0", fold(found[2].strip())) if found else None


def _content(session: Session, row: StoredLetter) -> Letter:
    """The letter as it is in force."""
    return Letter.model_validate_json(session.get_one(LetterVersion, (row.id, row.version)).content)


def _link(tie: Tie, row: StoredLetter, is_sure: bool) -> Link:
    number = "/".join(part for part in (row.number, row.symbol) if part)
    return Link(tie, row.id, number, row.doc_type, row.issuer, row.issue_date, is_sure)
