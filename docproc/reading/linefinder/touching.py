"""Ink that touches letters is parted from them: seals by how pale they are, other lines where ink is thinnest."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np

from docproc.reading.linefinder.bands import Bands, Which
from docproc.reading.linefinder.blobs import Blobs, Numbers, Runs, blobs_of_runs
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
    """The ink without the paler part of some blobs: of a red or blue seal scanned in grey the black letters under
    it are left.
    """
    chosen = blots[runs.blob]
    edges = np.zeros((ink.letters.shape[0], ink.letters.shape[1] + 1), dtype=np.int8)
    edges[runs.row[chosen], runs.start[chosen]] = 1
    edges[runs.row[chosen], runs.end[chosen]] -= 1
    inside = np.cumsum(edges, axis=1, dtype=np.int8)[:, :-1].astype(np.bool_)
    return replace(ink, letters=ink.letters & (ink.is_black() | ~inside))


def reach_over_lines(tall: Blobs, bands: Bands) -> Which:
    """Which blobs stand among the letters of two pieces, one below the other."""
    rules = load(LineFinding).touching
    room = rules.beside * bands.height
    shared = np.minimum.outer(tall.bottom, bands.base) - np.maximum.outer(tall.top, bands.base - bands.height)
    crossed = (
        (shared >= rules.among * bands.height)
        & np.greater.outer(tall.right, bands.left - room)
        & np.less.outer(tall.left, bands.right + room)
    )
    if not len(bands):
        return np.zeros(len(tall), dtype=np.bool_)
    lowest = np.where(crossed, bands.base, np.iinfo(np.int64).min).max(axis=1)
    highest = np.where(crossed, bands.base + bands.height, np.iinfo(np.int64).max).min(axis=1)
    found: Which = crossed.any(axis=1) & (lowest > highest)
    return found


def cut_apart(blobs: Blobs, which: Which, runs: Runs, fall: Numbers, bands: Bands) -> tuple[Blobs, Numbers]:
    """The parts of the blobs of `which` that belong to lines, and the number of the line of each.

    `blobs` stand level, by `fall` pixels (of each) higher than their `runs`. Two lines are parted in the row
    between them that has the least ink.
    """
    rules = load(LineFinding).touching
    chosen = np.flatnonzero(which)
    order = np.argsort(runs.blob, kind="stable")
    first = np.searchsorted(runs.blob[order], chosen, "left")
    last = np.searchsorted(runs.blob[order], chosen, "right")
    parts: list[Blobs] = []
    lines: list[int] = []
    for blob, start, end in zip(chosen.tolist(), first.tolist(), last.tolist(), strict=True):
        near = _crossed(blobs, blob, bands)
        if not len(near):
            continue
        own = order[start:end]
        row = runs.row[own] - fall[blob]
        edges = _edges(row, runs.end[own] - runs.start[own], bands, near)
        high = blobs.bottom[blob] - blobs.top[blob]
        for line, (top, bottom) in zip(near.tolist(), pairwise(edges), strict=True):
            height = bands.height[line]
            inside = (row >= max(top, bands.base[line] - rules.above * height)) & (
                row < min(bottom, bands.base[line] + rules.below * height)
            )
            own_row, begin, finish = row[inside], runs.start[own][inside], runs.end[own][inside]
            part = _part(own_row, begin, finish)
            if part is not None and (
                high > rules.blot * height or part.area[0] < rules.pen * part.width[0] * part.height[0]
            ):  # what crosses a line like a pen makes it no longer
                begin, finish = np.maximum(begin, bands.left[line]), np.minimum(finish, bands.right[line])
                part = _part(own_row, begin, finish)
            if part is not None:
                parts.append(part)
                lines.append(line)
    if not parts:
        return blobs.chosen(np.zeros(0, dtype=np.int64)), np.zeros(0, dtype=np.int64)
    return Blobs.all_of(parts), np.array(lines, dtype=np.int64)


def _part(row: Numbers, start: Numbers, end: Numbers) -> Blobs | None:
    """The runs, those of some length, as one blob."""
    there = start < end
    if not there.any():
        return None
    return blobs_of_runs(row[there], start[there], end[there], np.zeros(int(there.sum()), dtype=np.int64))


def _crossed(blobs: Blobs, blob: int, bands: Bands) -> Numbers:
    """The lines whose letters a blob stands among, from the upper one to the lower one."""
    rules = load(LineFinding).touching
    room = rules.beside * bands.height
    crossed = (
        (bands.base > blobs.top[blob])
        & (bands.base - bands.height < blobs.bottom[blob])
        & (bands.right + room > blobs.left[blob])
        & (bands.left - room < blobs.right[blob])
    )
    near = np.flatnonzero(crossed)
    return near[np.argsort(bands.base[near], kind="stable")]


def _edges(row: Numbers, ink: Numbers, bands: Bands, near: Numbers) -> list[int]:
    """The rows where the parts of a blob begin, and where the last one ends."""
    first = int(row.min())
    total = np.bincount(row - first, ink)
    edges = [first]
    for upper, lower in pairwise(near.tolist()):
        top, bottom = int(bands.base[upper]), int(bands.base[lower] - bands.height[lower])
        valley = total[max(0, top - first) : max(0, bottom - first)]
        middle = (top + bottom) // 2
        edges.append(max(top, first) + int(np.argmin(valley)) if len(valley) else max(first, middle))
    return [*edges, first + len(total)]
