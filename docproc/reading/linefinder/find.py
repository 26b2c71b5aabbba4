"""From the image of a page to its lines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from docproc.page import Box
from docproc.reading.linefinder.bands import (
    Bands,
    Fences,
    Which,
    bands_of,
    levelled,
    pieces_of,
    slope_of,
)
from docproc.reading.linefinder.blobs import Blobs, Numbers, Runs, blobs_of, numbered
from docproc.reading.linefinder.found import FoundLine, FoundPage
from docproc.reading.linefinder.ink import ink_of_page
from docproc.reading.linefinder.marks import inline, of_letters
from docproc.reading.linefinder.neighbours import NOBODY
from docproc.reading.linefinder.rows import lines_of, words_of
from docproc.reading.linefinder.size import are_big, are_letters, are_small, are_tall, x_height_of
from docproc.reading.linefinder.strays import are_marks, low_alone, specks
from docproc.reading.linefinder.touching import are_blots, cut_apart, reach_over_lines, without_pale
from docproc.reading.linefinder.understood import reason_against, stand_upright


@dataclass(frozen=True, slots=True)
class _Lettered:
    """The letters of a page that stand level, and which they are of all blobs; `line` is the number of the line
    of each.
    """

    letters: Blobs
    own: Numbers
    line: Numbers

    def without(self, gone: Which) -> _Lettered:
        """The same without some letters."""
        kept = ~gone
        return _Lettered(self.letters.chosen(kept), self.own[kept], numbered(self.line[kept]))


@dataclass(frozen=True, slots=True)
class _Whole:
    """The lines of a page, all standing level: letters and the line of each, small blobs and for each of these
    the line it stands among as a stop or dash (`stops`) and the one it belongs to (`marks`), NOBODY for none.
    """

    letters: Blobs
    line: Numbers
    small: Blobs
    stops: Numbers
    marks: Numbers
    bands: Bands


def find_lines(image: Image.Image, dpi: float) -> FoundPage:
    """The printed lines on a cleaned grey page image (mode L) of `dpi` dots per inch, from top to bottom.

    A line is cut at wide gaps, where columns part, and at upright rules; rules and seals are no lines. The page
    may lean by a degree. What was found is good for reading only where the page has no `reason_against` it.
    """
    ink = ink_of_page(image, dpi)
    blobs, runs = blobs_of(ink.letters)
    blots = are_blots(blobs, ink.scale)
    stamped = blobs.chosen(blots)
    if blots.any():
        ink = without_pale(ink, blots, runs)
        blobs, runs = blobs_of(ink.letters)
    x_height = x_height_of(blobs, ink.scale)
    if not x_height:
        return FoundPage((), reason_against(blobs, (), ink.scale))
    fences = Fences(ink.upright)
    own = np.flatnonzero(are_letters(blobs, x_height))
    own = own[~are_marks(blobs.chosen(own), x_height)]
    slope = slope_of(blobs.chosen(own), pieces_of(blobs.chosen(own), fences, x_height))
    level = levelled(blobs, slope)
    own, touching = _apart(level, own, fences, slope, x_height)
    pieces = _Lettered(level.chosen(own), own, pieces_of(level.chosen(own), fences, x_height, slope))
    lettered = _in_lines(pieces, fences, slope, x_height, levelled(stamped, slope))
    whole = _whole(level, blobs.top - level.top, runs, lettered, touching, fences, slope, x_height)
    found = _found(whole, slope, ink.scale)
    upright = stand_upright(level.chosen(own), x_height)
    return FoundPage(found, reason_against(blobs, found, ink.scale, upright))


def _apart(level: Blobs, own: Numbers, fences: Fences, slope: float, x_height: float) -> tuple[Numbers, Which]:
    """The letters of one line (numbers of blobs), and which blobs touch several or are too high for letters."""
    letters = level.chosen(own)
    tall = are_tall(letters, x_height)
    low = letters.chosen(~tall)
    bands = bands_of(low, pieces_of(low, fences, x_height, slope), x_height)
    tall[tall] = reach_over_lines(letters.chosen(tall), bands)
    touching = are_big(level, x_height)
    touching[own[tall]] = True
    return own[~tall], touching


def _in_lines(pieces: _Lettered, fences: Fences, slope: float, x_height: float, blots: Blobs) -> _Lettered:
    """The letters with the numbers of their lines, from those of the pieces; what is no text is left out."""
    low = low_alone(bands_of(pieces.letters, pieces.line, x_height), x_height)
    pieces = pieces.without(low[pieces.line])
    line = lines_of(bands_of(pieces.letters, pieces.line, x_height), fences, slope)[pieces.line]
    bands = bands_of(pieces.letters, line, x_height)
    gone = specks(bands, pieces.letters, line, blots, fences.ends)[line]
    return _Lettered(pieces.letters, pieces.own, line).without(gone)


def _whole(
    level: Blobs,
    fall: Numbers,
    runs: Runs,
    lettered: _Lettered,
    touching: Which,
    fences: Fences,
    slope: float,
    x_height: float,
) -> _Whole:
    """The lines with what touches several of them cut apart, and with the small blobs that belong to them."""
    bands = bands_of(lettered.letters, lettered.line, x_height)
    parts, part_line = cut_apart(level, touching, runs, fall, bands)
    letters = Blobs.all_of([lettered.letters, parts])
    line = np.concatenate([lettered.line, part_line])
    small = level.chosen(are_small(level, lettered.own, x_height))
    bands = bands_of(letters, line, x_height)
    line = lines_of(bands.wider(small, inline(small, bands)), fences, slope)[line]
    bands = bands_of(letters, line, x_height)
    stops = inline(small, bands)
    bands = bands.wider(small, stops)
    marks = of_letters(small, letters, line, bands)
    return _Whole(letters, line, small, stops, np.where(stops == NOBODY, marks, stops), bands)


def _found(whole: _Whole, slope: float, scale: float) -> tuple[FoundLine, ...]:
    """The lines in points of the page, from top to bottom."""
    bands = whole.bands
    found = []
    for number in np.argsort(bands.base, kind="stable").tolist():
        letters = whole.letters.chosen(whole.line == number)
        stops = whole.small.chosen(whole.stops == number)
        ink = Blobs.all_of([letters, whole.small.chosen(whole.marks == number)])
        fall = slope * (ink.left + ink.right) / 2
        left, right = int(ink.left.min()), int(ink.right.max())
        top, bottom = float((ink.top + fall).min()), float((ink.bottom + fall).max())
        base = int(bands.base[number]) + slope * (left + right) / 2
        height = int(bands.height[number])
        words = words_of(Blobs.all_of([letters, stops]), height)
        found.append(
            FoundLine(
                Box(left / scale, top / scale, right / scale, bottom / scale),
                base / scale,
                height / scale,
                slope,
                tuple(Box(x0 / scale, top / scale, x1 / scale, bottom / scale) for x0, x1 in words),
            )
        )
    return tuple(found)
