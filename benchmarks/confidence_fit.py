"""What benchmarks/confidence.py does with values that were judged: weights of their clues, the chance under which
a value is doubted, and what both are worth on letters of issuers that were left out.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from logistic import STRENGTHS, Weights, fit, loss

from docproc.evaluate.sureness import Sureness, in_total
from docproc.extract.assemble.clues.value import FOR_ITSELF, is_checked

FOLDS, INNER_FOLDS, SEED = 10, 5, 14
LEAST_ISSUERS = 4  # a clue that fewer issuers have says something about them, not about letters
MOST_WRONG, MOST_DOUBTED = 0.02, 0.20  # of the values without a doubt, of the right ones
WRONG_COSTS = (
    3.0  # a sure value that is wrong against a right one that is doubted, where not both bars can be kept
)
DEADLINE_HARM = 2.0  # a wrong deadline against another wrong value
NEAR = 0.035  # limits are looked at with those nearer than this
LIMITS = [round(0.30 + 0.01 * n, 2) for n in range(69)]


@dataclass(frozen=True, slots=True)
class Case:
    """A value of a letter that was judged. `doubted`: something else than its confidence casts doubt on it.

    `task` is the case of the task that it hangs on, None for a value that stands alone.
    """

    issuer: str
    kind: str
    field: str
    clues: Mapping[str, float]
    doubted: bool
    right: bool
    task: Case | None = None


@dataclass(frozen=True, slots=True)
class Limits:
    """The chance under which a value is doubted: of a deadline, of any other value."""

    deadline: float
    other: float

    def of(self, kind: str) -> float:
        """That of a kind of value."""
        return self.deadline if kind == "deadline" else self.other


@dataclass(frozen=True, slots=True)
class Judge:
    """Weights by kind, the penalties they were fitted with, and the chances under which values are doubted."""

    weights: Mapping[str, Weights]
    strengths: Mapping[str, float]
    limits: Limits

    def judged(self, case: Case) -> Opinion:
        """What is to be thought of a case."""
        of_task = self.judged(case.task) if case.task else None
        return Opinion(case, self.weights[case.kind].chance(case.clues), of_task)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What is to be thought of a case: the share of such values that are right, of what hangs on a task the share
    where the task is right (`own`); `task` is the opinion of that.
    """

    case: Case
    own: float
    task: Opinion | None

    @property
    def chance(self) -> float:
        """The share of such values that are right."""
        return self.own * (self.task.chance if self.task else 1.0)

    def doubted(self, limits: Limits) -> bool:
        """Whether a value is doubted, by something else, or for its low chance or that of its task."""
        if self.case.doubted or is_checked(self.case.field):
            return self.case.doubted
        return (self.own if self.case.kind in FOR_ITSELF else self.chance) < limits.of(self.case.kind) or (
            self.task is not None and self.task.doubted(limits)
        )


def folds(cases: Iterable[Case], count: int, seed: int) -> list[set[str]]:
    """The issuers in `count` parts with about as many values each, drawn by lot."""
    sizes = Counter(case.issuer for case in cases)
    issuers = sorted(sizes)
    random.Random(seed).shuffle(issuers)
    parts: list[set[str]] = [set() for _ in range(count)]
    for issuer in sorted(issuers, key=lambda one: -sizes[one]):
        min(parts, key=lambda part: sum(sizes[one] for one in part)).add(issuer)
    return [part for part in parts if part]


def names_of(cases: Sequence[Case]) -> list[str]:
    """The clues that enough issuers have, and not all values alike."""
    issuers: dict[str, set[str]] = defaultdict(set)
    values: dict[str, set[float]] = defaultdict(set)
    having: Counter[str] = Counter()
    for case in cases:
        for name, value in case.clues.items():
            having[name] += 1
            values[name].add(value)
            if value:
                issuers[name].add(case.issuer)
    varied = (name for name in issuers if len(values[name]) > 1 or having[name] < len(cases))
    return sorted(name for name in varied if len(issuers[name]) >= LEAST_ISSUERS)


def fitted(cases: Sequence[Case], strength: float) -> Weights:
    """The weights of one kind; of what hangs on a task only where the task is right."""
    kept = [case for case in cases if case.task is None or case.task.right]
    return fit([case.clues for case in kept], [case.right for case in kept], names_of(kept), strength)


