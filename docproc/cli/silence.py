"""Does anything that reads letters report to somebody? Looked at in a process of its own, for docproc doctor.

Libraries report by looking up a name and by keeping a number that stands for the computer in the home or the
temporary folder. The process that loads the networks gets new, empty ones, so that what lies there afterwards is
a trace; what it asks of the network is refused by the system and told.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from docproc.confined.network import is_left, leave_network

_SECONDS = 60
_ASKS = frozenset({"socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"})
_PLACES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")


@dataclass(frozen=True, slots=True)
class Silence:
    """What was seen: whether the system refuses connections, and the `traces`: files that were left, calls that
    ask something of the network.
    """

    refused: bool
    traces: tuple[str, ...]


def listen() -> Silence:
    """Load the networks in a process of its own and look at what it leaves and asks for.

    Raises RuntimeError, with what it said, when the process fails.
    """
    with tempfile.TemporaryDirectory(prefix="docproc-") as folder:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            env=os.environ | dict.fromkeys(_PLACES, folder),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(done.stderr.strip()[-200:])
        found = json.loads(done.stdout)
        left = sorted(str(path.relative_to(folder)) for path in Path(folder).rglob("*") if path.is_file())
    return Silence(found["refused"], (*left, *found["asked"]))


def _load() -> None:
    from docproc.reading.figures import open_figures
    from docproc.reading.own import open_own
    from docproc.reading.stamps import open_stamps

    for open_reader in (open_own, open_figures, open_stamps):
        open_reader()


if __name__ == "__main__":
    asked: set[str] = set()
    sys.addaudithook(lambda event, _arguments: asked.add(event) if event in _ASKS else None)
    leave_network()
    _load()
    print(json.dumps({"refused": is_left(), "asked": sorted(asked)}))
