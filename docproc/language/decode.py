"""The best sequence of readings: beam search over the words with the language model.

What is searched. Each place of the text is a `Slot`: the readings of one damaged word, with what its letters
cost (`looks` with the sign turned; where they come from: readings.py). A path takes one reading of each slot;
each costs, besides, what the language model thinks of it behind the three words before it. The cheapest path is
the answer. "soat hô chúa nưóc", with three of the readings of each word, what the letters cost behind them:

    soat           hô            chúa           nưóc
    soát   1.3     hô    1.0     chúa   1.3     nước   7.6
    đoạt   9.9     họ    4.5     chưa   4.5     nưóc  15.2
    hoạt  10.3     hồ    4.8     chứa   4.6     được  15.4

The letters alone would take the first line. The number behind each + is the language model's cost (rounded). Two
of the paths then cost:

    soát 1.3 + 13.2   hô 1.0 + 8.0   chúa 1.3 + 7.6   nước 7.6 + 5.8     in all 45.8
    soát 1.3 + 13.2   hồ 4.8 + 5.4   chứa 4.6 + 3.4   nước 7.6 + 1.9     in all 42.3

"hồ" and "chứa" are further from what was read, by 3.8 and 3.3; but a "hồ" makes "chứa" likely, and both make
"nước" so. The second path is chosen. The margin of "hồ" is what the cheapest other reading would cost more in
its place, the words around it as chosen: how sure the word is.

How it is searched. Paths grow word by word (`_Search._go_on`). Of paths that end in the same three words only
the cheapest can win, for all that follows costs them the same; of the others the `beam` best go on (`_pruned`).
A slot may also be read as one word with the next ("d ap": "đáp"): such a path waits a step (`waiting`). Every
path knows the one it grew from, so that the best is traced back at the end (`_traced`), and the margins are then
taken along it (`_margins`).

How it is fast. The text is cut into stretches that overlap; all of them are searched side by side, word by word,
so that NumPy has enough to do at once. The overlap gives every word the same surroundings as one long search
would. What may be changed without a change here: `beam` and `language` in models/repair.toml
(benchmarks/repair.py measures).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from docproc.language.ngrams import BITS, ORDER, NGrams, all_extended

Ints = NDArray[np.int64]
Reals = NDArray[np.float32]
Reals64 = NDArray[np.float64]

NONE = -1
# Slots a stretch, and those before and after it that are searched with it and thrown away.
_STRETCH, _BEFORE, _AFTER = 24, 5, ORDER - 1
_SHORTER = 6
# Paths this much worse than the best one of their stretch (natural log) are given up, as are readings that would
# make them so if they were as likely in their context as they are alone.
_HOPELESS = 10.0
# More than any reading is behind the first one of its list.
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
class Decoded:
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
    """The readings of all slots in one row, list by list: list 2n are the single readings of slot n, list 2n + 1
    the joined ones, each from begin[list] to begin[list + 1], the likeliest alone first. `behind`: how much less
    likely alone than that one (natural log), _APART times the list added, so that the whole row ascends.
    """

    begin: Ints
    units: Ints
    looks: Reals
    behind: Reals64

    def near(self, lists: Ints, within: Reals) -> Ints:
        """How many readings of each list are at most so much behind the first."""
        return np.searchsorted(self.behind, lists * _APART + within) - self.begin[lists]


@dataclass(frozen=True, slots=True)
class _Paths:
    """Paths by stretch, context and score, with the place of the path before and the option taken last."""

    stretch: Ints
    context: Ints
    score: Reals
    before: Ints
    option: Ints

    def at(self, places: Ints | slice) -> _Paths:
        return _Paths(*(getattr(self, name)[places] for name in self.__dataclass_fields__))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Slots from `begin` to `end` are searched, those from `first` to `last` count."""

    begin: int
    first: int
    last: int
    end: int


def best_readings(ngrams: NGrams, slots: Sequence[Slot], start: int, beam: int, language: float) -> list[Decoded]:
    """The likeliest reading of every slot (a joined one once). `language` weighs the language model, `start` is
    the unit before the text, `beam` how many paths are followed at once.
    """
    if not slots:
        return []
    options = _options(ngrams, slots, language)
    steps = _Search(ngrams, slots, options, start, beam, language).steps()
    margins = _margins(ngrams, options, steps, start, language)
    begin = options.begin.tolist()
    out = []
    for (slot, option, width), (margin, rival) in zip(steps, margins, strict=True):
        readings, first = (slots[slot].readings, slots[slot].joined)[width - 1], begin[2 * slot + width - 1]
        assert readings is not None
        second = "" if rival == NONE else readings.texts[rival - first]
        out.append(Decoded(readings.texts[option - first], width, margin, second))
    return out


