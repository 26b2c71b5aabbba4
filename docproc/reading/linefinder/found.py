"""A line that was found on a page, before anything was read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from docproc.page import Box


class NotUnderstood(StrEnum):
    """Why the lines that were found on a page are not to be relied on."""

    NO_LINES = "ink, but no lines"
    UPRIGHT = "its letters follow each other downwards"
    OUTSIDE = "much ink outside of lines"
    SCATTERED = "most letters stand in no line, or alone"


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A printed line, all in points of the page.

    `box` holds its ink with marks, ascenders and descenders. `baseline` is the y on which its letters stand at
    the middle of the box, `x_height` how high those without ascenders are above it (of a line in capitals: how
    high these are), `slope` by how much the baseline falls for each point to the right. `words` are boxes of what
    stands between gaps, left to right: an estimate.
    """

    box: Box
    baseline: float
    x_height: float
    slope: float
    words: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """The lines of a page from top to bottom, and why they are not to be relied on; None where they are."""

    lines: tuple[FoundLine, ...]
    reason_against: NotUnderstood | None = None
