"""The letters of a text layer by the direction they run in.

Margin lines run up or down the page, watermarks across it, and a table may lie sideways: words of several
directions must not meet in one line. Angles and their limits stand in models/layer.toml.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

import numpy as np
from pdfplumber.utils.text import extract_words

from docproc.page import Box, Word
from docproc.rules import load
from docproc.scan.layers.letters import Letters
from docproc.scan.layers.level import words_of
from docproc.scan.rules.layer import Layer, Turns

Letter = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Direction:
    """Words that run one way. `angle` is by how many degrees clockwise (0, 90, 180, 270) the page must be turned
    for them to stand level, None for any other angle. `level` are the words with boxes as if the page were so
    turned (about its upper left corner, in points), `placed` the box of each on the page as it stands, None where
    it is the same.
    """

    angle: int | None
    level: list[Word]
    placed: dict[Word, Box] | None


def directions_of(letters: Letters) -> Iterator[Direction]:
    """The words of letters, one Direction for each way they run."""
    if letters.level and letters.upright.all() and not _has_large(letters):
        yield Direction(0, words_of(letters), None)
        return
    yield from _sorted_out(_one_by_one(letters))


def _has_large(letters: Letters) -> bool:
    """Whether a letter may be one of a watermark: much higher than most."""
    heights = letters.bottom - letters.top
    most = load(Layer).across.height * np.median(heights) if len(heights) else 0.0
    return any(not letters.texts[at].isspace() for at in np.flatnonzero(heights > most).tolist())


def _one_by_one(letters: Letters) -> list[Letter]:
    """The letters as pdfplumber has them."""
    columns = (letters.x0, letters.top, letters.x1, letters.bottom, letters.a, letters.b, letters.adv)
    rows = zip(letters.texts, *(column.tolist() for column in columns), letters.upright.tolist(), strict=True)
    return [
        {
            **{"text": text, "x0": x0, "top": top, "x1": x1, "bottom": bottom, "doctop": top},
            **{"width": x1 - x0, "height": bottom - top, "size": bottom - top},
            **{"matrix": (a, b), "adv": adv, "upright": upright},
        }
        for text, x0, top, x1, bottom, a, b, adv, upright in rows
    ]


def _sorted_out(letters: list[Letter]) -> Iterator[Direction]:
    if all(map(_is_plain, letters)):
        yield from _level_and_across(letters)
        return
    rules = load(Layer).direction
    groups: dict[tuple[int | None, float], list[Letter]] = defaultdict(list)
    for letter in letters:
        groups[_group(_angle(letter), rules)].append(letter)
    for (turn, _), group in groups.items():
        angle = _typical(group, turn)
        if turn == 0 and abs(angle) < rules.level:
            yield from _level_and_across(group)
        else:
            plain, across = _apart(group) if turn is not None else (group, [])
            yield _directed(turn, plain, angle)
            if across:
                yield _directed(None, across, angle)


def _is_plain(letter: Letter) -> bool:
    """Whether a letter runs level, as all do on most pages."""
    a, b = letter["matrix"][:2]
    return bool(b == 0 and a > 0 and letter["adv"] >= 0)


def _angle(letter: Letter) -> float:
    """Degrees from the left-to-right of the page as seen, counterclockwise, -180 to 180.

    A font of negative size runs against its matrix: its letters advance backwards.
    """
    a, b = letter["matrix"][:2]
    return math.degrees(math.atan2(-b, -a) if letter["adv"] < 0 else math.atan2(b, a))


def _group(angle: float, rules: Turns) -> tuple[int | None, float]:
    """The quarter turn that letters run in, else None with a rounded angle."""
    quarter = round(angle / 90) * 90
    if abs(angle - quarter) <= rules.skew:
        return quarter % 360, 0.0
    return None, round(angle / rules.step) * rules.step


def _typical(letters: list[Letter], turn: int | None) -> float:
    """The angle of most letters; those about `turn` are counted from it, for -180 and 180 are the same."""
    if turn is None:
        return median(map(_angle, letters))
    off = median((_angle(letter) - turn + 180) % 360 - 180 for letter in letters)
    return turn + off if abs(off) >= load(Layer).direction.level else float(turn)


def _level_and_across(letters: Sequence[Letter]) -> Iterator[Direction]:
    plain, across = _apart(letters) if letters else ([], [])
    yield _level(0, plain)
    if across:
        yield _level(None, across)


def _level(turn: int | None, letters: list[Letter]) -> Direction:
    return Direction(turn, [Word(str(found["text"]), _box(found)) for found in extract_words(letters)], None)


def _directed(turn: int | None, letters: list[Letter], angle: float) -> Direction:
    level: list[Word] = []
    placed: dict[Word, Box] = {}
    for found in extract_words([_set_level(letter, angle) for letter in letters], return_chars=True):
        word = Word(str(found["text"]), _box(found))
        boxes = [letter["seen"] for letter in found["chars"]]
        level.append(word)
        placed[word] = Box(
            min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)
        )
    return Direction(turn, level, placed)


def _set_level(letter: Letter, angle: float) -> Letter:
    """The letter turned about the corner of the page so that it stands level; `seen` is its box before."""
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    box = _box(letter)
    x, y = box.centre_x, (box.y0 + box.y1) / 2
    u, v = x * cos - y * sin, x * sin + y * cos
    long = abs(letter["adv"]) * math.hypot(*letter["matrix"][:2])
    # The box of a slanting letter is as wide as letter and slant together; what is not its length is its height.
    if abs(cos) > abs(sin):
        high = (box.height - long * abs(sin)) / abs(cos)
    else:
        high = (box.width - long * abs(cos)) / abs(sin)
    high = max(high, 0.1)
    sides = {"x0": u - long / 2, "x1": u + long / 2, "top": v - high / 2, "bottom": v + high / 2}
    return {**letter, **sides, "doctop": sides["top"], "height": high, "upright": True, "seen": box}


def _apart(letters: Sequence[Letter]) -> tuple[list[Letter], list[Letter]]:
    """Letters of one direction, and apart from them those of a watermark that is printed over them: much higher
    than most, and lying on others; with it go its letters that fell between the lines.
    """
    rules = load(Layer).across
    most = rules.height * median(letter["size"] for letter in letters)
    large = [letter for letter in letters if letter["size"] > most and not letter["text"].isspace()]
    if not large:
        return list(letters), []
    plain = [_box(letter) for letter in letters if letter["size"] <= most and not letter["text"].isspace()]
    across = [letter for letter in large if any(_covers(_box(letter), box, rules.covered) for box in plain)]
    sizes = {letter["size"] for letter in across}
    over = [any(abs(letter["size"] - size) <= rules.same * size for size in sizes) for letter in letters]
    return (
        [letter for letter, is_over in zip(letters, over, strict=True) if not is_over],
        [letter for letter, is_over in zip(letters, over, strict=True) if is_over],
    )


def _covers(large: Box, small: Box, share: float) -> bool:
    """Whether a box lies over so much (0 to 1) of a smaller one."""
    wide = min(large.x1, small.x1) - max(large.x0, small.x0)
    high = min(large.y1, small.y1) - max(large.y0, small.y0)
    return wide > 0 and high > 0 and wide * high >= share * small.width * small.height > 0


def _box(found: Letter) -> Box:
    return Box(found["x0"], found["top"], found["x1"], found["bottom"])
