"""Files of an archive that are to be looked at, as files of this machine: some of an object store are fetched."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from docproc.address import Address, noted_place
from docproc.archive.sources import Found
from docproc.errors import InputError
from docproc.remote.objects import read_object
from docproc.workers.carrier import ending_of

_SECONDS = 20.0
_MOST = 500_000_000  # bytes on the disk


def at_hand(files: Iterable[Found], passing: Path) -> dict[Path, Found]:
    """Where each of the files can be read, in their order; those of an object store are fetched into the folder
    `passing`, as many as there is time and room for. Raises what remote.objects does, OSError.
    """
    found: dict[Path, Found] = {}
    until, size = time.monotonic() + _SECONDS, 0
    for number, one in enumerate(files):
        place = noted_place(one.place)
        if not isinstance(place, Address):
            found[place] = one
            continue
        size += one.seen.size
        if time.monotonic() > until or size > _MOST:
            break
        path = passing / f"{number}{ending_of(place.key)}"
        try:
            with path.open("xb") as file:
                read_object(place, one.seen.size, one.etag, file.write)
        except InputError:  # what goes wrong now will go wrong then, and is told then
            continue
        found[path] = one
    return found
