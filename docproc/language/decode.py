"""The best sequence of readings: beam search over the words with the language model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docproc.language.ngrams import NGrams, extended
from docproc.language.readings import Reading


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the text. `readings` of it alone; `joined` read this place and the next as one word."""

    readings: Sequence[Reading]
    joined: Sequence[Reading] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a slot was read as; `width` is 2 for a joined reading. `margin`: natural log of how much likelier
    it is than the second reading, the words around it as chosen.
    """

    reading: Reading
    width: int
    margin: float


_Path = tuple[float, "_Path | None", Reading | None, int]


def best_readings(ngrams: NGrams, slots: Sequence[Slot], start: int, beam: int, language: float) -> list[Chosen]:
    """The likeliest reading of every slot (joined ones once). `language` weighs the language model."""
    paths: list[dict[int, _Path]] = [{} for _ in range(len(slots) + 2)]
    paths[0][start] = (0.0, None, None, 0)
    for at, slot in enumerate(slots):
        here = paths[at]
        if len(here) > beam:
            kept = sorted(here.items(), key=lambda item: -item[1][0])[:beam]
            here = dict(kept)
        paths[at] = {}
        for context, path in here.items():
            _extend(ngrams, context, path, slot.readings, 1, paths[at + 1], language)
            if slot.joined:
                _extend(ngrams, context, path, slot.joined, 2, paths[at + 2], language)
    ends = paths[len(slots)]
    path: _Path | None = max(ends.values(), key=lambda p: p[0]) if ends else None
    steps: list[tuple[Reading, int]] = []
    while path is not None and path[2] is not None:
        steps.append((path[2], path[3]))
        path = path[1]
    steps.reverse()
    return _with_margins(ngrams, slots, steps, start, language)


def _extend(
    ngrams: NGrams,
    context: int,
    path: _Path,
    readings: Sequence[Reading],
    width: int,
    into: dict[int, _Path],
    language: float,
) -> None:
    so_far = path[0]
    score = ngrams.score
    for reading in readings:
        total, after = so_far + reading.looks, context
        for unit in reading.units:
            total += language * score(after, unit)
            after = extended(after, unit)
        known = into.get(after)
        if known is None or total > known[0]:
            into[after] = (total, path, reading, width)


def _with_margins(
    ngrams: NGrams, slots: Sequence[Slot], steps: Sequence[tuple[Reading, int]], start: int, language: float
) -> list[Chosen]:
    units = [unit for reading, _ in steps for unit in reading.units]
    out, at, slot = [], 0, 0
    context = start
    for reading, width in steps:
        ahead = units[at + len(reading.units) : at + len(reading.units) + 3]
        rivals = [r for r in slots[slot].readings if r.text != reading.text][:4]
        margin = float("inf")
        if rivals:
            own = _local(ngrams, context, reading, ahead, language)
            margin = min(own - _local(ngrams, context, rival, ahead, language) for rival in rivals)
        out.append(Chosen(reading, width, margin))
        for unit in reading.units:
            context = extended(context, unit)
        at, slot = at + len(reading.units), slot + width
    return out


def _local(ngrams: NGrams, context: int, reading: Reading, ahead: Sequence[int], language: float) -> float:
    total = reading.looks
    for unit in (*reading.units, *ahead):
        total += language * ngrams.score(context, unit)
        context = extended(context, unit)
    return total
