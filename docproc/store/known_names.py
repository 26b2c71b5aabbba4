"""Names of offices and symbols that people wrote in place of what was read: they help with later letters.

Nothing is learnt from a letter marked MẬT: others must not meet its words.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.extract.assemble.own_names import OwnNames
from docproc.language.normalise import fold
from docproc.letter import Letter, Office
from docproc.store.people.access import visible
from docproc.store.schema import KnownName, StoredLetter, User, utc_now

OFFICE, SYMBOL = "office", "symbol"
_OFFICES = ("header.issuer", "header.issuer_parent", "addressees", "lead", "coordinate")
_SUGGESTED = 12  # names offered at a time
_MOST = 2000  # names that a letter is read by: those written last


def kind_of(field: str) -> str | None:
    """What kind of name a field of a letter holds; None for one that holds none."""
    if field == "header.symbol":
        return SYMBOL
    name = field.rpartition(".")[2]
    return OFFICE if field in _OFFICES or (field.startswith("tasks[") and name in _OFFICES) else None


def remember(session: Session, letter: Letter, field: str, before: Any, after: Any) -> None:
    """Keep the names that a person wrote into a field of a letter and that did not stand there."""
    kind = kind_of(field)
    if kind is None or letter.header.secrecy is not None:
        return
    there = set(_names(before))
    for name in dict.fromkeys(_names(after)):
        if name not in there:
            _count(session, kind, name)


def own_names(session: Session) -> OwnNames:
    """The names that letters are read by."""
    rows = session.scalars(select(KnownName).order_by(KnownName.last_at.desc()).limit(_MOST)).all()
    return OwnNames(
        {row.name: row.times for row in rows if row.kind == OFFICE},
        {row.name: row.times for row in rows if row.kind == SYMBOL},
    )


def suggestions(session: Session, field: str, typed: str, user: User) -> list[str]:
    """Names for what is being typed into a field, those that people wrote first, then those of the register.

    Marks and capitals do not matter. Of the register only letters count that the person may see.
    """
    kind, wanted = kind_of(field), fold(" ".join(typed.split()))
    if kind is None or not wanted:
        return []
    own = select(KnownName.name).where(KnownName.kind == kind, KnownName.folded.contains(wanted, autoescape=True))
    found = list(session.scalars(own.order_by(KnownName.times.desc(), KnownName.name).limit(_SUGGESTED)))
    column = StoredLetter.symbol if kind == SYMBOL else StoredLetter.issuer
    folded = StoredLetter.symbol_folded if kind == SYMBOL else StoredLetter.issuer_folded
    seen = select(column).where(folded.contains(wanted, autoescape=True), visible(user)).distinct()
    found += [name for name in session.scalars(seen.order_by(column).limit(_SUGGESTED)) if name]
    return list(dict.fromkeys(found))[:_SUGGESTED]


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [office.name for office in value if isinstance(office, Office) and office.scope == "named"]
    return [value] if isinstance(value, str) else []


def _count(session: Session, kind: str, name: str) -> None:
    row = session.scalar(
        select(KnownName).where(KnownName.kind == kind, KnownName.name == name).with_for_update()
    )
    if row is None:
        session.add(KnownName(kind=kind, name=name, folded=fold(name)))
    else:
        row.times, row.last_at = row.times + 1, utc_now()
