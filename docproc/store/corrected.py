"""Letters that people checked or corrected, as annotated folders: what `docproc evaluate` measures against and
`docproc train extraction` learns from (docs/annotating.md).

Letters that are struck out are left out, and those marked MẬT, whose words may not lie about in a folder.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from docproc.disk import passing, remove, take_place
from docproc.letter import Letter
from docproc.store.database import Store
from docproc.store.originals import place_of
from docproc.store.schema import File, LetterVersion, StoredLetter

_READABLE = (".pdf", ".tif", ".tiff", ".png", ".jpg", ".jpeg", ".docx", ".txt")
_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class CorrectedLetter:
    """A letter as people left it. `name`: of its file in an annotated folder; `original`: what was read."""

    id: int
    name: str
    letter: Letter
    original: Path


def corrected_letters(session: Session, originals: Path) -> Iterator[CorrectedLetter]:
    """The letters that people checked or corrected and whose files are kept, in the order of their ids.

    They are fetched as they are used: use them within the session.
    """
    wanted = (
        select(StoredLetter.id, LetterVersion.content, File)
        .join(
            LetterVersion,
            (LetterVersion.letter_id == StoredLetter.id) & (LetterVersion.version == StoredLetter.version),
        )
        .join(File, File.id == StoredLetter.file_id)
        .where(
            or_(StoredLetter.version > 1, StoredLetter.checked_at.is_not(None)),
            StoredLetter.void_reason.is_(None),
            StoredLetter.secrecy.is_(None),
        )
        .order_by(StoredLetter.id)
    )
    for number, content, file in session.execute(wanted.execution_options(yield_per=_AT_A_TIME)):
        ending, original = Path(file.name).suffix.lower(), place_of(originals, file.sha256)
        if ending not in _READABLE or not original.is_file():
            continue
        name = f"{number:06}{ending}"
        letter = Letter.model_validate_json(content).model_copy(update={"file": name})
        yield CorrectedLetter(number, name, letter, original)


def write_corrected(store: Store, folder: Path) -> int:
    """Write each corrected letter into a folder, its file and beside it NAME.json; gives how many there were.

    Files are written whole or not at all; those of an earlier time are written anew. Raises OSError, StoreFault.
    """
    count = 0
    with store.reading() as session:
        for one in corrected_letters(session, store.originals):
            _write(folder, one)
            count += 1
    return count


def zip_corrected(store: Store, file: IO[bytes]) -> int:
    """The same as an archive (ZIP), written into an open file; gives how many letters there were."""
    count = 0
    with store.reading() as session, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in corrected_letters(session, store.originals):
            archive.write(one.original, one.name)
            archive.writestr(str(Path(one.name).with_suffix(".json")), one.letter.to_json())
            count += 1
    return count


def _write(folder: Path, one: CorrectedLetter) -> None:
    """The letter's file first: an annotation without its file would be one of nothing."""
    part = passing(folder)
    try:
        shutil.copyfile(one.original, part)
        take_place(part, folder / one.name)
        part.write_text(one.letter.to_json(), encoding="utf-8")
        take_place(part, (folder / one.name).with_suffix(".json"))
    finally:
        remove(part)
