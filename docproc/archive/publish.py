"""Results that were made on this machine are brought into an object store."""

from __future__ import annotations

from pathlib import Path

from docproc.address import Address
from docproc.archive.export import FAILURES, LETTERS, SUMMARY, TASKS
from docproc.remote.objects import put_file


def publish(out: Path, target: Address) -> None:
    """Bring the results in the folder `out` to an address, each whole or not at all, the summary last.

    Raises what remote.objects does, OSError.
    """
    for name in (LETTERS, TASKS, FAILURES, SUMMARY):
        put_file(out / name, target.below(name))


def publish_all(out: Path, target: Address) -> None:
    """Bring every file that lies in a folder to an address. Raises what remote.objects does, OSError."""
    for path in sorted(path for path in out.iterdir() if path.is_file()):
        put_file(path, target.below(path.name))
