"""What tests of the desk share: a clock to turn, people to add, browsers in which they are logged in."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from starlette.testclient import TestClient

from docproc.store.schema import User

PASSWORD = "mật khẩu để thử"
SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@dataclass
class Clock:
    """A clock that the tests turn."""

    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **by: float) -> None:
        self.now += timedelta(**by)


AddPerson = Callable[..., User]


@dataclass
class LoggedIn:
    """A browser in which somebody is logged in; changes carry the token of the session."""

    client: TestClient
    csrf: str

    def get(self, path: str, **more):  # type: ignore[no-untyped-def]
        return self.client.get(path, **more)

    def post(self, path: str, data: dict[str, object] | None = None, **more):  # type: ignore[no-untyped-def]
        headers = {"X-CSRF-Token": self.csrf} | more.pop("headers", {})
        return self.client.post(path, data=data, headers=headers, **more)


LogIn = Callable[..., LoggedIn]


def token_in(page: str) -> str:
    """The token that a page repeats in its changes."""
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    return found[1]
