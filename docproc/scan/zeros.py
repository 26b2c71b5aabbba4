"""Files that hold zeros where their content should be: a copy over a network reserved the room and broke off.

Windows Explorer, rsync and most sync programs first make the file as long as it will be; what has not come yet
reads as zeros. Such a file has its right size and often a right beginning, and a lenient reader would take the
zeros for white paper.
"""

from __future__ import annotations

import os
from pathlib import Path

from docproc.errors import CutOff, OnlyZeros
from docproc.rules import load
from docproc.scan.formats.signatures import signature_of
from docproc.scan.rules.intake import Intake

_PIECE = 1 << 20
_HEAD = 1024


def check_zeros(path: Path) -> None:
    """Refuse a file of zeros, and one that ends in zeros instead of in the end that its kind has.

    Raises OnlyZeros, CutOff. A file that cannot be opened is left to those who read it.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return
    try:
        size = os.fstat(descriptor).st_size
        content = content_end(descriptor, size)
        if size and not content:
            raise OnlyZeros(path)
        if content < size and not _may_end_in_zeros(descriptor, content):
            raise CutOff(path, share=f"{content / size:.0%}")
    except OSError:
        return
    finally:
        os.close(descriptor)


def content_end(descriptor: int, size: int) -> int:
    """Where the content ends behind which all is zero; `size` for fewer zeros than models/intake.toml says."""
    least = load(Intake).zeros
    tail = os.pread(descriptor, least, max(0, size - least))
    if tail.strip(b"\0") or not tail:
        return size
    end = size
    while end > 0:
        begin = max(0, end - _PIECE)
        found = len(os.pread(descriptor, end - begin, begin).rstrip(b"\0"))
        if found:
            return begin + found
        end = begin
    return 0


def end_of_kind(head: bytes) -> tuple[bytes, int] | None:
    """The bytes that end a file with this beginning, and within how many of its last; None without a rule."""
    for rule in load(Intake).ending:
        start = rule.head.encode("latin-1")
        if head.startswith(start) or (start == b"%PDF-" and start in head):
            return rule.tail.encode("latin-1"), rule.within
    return None


def _may_end_in_zeros(descriptor: int, content: int) -> bool:
    """Whether what stands before the zeros is whole: its kind's end, or a kind that may end in zeros: a TIFF,
    BMP or WebP, whose white or black they are, an OLE file, which fills its last sector with them ([MS-CFB] 2.2).
    """
    head = os.pread(descriptor, _HEAD, 0)
    found = signature_of(head)
    if found is not None and found.name in ("TIFF", "BMP", "WebP", "OLE"):
        return True
    rule = end_of_kind(head)
    if rule is None:
        return False
    tail, within = rule
    return tail in os.pread(descriptor, within, max(0, content - within))
