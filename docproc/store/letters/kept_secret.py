"""A letter stays as secret as it was when its pages are read again or cut apart: a mark that a reading overlooks
must not open the letter to everybody (Luật Bảo vệ bí mật nhà nước 2018, Điều 22: a person takes it off).
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from docproc.extract.layout.rules.zones import ZoneRules
from docproc.letter import Doubt, Letter
from docproc.messages import mark
from docproc.rules import load
from docproc.store.audit import note
from docproc.store.schema import FilePart, LetterReader, StoredLetter

KEPT_SECRECY = "kept_secrecy"
_FIELD = "header.secrecy"
_UNSEEN = mark("{secrecy} is kept as it was, although the pages do not show this mark; please check")


def still_secret(new: Letter, secrecy: str | None) -> Letter:
    """A reading that is at least as secret as before: with that mark and a doubt where it shows none, or less."""
    if secrecy is None or _is_as_secret(new.header.secrecy, secrecy):
        return new
    kept = new.model_copy(deep=True)
    kept.header.secrecy = secrecy
    doubt = Doubt(field=_FIELD, code=KEPT_SECRECY, message=_UNSEEN, details={"secrecy": secrecy})
    kept.doubts = [*(one for one in kept.doubts if one.field != _FIELD), doubt]
    return kept


def cut_from(session: Session, file_id: int) -> StoredLetter | None:
    """The letter from which a person cut the pages of this file; None for a file that came as it is."""
    whole = select(StoredLetter).join(FilePart, FilePart.file_id == StoredLetter.file_id)
    return session.scalar(whole.where(FilePart.part_id == file_id).order_by(StoredLetter.id).limit(1))


def let_in_as(session: Session, whole: StoredLetter, part_id: int) -> None:
    """Who was named as a reader of the whole letter may see what was cut from it."""
    for person in session.scalars(select(LetterReader.user_id).where(LetterReader.letter_id == whole.id)).all():
        session.add(LetterReader(letter_id=part_id, user_id=person))
        note(session, "let_in", "letter", part_id, person=person)


def _is_as_secret(found: str | None, before: str) -> bool:
    degrees = load(ZoneRules).marks.secrecy  # the most secret first
    return found == before or (found in degrees and before in degrees[degrees.index(found) :])
