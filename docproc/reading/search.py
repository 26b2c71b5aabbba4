"""The best sequence of candidates for the places of a page: beam search with the language model.

Unlike the search of `docproc.language.decode`, where a reading is one word or two, a candidate here is whatever
stood between two blanks: any number of units of the language model, or nothing at all.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from docproc.language.ngrams import NGrams
from docproc.language.units import STOP

_RIVALS, _AHEAD = 4, 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may stand at a place: its text, the units of the language model in it, and the natural log of how
    well it fits what the readers saw.
    """

    text: str
    units: tuple[int, ...]
    looks: float


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a place was read as. `margin`: natural log of how much likelier it is than the second candidate, the
    words around it as chosen; infinite without a second.
    """

    text: str
    margin: float


_Path = tuple[float, "_Path | None", Candidate | None]


def best_sequence(
    ngrams: NGrams, places: Sequence[Sequence[Candidate]], beam: int, weight: float, clear: float
) -> list[Chosen]:
    """The likeliest candidate of every place (each has one at least).

    `beam` is how many contexts are followed at once, `weight` that of the language model against the looks.
    """
    start = ngrams.numbers[STOP]
    paths: dict[int, _Path] = {start: (0.0, None, None)}
    for candidates in places:
        least = max(total for total, _, _ in paths.values()) - clear
        kept = [item for item in paths.items() if item[1][0] >= least]
        kept = sorted(kept, key=lambda item: -item[1][0])[:beam]
        paths = {}
        for context, path in kept:
            _extend(ngrams, context, path, candidates, paths, weight)
    last: _Path | None = max(paths.values(), key=lambda path: path[0])
    chosen: list[Candidate] = []
    while last is not None and last[2] is not None:
        chosen.append(last[2])
        last = last[1]
    return _with_margins(ngrams, places, chosen[::-1], start, weight)


def _extend(
    ngrams: NGrams,
    context: int,
    path: _Path,
    candidates: Sequence[Candidate],
    into: dict[int, _Path],
    weight: float,
) -> None:
    for candidate in candidates:
        gained, after = ngrams.followed(context, candidate.units)
        total = path[0] + candidate.looks + weight * gained
        known = into.get(after)
        if known is None or total > known[0]:
            into[after] = (total, path, candidate)


def _with_margins(
    ngrams: NGrams,
    places: Sequence[Sequence[Candidate]],
    chosen: Sequence[Candidate],
    start: int,
    weight: float,
) -> list[Chosen]:
    ahead = [unit for candidate in chosen for unit in candidate.units]
    out: list[Chosen] = []
    context, at = start, 0
    for candidates, best in zip(places, chosen, strict=True):
        after = at + len(best.units)
        following = ahead[after : after + _AHEAD]
        margin = math.inf
        rivals = [rival for rival in candidates if rival.text != best.text][:_RIVALS]
        if rivals:
            own = best.looks + weight * ngrams.followed(context, (*best.units, *following))[0]
            margin = own - max(
                rival.looks + weight * ngrams.followed(context, (*rival.units, *following))[0] for rival in rivals
            )
        out.append(Chosen(best.text, margin))
        context = ngrams.followed(context, best.units)[1]
        at = after
    return out
