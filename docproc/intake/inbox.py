"""One watched folder at work: what is new in it, what of that is ready, what becomes of it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog
from sqlalchemy import select

from docproc.disk import NO_SPACE
from docproc.errors import DiskFull, DocprocError, why
from docproc.filenames import shown
from docproc.intake.below import Root, Seen, root_of, seen_at
from docproc.intake.complete import State, state_of
from docproc.intake.events import Events
from docproc.intake.filing import file_away, to_file
from docproc.intake.folders import (
    DEEPEST,
    FoldersOverlap,
    Kind,
    Presence,
    TooDeep,
    check_apart,
    entries_in,
    in_place,
    is_network,
)
from docproc.intake.stability import Stability
from docproc.intake.take_in import StillChanging, is_known, take_in
from docproc.intake.troubles import ClockBehind, LinkLeft, NotFiled, NotTakenIn, SpaceAgain, StillWritten, Tell
from docproc.places import Watched
from docproc.settings import Settings
from docproc.store.database import Store
from docproc.store.schema import Arrival

log = structlog.get_logger(__name__)
_BUDGET = 0.5  # seconds of taking in at a time, so that a burst does not keep the workers from being tended
_HELD_WAIT, _FULL_WAIT = 0.5, 5.0
_REFUSED_WAITS = (1.0, 5.0, 30.0)  # seconds after the first refusal of the system, the second, each further one
_ENOUGH, _ENOUGH_FULL = 2, 5  # refusals after which `docproc watch --once` leaves a file where it is
_LISTENS = 0.5  # seconds after which events surely come
_LOOK = 1.0  # seconds between looks whether the folder is there at all


@dataclass(frozen=True, slots=True)
class _Refused:
    """A file that could not be taken in: the state it is in, how often, whether that is enough for one run."""

    seen: Seen
    times: int
    enough: bool


@dataclass
class Inbox:
    """A watched folder. `step` is called again and again; nothing in it waits.

    `tell` hears, once, of what keeps the folder from being emptied. `others`: the other watched folders; this one
    must stay apart from them, whatever a link makes of its path.
    """

    store: Store
    watched: Watched
    settings: Settings
    tell: Tell = lambda trouble: None
    others: Sequence[Path] = ()
    events: Events = field(init=False)
    presence: Presence = field(init=False)
    stability: Stability = field(init=False)
    polls: bool = field(init=False)
    root: Root | None = field(init=False, default=None)
    scanned: bool = field(init=False, default=False)
    _next_look: float = field(init=False, default=0.0)
    _next_scan: float = field(init=False, default=0.0)
    _next_filing: float = field(init=False, default=0.0)
    _known: dict[Path, Seen] = field(init=False, default_factory=dict)
    _refused: dict[Path, _Refused] = field(init=False, default_factory=dict)
    _unfiled: dict[Path, int] = field(init=False, default_factory=dict)
    _passed_over: set[Path] = field(init=False, default_factory=set)
    _overlapped: bool = field(init=False, default=False)
    _full: bool = field(init=False, default=False)
    _clock_told: dict[str, object] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        folder, looking = self.watched.folder, self.watched.looking
        network = is_network(folder)
        self.polls = looking == "polling" or (looking == "auto" and network)
        rest = self.settings.share_rest_seconds if network else self.settings.rest_seconds
        self.stability = Stability(rest, self._seen_at)
        self.events = Events()
        self.presence = Presence(folder, self._was_used())
        log.info("watching", folder=str(folder), polling=self.polls, network=network)

    def step(self) -> None:
        """Look, take in what is ready, file what is done. Raises StoreFault."""
        now = time.monotonic()
        root = self._root_now(now)
        if root is None:
            return
        self._notice(root, now)
        self._take_in_rested(root, now)
        self._file_away(root, now)

    @property
    def there(self) -> bool:
        """Whether the folder was there, and apart from the others, at the last look."""
        return self.root is not None

    def is_settled(self) -> bool:
        """Whether a scan has been made and every file it found has been taken in, or refused often enough."""
        return self.scanned and all(self._is_left(path, seen) for path, seen in self.stability.waiting())

    def to_file(self) -> int:
        """How many files there still are to be filed, without those that were refused often enough."""
        with self.store.reading() as session:
            waiting = to_file(session, self.watched)
        return waiting - sum(times >= _ENOUGH for times in self._unfiled.values())

    def _is_left(self, path: Path, seen: Seen) -> bool:
        refused = self._refused.get(path)
        return refused is not None and refused.seen == seen and refused.enough

    def stop(self) -> None:
        self.events.stop()

    def _was_used(self) -> bool:
        with self.store.reading() as session:
            before = select(Arrival.id).where(Arrival.folder == os.fsencode(self.watched.folder)).limit(1)
            return session.scalar(before) is not None

    def _root_now(self, now: float) -> Root | None:
        """The folder, where it is there and may be watched; None else."""
        if self.root and now < self._next_look:
            return self.root
        self._next_look = now + _LOOK
        root = self._checked()
        if root != self.root:
            if self.scanned or root is None:
                log.warning("folder_is_back" if root else "folder_is_away", folder=str(self.watched.folder))
            self.events.stop()
            self.root, self._next_scan = root, 0.0
        return root

    def _checked(self) -> Root | None:
        try:
            root = root_of(self.watched.folder)
            check_apart(self.watched.folder, [*self.store.places, *self.others])
            if root_of(self.watched.folder) != root:  # what was checked may have been another
                return None
        except FoldersOverlap as overlap:
            if not self._overlapped:
                self.tell(overlap)
            self._overlapped = True
            return None
        except OSError:
            return None
        self._overlapped = False
        return root if self.presence.is_there() else None

    def _seen_at(self, path: Path) -> Seen | None:
        return seen_at(self.root, path) if self.root else None

    def _notice(self, root: Root, now: float) -> None:
        for path in self.events.take():
            if in_place(path, root.folder):
                seen = self._seen_at(path)
                self.stability.notice(path, seen, now)
                if seen is None and os.path.lexists(path):  # a new folder: to be looked through and listened to
                    self._next_scan = 0.0
        if now < self._next_scan:
            return
        often = self.polls or self.events.failed
        self._next_scan = now + (self.settings.poll_seconds if often else self.settings.rescan_seconds)
        try:
            self._scan(root, now)
        except OSError as error:
            log.warning("folder_not_listed", folder=str(self.watched.folder), detail=error.strerror)
            return
        self.scanned = True

    def _scan(self, root: Root, now: float) -> None:
        """Look through all of the folder. Raises OSError."""
        folders = {root.folder}
        for entry in entries_in(root):
            if entry.kind is Kind.FILE:
                self.stability.notice(entry.path, entry.seen, now)
            elif entry.kind is Kind.FOLDER:
                folders.add(entry.path)
            elif entry.path not in self._passed_over:
                self._passed_over.add(entry.path)
                deep = entry.kind is Kind.DEEP
                self.tell(TooDeep(entry.path, limit=DEEPEST) if deep else LinkLeft(entry.path))
        if not self.polls and folders != self.events.folders:
            self.events.start(folders)
            self._next_scan = min(self._next_scan, now + _LISTENS)  # what came before they were listened to

    def _take_in_rested(self, root: Root, now: float) -> None:
        until = time.monotonic() + _BUDGET
        for path, seen, rested in self.stability.rested(now):
            if time.monotonic() > until:
                break
            try:
                self._take_in(root, path, seen, rested, now)
            except StillChanging:
                self.stability.forget(path)
                self.stability.notice(path, self._seen_at(path), now)
            except FileNotFoundError:
                self._forget(path)
            except OSError as error:
                self._put_off(path, seen, error, now)

    def _take_in(self, root: Root, path: Path, seen: Seen, rested: float, now: float) -> None:
        if self._is_known(path, seen):
            self._forget(path)
            return
        state = state_of(root, path)
        broken = rested >= self.settings.broken_rest_seconds
        if state is State.HELD or (state is State.CUT and not broken):
            self.stability.wait(path, now + _HELD_WAIT)
            if broken:
                self._leave(path, seen, StillWritten(path), enough=1)
            return
        take_in(self.store, self.watched, root, path, seen, tell=self._tell_of_clock)
        self._known[path] = seen
        self._forget(path)
        if self._full:
            self._full = False
            self.tell(SpaceAgain(folder=self.store.data))

    def _forget(self, path: Path) -> None:
        self.stability.forget(path)
        self._refused.pop(path, None)

    def _tell_of_clock(self, trouble: ClockBehind) -> None:
        if trouble.details != self._clock_told:  # once a day is enough
            self._clock_told = trouble.details
            self.tell(trouble)

    def _leave(self, path: Path, seen: Seen, trouble: DocprocError, enough: int) -> None:
        """Note that a file cannot be taken in for now; told when that is `enough` times."""
        before = self._refused.get(path)
        times = before.times + 1 if before and before.seen == seen else 1
        self._refused[path] = _Refused(seen, times, times >= enough)
        if times == enough:
            self.tell(trouble)

    def _is_known(self, path: Path, seen: Seen) -> bool:
        if self._known.get(path) != seen:
            with self.store.reading() as session:
                if not is_known(session, path, seen):
                    return False
            self._known[path] = seen
        return True

    def _put_off(self, path: Path, seen: Seen, error: OSError, now: float) -> None:
        full = error.errno in NO_SPACE
        log.error("disk_full" if full else "cannot_read", file=shown(path.name), detail=error.strerror)
        if full and not self._full:
            self._full = True
            self.tell(DiskFull(folder=self.store.data))
        self._leave(path, seen, NotTakenIn(path, detail=why(error)), _ENOUGH_FULL if full else _ENOUGH)
        self.stability.wait(path, now + (_FULL_WAIT if full else _wait(self._refused[path].times)))

    def _file_away(self, root: Root, now: float) -> None:
        if now < self._next_filing:
            return
        filed = file_away(self.store, self.watched, root)
        for path in filed.gone:
            self._known.pop(path, None)
        refused = filed.refused
        self._unfiled = {path: self._unfiled.get(path, 0) + 1 for path, _error in refused}
        for path, error in refused:
            log.error("cannot_file", file=shown(path.name), detail=error.strerror)
            if self._unfiled[path] == _ENOUGH:
                self.tell(NotFiled(path, detail=why(error)))
        if refused:
            self._next_filing = now + _wait(max(self._unfiled.values()))


def _wait(times: int) -> float:
    """Seconds before the next try of what the system has refused so often."""
    return _REFUSED_WAITS[min(times, len(_REFUSED_WAITS)) - 1]
