"""A desk at work: `docproc serve` as people start it, in processes of its own."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LOADS = 180.0  # seconds in which a desk is surely there, on a busy machine too
_DOCPROC = [sys.executable, "-c", "from docproc.cli.main import run; run()"]


def free_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@dataclass
class ServedDesk:
    """A desk that runs, and the folders it runs on."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def asked(
        self, path: str, method: str = "GET", body: str | None = None, headers: Mapping[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> tuple[int, Mapping[str, str], str]:  # fmt: skip
        """Status, headers and text of the answer; `source`: the address of the one who asks."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20, source_address=(source, 0))
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            return answer.status, dict(answer.headers.items()), answer.read().decode()
        finally:
            connection.close()

    def wait_until_there(self) -> None:
        until = time.monotonic() + _LOADS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.asked("/healthz")[0] == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.said())

    def children(self) -> list[int]:
        """The processes that answer and the one that watches."""
        listed = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [pid for pid in map(int, listed.split()) if b"spawn_main" in _command(pid)]

    def said(self) -> str:
        return (self.folder / "said").read_text(encoding="utf-8")

    def events(self, name: str) -> list[dict[str, object]]:
        """The lines of the log with this event."""
        lines = [json.loads(line) for line in self.said().splitlines() if line.startswith("{")]
        return [line for line in lines if line.get("event") == name]


def start_desk(folder: Path, *options: str, settings: str = "") -> ServedDesk:
    """Start a desk on a data folder in `folder`; it may still be loading."""
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    chosen = {"DOCPROC_SETTINGS": str(folder / "settings.toml"), "DOCPROC_LOG": "info", "LC_ALL": "en_GB.UTF-8"}
    port = free_port()
    command = [*_DOCPROC, "serve", "--data", str(folder / "data"), "--port", str(port), *options]
    with (folder / "said").open("ab") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=os.environ | chosen)
    return ServedDesk(folder, port, process)


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
