"""The letters of a line as words: what stands between gaps."""

from __future__ import annotations

import numpy as np

from docproc.reading.linefinder.blobs import Blobs
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load


def words_of(letters: Blobs, height: int) -> list[tuple[int, int]]:
    """Where the words of a line begin and end, in pixels, left to right; `height` is that of its small letters."""
    order = np.argsort(letters.left, kind="stable")
    left, reach = letters.left[order], np.maximum.accumulate(letters.right[order])
    begins = np.flatnonzero(left[1:] - reach[:-1] >= load(LineFinding).words.gap * height) + 1
    starts = np.concatenate([[0], begins])
    ends = np.concatenate([begins - 1, [len(left) - 1]])
    return list(zip(left[starts].tolist(), reach[ends].tolist(), strict=True))
