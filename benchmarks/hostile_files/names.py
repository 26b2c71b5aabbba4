"""Good letters under names that a shell, a terminal, a disk or a program may trip over."""

from __future__ import annotations

from hostile_files.mutated import texts

NAMES: tuple[bytes, ...] = (
    b"a" * 251 + b".txt",
    "ế".encode() * 83 + b".txt",
    b"a" * 255,
    b"C\xf4ng v\xe3n.txt",
    b"\xff\xfe.txt",
    b"m\xe1y\n\nin.txt",
    b"tab\there.txt",
    "thu\u202etxt.exe".encode() + b".txt",
    b"-rf.txt",
    b"--lang.txt",
    b"$(touch bad).txt",
    b"`touch bad`; touch bad.txt",
    b"' or '1'='1.txt",
    b"%s%n%x{0}{detail}.txt",
    b"[bold red]x.txt",
    b"\x1b[31mred\x1b]0;x\x07.txt",
    b" .txt",
    b" a .txt ",
    b"..txt",
    b"a.p1.txt",
    b"CON.txt",
    b"thu.json",
    b"thu.PDF.TXT",
    "ê\u0301\u0323".encode() * 40 + b".txt",
    "\U0001f600".encode() * 60 + b".txt",
    b"*.txt",
    b"a\\b.txt",
    b"http:x.txt",
)


def letter(number: int) -> bytes:
    """A letter that must be read whatever its name; each number another one."""
    return (texts()[number % len(texts())] + f"\nBản {number}\n").encode()
