"""Boundary to the libraries that parse other people's files."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdftypes import PDFObjRef

from docproc.disk import NO_SPACE
from docproc.errors import DamagedFile, InputError, OutOfMemory
from docproc.messages import LibraryWords

# What these libraries would say of a file on standard error is said by docproc in its own words, or means
# nothing.
_LIBRARIES = (
    "PIL",
    "pdfminer",
    "pdfplumber",
    "pikepdf",
    "pypdfium2",
    "pi_heif",
    "pyhanko",
    "pyhanko_certvalidator",
)
for _name in _LIBRARIES:
    logging.getLogger(_name).setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", module=rf"{_name}\b")
_LONGEST_CHAIN = 32  # of references to references; writers make none at all
_ERRORS = 2  # the number of standard error


def _resolved(reference: PDFObjRef, default: object = None) -> Any:
    """What a reference leads to, through references to references; `default` for a ring of them.

    pdfminer follows each step wherever it needs an object, and a ring for ever.
    """
    found: Any = reference
    for _step in range(_LONGEST_CHAIN):
        if not isinstance(found, PDFObjRef):
            return found
        try:
            assert found.doc is not None
            found = found.doc.getobj(found.objid)
        except PDFObjectNotFound:
            return default
    return default


PDFObjRef.resolve = _resolved  # type: ignore[method-assign, assignment]


@contextmanager
def silent() -> Iterator[None]:
    """Keep what C libraries write from standard error: libtiff does, and cannot be told not to."""
    try:
        kept = os.dup(_ERRORS)
    except OSError:  # it is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, _ERRORS)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)


@contextmanager
def damage_named(path: Path, part: str = "") -> Iterator[None]:
    """Turn whatever a parser raises inside the block into DamagedFile with its words and the name of the `part`.

    Pillow, PDFium and pdfminer raise almost any exception type on a damaged file (OSError, ValueError,
    KeyError, struct.error, RecursionError …), so this one place catches them all.
    """
    try:
        yield
    except InputError:
        raise
    except MemoryError as error:  # the limit of this process, no damage
        raise OutOfMemory(path) from error
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_SPACE:  # the disk is full, not the file damaged
            raise
        words = " ".join(str(error).split()) or type(error).__name__
        said = f"{part}: {words}" if part else words
        raise DamagedFile(path, detail=LibraryWords(said[:200])) from error
