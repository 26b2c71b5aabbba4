"""The best sequence of readings: beam search over the words with the language model.

The text is cut into stretches that overlap; all of them are searched side by side, word by word, so that NumPy
has enough to do at once. The overlap gives every word the same surroundings as one long search would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from docproc.language.ngrams import BITS, NGrams, all_extended, extended

Ints = NDArray[np.int64]
Reals = NDArray[np.float32]
Reals64 = NDArray[np.float64]

NONE = -1
# Slots a stretch, and those before and after it that are searched with it and thrown away.
_STRETCH, _BEFORE, _AFTER = 24, 5, 4
_SHORTER = 6
# Paths this much worse than the best one of their stretch (natural log) are given up, as are readings that would
# make them so if they were as likely in their context as they are alone.
_HOPELESS = 10.0
# More than any reading is behind the first one of its slot.
_APART = 1000.0
_RIVALS, _AHEAD = 4, 3


class Texts(Protocol):
    """Texts by place."""

    def __getitem__(self, at: int, /) -> str: ...


@dataclass(frozen=True, slots=True)
class Readings:
    """Ways to read a word, the likeliest alone first: texts, one or two units of the language model each (NONE in
    the second place for one), natural logs of how well each fits what was read.
    """

    texts: Texts
    units: Ints
    looks: Reals


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the text. `readings` of it alone; `joined` read this place and the next as one word."""

    readings: Readings
    joined: Readings | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a slot was read as; `width` is 2 for a joined reading. `margin`: natural log of how much likelier it
    is than the second reading, the words around it as chosen; 0 for a joined one. `second` is that reading, ""
    where there is none.
    """

    text: str
    width: int
    margin: float
    second: str = ""


@dataclass(frozen=True, slots=True)
class _Options:
    """The readings of all slots in one row: those of slot n stand from begin[n] to begin[n + 1], the likeliest
    alone first. `behind`: how much less likely alone than that one (natural log), _APART times the slot added,
    so that the whole row ascends.
    """

    begin: Ints
    units: Ints
    looks: Reals
    behind: Reals64

    def near(self, slot: Ints, within: Reals) -> Ints:
        """How many readings of each slot are at most so much behind the first."""
        return np.searchsorted(self.behind, slot * _APART + within) - self.begin[slot]


@dataclass(frozen=True, slots=True)
class _Paths:
    """Paths by stretch, context and score, with the place of the path before and the option taken last."""

    stretch: Ints
    context: Ints
    score: Reals
    before: Ints
    option: Ints

    def at(self, places: Ints) -> _Paths:
        return _Paths(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Slots from `begin` to `end` are searched, those from `first` to `last` count."""

    begin: int
    first: int
    last: int
    end: int


def best_readings(ngrams: NGrams, slots: Sequence[Slot], start: int, beam: int, language: float) -> list[Chosen]:
    """The likeliest reading of every slot (a joined one once). `language` weighs the language model, `start` is
    the unit before the text, `beam` how many paths are followed at once.
    """
    if not slots:
        return []
    stretches = _stretches(slots)
    single = _options(ngrams, [slot.readings for slot in slots], language)
    joined = _options(ngrams, [slot.joined for slot in slots], language)
    steps = _Search(ngrams, stretches, single, joined, start, beam, language).steps()
    margins = _margins(ngrams, single, joined, steps, start, language)
    out = []
    for (slot, option, width), (margin, rival) in zip(steps, margins, strict=True):
        if width == 1:
            texts, first = slots[slot].readings.texts, int(single.begin[slot])
            out.append(Chosen(texts[option - first], 1, margin, "" if rival == NONE else texts[rival - first]))
        else:
            whole = slots[slot].joined
            assert whole is not None
            out.append(Chosen(whole.texts[option - int(joined.begin[slot])], 2, margin))
    return out


def _options(ngrams: NGrams, readings: Sequence[Readings | None], language: float) -> _Options:
    there = [r for r in readings if r is not None]
    begin = np.zeros(len(readings) + 1, dtype=np.int64)
    np.cumsum([0 if r is None else len(r.looks) for r in readings], out=begin[1:])
    if not there:
        return _Options(begin, np.zeros((0, 2), dtype=np.int64), np.zeros(0, dtype=np.float32), np.zeros(0))
    units, looks = np.concatenate([r.units for r in there]), np.concatenate([r.looks for r in there])
    alone = looks + language * ngrams.single[units].sum(axis=1, where=units != NONE)
    counts = np.diff(begin)
    best = np.maximum.reduceat(alone, begin[:-1][counts > 0])
    behind = np.minimum(np.repeat(best, counts[counts > 0]) - alone, _APART / 2)
    slot = np.repeat(np.arange(len(readings)), counts)
    # A joined or split reading may stand a little out of order.
    return _Options(begin, units, looks, np.maximum.accumulate(slot * _APART + behind))


