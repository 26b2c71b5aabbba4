"""The system's own word that something changed in a folder, on a thread beside the watcher's loop."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass, field
from pathlib import Path

import structlog
import watchfiles

log = structlog.get_logger(__name__)
_GATHER_MS, _STEP_MS, _STOP_MS = 150, 25, 500


@dataclass
class Events:
    """Paths in folders that something happened to. They are a hint, never the truth: events get lost.

    Each folder is named: a watch over a whole tree would follow every link in it, out of the tree as well.
    `failed`: the system refused (no more watches).
    """

    folders: set[Path] = field(default_factory=set)
    failed: bool = False
    _paths: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self, folders: set[Path]) -> None:
        """Begin to listen to these folders, not to those in them, and to no others any more."""
        self.stop()
        self._stop, self.failed, self.folders = threading.Event(), False, folders
        self._thread = threading.Thread(target=self._listen, args=(self._stop, folders), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End listening; what was heard stays to be taken."""
        self.folders = set()
        self._stop.set()
        if self._thread:
            self._thread.join(timeout=5)
            self._thread = None

    def take(self) -> set[Path]:
        """The paths heard of since the last call."""
        heard: set[Path] = set()
        while True:
            try:
                heard.add(Path(self._paths.get_nowait()))
            except queue.Empty:
                return heard

    def _listen(self, stop: threading.Event, folders: set[Path]) -> None:
        try:
            for changes in watchfiles.watch(
                *folders,
                recursive=False,
                watch_filter=None,
                debounce=_GATHER_MS,
                step=_STEP_MS,
                rust_timeout=_STOP_MS,
                stop_event=stop,
                raise_interrupt=False,
            ):
                for _change, path in changes:
                    self._paths.put(path)
        except (OSError, RuntimeError) as error:  # watchfiles passes the system's refusal on as either
            if isinstance(error, FileNotFoundError):  # a folder went in the meantime: the next look tells which
                self.folders = set()
            log.warning("events_refused", folder=str(min(folders)), detail=str(error))
            self.failed = True
