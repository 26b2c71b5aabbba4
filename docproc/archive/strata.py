"""Files of an archive put together by what reading one of them costs: their kind, by ending, and their size.

What a file costs is known when it was read. Of one that waits it is said by those of its stratum: a folder of
scans costs a hundred times what as many texts do, and files of one kind and size cost much the same.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from sqlalchemy import ColumnElement, Integer, SQLColumnExpression, case, cast, func, or_

_ENDINGS = {
    "pdf": (".pdf",),
    "picture": (".tif", ".tiff", ".jpg", ".jpeg", ".png", ".heic", ".heif", ".webp", ".bmp", ".gif"),
    "word": (".docx", ".doc", ".rtf", ".odt"),
}
OTHER = "other"
"""Texts, and all that is no letter."""
_KIND_OF = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
_SIZES = [2**power for power in range(10, 29)]  # bytes, 1 KB to 256 MB
# One file of so many is a scout, and the first of each stratum: a tenth of an archive is enough to tell the rest.
_ONE_OF = 16
_FIRST = 2


@dataclass(frozen=True, slots=True, order=True)
class Stratum:
    """A kind of file (`pdf`, `picture`, `word`, OTHER), and a size: how many of the bounds (each twice the one
    before) it reaches.
    """

    kind: str
    size: int


def stratum_of(name: str, size: int) -> Stratum:
    """The stratum of a file of this name and of so many bytes."""
    return Stratum(_KIND_OF.get(PurePath(name).suffix.lower(), OTHER), bisect_right(_SIZES, size))


def kind_column(name: SQLColumnExpression[str]) -> ColumnElement[str]:
    """The kind of a file, by its name, as a database finds it."""
    lower = func.lower(name)
    kinds = [(or_(*(lower.endswith(one) for one in endings)), kind) for kind, endings in _ENDINGS.items()]
    return case(*kinds, else_=OTHER)


def size_column(size: SQLColumnExpression[int]) -> ColumnElement[int]:
    """`Stratum.size` of a file of so many bytes, as a database finds it."""
    columns = [cast(size >= bound, Integer) for bound in _SIZES]
    return sum(columns[1:], columns[0])


@dataclass(slots=True)
class Scouts:
    """Which files of an archive are read before the others, to know from them what those will cost.

    A tree is no mixture: one year is all scans, the next all texts. What was read first in the order of the tree
    says nothing of what comes; a sixteenth of the files, taken from everywhere by the hash of their names, does.
    It is the same sixteenth whenever a run goes on.
    """

    seen: Counter[Stratum] = field(default_factory=Counter)

    def is_one(self, name: str, size: int) -> bool:
        """Whether this file, the next in the order of the tree, is a scout."""
        stratum = stratum_of(name, size)
        self.seen[stratum] += 1
        digest = hashlib.blake2b(name.encode(errors="surrogateescape"), digest_size=4).digest()
        return self.seen[stratum] <= _FIRST or int.from_bytes(digest) % _ONE_OF == 0
