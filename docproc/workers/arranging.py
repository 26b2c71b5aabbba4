"""Pages turned, in another order, apart: what a person asked for, from the files to the register.

Step by step, and what a cut leaves behind at each:

1. The files are made in a temporary folder, by a child under limits. Cut off: nothing was written.
2. Each is kept among the originals: bytes on the disk, then the name (`store/originals.py`). Cut off: some
   originals have no row. The same choice gives the same bytes, so the next try finds them: nothing is doubled.
3. One transaction (`store/arranged.put`), on the condition that the letter is as the person saw it: rows of the
   files, what the letter shows, the job that reads it again, a part and a job for each letter that was cut off.
   Cut off before it: as 2; the letter is as before. Cut off after it: all is in the ledger, and workers do the
   rest under their leases. Every page of the letter is in its own file or in that of a part, and the original,
   which is never touched, holds them all.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from docproc.confined.call import Allowance, confined
from docproc.disk import NO_SPACE
from docproc.errors import DiskFull
from docproc.scan.arrange import arrange
from docproc.settings import Settings
from docproc.store.arranged import (
    Arrangement,
    KeptPart,
    NothingArranged,
    Seen,
    Turned,
    apart,
    arrangement_of,
    as_it_came,
    check_as_seen,
    chosen,
    is_original,
    put,
)
from docproc.store.database import Store
from docproc.store.originals import keep, place_of
from docproc.store.schema import StoredLetter, User


def arrange_letter(
    store: Store,
    settings: Settings,
    letter_id: int,
    user: User,
    seen: Seen,
    choice: Sequence[Turned] | None,
    begins: Sequence[int] = (),
) -> int:
    """Arrange the pages of a letter as a person chose; gives how many letters were cut off.

    `choice`: places among the pages shown, in the new order, each with a turn as seen; None: as they stand in the
    original. `begins`: places in the new order on which another letter begins. Raises NoSuchLetter,
    WrongArrangement, NothingArranged, ChangedMeanwhile, LetterStruckOut; CannotArrange or another InputError when
    the file cannot be arranged; DiskFull.
    """
    with store.reading() as session:
        found = arrangement_of(session, letter_id, user)
        check_as_seen(session, session.get_one(StoredLetter, letter_id), seen)
        wanted = as_it_came(found) if choice is None else chosen(found, choice)
        parts = apart(wanted, begins)
        back = len(parts) == 1 and is_original(session, letter_id, wanted)
    if len(parts) == 1 and _stands_so(found, wanted):
        raise NothingArranged()
    kept = [] if back else _keep_all(store, settings, found, parts)
    own, others = (kept[0], kept[1:]) if kept else (None, [])
    store.write(lambda session: put(session, letter_id, user, seen, own, others))
    return len(others)


def _stands_so(found: Arrangement, wanted: list[Turned]) -> bool:
    shown = zip(found.pages, found.shown_turns, strict=True)
    return wanted == [(number, (turn + more) % 360) for (number, turn), more in shown]


def _keep_all(store: Store, settings: Settings, found: Arrangement, parts: list[list[Turned]]) -> list[KeptPart]:
    try:
        return _keep(store, settings, found, parts)
    except OSError as error:
        if error.errno in NO_SPACE:
            raise DiskFull(folder=store.data) from error
        raise


def _keep(store: Store, settings: Settings, found: Arrangement, parts: list[list[Turned]]) -> list[KeptPart]:
    """Make a file of each of the parts of the original, and keep it."""
    source = place_of(store.originals, found.original.sha256)
    allowance = Allowance(settings.worker_megabytes, settings.page_work_seconds)
    with tempfile.TemporaryDirectory(dir=_temporary(store)) as folder:
        places = [Path(folder) / f"{n}.pdf" for n in range(len(parts))]
        confined(arrange, source, parts, places, allowance=allowance, path=source)
        return [
            _kept(store, place, _name(found, position), pages)
            for position, (place, pages) in enumerate(zip(places, parts, strict=True))
        ]


def _name(found: Arrangement, position: int) -> str:
    """The name of the original for the letter itself; with a number for what was cut off."""
    return found.original.name if position == 0 else f"{Path(found.original.name).stem}.{position + 1}.pdf"


def _kept(store: Store, place: Path, name: str, pages: list[Turned]) -> KeptPart:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        return KeptPart(keep(descriptor, store.originals), name, pages)
    finally:
        os.close(descriptor)


def _temporary(store: Store) -> Path:
    """A folder for what is needed for a moment; not that of the workers, which is cleared when they start."""
    folder = store.data / "tmp" / "desk"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
