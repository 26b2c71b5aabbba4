"""Which blocks of the body hold a duty, whose it is, and where its words begin and end.

Headings that name an office hand their office down to the items below (domain notes 2.2); a sentence that
ends with a colon hands its office to the list it opens. One item is one task (domain notes 2.3).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from docproc.extract.blocks import PARAGRAPH_RANK, Block, Body
from docproc.extract.dates import DateMention
from docproc.extract.directives import Directive, after_opening, find_directive, has_content, is_formality, sentences
from docproc.extract.offices import OfficePhrase, office_phrase
from docproc.extract.vocabulary import rules_set, vocabulary_of
from docproc.language.normalise import fold
from docproc.resources import load_rules

Part = tuple[int, int]


@dataclass(slots=True)
class Duty:
    """A task in the making. `start`, `end` and `duty` are token indexes; parts are token ranges of offices.

    `source` says how the lead was found: `own` (in the sentence), `heading`, `lead_in`, `none`.
    """

    start: int
    end: int
    duty: int
    block: int
    leads: list[Part]
    source: str
    cue: bool


@dataclass(slots=True)
class _State:
    """What the walk over the blocks has seen: offices handed down by headings and by opening sentences."""

    headings: dict[int, list[Part]] = field(default_factory=dict)
    aims: set[int] = field(default_factory=set)
    lead_in: list[Part] | None = None
    lead_in_aims: bool = False
    opened: bool = False
    duties: list[Duty] = field(default_factory=list)


class DutyFinder:
    """Walks once over the blocks of a body. It is a class because all steps share the document and the state."""

    def __init__(self, doc: Doc, body: Body, dates: list[DateMention], issuer: str | None, doc_type: str | None) -> None:
        self.doc, self.body, self.dates = doc, body, dates
        self.issuer = fold(issuer or "")
        self.doc_type = doc_type
        self.words = vocabulary_of(doc)
        self.state = _State()

    def find(self) -> list[Duty]:
        """The duties in order."""
        for index, block in enumerate(self.body.blocks):
            tokens = self._tokens(block)
            if tokens is not None:
                self._visit(index, block, *tokens)
        return self.state.duties

    def _tokens(self, block: Block) -> Part | None:
        span = self.doc.char_span(block.start, block.end, alignment_mode="expand")
        return (span.start, span.end) if span is not None and len(span) else None

    def _visit(self, index: int, block: Block, start: int, end: int) -> None:
        if self._take_heading(index, block, start, end):
            return
        prefix = self._office_prefix(start, end)
        if prefix is not None and not self._is_object(index, start):
            leads, rest = prefix
            if rest >= end:
                self.state.headings[index] = leads
                return
            if not self._has_duty(rest, end) and self._in_aims(index):
                return
            self._add_each_sentence(index, leads, rest, end)
            return
        if re.search(r"[^\s.;]\s*:\W{0,3}$", self.body.text_of(block)):
            self._take_lead_in(index, block, start, end)
            return
        self._take_sentences(index, block, start, end)

    def _is_object(self, index: int, start: int) -> bool:
        """ "Tổ chức kiểm tra: + Đối với xã X: …": the list says where, and the lead is the heading's."""
        parent = self.body.blocks[index].parent
        if parent is None or after_opening(self.doc, start) == start or parent in self.state.headings:
            return False
        tokens = self._tokens(self.body.blocks[parent])
        return tokens is not None and self._duty_first(*tokens)

    def _add_each_sentence(self, index: int, leads: list[Part], start: int, end: int) -> None:
        """The sentences after "X:" are tasks of X; one that opens no duty goes on with the one before."""
        first = True
        for begun, stop in sentences(self.doc, start, end):
            if is_formality(self.doc[begun:stop].text):
                continue
            if first or self._duty_first(begun, stop):
                self._add(Duty(begun, stop, begun, index, leads, "own", cue=False))
            else:
                self.state.duties[-1].end = stop
            first = False

    def _take_heading(self, index: int, block: Block, start: int, end: int) -> bool:
        """A heading that names who (its office is handed down) or what (a topic, maybe one without tasks)."""
        text = self.body.text_of(block)
        phrase = self._whole_office(start, end)
        if phrase is not None and block.kind != "paragraph":
            if self._has_children(index) or text.rstrip().endswith(":"):
                self.state.headings[index] = list(phrase.parts)
                return True
            return False
        topic = block.upper or (self._has_children(index) and len(text) < 120 and not re.search(r"[.;]\W*$", text))
        if not topic or self._directive(start, end, item=True):
            return False
        if text.rstrip().endswith(":") and not block.upper and not is_aims(text) and self._has_duty(start, end):
            return False
        if is_aims(text):
            self.state.aims.add(index)
        self.state.lead_in_aims = False
        return True

    def _whole_office(self, start: int, end: int) -> OfficePhrase | None:
        """The office phrase that fills the block, "Đối với" and end punctuation aside."""
        phrase = office_phrase(self.doc, after_opening(self.doc, start), end, free=True)
        if phrase is None:
            return None
        rest = self.doc[phrase.end : end].text.strip(" .:;,-–")
        return phrase if not rest else None

    def _office_prefix(self, start: int, end: int) -> tuple[list[Part], int] | None:
        """ "X, Y: làm việc gì": the offices before the colon and the token after it."""
        phrase = office_phrase(self.doc, after_opening(self.doc, start), end, free=True)
        if phrase is None or phrase.end >= end:
            return None
        mark = self.doc[phrase.end].text
        stopped = mark == "." and phrase.end + 1 < end and self._duty_at(phrase.end + 1)
        return (list(phrase.parts), phrase.end + 1) if mark == ":" or stopped else None

    def _has_children(self, index: int) -> bool:
        following = self.body.blocks[index + 1 :]
        return any(block.parent == index for block in following[:12])

    def _directive(self, start: int, end: int, item: bool) -> Directive | None:
        return find_directive(self.doc, start, end, item)

    def _take_lead_in(self, index: int, block: Block, start: int, end: int) -> None:
        """A sentence or item that ends with a colon: it opens a list, and may say whose the list is."""
        *earlier, last = list(sentences(self.doc, start, end))
        for begun, stop in earlier:
            self._take_sentence(index, block, begun, stop, first=begun == start)
        directive = self._directive(*last, item=True)
        children = self._has_children(index)
        if directive is not None:
            self.state.opened = True
            if directive.lead is not None and (directive.cue or not self._is_issuer(directive.lead)):
                self._hand_down(index, block, list(directive.lead.parts))
            elif block.rank == PARAGRAPH_RANK:
                self.state.lead_in = self.state.lead_in or []
            self.state.lead_in_aims = False
            return
        if self._ends_with_cue(*last):
            self.state.opened = True
            return
        if is_aims(self.doc[last[0] : last[1]].text):
            self.state.aims.add(index)
            self.state.lead_in_aims = block.rank == PARAGRAPH_RANK
            return
        if self._duty_first(last[0], last[1]) and not children_are_duties(self, index) and children:
            self._add_with_children(index, start)
        elif block.rank == PARAGRAPH_RANK and re.search(r"\b(?:nhu )?sau\W*$", fold(self.body.text_of(block))):
            self.state.opened = True

    def _ends_with_cue(self, start: int, end: int) -> bool:
        """ "Chủ tịch UBND tỉnh yêu cầu:": whom it asks stands in the list."""
        return any(start <= i and end - after <= 3 for i, after in self.words.at["cues"].items() if after <= end)

    def _hand_down(self, index: int, block: Block, parts: list[Part]) -> None:
        if block.rank == PARAGRAPH_RANK:
            self.state.lead_in = parts
        else:
            self.state.headings[index] = parts

    def _add_with_children(self, index: int, start: int) -> None:
        """A group whose list only details it is one task with its list."""
        last = index
        for at in range(index + 1, len(self.body.blocks)):
            if not self._descends(at, index):
                break
            last = at
            self.state.aims.add(at)
        tokens = self._tokens(self.body.blocks[last])
        leads, source = self._inherited(index)
        if tokens is not None and (leads or self.state.opened):
            self._add(Duty(start, tokens[1], start, index, leads, source, cue=False))

    def _descends(self, at: int, ancestor: int) -> bool:
        parent = self.body.blocks[at].parent
        while parent is not None:
            if parent == ancestor:
                return True
            parent = self.body.blocks[parent].parent
        return False

    def _take_sentences(self, index: int, block: Block, start: int, end: int) -> None:
        before = len(self.state.duties)
        for begun, stop in sentences(self.doc, start, end):
            self._take_sentence(index, block, begun, stop, first=begun == start, before=before)

    def _take_sentence(self, index: int, block: Block, start: int, end: int, first: bool, before: int = -1) -> None:
        text = self.doc[start:end].text
        due = self._has_deadline(start, end)
        if is_formality(text) and not due:
            return
        current = self.state.duties[-1] if before >= 0 and len(self.state.duties) > before else None
        directive = self._directive(start, end, item=first)
        if directive is not None and not due and not self._is_duty(directive, block, index, due):
            return
        if directive is not None and self._is_duty(directive, block, index, due):
            leads = list(directive.lead.parts) if directive.lead else []
            if leads and self._has_children(index):
                self.state.headings[index] = leads
            split = due and current is not None and self._has_deadline(current.start, current.end)
            if current is not None and not split and not self._another_office(current, directive):
                current.end = end
                return
            inherited = ([], "own") if leads else self._inherited(index)
            self._add(
                Duty(directive.start, end, directive.duty, index, leads or inherited[0], inherited[1], directive.cue)
            )
            return
        if current is not None and not (due and self._has_deadline(current.start, current.end)):
            current.end = end
            return
        leads, source = (current.leads, current.source) if current else self._inherited(index)
        if self._in_aims(index) or self._silent():
            return
        item = block.rank != PARAGRAPH_RANK
        opened = source == "heading" or self.state.opened
        listed = opened and item and first and source != "heading" and self._siblings_are_duties(index)
        if (due and self._sends(start, end)) or (first and opened and self._duty_first(start, end)):
            if has_content(text):
                self._add(Duty(start, end, start, index, leads, source, cue=False))
        elif (listed or (first and item and source == "heading")) and not is_basis(text):
            self._add(Duty(start, end, start, index, leads, source, cue=False))

    def _siblings_are_duties(self, index: int) -> bool:
        """Whether most items of a list open with what is to be done: then all of them are tasks (OCR may have
        spoilt a verb)."""
        block = self.body.blocks[index]
        kin = [b for b in self.body.blocks if b.kind == block.kind and b.parent == block.parent]
        tokens = [t for b in kin if (t := self._tokens(b))]
        duties = sum(self._duty_first(*t) or self._directive(*t, item=True) is not None for t in tokens)
        return len(kin) > 1 and 2 * duties > len(kin)

    def _is_duty(self, directive: Directive, block: Block, index: int, due: bool) -> bool:
        """Whether a directive is a task: it has content and the letter, not its background, gives it."""
        if not has_content(self.doc[directive.duty : directive.end].text) and not due:
            return False
        if self._silent() and not (directive.cue and due):
            return False
        if directive.cue:
            return True
        if self._in_aims(index) and not due:
            return False
        if directive.lead is not None and self._is_issuer(directive.lead):
            return due or (self.doc_type == "Kế hoạch" and block.rank != PARAGRAPH_RANK)
        if block.rank == PARAGRAPH_RANK and not self.state.opened:
            return not is_basis(self.body.text_of(block)) and self._strong(directive.duty)
        return True

    def _silent(self) -> bool:
        return self.doc_type in rules_set("tasks", "without_tasks")

    def _strong(self, duty: int) -> bool:
        """A word of duty ("có trách nhiệm", "chủ trì", "khẩn trương") rather than any verb."""
        return self.words.end("modals", duty) is not None

    def _is_issuer(self, lead: OfficePhrase) -> bool:
        start, end = lead.parts[0]
        name = fold(self.doc[start:end].text)
        return bool(self.issuer) and (name == self.issuer or self.issuer.startswith(name) or name.startswith(self.issuer))

    def _another_office(self, current: Duty, directive: Directive) -> bool:
        """Whether a further sentence tells somebody else; "các đơn vị" are those of the task already."""
        if directive.lead is None or not current.leads:
            return False
        start, end = directive.lead.parts[0]
        vague = self.words.end("classes", start) or self.words.end("quantifiers", start)
        if vague and end - start <= int(load_rules("tasks")["longest_vague"]):
            return False
        known = {fold(self.doc[a:b].text) for a, b in current.leads}
        return fold(self.doc[start:end].text) not in known

    def _inherited(self, index: int) -> tuple[list[Part], str]:
        """The offices handed down to a block, and by what."""
        at = self.body.blocks[index].parent
        own = self.body.blocks[index].rank
        while at is not None:
            if at in self.state.headings and (own != PARAGRAPH_RANK or self._directly_below(index, at)):
                return self.state.headings[at], "heading"
            at = self.body.blocks[at].parent
        if self.state.lead_in is not None:
            return self.state.lead_in, "lead_in"
        return [], "none"

    def _directly_below(self, index: int, heading: int) -> bool:
        """A paragraph belongs to a heading only when no list stands between: after a list it is a closing."""
        return all(self.body.blocks[i].rank == PARAGRAPH_RANK for i in range(heading + 1, index))

    def _in_aims(self, index: int) -> bool:
        at: int | None = index
        while at is not None:
            if at in self.state.aims:
                return True
            at = self.body.blocks[at].parent
        return self.state.lead_in_aims and self.body.blocks[index].rank != PARAGRAPH_RANK

    def _has_duty(self, start: int, end: int) -> bool:
        return any(self._duty_at(i) for i in range(start, min(end, start + 6)))

    def _duty_at(self, i: int) -> bool:
        return any(self.words.end(name, i) is not None for name in ("modals", "verbs", "weak_verbs"))

    def _duty_first(self, start: int, end: int) -> bool:
        """Whether a sentence opens with what is to be done."""
        return any(self._duty_at(i) for i in range(start, min(end, start + 2)))

    def _has_deadline(self, start: int, end: int) -> bool:
        first, last = self.doc[start].idx, self.doc[end - 1].idx
        return any(d.role == "deadline" and first <= d.start <= last for d in self.dates)

    def _sends(self, start: int, end: int) -> bool:
        sending = load_rules("tasks")["sending"]["verbs"]
        text = f" {self.doc[start:end].text.lower()} "
        return any(f" {verb} " in text for verb in sending) or self._duty_first(start, end)

    def _add(self, duty: Duty) -> None:
        self.state.duties.append(duty)


def children_are_duties(finder: DutyFinder, index: int) -> bool:
    """Whether the items below a block are tasks of their own: most of them open with a verb or an office."""
    children = [i for i, b in enumerate(finder.body.blocks) if b.parent == index]
    counted = 0
    for child in children:
        tokens = finder._tokens(finder.body.blocks[child])
        if tokens and (finder._duty_first(*tokens) or finder._directive(*tokens, item=True)):
            counted += 1
    return bool(children) and counted * 2 >= len(children)


@cache
def _aims() -> re.Pattern[str]:
    return re.compile("|".join(load_rules("tasks")["aims"]))


def is_aims(heading: str) -> bool:
    """Whether a heading opens aims, background or attendance: what stands below is not assigned."""
    return _aims().search(fold(heading)) is not None


@cache
def _basis() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in load_rules("zones")["landmarks"]["basis"]))


def is_basis(text: str) -> bool:
    """Whether a paragraph gives the basis of the letter ("Căn cứ …", "Thực hiện Công văn số …")."""
    return _basis().search(fold(text)) is not None