def _stretches(slots: Sequence[Slot]) -> list[_Stretch]:
    """Stretches that no joined reading crosses, if that can be."""
    cuts = [0]
    while len(slots) - cuts[-1] > _STRETCH + _AFTER:
        far = cuts[-1] + _STRETCH
        free = (cut for cut in range(far, far - _SHORTER, -1) if slots[cut - 1].joined is None)
        cuts.append(next(free, far))
    ends = [*cuts[1:], len(slots)]
    return [
        _Stretch(max(0, first - _BEFORE), first, last, min(len(slots), last + _AFTER))
        for first, last in zip(cuts, ends, strict=True)
    ]


class _Search:
    """The search over all stretches; paths of all steps are kept in one row for tracing back."""

    def __init__(
        self,
        ngrams: NGrams,
        stretches: Sequence[_Stretch],
        single: _Options,
        joined: _Options,
        start: int,
        beam: int,
        language: float,
    ) -> None:
        self.ngrams, self.stretches, self.beam, self.language = ngrams, stretches, beam, language
        self.options = (single, joined)
        self.begin = np.array([s.begin for s in stretches])
        self.end = np.array([s.end for s in stretches])
        # No joined reading may cross where a stretch begins or ends to count.
        self.closed = {cut - 1 for s in stretches for cut in (s.first, s.last)}
        count = len(stretches)
        none = np.full(count, NONE)
        context = np.full(count, start, dtype=np.int64)
        self.waiting = {0: [_Paths(np.arange(count), context, np.zeros(count, dtype=np.float32), none, none)]}
        self.kept: list[_Paths] = []
        self.kept_count = 0
        self.best: dict[int, tuple[float, int]] = {}

    def steps(self) -> list[tuple[int, int, int]]:
        """Slot, option and width of every reading of the best path."""
        step = 0
        while self.waiting:
            arrived = self.waiting.pop(step, None)
            if arrived:
                self._go_on(step, arrived)
            step += 1
        return self._traced()

    def _go_on(self, step: int, arrived: list[_Paths]) -> None:
        paths = _pruned(_together(arrived), self.beam)
        first = self.kept_count
        self.kept.append(paths)
        self.kept_count += len(paths.score)
        slot = self.begin[paths.stretch] + step
        self._finish(np.flatnonzero(slot == self.end[paths.stretch]), paths, first)
        going = np.flatnonzero(slot < self.end[paths.stretch])
        if not len(going):
            return
        paths, slot, numbers = paths.at(going), slot[going], going + first
        behind = _tops(paths)[paths.stretch] - paths.score
        backs = self.ngrams.backs(paths.context)
        for width, options in enumerate(self.options, start=1):
            longer = self._longer(paths, slot, behind, numbers, backs, options, width)
            if longer is not None:
                self.waiting.setdefault(step + width, []).append(longer)

    def _longer(
        self,
        paths: _Paths,
        slot: Ints,
        behind: Reals,
        numbers: Ints,
        backs: tuple[Reals, ...],
        options: _Options,
        width: int,
    ) -> _Paths | None:
        counts = options.near(slot, _HOPELESS - behind)
        if width == 2:
            open_ = ~np.isin(slot, list(self.closed)) & (slot + 2 <= self.end[paths.stretch])
            counts = np.where(open_, counts, 0)
        if not counts.any():
            return None
        parent = np.repeat(np.arange(len(slot)), counts)
        option = np.repeat(options.begin[slot] - (np.cumsum(counts) - counts), counts) + np.arange(len(parent))
        context, units = paths.context[parent], options.units[option]
        three, two, one = (weight[parent] for weight in backs)
        language = self.ngrams.scores(context, units[:, 0], (three, two, one))
        context = all_extended(context, units[:, 0])
        more = np.flatnonzero(units[:, 1] != NONE)
        if len(more):
            language[more] += self.ngrams.scores(context[more], units[more, 1])
            context[more] = all_extended(context[more], units[more, 1])
        score = paths.score[parent] + options.looks[option] + np.float32(self.language) * language
        return _Paths(paths.stretch[parent], context, score, numbers[parent], option)

    def _finish(self, places: Ints, paths: _Paths, first: int) -> None:
        for place in places.tolist():
            stretch, score = int(paths.stretch[place]), float(paths.score[place])
            if stretch not in self.best or score > self.best[stretch][0]:
                self.best[stretch] = (score, first + place)

    def _traced(self) -> list[tuple[int, int, int]]:
        paths = _together(self.kept)
        before, option = paths.before.tolist(), paths.option.tolist()
        steps_begin = np.cumsum([0, *(len(k.score) for k in self.kept)])
        out: list[tuple[int, int, int]] = []
        for number, stretch in enumerate(self.stretches):
            at = self.best[number][1]
            slot, trace = stretch.end, []
            while before[at] != NONE:
                width = int(
                    np.searchsorted(steps_begin, at, "right") - np.searchsorted(steps_begin, before[at], "right")
                )
                slot -= width
                if stretch.first <= slot < stretch.last:
                    trace.append((slot, option[at], width))
                at = before[at]
            out.extend(reversed(trace))
        return out


