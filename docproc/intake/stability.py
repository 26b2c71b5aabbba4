"""When a file has come to rest. Plain logic over what was seen; no threads, no clock of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from docproc.intake.below import Seen


@dataclass(slots=True)
class _Tracked:
    seen: Seen
    since: float
    not_before: float = 0.0


@dataclass
class Stability:
    """The files that are waited for. `rest`: seconds without any change until a file counts as come to rest.

    `look` gives the state of a file now, None when it is no file (any more).
    """

    rest: float
    look: Callable[[Path], Seen | None]
    _files: dict[Path, _Tracked] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self._files)

    def notice(self, path: Path, seen: Seen | None, now: float) -> None:
        """Something may have happened to this file: begin to wait for it, or begin anew when it changed.

        `seen`: its state now, None when it is no file (any more).
        """
        if seen is None:
            self._files.pop(path, None)
        elif path not in self._files or self._files[path].seen != seen:
            self._files[path] = _Tracked(seen, now)

    def waiting(self) -> Iterator[tuple[Path, Seen]]:
        """The files that are waited for, each with its state."""
        for path, tracked in self._files.items():
            yield path, tracked.seen

    def rested(self, now: float) -> Iterator[tuple[Path, Seen, float]]:
        """The files that have rested: path, state, for how many seconds. They stay until `forget`."""
        for path in list(self._files):
            self.notice(path, self.look(path), now)
            tracked = self._files.get(path)
            if tracked and now - tracked.since >= self.rest and now >= tracked.not_before:
                yield path, tracked.seen, now - tracked.since

    def wait(self, path: Path, until: float) -> None:
        """Not yet: ask again from `until` on."""
        if path in self._files:
            self._files[path].not_before = until

    def forget(self, path: Path) -> None:
        """Track a file no longer: it has been taken care of."""
        self._files.pop(path, None)
