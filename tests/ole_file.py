"""Small OLE files."""

from __future__ import annotations

import struct


def ole_bytes(*names: str) -> bytes:
    """An OLE file ([MS-CFB]) with empty streams of these names at its top."""
    end, free, fat = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD

    def entry(name: str, kind: int, right: int = free, child: int = free) -> bytes:
        letters = name.encode("utf-16-le")
        fields = struct.pack("<HBBLLL", len(letters) + 2, kind, 1, free, right, child)
        return letters.ljust(64, b"\0") + fields + bytes(36) + struct.pack("<LLL", end, 0, 0)

    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xLLLLLLLLLL", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0, 0)
    head += struct.pack("<L", free) * 108
    entries = [entry("Root Entry", 5, child=1)]
    entries += [entry(name, 2, right=n + 2 if n + 1 < len(names) else free) for n, name in enumerate(names)]
    sectors = -(-len(entries) // 4)
    table = [fat, *range(2, sectors + 1), end]
    body = struct.pack("<128L", *table, *[free] * (128 - len(table)))
    return head + body + b"".join(entries).ljust(sectors * 512, b"\0")
