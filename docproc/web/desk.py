"""What all pages of the desk share: the store, the settings, what the office is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fastapi import Request

from docproc.places import OfficeName
from docproc.settings import Settings
from docproc.store import Store


def now() -> datetime:
    """The moment now, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Desk:
    """An open desk. `clock` tells the time (the tests turn it). `behind_https`: whatever comes was sent by HTTPS
    to a reverse proxy in front.
    """

    store: Store
    settings: Settings
    office: OfficeName
    clock: Callable[[], datetime] = now
    behind_https: bool = False

    @property
    def cache(self) -> Path:
        """The folder for what can be made again at any time, as images of pages."""
        return self.store.data / "cache"


def desk_of(request: Request) -> Desk:
    """The desk that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def is_https(request: Request) -> bool:
    """Whether the browser speaks HTTPS, to us or to the reverse proxy in front.

    A proxy on this machine says so in `X-Forwarded-Proto`, which uvicorn takes from nobody else.
    """
    return request.url.scheme == "https" or desk_of(request).behind_https
