"""The formats that are told by the bytes they begin with (models/formats.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from docproc.rules import load
from docproc.scan.rules.formats import Formats, Kind

# Where the furthest signature stands (ISO 9660, ECMA-119: byte 32769).
HEAD = 32_774
# A SEQUENCE that holds the object identifier signedData, envelopedData or compressed data (RFC 5652, 5.1):
# 1.2.840.113549.1.7.2 and its neighbours, near the beginning.
_CMS = bytes.fromhex("06092a864886f70d0107")
_CMS_WITHIN = 24


@dataclass(frozen=True, slots=True)
class Format:
    """A known format: its name as people call it, and the kind that decides what becomes of the file."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Signature:
    format: Format
    parts: tuple[tuple[int, bytes], ...]


@cache
def _signatures() -> tuple[_Signature, ...]:
    return tuple(_Signature(Format(rule.name, rule.kind), rule.parts) for rule in load(Formats).signature)


def signature_of(head: bytes) -> Format | None:
    """The format whose signature the first HEAD bytes of a file carry; the first that fits."""
    for signature in _signatures():
        if all(head.startswith(part, at) for at, part in signature.parts):
            return signature.format
    if head[:1] == b"\x30" and _CMS in head[:_CMS_WITHIN]:
        return Format("P7M, P7S", "signed")
    return None
