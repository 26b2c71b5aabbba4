"""What a network with a CTC head (Graves et al. 2006) tells of a line, frame by frame, as words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from docproc.language.normalise import normalise
from docproc.page import Box, Word
from docproc.reading.seen import SeenWord, Sign

_NEAR = 10.0  # of letters less likely than the best by more (natural log) nothing is told

Reals = NDArray[np.float32]


class Place(NamedTuple):
    """Where frames stand in pixels of the image: the left of the first, top and bottom, the pixels of a frame."""

    left: float
    top: float
    bottom: float
    step: float


def words_of(frames: Reals, letters: Sequence[str], place: Place, scale: float) -> Iterator[Word]:
    """The words of the likeliest letter of every frame; repeated letters and blanks fall away.

    `frames` are log probabilities (frames by classes), `letters` what the classes mean, the blank first; `scale`
    is the points of a pixel. Confidences are those of the least sure letter.
    """
    likeliest = frames.argmax(axis=1)
    seen = []
    for letter, group in groupby(range(len(likeliest)), key=lambda frame: int(likeliest[frame])):
        span = list(group)
        if letter:
            seen.append(_Letter(letters[letter], span[0], span[-1], frames[span].max(axis=0)))
    for blank, parts in groupby(seen, key=lambda part: part.text == " "):
        if blank:
            continue
        word = list(parts)
        left = place.left + (word[0].first - 0.5) * place.step
        right = place.left + (word[-1].last + 1.5) * place.step
        box = Box(left * scale, place.top * scale, right * scale, place.bottom * scale)
        chance = float(np.exp(min(part.heights.max() for part in word)))
        text = normalise("".join(part.text for part in word))
        signs = tuple(_sign(part.heights, letters) for part in word)
        yield SeenWord(text, box, chance, signs=signs if len(signs) == len(text) else ())


class _Letter(NamedTuple):
    """A letter, its first and last frame, and how high each class comes in them (log probability)."""

    text: str
    first: int
    last: int
    heights: Reals


def _sign(heights: Reals, letters: Sequence[str]) -> Sign:
    """The letters that come near the best one, with what they are less likely (natural log)."""
    best = float(heights[1:].max())
    high = np.flatnonzero(heights > best - _NEAR)
    near = high[np.argsort(-heights[high], kind="stable")].tolist()
    return tuple((_plain(letters[n]), best - float(heights[n])) for n in near if n and letters[n] != " ")


@cache
def _plain(letter: str) -> str:
    return normalise(letter)
