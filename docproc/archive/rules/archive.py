"""Which files of an archive should be scanned again, and how its summary is cut."""

from __future__ import annotations

from docproc.measures import Dpi, Share, Times
from docproc.rules import Checked, Rules


class Weights(Checked):
    """What each fault of a scan adds to how urgently it should be made again."""

    unread: Times
    unsure: Times
    poor: Times
    coarse: Times


class ScanAgain(Checked):
    """From where on a scan is bad, and which failures a new scan mends."""

    unsure: Share
    fewest_words: int
    dpi: Dpi
    failures: frozenset[str]
    weights: Weights


class Shown(Checked):
    """How many lines a list of the summary has at most; the tables hold all."""

    bars: int
    lines: int


class Archive(Rules):
    """models/archive.toml: bad scans, classes of days, lengths of lists."""

    file = "archive"
    days_given: tuple[int, ...]
    scan_again: ScanAgain
    shown: Shown
