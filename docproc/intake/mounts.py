"""Where folders really lie: links resolved, and what is mounted at two places (Linux) told by its one place."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path("/proc/self/mountinfo")  # proc_pid_mountinfo(5)


@dataclass(frozen=True, slots=True)
class Mount:
    """Something mounted: where (`point`), which folder of which device (`inner`, `device`), its file system."""

    point: Path
    device: str
    inner: Path
    system: str


_ALL = Mount(Path("/"), "", Path("/"), "")  # where the system does not tell


def mounts() -> list[Mount]:
    """All that is mounted, in the order of mounting; nothing where the system does not tell."""
    try:
        lines = _TABLE.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        lines = []
    return [_of(line) for line in lines]


def system_of(folder: Path) -> str:
    """The kind of file system that a folder lies on, such as `ext4` or `cifs`; "" where that is not told."""
    return _mount_of(_real(folder), mounts()).system


def overlapping(folder: Path, others: Sequence[Path]) -> Path | None:
    """The first of `others` that lies in `folder`, or in which it lies, however it is reached; else None."""
    table = mounts()
    here = list(_places(folder, table))
    return next((other for other in others if _overlap(here, list(_places(other, table)))), None)


def _overlap(some: list[tuple[str, Path]], others: list[tuple[str, Path]]) -> bool:
    return any(
        device == other_device and (place == other or place in other.parents or other in place.parents)
        for device, place in some
        for other_device, other in others
    )


def _places(folder: Path, table: list[Mount]) -> Iterator[tuple[str, Path]]:
    """Device and place on it: of the folder, and of all that is mounted below it."""
    real = _real(folder)
    mount = _mount_of(real, table)
    yield mount.device, mount.inner / real.relative_to(mount.point)
    yield from ((below.device, below.inner) for below in table if real in below.point.parents)


def _mount_of(real: Path, table: list[Mount]) -> Mount:
    # Of two that are mounted over each other, the later is seen.
    above = [mount for mount in table if mount.point == real or mount.point in real.parents]
    return max(reversed(above), key=lambda mount: len(mount.point.parts), default=_ALL)


def _real(folder: Path) -> Path:
    return Path(os.path.realpath(folder))  # does not trip over links that lead in a circle, as Path.resolve does


def _of(line: str) -> Mount:
    fields = line.split(" ")
    _number, _parent, device, inner, point = fields[:5]
    return Mount(_plain(point), device, _plain(inner), fields[fields.index("-") + 1])


def _plain(written: str) -> Path:
    """A path of the table, in which blanks and the like stand as octal numbers."""
    parts = written.split("\\")
    plain = parts[0] + "".join(chr(int(part[:3], 8)) + part[3:] for part in parts[1:])
    return Path(plain)
