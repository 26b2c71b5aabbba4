"""The clues by which the role of a unit is decided: its words, how it opens, where it stands, its neighbours.

A clue is a short string; which clues speak for which role is learned (models/extraction). Clues that name no word
are *plain*: neighbours show those of them that matter, and pairs of them are clues too.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import HEADING_RANK, PARAGRAPH_RANK, Body
from docproc.extract.mentions.nlp import dates_of
from docproc.extract.mentions.offices import office_phrase, scope_of
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.models.trained import FROM_OFFICE
from docproc.extract.roles.outline import (
    after_opening,
    ends_with_colon,
    has_children,
    is_whole_office,
    office_opening,
    opens_with_duty,
    tokens_of,
)
from docproc.extract.roles.phrases import has_content, is_aims, is_basis, is_formality
from docproc.extract.roles.units import Unit

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LISTS = ("cues", "modals", "verbs", "weak_verbs", "partners")
# Small words among the first of a sentence that tell what was done, may be done, or is aimed at.
_SMALL_WORDS = ("đã", "được", "sẽ", "đang", "không", "chưa", "nếu", "để", "nhằm", "theo", "của", "là")
_PAIRED = ("opens=duty", "opens=cue", "opens=office", "after opening", "only office", "formality", "basis")
_SHOWN_TO_NEIGHBOURS = (*_PAIRED, "aims")
_SHOWN_KINDS = ("kind=", "stop=", "date=", "first=", "length=")
_WITH_TYPE = ("kind=", "first=", "opens=", "office is")
_FIRST_WORDS = ("1 ", "12 ")
_DEEPEST = 4
_VERBS = ("modals", "verbs", "weak_verbs", "cues")
_EARLY = 12  # tokens
_HEADING_WORDS = 8


@dataclass(frozen=True, slots=True)
class Setting:
    """What the whole letter says: its kind, who wrote it, to whom, what about; whether this is an annex."""

    doc_type: str | None
    issuer: str | None
    addressees: tuple[str, ...]
    annex: bool = False
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class _View:
    """A block as those below it see it."""

    words: list[str]
    office: bool
    colon: bool
    aims: bool
    duty: bool
    directs: bool
    due: bool


@dataclass(frozen=True, slots=True)
class _Clues:
    """The clues of a unit by kind: of its words, plain ones, those of the blocks above."""

    words: list[str]
    plain: list[str]
    above: list[str]


def step(number: int, steps: tuple[int, ...] = (0, 1, 2, 3, 5, 8, 12, 20, 35, 60, 100)) -> int:
    """A number as one of few: how many of the steps it passes."""
    return sum(number > limit for limit in steps)


def clues_from_office(doc: Doc, body: Body, units: list[Unit], setting: Setting) -> list[list[str]]:
    """The clues of each unit of a body in order, of a letter that was not written for teaching."""
    return [[*clues, FROM_OFFICE] for clues in unit_clues(doc, body, units, setting)]


def unit_clues(doc: Doc, body: Body, units: list[Unit], setting: Setting) -> list[list[str]]:
    """The clues of each unit of a body, in order."""
    if not units:
        return []
    reader = _Reader(doc, body, units, setting)
    own = [reader.clues(number) for number in range(len(units))]
    return [_with_neighbours(own, units, number, setting.doc_type or "?") for number in range(len(units))]


class _Reader:
    """Reads the clues of one unit after another; it holds what is counted once for a body."""

    def __init__(self, doc: Doc, body: Body, units: list[Unit], setting: Setting) -> None:
        self.doc, self.body, self.units, self.setting = doc, body, units, setting
        self.vocabulary = vocabulary_of(doc)
        self.dates = dates_of(doc)
        deadlines = [mention.start for mention in self.dates if mention.role == "deadline"]
        self.views = [_view(doc, body, index, deadlines) for index in range(len(body.blocks))]
        self.date_starts = [mention.start for mention in self.dates]
        self.citations = sorted(span.start for span in doc.spans["citations"])
        self.lead_ins, self.headings = lead_ins(body), _headings(body)
        self.kin = _kin(body, self.views)
        self.in_block: dict[int, int] = {}
        for unit in units:
            self.in_block[unit.block] = self.in_block.get(unit.block, 0) + 1

    def clues(self, number: int) -> _Clues:
        unit = self.units[number]
        first = number == 0 or self.units[number - 1].block != unit.block
        words = _words(self.doc, unit.start, unit.end)
        spelt = [word for word in words if any(c.isalpha() for c in word)] or ["∅"]
        opening_words, opening = self._opening(unit)
        plain = [*opening, *self._place(unit, first), *self._contents(unit, words, spelt)]
        return _Clues([*_word_clues(words, spelt), *opening_words], plain, self._above(unit))

    def _opening(self, unit: Unit) -> tuple[list[str], list[str]]:
        """How a unit opens: with an office, a directing verb, a duty. The words after the office; plain clues."""
        doc, words, plain = self.doc, [], []
        opened = after_opening(doc, unit.start)
        if opened > unit.start:
            plain.append("after opening")
        if self.vocabulary.end("cues", unit.start):
            plain.append("opens=cue")
        phrase = office_opening(doc, unit.start, unit.end)
        if phrase is not None:
            start, end = phrase.parts[0]
            plain += ["opens=office", f"office is {scope_of(doc[start:end].text, doc, start)}"]
            following = [t.lower_ for t in doc[phrase.end : phrase.end + 3] if t.is_alpha][:2]
            if following:
                words += [f"then {following[0]}", f"then2 {' '.join(following)}"]
            plain.append(f"office then={self._kind_of_word(phrase.end)}")
            if phrase.end < unit.end and doc[phrase.end].text == ":":
                plain.append("office:")
            if phrase.end >= unit.end - 1:
                plain.append("only office")
        if opens_with_duty(doc, unit.start, unit.end):
            plain.append("opens=duty")
        return words, [*plain, *self._directed(unit)]

    def _kind_of_word(self, at: int) -> str:
        """The first list of verbs that a phrase of begins at a token; "else" when none does."""
        return next((name for name in _VERBS if self.vocabulary.end(name, at) is not None), "else")

    def _directed(self, unit: Unit) -> list[str]:
        """Whether the unit tells an office, behind a directing word, to do something: "đề nghị các xã làm"."""
        found = []
        for at in self.vocabulary.between("cues", unit.start, unit.end):
            behind = self.vocabulary.at["cues"][at]
            phrase = office_phrase(self.doc, behind, unit.end, free=True)
            early = at - unit.start < _EARLY
            what = self._kind_of_word(behind) if phrase is None else f"office {self._kind_of_word(phrase.end)}"
            found += [f"directs {what}", f"directs {what} {early}"]
        return list(dict.fromkeys(found))

    def _place(self, unit: Unit, first: bool) -> list[str]:
        """Where a unit stands: kind of its block, place in the list, in the letter."""
        block, blocks = self.body.blocks[unit.block], len(self.body.blocks)
        kin, duties = self.kin[block.parent, block.kind]
        plain = [
            f"kind={block.kind}",
            f"rank={block.rank}",
            f"first={first}",
            f"units={min(self.in_block[unit.block], 4)}",
            f"sixth={6 * unit.block // blocks}",
            f"to end={step(blocks - unit.block, (1, 2, 3, 5, 8))}",
            f"from start={step(unit.block, (0, 1, 2, 3, 5, 8))}",
            f"kin={step(kin, (1, 2, 4, 8))}",
            f"kin duties={int(3.99 * duties / kin)}",
            f"type={self.setting.doc_type}",
            f"addressees={min(len(self.setting.addressees), 3)}",
        ]
        flags = {
            "upper": block.upper,
            "kids": has_children(self.body, unit.block),
            "annex": self.setting.annex,
            "office above": self._office_above(block.parent),
        }
        return plain + [name for name, holds in flags.items() if holds]

    def _office_above(self, at: int | None) -> bool:
        while at is not None:
            if self.views[at].office:
                return True
            at = self.body.blocks[at].parent
        return False

    def _contents(self, unit: Unit, words: list[str], spelt: list[str]) -> list[str]:
        """What a unit holds: verbs of the lists, dates, citations, fixed phrases."""
        doc, start, end = self.doc, unit.start, unit.end
        text = doc[start:end].text
        plain = [f"length={step(len(words))}", f"stop={text.strip()[-1:]}"]
        plain += [f"has {name}" for name in _LISTS if self.vocabulary.between(name, start, end)]
        last = doc[end - 1].idx
        for mention in self.dates[
            bisect_left(self.date_starts, doc[start].idx) : bisect_right(self.date_starts, last)
        ]:
            plain += [
                f"date={mention.role}",
                f"date={mention.role} {mention.due is not None} {mention.rrule is not None}",
            ]
        if bisect_left(self.citations, start) < bisect_left(self.citations, end):
            plain.append("citation")
        early = set(spelt[:14])
        plain += [f"early {word}" for word in _SMALL_WORDS if word in early]
        said = {
            "formality": is_formality(text),
            "basis": is_basis(text),
            "aims": len(words) <= _HEADING_WORDS and is_aims(text) and not _asks_an_office(doc, start, end),
            "content": has_content(text),
            "percent": "%" in text,
            "small start": text[:1].islower(),
        }
        return plain + [name for name, holds in said.items() if holds]

    def _above(self, unit: Unit) -> list[str]:
        """The words and kinds of the blocks that a unit stands below, of its lead-in and its heading."""
        block = self.body.blocks[unit.block]
        clues: list[str] = []
        at, depth = block.parent, 0
        while at is not None and depth < _DEEPEST:
            view, name = self.views[at], f"above{min(depth, 1)}"
            clues += [f"{name} {word}" for word in view.words[:14]]
            clues += [f"{name} 12 {' '.join(view.words[:2])}", f"{name} kind={self.body.blocks[at].kind}"]
            said = {
                "office": view.office,
                "colon": view.colon,
                "aims": view.aims,
                "duty": view.duty,
                "directs": view.directs,
                "due": view.due,
            }
            clues += [f"{name} {what}" for what, holds in said.items() if holds]
            at, depth = self.body.blocks[at].parent, depth + 1
        clues.append(f"depth={depth}")
        lead_in, heading = self.lead_ins[unit.block], self.headings[unit.block]
        if lead_in is not None:
            clues += [f"lead-in {word}" for word in self.views[lead_in].words[-10:]]
            clues.append(f"lead-in far={step(unit.block - lead_in, (1, 3, 8, 20))}")
            opens = self.views[lead_in]
            said = {"directs": opens.directs, "due": opens.due, "duty": opens.duty}
            clues += [f"lead-in {what}" for what, holds in said.items() if holds]
        clues += ["no heading"] if heading is None else [f"heading {w}" for w in self.views[heading].words[:14]]
        return clues


def _view(doc: Doc, body: Body, index: int, deadlines: list[int]) -> _View:
    """A block as those below it see it; `deadlines` are where deadlines begin in the text, in order."""
    block = body.blocks[index]
    text = body.text_of(block)
    tokens = tokens_of(doc, block)
    if tokens is None:
        return _View([], False, False, False, False, False, False)
    return _View(
        _words(doc, *tokens),
        is_whole_office(doc, *tokens),
        ends_with_colon(text),
        is_aims(text) and not _asks_an_office(doc, *tokens),
        opens_with_duty(doc, *tokens),
        _directs(doc, *tokens),
        bisect_left(deadlines, block.start) < bisect_left(deadlines, block.end),
    )


def _directs(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch tells an office to do something."""
    words = vocabulary_of(doc)
    for at in words.between("cues", start, end):
        phrase = office_phrase(doc, words.at["cues"][at], end, free=True)
        if phrase is not None and any(words.end(name, phrase.end) is not None for name in _VERBS):
            return True
    return False


