"""How long the rest of an archive takes, told of archives that nobody read: files with a size and a cost each."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.archive.pace import Group, Mark, Pages, Speed, Sum, pages_a_second, seconds_left, seconds_of_rest
from docproc.archive.strata import Scouts, Stratum, stratum_of


@dataclass(frozen=True, slots=True)
class Made:
    """A file of an archive that is made up: what a run sees of it, and what reading it costs (seconds).

    `pages`: of a part of a big file, which is a job of its own; 0 for a file that is read whole.
    """

    name: str
    size: int
    seconds: float
    pages: int = 0


def scan(number: int, chance: random.Random) -> Made:
    """A scan of a few pages, rarely of many; a page has half a megabyte and takes six seconds or so."""
    pages = chance.choice([1, 1, 1, 2, 2, 3, 4, 8])
    seconds = sum(chance.uniform(3, 10) for _ in range(pages))
    return Made(f"{number}.pdf", int(pages * chance.uniform(3e5, 8e5)), seconds)


def printed(number: int, chance: random.Random) -> Made:
    """A PDF from a computer: as many bytes as a scan, at a tenth of the cost."""
    return Made(f"{number}.pdf", int(chance.uniform(1e5, 9e5)), chance.uniform(0.2, 0.8))


def text(number: int, chance: random.Random) -> Made:
    return Made(f"{number}.txt", int(chance.uniform(1e3, 9e3)), chance.uniform(0.05, 0.2))


def mixture(chance: random.Random, count: int = 2000) -> list[Made]:
    return [chance.choice([scan, printed, text])(number, chance) for number in range(count)]


def texts_first(chance: random.Random, count: int = 2000) -> list[Made]:
    """A tree in which the old letters, which come last, are scans."""
    return [(text if number < count * 0.7 else scan)(number, chance) for number in range(count)]


def scans_first(chance: random.Random, count: int = 2000) -> list[Made]:
    return [(scan if number < count * 0.3 else printed)(number, chance) for number in range(count)]


def slower_and_slower(chance: random.Random, count: int = 2000) -> list[Made]:
    """Scans of one size and kind, the later ones worse, so that they take three times as long."""
    made = [scan(number, chance) for number in range(count)]
    return [Made(one.name, one.size, one.seconds * (1 + 2 * at / count)) for at, one in enumerate(made)]


def one_very_big(chance: random.Random, count: int = 2000) -> list[Made]:
    """With a file of 2,000 pages at the end of the tree, which is read in parts."""
    parts = [Made(f"zz.pdf {part}", 900_000_000, chance.uniform(80, 160), pages=20) for part in range(100)]
    return [*mixture(chance, count), *parts]


@dataclass
class Simulated:
    """A run of so many workers over files, told as a ledger would: scouts first, the rest in order."""

    files: list[Made]
    workers: int

    def __post_init__(self) -> None:
        scouts = Scouts()
        self.scouts = {one.name for one in self.files if scouts.is_one(one.name, one.size) or one.pages}
        order = sorted(self.files, key=lambda one: one.name not in self.scouts)
        busy = [0.0] * self.workers
        self.ends: dict[str, float] = {}
        for one in order:
            begins = heapq.heappop(busy)
            self.ends[one.name] = begins + one.seconds
            heapq.heappush(busy, begins + one.seconds)
        self.whole = max(self.ends.values())

    def groups(self, moment: float) -> list[Group]:
        come = next((at for at, one in enumerate(self.files) if self.ends[one.name] > moment), 0)
        sums: dict[Stratum, list[Sum]] = defaultdict(lambda: [Sum(), Sum(), Sum()])
        for at, one in enumerate(self.files):
            if one.pages:
                continue
            of = sums[stratum_of(one.name, one.size)]
            if self.ends[one.name] > moment:
                of[0] += Sum(1, one.size)
                continue
            of[1] += Sum(1, one.size, one.seconds)
            if one.name in self.scouts and at > come:
                of[2] += Sum(1, one.size, one.seconds)
        return [Group(stratum, *three) for stratum, three in sums.items()]

    def mark(self, moment: float) -> Mark:
        ended = [one for one in self.files if self.ends[one.name] <= moment]
        worked = sum(one.seconds for one in ended)
        return Mark(moment, len(ended), worked, sum(one.seconds**2 for one in ended), len(ended))

    def rest(self, moment: float) -> float | None:
        parts = [one for one in self.files if one.pages]
        ended = [one for one in parts if self.ends[one.name] <= moment]
        pages = sum(one.pages for one in ended)
        of_parts = Pages(sum(one.pages for one in parts) - pages, pages, sum(one.seconds for one in ended))
        return seconds_of_rest(self.groups(moment), of_parts, None)

    def left(self, moment: float) -> float:
        told = seconds_left(self.rest(moment), self.workers, Mark(0.0, 0, 0.0, 0.0, 0), self.mark(moment))
        assert told is not None
        return told


ARCHIVES = [mixture, texts_first, scans_first, slower_and_slower, one_very_big]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.__name__)
def test_the_end_is_known_within_a_fifth_after_a_tenth(archive: object, seed: int) -> None:
    """What is told at a tenth and at each further tenth, against when the run ends indeed."""
    run = Simulated(archive(random.Random(seed)), workers=4)  # type: ignore[operator]
    for tenth in range(1, 10):
        moment = run.whole * tenth / 10
        assert moment + run.left(moment) == pytest.approx(run.whole, rel=0.2), tenth


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("archive", ARCHIVES, ids=lambda archive: archive.__name__)
def test_the_time_left_is_known_within_a_fifth_after_a_tenth(archive: object, seed: int) -> None:
    run = Simulated(archive(random.Random(seed)), workers=4)  # type: ignore[operator]
    assert run.left(run.whole / 10) == pytest.approx(run.whole * 9 / 10, rel=0.2)


@given(st.lists(st.tuples(st.sampled_from(["a.pdf", "a.txt"]), st.integers(1, 10**8)), min_size=2, max_size=30))
def test_files_alike_in_cost_are_told_exactly(files: list[tuple[str, int]]) -> None:
    """Wherever all files of a stratum cost the same, any one of each tells the rest."""
    groups = [
        Group(stratum, Sum(3, 3 * size), Sum(2, 2 * size, 2.0 * size))
        for stratum, size in {stratum_of(name, size): size for name, size in files}.items()
    ]
    expected = sum(1.5 * group.ended.seconds for group in groups)
    assert seconds_of_rest(groups, Pages(), None) == pytest.approx(expected)


def test_nothing_is_told_before_anything_was_read() -> None:
    group = Group(Stratum("pdf", 3), Sum(10, 1000), Sum())
    assert seconds_of_rest([group], Pages(), None) is None


def test_a_size_that_was_not_met_yet_goes_by_bytes_of_its_kind() -> None:
    groups = [
        Group(Stratum("pdf", 3), Sum(), Sum(4, 4000, 8.0)),
        Group(Stratum("pdf", 5), Sum(2, 20_000), Sum()),
        Group(Stratum("other", 1), Sum(), Sum(9, 900, 0.9)),
    ]
    assert seconds_of_rest(groups, Pages(), None) == pytest.approx(40.0)


def test_open_pages_of_a_big_file_cost_what_its_others_did() -> None:
    assert seconds_of_rest([], Pages(open=1900, ended=100, seconds=500.0), None) == pytest.approx(9500.0)


def test_open_pages_cost_what_pages_did_where_no_part_was_read() -> None:
    group = Group(Stratum("pdf", 3), Sum(), Sum(1, 10, 6.0))
    assert seconds_of_rest([group], Pages(open=100), 3.0) == pytest.approx(300.0)


def test_workers_that_wait_for_a_disk_take_longer() -> None:
    """Two workers that in 100 seconds were at work for 100 together need twice as long as they count."""
    first, now = Mark(0.0, 0, 0.0, 0.0, 0), Mark(100.0, 10_000, 100.0, 100.0, 10_000)
    assert seconds_left(50.0, 2, first, now) == pytest.approx(50.0, rel=0.01)


def test_what_passes_before_the_first_file_ends_does_not_count() -> None:
    speed = Speed(1)
    for moment in (0.0, 30.0, 60.0):  # workers load their libraries
        assert speed.tell(Mark(moment, 0, 0.0, 0.0, 0), None) == (None, None)
    assert speed.tell(Mark(70.0, 10, 10.0, 10.0, 10), 100.0)[1] == pytest.approx(100.0)


def test_hours_of_rest_do_not_count() -> None:
    speed = Speed(1)
    speed.tell(Mark(0.0, 1, 1.0, 1.0, 1), 100.0)
    speed.tell(Mark(9.0, 10, 10.0, 10.0, 10), 91.0)
    speed.tell(Mark(30_000.0, 10, 10.0, 10.0, 10), 91.0, at_rest=True)
    assert speed.tell(Mark(30_010.0, 20, 20.0, 20.0, 20), 81.0)[0] == pytest.approx(1.0)


def test_pages_a_second_are_those_of_the_clock() -> None:
    assert pages_a_second(Mark(10.0, 0, 0.0, 0.0, 5), Mark(20.0, 1, 9.0, 9.0, 55)) == pytest.approx(5.0)


@given(st.lists(st.tuples(st.text(min_size=1), st.integers(1, 10**9)), unique=True, max_size=50))
def test_scouts_are_the_same_each_time(files: list[tuple[str, int]]) -> None:
    one, other = Scouts(), Scouts()
    assert [one.is_one(*file) for file in files] == [other.is_one(*file) for file in files]


def test_a_tenth_is_enough_for_all_scouts() -> None:
    scouts = Scouts()
    chosen = sum(scouts.is_one(f"thư {number}.pdf", 300_000) for number in range(10_000))
    assert 500 < chosen < 750