def learn(cases: Sequence[Case], seed: int = SEED) -> Judge:
    """The judge of these cases: for each kind the penalty with the least loss on issuers left out, then the limit
    that keeps the bars on them (or comes nearest), then weights fitted on all.
    """
    parts = folds(cases, INNER_FOLDS, seed)
    kinds = sorted({case.kind for case in cases})
    strengths: dict[str, float] = {}
    apart: list[dict[str, Weights]] = [{} for _ in parts]
    for kind in kinds:
        own = [case for case in cases if case.kind == kind]
        tried = {s: [fitted([c for c in own if c.issuer not in part], s) for part in parts] for s in STRENGTHS}
        strengths[kind] = min(STRENGTHS, key=lambda s: _loss_left_out(own, parts, tried[s]))
        for weights, best in zip(apart, tried[strengths[kind]], strict=True):
            weights[kind] = best
    opinions = []
    for part, weights in zip(parts, apart, strict=True):
        judge = Judge(weights, strengths, Limits(0.0, 0.0))
        opinions += [judge.judged(case) for case in cases if case.issuer in part]
    weights = {kind: fitted([c for c in cases if c.kind == kind], strengths[kind]) for kind in kinds}
    return Judge(weights, strengths, best_limits(opinions))


def _loss_left_out(cases: Sequence[Case], parts: Sequence[set[str]], weights: Sequence[Weights]) -> float:
    chances, right = [], []
    for part, one in zip(parts, weights, strict=True):
        for case in cases:
            if case.issuer in part and (case.task is None or case.task.right):
                chances.append(one.chance(case.clues))
                right.append(case.right)
    return loss(chances, right) if right else 0.0


def best_limits(opinions: Sequence[Opinion]) -> Limits:
    """The limits for deadlines and for the values of the total."""
    due = [one for one in opinions if one.case.kind == "deadline"]
    counted = [one for one in opinions if in_total(one.case.field)]
    return Limits(_best_limit(due, WRONG_COSTS * DEADLINE_HARM), _best_limit(counted, WRONG_COSTS))


def _best_limit(opinions: Sequence[Opinion], wrong_costs: float) -> float:
    """The limit with the fewest right values doubted that keeps both bars; where none does, of those that
    cost within one wrong value of the least, since so few values tell them no further apart. Of equal ones the
    highest.

    Its neighbours count with it: values without a clue of their own all have one chance, and on other letters
    they would fall on the other side of a limit close by.
    """

    def cost(limit: float) -> tuple[float, float]:
        sure = total((one.case, one.doubted(Limits(limit, limit))) for one in opinions)
        # In values, not in shares: of few values without a doubt one wrong makes any share.
        over = max(0.0, sure.sure_wrong - MOST_WRONG * sure.sure) * wrong_costs
        over += max(0.0, sure.doubted_right - MOST_DOUBTED * sure.right)
        return over, sure.doubted_of_right

    costs = {limit: cost(limit) for limit in LIMITS}

    def cost_near(limit: float) -> tuple[float, float]:
        over, doubted = zip(*(costs[one] for one in LIMITS if abs(one - limit) < NEAR), strict=True)
        return round(fmean(over), 4), round(fmean(doubted), 4)

    near = {limit: cost_near(limit) for limit in LIMITS}
    least = min(over for over, _doubted in near.values())
    most = least + wrong_costs if least else 0.0
    return min((limit for limit in LIMITS if near[limit][0] <= most), key=lambda one: (near[one][1], -one))


def total(cases: Iterable[tuple[Case, bool]]) -> Sureness:
    """Right and wrong, sure and doubted: of each case with whether it is doubted."""
    found = Counter((doubted, case.right) for case, doubted in cases)
    return Sureness(found[False, True], found[False, False], found[True, True], found[True, False])


def left_out(cases: Sequence[Case]) -> Iterator[tuple[Case, float, bool]]:
    """Each case with its chance and whether it is doubted, by a judge that has seen no letter of its issuer."""
    for part in folds(cases, FOLDS, SEED):
        judge = learn([case for case in cases if case.issuer not in part], SEED + 1)
        for case in cases:
            if case.issuer in part:
                one = judge.judged(case)
                yield case, one.chance, one.doubted(judge.limits)
