"""Bars, upright over time or lying beside names, laid out in numbers that a template writes into SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 200
_LEFT, _TOP, _BOTTOM = 36, 10, 24
_STEPS = (1, 2, 5)
_LABEL = 44  # the least width between two labels of the lower axis
_WIDEST = 80  # a bar that stands alone is no wall
_ROW = 22  # the height of a lying bar with the room around it
_NAMES = 250  # the width of the names beside lying bars
_FIGURES = 60  # and of the figures behind them
_LONGEST_NAME = 38  # letters of a name that fit


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its place, what stands below it (empty: nothing, for lack of room), what it says; `kind`: 0 for the
    lower part, 1 for what lies on top of it.
    """

    x: float
    y: float
    width: float
    height: float
    kind: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars, the lines of the scale as (y, number), and the labels below as (x, words)."""

    bars: list[Bar]
    scale: list[tuple[float, int]]
    labels: list[tuple[float, str]]


def bar_chart(labels: Sequence[str], parts: Sequence[Sequence[int]], words: Sequence[Sequence[str]]) -> Chart:
    """A chart with one bar a label, made of the `parts` (from below) of all bars; `words` say each part."""
    totals = [sum(values) for values in zip(*parts, strict=True)]
    step = _scale_step(max(totals, default=0))
    top = max(step, -(-max(totals, default=0) // step) * step)
    room, high = (WIDTH - _LEFT) / max(1, len(labels)), HEIGHT - _TOP - _BOTTOM
    width = min(room * 0.7, _WIDEST)
    bars: list[Bar] = []
    for place in range(len(labels)):
        base = float(_TOP + high)
        for kind, values in enumerate(parts):
            height = values[place] / top * high
            base -= height
            x = _LEFT + room * (place + 0.5) - width / 2
            if values[place]:
                bars.append(
                    Bar(
                        round(x, 1),
                        round(base, 1),
                        round(width, 1),
                        round(height, 1),
                        kind,
                        words[kind][place],
                    )
                )
    every = max(1, -int(-_LABEL // room))
    shown = [(round(_LEFT + room * (n + 0.5), 1), label) for n, label in enumerate(labels) if n % every == 0]
    scale = [(round(_TOP + high - number / top * high, 1), number) for number in range(0, top + 1, step)]
    return Chart(bars, scale, shown)


@dataclass(frozen=True, slots=True)
class LyingBar:
    """A bar beside its name: the y of its upper edge, its length, the name (cut), its number, what it says."""

    y: int
    length: float
    name: str
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class LyingChart:
    """Lying bars, which all begin at `left`, and the height of the whole."""

    bars: list[LyingBar]
    left: int
    height: int


def lying_chart(names: Sequence[str], numbers: Sequence[int], words: Sequence[str]) -> LyingChart:
    """A chart with one bar a name, the first on top; `words` say each bar."""
    most, room = max(1, *numbers, 1), WIDTH - _NAMES - _FIGURES
    bars = [
        LyingBar(place * _ROW, round(number / most * room, 1), _cut(name), number, said)
        for place, (name, number, said) in enumerate(zip(names, numbers, words, strict=True))
    ]
    return LyingChart(bars, _NAMES, _ROW * len(bars))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"


def _scale_step(most: int) -> int:
    """A round number of which five or fewer reach `most`."""
    power = 1
    while True:
        for step in _STEPS:
            if step * power * 5 >= most:
                return step * power
        power *= 10
