"""Seals and pens that run through letters are parted from them by how dark they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from docproc.reading.linefinder.bands import Which
from docproc.reading.linefinder.blobs import Blobs, Runs
from docproc.reading.linefinder.ink import Ink
from docproc.reading.rules.line_finding import LineFinding
from docproc.rules import load


def are_blots(blobs: Blobs, scale: float) -> Which:
    """Which blobs are as large as a seal or a signature; `scale` is the pixels of a point."""
    rules = load(LineFinding).blots
    shorter, longer = np.minimum(blobs.width, blobs.height), np.maximum(blobs.width, blobs.height)
    found: Which = (shorter >= rules.least * scale) & (longer <= rules.most * scale)
    return found


def without_pale(ink: Ink, blots: Which, runs: Runs) -> Ink:
    """The ink without the paler part of some blobs: of a red or blue seal scanned in grey the black letters under it
    are left.
    """
    chosen = blots[runs.blob]
    edges = np.zeros((ink.letters.shape[0], ink.letters.shape[1] + 1), dtype=np.int8)
    edges[runs.row[chosen], runs.start[chosen]] = 1
    edges[runs.row[chosen], runs.end[chosen]] -= 1
    inside = np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1].astype(np.bool_)
    return replace(ink, letters=ink.letters & (ink.black | ~inside))