def _asks_an_office(doc: Doc, start: int, end: int) -> bool:
    """Whether a stretch opens with a directing word and an office: "Yêu cầu các trường …" opens no aims."""
    return vocabulary_of(doc).end("cues", start) is not None and office_opening(doc, start, end) is not None


def _kin(body: Body, views: list[_View]) -> dict[tuple[int | None, str], tuple[int, int]]:
    """For each list (parent and kind of its items) how many items it has, and how many open with a duty."""
    found: dict[tuple[int | None, str], tuple[int, int]] = {}
    for block, view in zip(body.blocks, views, strict=True):
        items, duties = found.get((block.parent, block.kind), (0, 0))
        found[block.parent, block.kind] = items + 1, duties + view.duty
    return found


def _words(doc: Doc, start: int, end: int) -> list[str]:
    """The words between two tokens in small letters, numbers as 0."""
    return ["0" if token.like_num else token.lower_ for token in doc[start:end] if not token.is_space]


def _word_clues(words: list[str], spelt: list[str]) -> list[str]:
    clues = [f"w {word}" for word in dict.fromkeys(spelt[:60])]
    clues += [f"ww {one} {two}" for one, two in pairwise(spelt[:26])]
    clues += [f"1 {spelt[0]}", f"12 {' '.join(spelt[:2])}", f"123 {' '.join(spelt[:3])}"]
    clues += [f"23 {' '.join(spelt[1:3])}", f"34 {' '.join(spelt[2:4])}"]
    return [*clues, f"-1 {' '.join(words[-1:])}", f"-21 {' '.join(words[-2:])}"]


