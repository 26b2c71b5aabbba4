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
    """Paths in a folder that something happened to. They are a hint, never the truth: events get lost."""

    folder: Path
    failed: bool = False
    _paths: queue.SimpleQueue[str] = field(default_factory=queue.SimpleQueue)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to listen; `failed` is set when the system refuses (no more watches)."""
        self._stop, self.failed = threading.Event(), False
        self._thread = threading.Thread(target=self._listen, args=(self._stop,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End listening; what was heard stays to be taken."""
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

    def _listen(self, stop: threading.Event) -> None:
        try:
            for changes in watchfiles.watch(
                self.folder,
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
            log.warning("events_refused", folder=str(self.folder), detail=str(error))
            self.failed = True
