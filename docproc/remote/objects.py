"""Objects of a store: listed a page at a time, read in pieces under a limit, written whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docproc.address import Address
from docproc.remote.connection import ANSWER_SECONDS, TRIES, ask, connected, told
from docproc.remote.faults import AccessDenied, NothingBelow, ObjectChanged, StoreRefused
from docproc.store.originals import Content

_PAGE = 1000  # objects that S3 gives at a time
_PIECE = 1 << 20
_SLOWEST = 50_000  # bytes a second; what comes slower counts as silence
_PART = 16 << 20  # bytes; bigger files are sent in parts, of which some are in memory at once
_TRIAL = ".docproc-trial"


@dataclass(frozen=True, slots=True)
class Listed:
    """An object as it was listed: key, bytes, time of change (ns since 1970), and the mark of its state."""

    key: str
    size: int
    changed_ns: int
    etag: str


def check_source(address: Address) -> None:
    """See that something lies below an address. Raises NothingBelow, NoBucket and what `ask` does."""
    if not _page(address, "", 1).get("Contents"):
        raise NothingBelow(str(address))


def check_target(address: Address) -> None:
    """See that an address takes objects: one byte is written, and taken away again where that is allowed.

    Raises NoBucket, AccessDenied and what `ask` does.
    """
    place = address.below(_TRIAL)
    ask(place, "put_object", Bucket=place.bucket, Key=place.key, Body=b"x")
    with suppress(AccessDenied, StoreRefused):
        ask(place, "delete_object", Bucket=place.bucket, Key=place.key)


def objects_below(address: Address, after: str = "") -> Iterator[Listed]:
    """The objects below an address, by their keys in the order of their bytes; those that come after the key
    `after`. A page is in memory at a time; each is asked for by the last key, so any time may pass meanwhile.

    Raises what `ask` does; StoreRefused when the store does not keep to the order.
    """
    while True:
        page = _page(address, after, _PAGE)
        for one in page.get("Contents", ()):
            key = str(one["Key"])
            if key.encode() <= after.encode():
                raise StoreRefused(str(address), detail="ListObjectsV2")
            after = key
            changed = int(one["LastModified"].timestamp() * 1000) * 1_000_000
            yield Listed(key, int(one["Size"]), changed, str(one.get("ETag", "")))
        if not page.get("IsTruncated"):
            return


def _page(address: Address, after: str, count: int) -> dict[str, Any]:
    where = {"Bucket": address.bucket, "Prefix": address.prefix, "MaxKeys": count}
    answer: dict[str, Any] = ask(address, "list_objects_v2", **where, **({"StartAfter": after} if after else {}))
    return answer


def read_object(
    address: Address, size: int, etag: str = "", write: Callable[[bytes], object] = lambda piece: None
) -> Content:
    """Read an object of so many bytes, piece by piece; gives hash and size of what was read.

    With `etag` only in that state. Raises ObjectGone, ObjectChanged (as soon as more bytes come than it had,
    too), what `ask` does, and OSError of `write`.
    """
    from fsspec.asyn import sync

    system = connected()
    wanted = {"Bucket": address.bucket, "Key": address.key} | ({"IfMatch": etag} if etag else {})
    digest, most = hashlib.sha256(), TRIES * ANSWER_SECONDS + size / _SLOWEST
    with told(address):
        got = sync(system.loop, _streamed, system, wanted, size, digest, write, timeout=most)
    if got != size:
        raise ObjectChanged(str(address))
    return Content(digest.hexdigest(), got)


async def _streamed(
    system: Any, wanted: dict[str, str], size: int, digest: Any, write: Callable[[bytes], object]
) -> int:
    """How many bytes came, counted up to the first that are too many."""
    answer = await system._call_s3("get_object", **wanted)
    body, got = answer["Body"], 0
    try:
        while got <= size and (piece := await body.read(_PIECE)):
            got += len(piece)
            if got <= size:
                digest.update(piece)
                write(piece)
    finally:
        body.close()
    return got


def put_bytes(data: bytes, address: Address) -> None:
    """Write bytes into the store: the object is there whole or not at all. Raises what `ask` does."""
    ask(address, "put_object", Bucket=address.bucket, Key=address.key, Body=data)


def put_file(path: Path, address: Address) -> None:
    """Write a file into the store: the object is there whole or not at all. Raises what `ask` does, OSError."""
    system = connected()
    with told(address):
        system.put_file(str(path), f"{address.bucket}/{address.key}", chunksize=_PART)
