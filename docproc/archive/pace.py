"""How long the rest of an archive will take, by what was read so far. Pure arithmetic; what it is told comes from
the ledger (`reached.py`).

Bytes alone say little: a page of text from a scanner has a hundred times those of one from a keyboard. So each
file that waits is taken to cost what those of its stratum did, first of all the scouts that lie ahead of where
reading has come in the tree. All that counts seconds of one worker; how many of these pass in a second by the
clock shows, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docproc.archive.strata import Stratum

# All files of a stratum that were read say as much of what is ahead as so many scouts that lie there. Chosen by
# what told the end best of made-up archives, mixed ones and such that change on the way
# (tests/archive/test_pace.py).
_ALL_COUNT_AS = 3


@dataclass(frozen=True, slots=True)
class Sum:
    """So many files with so many bytes, which took so many seconds of a worker."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0

    def __add__(self, other: Sum) -> Sum:
        return Sum(self.files + other.files, self.size + other.size, self.seconds + other.seconds)


@dataclass(frozen=True, slots=True)
class Group:
    """The files of a stratum: those that wait (none of their seconds known), those that ended, and of these the
    scouts that lie ahead, among those that wait.
    """

    stratum: Stratum
    waiting: Sum
    ended: Sum
    ahead: Sum = Sum()


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages of big files that are read in parts: how many are open, and of those that were read how many they
    are and how many seconds they took.
    """

    open: int = 0
    ended: int = 0
    seconds: float = 0.0


def seconds_of_rest(groups: Sequence[Group], parts: Pages, page_seconds: float | None) -> float | None:
    """Seconds of one worker for all that is left; None while nothing is known. `page_seconds`: what a page took
    by mean, for big files of which no part has ended.
    """
    every = sum((group.ended for group in groups), Sum())
    if not every.files and not parts.ended:
        return None
    left = 0.0
    for group in groups:
        of_kind = sum((one.ended for one in groups if one.stratum.kind == group.stratum.kind), Sum())
        left += _of_waiting(group, of_kind, every)
    a_page = parts.seconds / parts.ended if parts.ended else page_seconds or 0.0
    return left + parts.open * a_page


def _of_waiting(group: Group, of_kind: Sum, every: Sum) -> float:
    if not group.waiting.files:
        return 0.0
    if group.ended.files:
        by_all = group.ended.seconds / group.ended.files
        a_file = (_ALL_COUNT_AS * by_all + group.ahead.seconds) / (_ALL_COUNT_AS + group.ahead.files)
        return group.waiting.files * a_file
    # None of this size was read yet: by bytes, as others of the kind.
    nearest = of_kind if of_kind.size else every
    return group.waiting.size * nearest.seconds / nearest.size if nearest.size else 0.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What had ended at a moment (seconds of time.monotonic): jobs, the seconds of workers they took, the sum of
    the squares of these, pages.
    """

    moment: float
    jobs: int
    seconds: float
    squares: float
    pages: int


def seconds_left(rest: float | None, workers: int, first: Mark, now: Mark) -> float | None:
    """Seconds by the clock for what takes one worker `rest` seconds; None while nobody can tell.

    `first` and `now`: what had ended when so many workers were first seen at work without a break, and now. What
    is at hand counts as half done, or long jobs would seem to be hardly worked on.
    """
    passed, worked = now.moment - first.moment, now.seconds - first.seconds
    if rest is None or passed <= 0 or worked <= 0:
        return None
    # One looks in at a long job more likely than at a short one.
    at_hand = workers * min((now.squares - first.squares) / worked, passed) / 2
    share = min(1.0, (worked + at_hand) / (workers * passed))
    return rest / (workers * share)


def pages_a_second(first: Mark, now: Mark) -> float | None:
    """Pages by the clock between two moments; None where none was read."""
    passed, pages = now.moment - first.moment, now.pages - first.pages
    return pages / passed if passed > 0 and pages > 0 else None


@dataclass(slots=True)
class Speed:
    """Pages a second and seconds left, told again and again while `workers` are at work."""

    workers: int
    first: Mark | None = None

    def tell(self, now: Mark, rest: float | None, at_rest: bool = False) -> tuple[float | None, float | None]:
        """Pages a second and seconds left (None: not known yet), by what had ended until now and the seconds of
        one worker that are left. `at_rest`: nobody is at work now, so what passes does not count.
        """
        # Until something has ended workers load what they need.
        if self.first is None or at_rest or now.jobs <= self.first.jobs:
            self.first = now
        return pages_a_second(self.first, now), seconds_left(rest, self.workers, self.first, now)

    def begin_again(self) -> None:
        """What was before does not count: the machine had other things to do."""
        self.first = None
