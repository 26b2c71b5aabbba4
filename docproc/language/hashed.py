"""Small numbers by large keys, in about three and a half bytes a key on disk, looked up many at a time.

A key is hashed to a bucket and to a fingerprint of 16 bits; the entries stand in the order of their buckets,
about six a bucket, and where a bucket begins is known from its number and a small shift. The key itself is
not kept: about one unknown key in 4,000 is taken for a known one (fingerprints instead of keys: Talbot and
Osborne 2007, for language models).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.uint64]
Codes = NDArray[np.uint8]
Prints = NDArray[np.uint16]

ABSENT = -1
# A bucket holds six entries on average; what stands further than the window behind its begin is left out.
_PER_BUCKET, _WINDOW = 6, 18
_PARTS = ("prints", "shifts", "codes")
_A, _B = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9
_WHOLE = (1 << 64) - 1


@dataclass(frozen=True)
class HashedTable:
    """`prints` and `codes` by place, `prints` with a margin at the end; `shifts` by bucket."""

    prints: Prints
    shifts: NDArray[np.int16] | NDArray[np.int32]
    codes: Codes

    @cached_property
    def _windows(self) -> NDArray[np.void]:
        """The prints from every place on, as many as a window has, as one item: that is copied fastest."""
        size = self.prints.itemsize
        shape = len(self.prints) - _WINDOW + 1
        return np.ndarray(shape, f"V{_WINDOW * size}", np.ascontiguousarray(self.prints), strides=(size,))

    @cached_property
    def _views(self) -> tuple[memoryview, memoryview, memoryview]:
        """The parts as views, which give single items sooner than arrays do."""
        return self.prints.data, self.shifts.data, self.codes.data

    def get(self, keys: Keys) -> NDArray[np.int16]:
        """The numbers (0 to 255) of the keys, ABSENT for those that are not there."""
        buckets, prints = _hashed(keys, len(self.shifts))
        begins = buckets * _PER_BUCKET + self.shifts.take(buckets)
        same = self._windows[begins].view(np.uint16).reshape(-1, _WINDOW) == prints[:, None]
        # The first of a window counts, so it is written last.
        key, at = np.divmod(np.flatnonzero(same)[::-1], _WINDOW)
        found = np.full(len(keys), ABSENT, dtype=np.int16)
        found[key] = self.codes.take(begins.take(key) + at)
        return found

    def get_one(self, key: int) -> int:
        """The number of one key, or ABSENT."""
        h = key * _A & _WHOLE
        h = (h ^ h >> 29) * _B & _WHOLE
        h ^= h >> 32
        bucket = (h >> 32) * len(self.shifts) >> 32
        prints, shifts, codes = self._views
        begin = bucket * _PER_BUCKET + shifts[bucket]
        try:
            return codes[begin + prints[begin : begin + _WINDOW].tolist().index(h & 0xFFFF)]
        except ValueError:
            return ABSENT


def table_of(keys: Keys, codes: Codes) -> HashedTable:
    """The table of distinct keys; the few that do not fit into their window are left out."""
    count = max(1, len(keys) // _PER_BUCKET)
    buckets, prints = _hashed(keys, count)
    return _in_buckets(buckets, prints, codes, count)


def merged(table: HashedTable, keys: Keys, codes: Codes) -> HashedTable:
    """The table with more keys; one that is there already gets the new number."""
    count = len(table.shifts)
    begins = np.arange(count) * _PER_BUCKET + table.shifts
    size = len(table.prints) - _WINDOW
    old_buckets = np.repeat(np.arange(count), np.diff(np.append(begins, size)))
    buckets, prints = _hashed(keys, count)
    places = np.concatenate((buckets, old_buckets)) << 16 | np.concatenate((prints, table.prints[:size]))
    _, first = np.unique(places, return_index=True)  # the new ones stand in front
    every = np.concatenate((codes, table.codes[:size]))
    return _in_buckets(places[first] >> 16, (places[first] & 0xFFFF).astype(np.uint16), every[first], count)


def _in_buckets(buckets: NDArray[np.int64], prints: Prints, codes: Codes, count: int) -> HashedTable:
    order = np.argsort(buckets, kind="stable")
    buckets, prints, codes = buckets[order], prints[order], codes[order]
    begins = np.searchsorted(buckets, np.arange(count))
    fits = np.arange(len(buckets)) - begins[buckets] < _WINDOW
    begins = np.searchsorted(buckets[fits], np.arange(count))
    shifts = (begins - np.arange(count) * _PER_BUCKET).astype(np.int32)
    if np.abs(shifts).max(initial=0) < 1 << 15:
        shifts = shifts.astype(np.int16)
    margin = np.zeros(_WINDOW, dtype=np.uint16)
    return HashedTable(
        np.concatenate((prints[fits], margin)), shifts, np.concatenate((codes[fits], margin.astype(np.uint8)))
    )


def _hashed(keys: Keys, buckets: int) -> tuple[NDArray[np.int64], Prints]:
    h = keys * np.uint64(_A)
    h ^= h >> np.uint64(29)
    h *= np.uint64(_B)
    h ^= h >> np.uint64(32)
    places = (h >> np.uint64(32)) * np.uint64(buckets) >> np.uint64(32)
    return places.astype(np.int64), h.astype(np.uint16)


def save_table(table: HashedTable, folder: Path, name: str) -> None:
    """Write the table as `NAME.prints.npy`, `NAME.shifts.npy`, `NAME.codes.npy`."""
    for part in _PARTS:
        np.save(folder / f"{name}.{part}.npy", getattr(table, part))


def open_table(folder: Path, name: str) -> HashedTable:
    """The table, memory-mapped. Raises FileNotFoundError when a part is missing."""
    return HashedTable(*(np.asarray(np.load(folder / f"{name}.{part}.npy", mmap_mode="r")) for part in _PARTS))