def _options(ngrams: NGrams, slots: Sequence[Slot], language: float) -> _Options:
    lists = [readings for slot in slots for readings in (slot.readings, slot.joined)]
    there = [r for r in lists if r is not None]
    counts = np.array([0 if r is None else len(r.looks) for r in lists])
    begin = np.concatenate(([0], np.cumsum(counts)))
    units, looks = np.concatenate([r.units for r in there]), np.concatenate([r.looks for r in there])
    alone = looks + language * ngrams.single[units].sum(axis=1, where=units != NONE)
    best = np.maximum.reduceat(alone, begin[:-1][counts > 0])
    behind = np.minimum(np.repeat(best, counts[counts > 0]) - alone, _APART / 2)
    # Readings of two units may stand a little out of order.
    ascending = np.maximum.accumulate(np.repeat(np.arange(len(lists)), counts) * _APART + behind)
    return _Options(begin, units, looks, ascending)


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
        slots: Sequence[Slot],
        options: _Options,
        start: int,
        beam: int,
        language: float,
    ) -> None:
        stretches = _stretches(slots)
        self.ngrams, self.options, self.beam, self.language = ngrams, options, beam, language
        self.stretches = stretches
        self.begin = np.array([s.begin for s in stretches])
        self.end = np.array([s.end for s in stretches])
        self.joinable = np.array([slot.joined is not None for slot in slots])
        # No joined reading may cross where a stretch begins or ends to count.
        self.joinable[[cut - 1 for s in stretches for cut in (s.first, s.last)]] = False
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
        paths, slot = paths.at(going), slot[going]
        joining = np.flatnonzero(self.joinable[slot] & (slot + 2 <= self.end[paths.stretch]))
        parents = np.concatenate((np.arange(len(slot)), joining))
        lists = np.concatenate((2 * slot, 2 * slot[joining] + 1))
        behind = _tops(paths)[paths.stretch] - paths.score
        counts = self.options.near(lists, _HOPELESS - behind[parents])
        longer = self._longer(paths, going + first, parents, lists, counts)
        single = int(counts[: len(slot)].sum())
        self.waiting.setdefault(step + 1, []).append(longer.at(slice(single)))
        if single < len(longer.score):
            self.waiting.setdefault(step + 2, []).append(longer.at(slice(single, None)))

    def _longer(self, paths: _Paths, numbers: Ints, parents: Ints, lists: Ints, counts: Ints) -> _Paths:
        """Paths with one more reading: those at `parents` with the first readings of each of the lists, as many
        as counted. `numbers`: the places of the paths among all that are kept.
        """
        option = np.repeat(self.options.begin[lists] - (np.cumsum(counts) - counts), counts)
        option += np.arange(len(option))
        parent = np.repeat(parents, counts)
        context, units = paths.context[parent], self.options.units[option]
        three, two, one = (weight[parent] for weight in self.ngrams.backs(paths.context))
        language = self.ngrams.scores(context, units[:, 0], (three, two, one))
        context = all_extended(context, units[:, 0])
        more = np.flatnonzero(units[:, 1] != NONE)
        if len(more):
            language[more] += self.ngrams.scores(context[more], units[more, 1])
            context[more] = all_extended(context[more], units[more, 1])
        score = paths.score[parent] + self.options.looks[option] + np.float32(self.language) * language
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
    tops = _tops(paths)
    near = np.flatnonzero(paths.score > tops[paths.stretch] - np.float32(_HOPELESS))
    state = paths.stretch[near] << 3 * BITS | paths.context[near]
    order = np.lexsort((-paths.score[near], state))
    order, state = near[order], state[order]
    order = order[np.concatenate(([True], state[1:] != state[:-1]))]
    order = order[np.lexsort((-paths.score[order], paths.stretch[order]))]
    begins = np.searchsorted(paths.stretch[order], np.arange(len(tops)))
    rank = np.arange(len(order)) - begins[paths.stretch[order]]
    return paths.at(order[rank < beam])


def _margins(
    ngrams: NGrams, options: _Options, steps: Sequence[tuple[int, int, int]], start: int, language: float
) -> list[tuple[float, int]]:
    """For every reading of the best path, how much likelier it is than the likeliest other option in its place,
    and that option (NONE where there is none).
    """
    slot, option, width = np.array(steps).T
    taken = options.units[option]
    sizes = 1 + (taken[:, 1] != NONE)
    before = [0] * (ORDER - 2) + [start]
    stream = np.array([*before, *taken[taken != NONE].tolist(), *[NONE] * _AHEAD])
    at = len(before) + np.cumsum(sizes) - sizes
    first, last = options.begin[2 * slot], options.begin[2 * slot + 1]
    rivals = np.where((width == 1) & (last - first > 1), np.minimum(last - first, _RIVALS + 1), 0)
    owner = np.repeat(np.arange(len(steps)), rivals)
    rival = np.arange(len(owner)) + np.repeat(first - (np.cumsum(rivals) - rivals), rivals)
    owner, rival = owner[rival != option[owner]], rival[rival != option[owner]]
    margins = np.where(width == 1, np.inf, 0.0)
    second = np.full(len(steps), NONE)
    if len(owner):
        contested = np.flatnonzero(rivals)
        places = np.concatenate((contested, owner))
        contexts = np.zeros(len(places), dtype=np.int64)
        for back in range(ORDER - 1, 0, -1):
            contexts = all_extended(contexts, stream[at[places] - back])
        ahead = stream[(at + sizes)[places][:, None] + np.arange(_AHEAD)]
        scores = _local(ngrams, contexts, options, np.concatenate((option[contested], rival)), ahead, language)
        own = np.zeros(len(steps), dtype=np.float32)
        own[contested] = scores[: len(contested)]
        lead = own[owner] - scores[len(contested) :]
        # The least lead of each is written last.
        order = np.lexsort((rival, lead))[::-1]
        margins[owner[order]], second[owner[order]] = lead[order], rival[order]
    return list(zip(margins.tolist(), second.tolist(), strict=True))


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
