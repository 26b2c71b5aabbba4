"""ZIP and OLE files looked into: a Word file, another Office file, or several files packed together."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path

import olefile

from docproc.rules import load
from docproc.scan.formats.signatures import Format
from docproc.scan.guard import damage_named
from docproc.scan.rules.formats import Formats

WORD = Format("Word", "written")
OLD_WORD = Format("Word 97-2003", "written")
_TYPES, _MIMETYPE = "[Content_Types].xml", "mimetype"
_MOST_READ = 1_000_000
# Content types of a Word file's main part: document or template, with or without macros (ECMA-376-1, 11.3.10).
_WORD_PARTS = (b"wordprocessingml.document.main", b"wordprocessingml.template.main", b"ms-word.document.macro")
# The end of the central directory (APPNOTE.TXT 4.3.16) and how far from the end of a file it may begin.
_END, _END_WITHIN = b"PK\x05\x06", 65_557
_MOST_DIRECTORY = 4_000_000  # bytes; ten thousand files have one


def zip_format(path: Path) -> Format:
    """What a ZIP file is. Raises DamagedFile when its directory is missing: it breaks off."""
    packed = Format("ZIP", "packed")
    with damage_named(path):
        if _directory_bytes(path) > _MOST_DIRECTORY:
            return packed
        with zipfile.ZipFile(path) as package:
            types = _read(package, _TYPES) + _read(package, _MIMETYPE)
    if any(part in types for part in _WORD_PARTS):
        return WORD
    for rule in load(Formats).package:
        if any(held.encode() in types for held in rule.holds):
            return Format(rule.name, rule.kind)
    return packed


def _directory_bytes(path: Path) -> int:
    """How long the list of files is; 0 where it is not found, which the library names."""
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _END_WITHIN))
        tail = file.read()
    at = tail.rfind(_END)
    return int(struct.unpack_from("<L", tail, at + 12)[0]) if 0 <= at <= len(tail) - 22 else 0


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    """The beginning of a file of the package, b"" when there is none, or only under a password."""
    try:
        with package.open(name) as file:
            return file.read(_MOST_READ)
    except (KeyError, RuntimeError):
        return b""


def ole_format(path: Path) -> Format:
    """What an OLE file is, by the streams at its top. Raises DamagedFile."""
    with damage_named(path), olefile.OleFileIO(path) as storage:
        for rule in load(Formats).storage:
            if storage.exists(rule.stream):
                return Format(rule.name, rule.kind)
        return OLD_WORD if storage.exists("WordDocument") else Format("OLE", "data")