def lead_ins(body: Body) -> list[int | None]:
    """For each block the nearest above that ends with a colon and does not outrank it; None without one."""
    found: list[int | None] = []
    latest: dict[int, int] = {}
    for index, block in enumerate(body.blocks):
        below = [at for rank, at in latest.items() if rank >= block.rank]
        found.append(max(below, default=None) if block.rank != PARAGRAPH_RANK else None)
        if ends_with_colon(body.text_of(block)):
            latest[block.rank] = index
    return found


def _headings(body: Body) -> list[int | None]:
    """For each block the nearest heading above: of the first rank, or in capitals."""
    found: list[int | None] = []
    latest: int | None = None
    for index, block in enumerate(body.blocks):
        found.append(latest)
        if block.rank <= HEADING_RANK or block.upper:
            latest = index
    return found


def _with_neighbours(own: list[_Clues], units: list[Unit], number: int, doc_type: str) -> list[str]:
    clues = own[number]
    found = [*clues.words, *clues.plain, *clues.above]
    found += [f"{doc_type}&{clue}" for clue in clues.plain if clue.startswith(_WITH_TYPE)]
    paired = [
        clue
        for clue in clues.plain
        if clue in _PAIRED or clue.startswith(("first=", "kind=", "office then=", "directs office"))
    ]
    found += [f"{one}&{two}" for one, two in combinations(paired, 2)]
    for away in (-2, -1, 1):
        at = number + away
        if not 0 <= at < len(own):
            found.append(f"{away} none")
            continue
        found += [
            f"{away} {clue}"
            for clue in own[at].plain
            if clue in _SHOWN_TO_NEIGHBOURS or clue.startswith(_SHOWN_KINDS)
        ]
        found += [f"{away} {clue}" for clue in own[at].words if clue.startswith(_FIRST_WORDS)]
        found.append(f"{away} same block={units[at].block == units[number].block}")
    return found
