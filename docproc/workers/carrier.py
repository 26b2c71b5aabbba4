"""Files of an object store for workers, which open what others wrote and therefore have no network.

The parent of a worker carries: it listens on a line of each (`serve`), fetches the object that one asks for into
the worker's own passing folder, and brings a copy away that one made, as bytes: it opens no file for a worker. A
wish is JSON, so that a worker which a file took over can say nothing but that; it gets nothing from outside the
archive.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path, PurePosixPath
from typing import Any

import structlog

from docproc.address import Address, is_plain, noted_place
from docproc.disk import write_whole
from docproc.errors import DocprocError
from docproc.remote.faults import AccessDenied, ObjectChanged, StoreSilent
from docproc.remote.objects import put_bytes, read_object
from docproc.scan.kinds import MEGA, check_size
from docproc.store.jobs import Leased
from docproc.store.originals import Content
from docproc.workers.order import Order

log = structlog.get_logger(__name__)
_LONGEST = 1 << 16  # bytes of a wish
_BIGGER = 4  # times the largest file that is read, for the largest copy
_ENDING = 16  # letters of an ending that is kept

Wish = dict[str, Any]
Carry = Callable[[Wish, bytes], None]
"""Has a wish fulfilled, with the bytes to be brought. Raises what remote.objects does, TooLarge, OSError."""


def carry_here(order: Order) -> Carry:
    """Fulfils wishes in this very process."""
    return lambda wish, content: fulfil(order, wish, content)


def carry_over(line: Connection) -> Carry:
    """Has wishes fulfilled by whoever serves the other end of a line."""

    def carry(wish: Wish, content: bytes) -> None:
        line.send_bytes(json.dumps(wish).encode())
        line.send_bytes(content)
        error = line.recv()
        if error is not None:
            raise error

    return carry


def serve(order: Order, line: Connection, tell: Callable[[str], None]) -> None:
    """Fulfil the wishes of a worker until it is gone; `tell` hears that the store has fallen silent."""
    most = int(_BIGGER * order.settings.max_megabytes * MEGA)
    with line:
        while True:
            try:
                wish = json.loads(line.recv_bytes(_LONGEST))
                line.send(_answer(order, wish, line.recv_bytes(most), tell))
            except (EOFError, OSError, ValueError):
                return


def _answer(order: Order, wish: Wish, content: bytes, tell: Callable[[str], None]) -> Exception | None:
    try:
        fulfil(order, wish, content)
    except StoreSilent as error:
        log.warning("store_silent", detail=error.details.get("detail"))
        tell(StoreSilent(None, **error.details).message())
        return error
    except (DocprocError, OSError) as error:
        return error
    except Exception as error:  # it may not be able to travel
        return RuntimeError(type(error).__name__)
    return None


def fulfil(order: Order, wish: Wish, content: bytes) -> None:
    """Fetch an object into a file, or bring bytes into the store. Raises AccessDenied for a place that is none
    of the order's, and as `Carry` says.
    """
    if "fetch" in wish:
        source = noted_place(os.fsencode(str(wish["fetch"])))
        if not isinstance(source, Address) or not is_plain(source.key):
            raise AccessDenied(detail="fetch")
        if not any(place.holds(source) for place in order.sources):
            raise AccessDenied(detail="fetch")
        _fetch(order, source, Content(str(wish["sha256"]), int(wish["size"])), Path(wish["into"]))
        return
    folder, name = order.copies.folder if order.copies else None, str(wish["bring"])
    if not isinstance(folder, Address) or not is_plain(name):
        raise AccessDenied(detail="bring")
    put_bytes(content, folder.below(name))


def _fetch(order: Order, source: Address, known: Content, into: Path) -> None:
    check_size(Path(source.key), known.size, order.settings.max_megabytes)
    with into.open("xb") as file:
        content = read_object(source, known.size, write=file.write)
    if content != known:
        raise ObjectChanged(str(source))


@contextmanager
def at_hand(job: Leased, carry: Carry, originals: Callable[[str], Path]) -> Iterator[Path]:
    """A path of this machine at which the file of a job can be read: where it lies, or in a passing folder that
    is taken away afterwards. Raises as `Carry` says.
    """
    if not isinstance(job.path, Address):
        yield job.path or originals(job.sha256)
        return
    with tempfile.TemporaryDirectory(prefix="fetched-") as folder:
        into = Path(folder) / f"file{ending_of(job.path.key)}"
        carry({"fetch": str(job.path), "sha256": job.sha256, "size": job.size, "into": str(into)}, b"")
        yield into


def ending_of(key: str) -> str:
    """The ending of a name, which tells a text that goes by the name of a scan; none that is no plain word."""
    ending = PurePosixPath(key).suffix
    plain = ending[1:].isascii() and ending[1:].isalnum() and len(ending) <= _ENDING
    return ending if plain else ""


def lay_down(content: bytes, folder: Path | Address, name: str, carry: Carry) -> None:
    """Write a copy to its place below a folder or an address, whole or not at all. Raises OSError and as `Carry`
    says.
    """
    if isinstance(folder, Path):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        write_whole(target, content)
    else:
        carry({"bring": name}, content)