def _together(paths: Sequence[_Paths]) -> _Paths:
    return _Paths(*(np.concatenate([getattr(p, name) for p in paths]) for name in _Paths.__dataclass_fields__))


def _tops(paths: _Paths) -> Reals:
    """The best score of every stretch."""
    tops = np.full(int(paths.stretch.max()) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(tops, paths.stretch, paths.score)
    return tops


def _pruned(paths: _Paths, beam: int) -> _Paths:
    """The best paths of every stretch, one for each context."""
    near = np.flatnonzero(paths.score > _tops(paths)[paths.stretch] - np.float32(_HOPELESS))
    order = near[np.lexsort((-paths.score[near], paths.stretch[near] << 3 * BITS | paths.context[near]))]
    same = (paths.stretch[order] << 3 * BITS) | paths.context[order]
    order = order[np.concatenate(([True], same[1:] != same[:-1]))]
    order = order[np.lexsort((-paths.score[order], paths.stretch[order]))]
    begins = np.flatnonzero(np.diff(paths.stretch[order], prepend=-1))
    rank = np.arange(len(order)) - np.repeat(begins, np.diff(np.append(begins, len(order))))
    return paths.at(order[rank < beam])


def _margins(
    ngrams: NGrams,
    single: _Options,
    joined: _Options,
    steps: Sequence[tuple[int, int, int]],
    start: int,
    language: float,
) -> list[tuple[float, int]]:
    """For every reading of the best path, how much likelier it is than the likeliest other option in its place,
    and that option (NONE where there is none).
    """
    taken = [(single if width == 1 else joined).units[option] for _, option, width in steps]
    stream = [start, *(int(unit) for units in taken for unit in units if unit != NONE), *[NONE] * _AHEAD]
    owners, options, contexts, ahead = [], [], [], []
    at, context = 1, start
    for number, ((slot, option, width), units) in enumerate(zip(steps, taken, strict=True)):
        size = 1 if units[1] == NONE else 2
        first, last = int(single.begin[slot]), int(single.begin[slot + 1])
        if width == 1 and last - first > 1:
            rivals = [r for r in range(first, min(last, first + _RIVALS + 1)) if r != option]
            for candidate in (option, *rivals):
                owners.append(number)
                options.append(candidate)
                contexts.append(context)
                ahead.append(stream[at + size : at + size + _AHEAD])
        for unit in units[:size]:
            context = extended(context, int(unit))
        at += size
    margins = [(float("inf") if width == 1 else 0.0, NONE) for _, _, width in steps]
    if owners:
        scores = _local(ngrams, np.array(contexts), single, np.array(options), np.array(ahead), language).tolist()
        own = 0.0
        for row, (number, option) in enumerate(zip(owners, options, strict=True)):
            if option == steps[number][1]:
                own = scores[row]
            else:
                margins[number] = min(margins[number], (own - scores[row], option))
    return margins


def _local(
    ngrams: NGrams, contexts: Ints, options: _Options, chosen: Ints, ahead: Ints, language: float
) -> Reals:
    """The score of options in their contexts and of the units that follow."""
    units = np.concatenate((options.units[chosen], ahead), axis=1)
    total = np.zeros(len(chosen), dtype=np.float32)
    for column in units.T:
        there = np.flatnonzero(column != NONE)
        total[there] += ngrams.scores(contexts[there], column[there])
        contexts[there] = all_extended(contexts[there], column[there])
    return options.looks[chosen] + np.float32(language) * total
