"""Pages that were scanned twice: the same words, other noise. Their tasks must not count twice.

A form that is filled in anew for each office is no copy: what differs there are figures and names. So a word that
differs may differ only as misread words do; figures must be the same, unless a reader was unsure of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

from rapidfuzz.distance import Levenshtein

from docproc.extract.layout.rows import pattern
from docproc.extract.layout.rules.several import Several
from docproc.extract.layout.several.page_numbers import lines_without_number, printed_number
from docproc.language.normalise import fold
from docproc.letter import Doubt
from docproc.messages import mark
from docproc.page import Box, Line, Page, Word
from docproc.rules import load

_READ_ONCE = mark("pages {pages} are scans of one page; it was read once, from page {page}")
_FIGURES_DIFFER = mark(
    "pages {pages} seem to be scans of one page, but figures differ ({figures}); both were read, please compare"
)


@dataclass(frozen=True)
class _Sheet:
    page: Page
    words: tuple[Word, ...] = field(init=False)

    def __post_init__(self) -> None:
        # The number of the page may be read once and missed once, and what is written into a stamp comes out
        # otherwise each time.
        words = (word for line in _not_stamped(lines_without_number(self.page)) for word in line.words)
        object.__setattr__(self, "words", tuple(word for word in words if any(map(str.isalnum, word.text))))

    @cached_property
    def tokens(self) -> list[str]:
        return [fold(word.text) for word in self.words]

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(self.tokens)

    @cached_property
    def number(self) -> int | None:
        return printed_number(self.page)

    @property
    def confidence(self) -> float:
        return sum(word.confidence for word in self.words) / len(self.words)


def without_copies(pages: Sequence[Page]) -> tuple[list[Page], list[Doubt]]:
    """The pages, of several scans of one page only the one read most surely, at the place of the first.

    The doubts name the scans of each page, and pages that would be copies but for figures.
    """
    least = load(Several).copies.least_words
    sheets = [sheet for page in pages if len((sheet := _Sheet(page)).words) >= least]
    groups: dict[int, list[_Sheet]] = {}
    doubts: list[Doubt] = []
    of: dict[int, int] = {}
    for one, other in combinations(sheets, 2):
        first, second = one.page.number, other.page.number
        if second in of or not _may_be_copies(one, other):
            continue
        figures = _differing(one, other)
        if figures is None:
            continue
        if figures:
            doubts.append(_doubt(_FIGURES_DIFFER, [first, second], figures=", ".join(figures)))
        elif first not in of:
            of[second] = first
            groups.setdefault(first, [one]).append(other)
    best = {first: max(group, key=lambda sheet: sheet.confidence).page for first, group in groups.items()}
    doubts = [
        _doubt(_READ_ONCE, [sheet.page.number for sheet in group], page=best[first].number)
        for first, group in groups.items()
    ] + [doubt for doubt in doubts if not set(_pages_of(doubt)) & set(of)]
    return [best.get(page.number, page) for page in pages if page.number not in of], doubts


def _not_stamped(lines: Sequence[Line]) -> list[Line]:
    """The lines that do not lie in the stamp ĐẾN of the office that got the letter."""
    across, high = load(Several).copies.arrival_stamp
    titles = [line.box for line in lines if line.box and pattern("arrival_stamp").fullmatch(fold(line.text))]
    stamps = [_around((box.x0 + box.x1) / 2, box.y1, across / 2, high / 2) for box in titles]
    return [line for line in lines if line.box is None or not any(_is_in(line.box, stamp) for stamp in stamps)]


def _around(x: float, y: float, aside: float, above: float) -> Box:
    return Box(x - aside, y - above, x + aside, y + above)


def _is_in(box: Box, stamp: Box) -> bool:
    return stamp.x0 <= box.x0 and box.x1 <= stamp.x1 and stamp.y0 <= box.y0 and box.y1 <= stamp.y1


def _may_be_copies(one: _Sheet, other: _Sheet) -> bool:
    """A quick look: nearly the same words, in whatever order, and not the numbers of two pages."""
    if None not in (one.number, other.number) and one.number != other.number:
        return False
    common = (one.counted & other.counted).total()
    return common >= load(Several).copies.common_share * max(len(one.words), len(other.words))


def _differing(one: _Sheet, other: _Sheet) -> list[str] | None:
    """The figures that differ in two scans of one page (none: a copy); None when they are two pages."""
    rules = load(Several).copies
    figures: list[str] = []
    letters = {True: 0, False: 0}
    for mine, theirs in _differences(one, other):
        texts = _joined(mine), _joined(theirs)
        if texts[0] == texts[1] or _was_seen(mine, theirs) or _is_item_number(mine, theirs):
            continue
        sure = _is_sure(mine, theirs)
        if _figures(texts[0]) != _figures(texts[1]) and (sure or all(map(_figures, texts))):
            figures.append(" / ".join(" ".join(word.text for word in words) or "–" for words in (mine, theirs)))
        elif sure and mine and theirs and not _is_misread(*texts):
            return None
        else:
            letters[sure] += max(map(len, texts))
    scanned = "ocr" in (one.page.source, other.page.source)
    total = sum(map(len, one.tokens)) if scanned else 0
    differ = letters[True] > rules.differing_letters * total or letters[False] > rules.scrawled_letters * total
    return None if differ or len(figures) > (rules.most_figures if scanned else 0) else figures


def _differences(one: _Sheet, other: _Sheet) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    """The stretches of words in which two pages differ. Words without figures that only stand elsewhere (columns
    side by side come out in either order) count as the same.
    """
    gaps: list[tuple[Sequence[Word], Sequence[Word]]] = []
    here = there = 0
    for block in Levenshtein.opcodes(one.tokens, other.tokens).as_matching_blocks():
        if block.a > here or block.b > there:
            gaps.append((one.words[here : block.a], other.words[there : block.b]))
        here, there = block.a + block.size, block.b + block.size
    mine, theirs = (Counter(_joined([word]) for gap in gaps for word in gap[side]) for side in (0, 1))
    moved = [Counter({text: n for text, n in (mine & theirs).items() if not _figures(text)}) for _side in (0, 1)]
    for gap in gaps:
        yield _without(gap[0], moved[0]), _without(gap[1], moved[1])


def _without(words: Sequence[Word], moved: Counter[str]) -> list[Word]:
    """The words but for those in `moved`, each as often as it is counted there; the count goes down."""
    left: list[Word] = []
    for word in words:
        text = _joined([word])
        if moved[text] > 0:
            moved[text] -= 1
        else:
            left.append(word)
    return left


def _joined(words: Sequence[Word]) -> str:
    return "".join(c for word in words for c in fold(word.text) if c.isalnum())


def _figures(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


def _is_item_number(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether all that differs is the number of an item, which one of the scans lacks."""
    words = [*mine, *theirs]
    return len(words) == 1 and load(Several).copies.item_number.regex.match(words[0].text) is not None


def _is_misread(one: str, other: str) -> bool:
    """Whether two folded texts differ by as few letters as one text does that was misread."""
    allowed = max(1, len(one) // load(Several).copies.misread_each)
    return Levenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def _was_seen(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether some reader saw at one place what stands at the other."""
    seen = {_joined([Word(other)]) for word in (*mine, *theirs) for other in word.alternatives}
    return bool(seen & {_joined(mine), _joined(theirs)} - {""})


def _is_sure(mine: Sequence[Word], theirs: Sequence[Word]) -> bool:
    """Whether all of it was read well: not scrawl or a stamp, which comes out otherwise each time."""
    sure = load(Several).copies.sure
    return all(word.confidence >= sure for word in (*mine, *theirs))


def _doubt(message: str, pages: Sequence[int], **details: Any) -> Doubt:
    code = "page_scanned_again" if message == _READ_ONCE else "page_nearly_again"
    named = ", ".join(map(str, pages))
    return Doubt(field="pages", code=code, message=message, details={"pages": named, **details})


def _pages_of(doubt: Doubt) -> list[int]:
    return [int(number) for number in str(doubt.details["pages"]).split(", ")]
