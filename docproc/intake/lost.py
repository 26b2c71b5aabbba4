"""Are the originals still there? The watcher looks when it starts, beside its work, a few hundred at a time."""

from __future__ import annotations

from dataclasses import dataclass, field

import structlog

from docproc.intake.troubles import OriginalsLost, Tell
from docproc.store.check import lost_originals
from docproc.store.database import Store

log = structlog.get_logger(__name__)


@dataclass
class LookAtOriginals:
    """Looks at every original once and tells, once, of those that are not there. `step` is called repeatedly.

    50,000 originals take 0.8 s of a processor, on a share that answers slowly minutes: too long to wait for.
    """

    store: Store
    tell: Tell
    _after: int | None = field(default=0, init=False)
    _count: int = field(default=0, init=False)
    _first: str = field(default="", init=False)

    def step(self) -> bool:
        """Look at some more of them; whether any are left to be looked at. Raises StoreFault."""
        if self._after is None:
            return False
        lost, self._after = lost_originals(self.store, self._after)
        self._count += len(lost)
        self._first = self._first or next(iter(lost), "")
        if self._after is None and self._count:
            log.error("originals_lost", count=self._count)
            self.tell(OriginalsLost(count=self._count, folder=self.store.originals, file=self._first))
        return self._after is not None
