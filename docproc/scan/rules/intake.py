"""The watched folder: names that are never letters, network shares, and how a whole file ends."""

from __future__ import annotations

from docproc.rules import Checked, Rules


class Ending(Checked):
    """A file with this head (bytes as latin-1) ends in `tail`, which stands within so many of its last bytes."""

    head: str
    tail: str
    within: int


class Intake(Rules):
    """models/intake.toml: what a watched folder leaves alone, and when a file is whole."""

    file = "intake"
    ignored: tuple[str, ...]
    """Names in lower case; * stands for anything."""
    network: tuple[str, ...]
    zeros: int
    """Bytes, as `full_bytes`."""
    full_bytes: int
    ending: tuple[Ending, ...]
