"""Do the database and the files agree? Every question that a lost or doubled letter would answer wrongly."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from docproc.messages import _
from docproc.store.database import Store
from docproc.store.jobs import ARCHIVE
from docproc.store.originals import INCOMING, content_of, is_kept, place_of
from docproc.store.register import missing_numbers
from docproc.store.schema import Arrival, File, FilePart, Job, LetterText, LetterVersion, StoredLetter

_AT_A_TIME = 500


def check(store: Store, deep: bool = False) -> Iterator[str]:
    """Words for everything that is not as it must be; nothing when all is well. Raises StoreFault.

    deep: read every original and compare it with its hash.
    """
    with store.reading() as session:
        if store.is_sqlite:
            for (found,) in session.execute(text("PRAGMA integrity_check(5)")):
                if found != "ok":
                    yield _("database damaged: {detail}", detail=found)
        for book, year, number in missing_numbers(session):
            yield _(
                "register {book} {year}: number {number} is missing or wrong", book=book, year=year, number=number
            )
        yield from _letters(session)
        yield from _originals(session, store.originals, deep)
        yield from _filed(session)


def _letters(session: Session) -> Iterator[str]:
    done = select(Job.name).where(Job.kind.in_(("register", ARCHIVE)), Job.state == "done")
    lacking = done.outerjoin(StoredLetter, StoredLetter.file_id == Job.file_id).where(StoredLetter.id.is_(None))
    cut = select(FilePart.file_id)
    parts = select(File.name).join(FilePart, FilePart.part_id == File.id)
    parts = parts.outerjoin(StoredLetter, StoredLetter.file_id == File.id).where(StoredLetter.id.is_(None))
    # A part that people cut off is a job of its own first.
    to_come = select(Job.file_id).where(Job.kind == "register", Job.state != "done")
    parts = parts.where(File.id.not_in(to_come))
    for name in (*session.scalars(lacking.where(Job.file_id.not_in(cut))), *session.scalars(parts)):
        yield _("{file} is done but has no letter", file=name)
    letters = session.scalar(select(func.count()).select_from(StoredLetter)) or 0
    current = (
        select(func.count())
        .select_from(StoredLetter)
        .join(
            LetterVersion,
            (LetterVersion.letter_id == StoredLetter.id) & (LetterVersion.version == StoredLetter.version),
        )
    )
    if session.scalar(current) != letters:
        yield _("letters without their words: {count}", count=letters - (session.scalar(current) or 0))
    indexed = session.scalar(select(func.count()).select_from(LetterText)) or 0
    if indexed != letters:
        yield _("letters that search does not know: {count}", count=letters - indexed)


def _originals(session: Session, originals: Path, deep: bool) -> Iterator[str]:
    kept: set[str] = set()
    files = select(File).where(File.kept.is_(True)).order_by(File.id).execution_options(yield_per=_AT_A_TIME)
    for file in session.scalars(files):
        kept.add(file.sha256)
        place = place_of(originals, file.sha256)
        if not place.is_file() or place.is_symlink():
            yield _("the original of {file} is missing: {path}", file=file.name, path=place)
        elif place.stat().st_size != file.size or (deep and content_of(place).sha256 != file.sha256):
            yield _("the original of {file} was changed: {path}", file=file.name, path=place)
    for path in originals.rglob("*"):
        if path.is_file() and path.parent.name != INCOMING and path.name not in kept:
            yield _("an original that the database does not know: {path}", path=path)


def lost_originals(store: Store, after: int) -> tuple[list[str], int | None]:
    """Which of the next few hundred files after the one with the id `after` lack their original, by their names.

    One with another size, or a link in its place, counts as lacking. Gives also the id to go on after; None when
    these were the last. One look at the folder a file. Raises StoreFault.
    """
    kept = select(File.id, File.sha256, File.size, File.name).where(File.kept.is_(True), File.id > after)
    with store.reading() as session:
        found = session.execute(kept.order_by(File.id).limit(_AT_A_TIME)).all()
    lost = [row.name for row in found if not is_kept(place_of(store.originals, row.sha256), row.size)]
    return lost, found[-1].id if len(found) == _AT_A_TIME else None


def _filed(session: Session) -> Iterator[str]:
    """Files that somebody took before they could be filed: no letter is lost, but a person should know."""
    filed = select(Arrival).where(Arrival.filing == "lost").order_by(Arrival.id)
    for arrival in session.scalars(filed.execution_options(yield_per=_AT_A_TIME)):
        yield _(
            "{file} was taken from the folder before it could be filed (the original is kept)",
            file=os.fsdecode(arrival.path),
        )
