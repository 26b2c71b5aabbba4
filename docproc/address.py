"""Where an archive lies and where its results go: a folder of this machine, or a place in an object store.

Only names: nothing here asks anybody. What reaches the store is in the room `remote`.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from docproc.errors import WrongUse
from docproc.filenames import LONGEST
from docproc.messages import mark

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://(.*)", re.DOTALL)
_S3 = "s3"
# Amazon allows less; older stores of Ceph and MinIO have buckets with capitals and underscores.
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")
_VERSION = "?versionId="  # s3fs takes what follows for the number of a version


class AddressFault(WrongUse):
    """An address that cannot be used; nothing was done."""


class WrongAddress(AddressFault):
    reason = mark("this is no address of an object store")
    remedy = mark("It is written s3://BUCKET/FOLDER, for instance s3://archive/2019.")


class SecretInAddress(AddressFault):
    """Names no address: it would show the secret once more."""

    reason = mark("the address holds a user or a password, which others can see on this machine")
    remedy = mark("Write it as s3://BUCKET/FOLDER; keys go into the environment or a file (docs/operations.md).")


class OtherProtocol(AddressFault):
    reason = mark("docproc reads no addresses of the kind {protocol}://")
    remedy = mark("Mount the share and name its folder, or name an object store as s3://BUCKET/FOLDER.")


@dataclass(frozen=True, slots=True)
class Address:
    """A place in an object store: a bucket, and a key or the beginning of keys within it, without slashes at its
    ends; "" is the whole bucket.
    """

    bucket: str
    key: str = ""

    def __str__(self) -> str:
        return f"{_S3}://{self.bucket}/{self.key}".rstrip("/")

    @property
    def prefix(self) -> str:
        """What the keys of all that lies below begin with."""
        return f"{self.key}/" if self.key else ""

    def below(self, name: str) -> Address:
        """The place of this name below."""
        return Address(self.bucket, self.prefix + name)

    def holds(self, other: Address) -> bool:
        """Whether the other is this place or lies below it."""
        return self.bucket == other.bucket and f"{other.key}/".startswith(self.prefix)


def place_named(text: str) -> Path | Address:
    """The place that a person named: `s3://BUCKET/FOLDER` in an object store, else a folder (`file://` too).

    Raises WrongAddress, SecretInAddress, OtherProtocol.
    """
    found = _SCHEME.fullmatch(text)
    if found is None:
        return Path(text)
    protocol, rest = found[1].lower(), found[2]
    if "@" in rest.partition("/")[0]:
        raise SecretInAddress()
    if protocol == "file":
        if not rest.removeprefix("localhost").startswith("/"):
            raise WrongAddress(text)
        return Path(unquote(rest.removeprefix("localhost")))
    if protocol != _S3:
        raise OtherProtocol(text, protocol=protocol)
    bucket, _, key = rest.partition("/")
    key = key.rstrip("/")
    if not _BUCKET.fullmatch(bucket) or (key and not is_plain(key)):
        raise WrongAddress(text)
    return Address(bucket, key)


def noted_place(noted: bytes) -> Path | Address:
    """A place as the ledger notes it: the whole path of a file, or an address."""
    text = os.fsdecode(noted)
    if not text.startswith(f"{_S3}://"):
        return Path(text)
    bucket, _, key = text.removeprefix(f"{_S3}://").partition("/")
    return Address(bucket, key)


def is_plain(name: str) -> bool:
    """Whether the key of an object is a way down through folders, as a disk could hold them: nothing in it leads
    up or stands for itself, no part is empty or longer than a name may be.
    """
    parts = name.split("/")
    odd = any(part in ("", ".", "..") or len(part.encode("utf-8", "replace")) > LONGEST for part in parts)
    return not odd and "\0" not in name and _VERSION not in name
