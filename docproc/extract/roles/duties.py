"""Which blocks of the body hold a duty, whose it is, and where its words begin and end.

Headings that name an office hand their office down to the items below (domain notes 2.2); a sentence that
ends with a colon hands its office to the list it opens. One item is one task (domain notes 2.3).
"""

from __future__ import annotations

import re
from bisect import bisect_left

from spacy.tokens import Doc

from docproc.extract.layout.blocks import HEADING_RANK, PARAGRAPH_RANK, Block, Body
from docproc.extract.mentions.dates import DateMention
from docproc.extract.mentions.offices import OfficePhrase, scope_of
from docproc.extract.mentions.places import are_two_places
from docproc.extract.mentions.vocabulary import rules_set, vocabulary_of
from docproc.extract.roles.directives import (
    Directive,
    after_opening,
    clauses,
    find_directive,
    has_content,
    is_aims,
    is_basis,
    is_formality,
    says_something,
    sentences,
)
from docproc.extract.roles.duty import Duty, Part, Sentence, State
from docproc.extract.roles.lead_ins import (
    announces,
    asked_alone,
    asks_for_contents,
    ends_with_cue,
    heads_assignments,
    informs,
    invites,
    opens_assignments,
)
from docproc.extract.roles.outline import (
    children_are_duties,
    concerned_class,
    directly_below,
    has_children,
    holds_duty_early,
    list_below,
    list_follows,
    office_prefix,
    opens_with_duty,
    siblings_are_duties,
    tokens_of,
    whole_office,
)
from docproc.language.normalise import fold
from docproc.resources import load_rules


class DutyFinder:
    """Walks once over the blocks of a body. It is a class because all steps share the document and the state."""

    def __init__(
        self, doc: Doc, body: Body, dates: list[DateMention], issuer: str | None, doc_type: str | None
    ) -> None:
        self.doc, self.body = doc, body
        self.deadlines = sorted(mention.start for mention in dates if mention.role == "deadline")
        self.issuer = issuer or ""
        self.doc_type = doc_type
        self.words = vocabulary_of(doc)
        self.state = State()

    def find(self, taken: frozenset[int] = frozenset()) -> list[Duty]:
        """The duties in order; the blocks `taken` say something else."""
        for index, block in enumerate(self.body.blocks):
            tokens = tokens_of(self.doc, block)
            if tokens is not None and index not in taken and index not in self.state.told:
                self._visit(index, block, *tokens)
        return self.state.duties

    def _visit(self, index: int, block: Block, start: int, end: int) -> None:
        if block.rank <= HEADING_RANK:
            self.state.lead_in_aims = False
        if self._take_heading(index, block, start, end):
            return
        prefix = office_prefix(self.doc, start, end)
        if prefix is not None and self._is_object(index, start):
            leads, source = self._inherited(index)
            self._add(Duty(start, end, prefix[1], index, leads, source, cue=False))
            return
        if prefix is not None:
            leads, rest = prefix
            if rest >= end:
                self.state.headings[index] = leads
                return
            invited = self.doc_type == "Giấy mời"  # "Lãnh đạo các Bộ: Xây dựng, Tài chính"
            if self._in_aims(index) and (invited or not opens_with_duty(self.doc, rest, end)):
                return
            self._add_each_sentence(index, leads, rest, end)
            return
        opens_list = block.rank == PARAGRAPH_RANK or has_children(self.body, index)
        if opens_list and re.search(r"[^\s.;]\s*:\W{0,3}$", self.body.text_of(block)):
            self._take_lead_in(index, block, start, end)
            return
        self._take_sentences(index, start, end)

    def _is_object(self, index: int, start: int) -> bool:
        """“Tổ chức kiểm tra: + Đối với xã X: …”: the list says where, and the lead is the heading's."""
        parent = self.body.blocks[index].parent
        if parent is None or after_opening(self.doc, start) == start or parent in self.state.headings:
            return False
        tokens = tokens_of(self.doc, self.body.blocks[parent])
        return tokens is not None and opens_with_duty(self.doc, *tokens)

    def _add_each_sentence(self, index: int, leads: list[Part], start: int, end: int) -> None:
        """The sentences after "X:" are tasks of X; one that opens no duty goes on with the one before."""
        first = True
        for begun, stop in sentences(self.doc, start, end):
            if is_formality(self.doc[begun:stop].text):
                continue
            if first or opens_with_duty(self.doc, begun, stop):
                self._add(Duty(begun, stop, begun, index, leads, "own", cue=False))
            else:
                self.state.duties[-1].end = stop
            first = False

    def _take_heading(self, index: int, block: Block, start: int, end: int) -> bool:
        """A heading that names who (its office is handed down) or what (a topic, maybe one without tasks)."""
        text = self.body.text_of(block)
        phrase = whole_office(self.doc, start, end)
        if phrase is not None and block.kind != "paragraph":
            if has_children(self.body, index) or text.rstrip().endswith(":"):
                self.state.headings[index] = list(phrase.parts)
                return True
            return False
        topic = block.upper or (
            has_children(self.body, index) and len(text) < 120 and not re.search(r"[.;]\W*$", text)
        )
        if not topic or find_directive(self.doc, start, end, item=True):
            return False
        if (
            text.rstrip().endswith(":")
            and not block.upper
            and not self._is_aims(text)
            and holds_duty_early(self.doc, start, end)
        ):
            return False
        if self._is_aims(text):
            self.state.aims.add(index)
        if block.upper or block.rank <= HEADING_RANK:
            self.state.assigning = heads_assignments(text)
        self.state.lead_in_aims = False
        return True

    def _is_aims(self, heading: str) -> bool:
        """Whether what stands below a heading is not assigned; in an invitation its contents are not either."""
        contents = rules_set("tasks", "contents_of_meetings")
        words = " ".join(re.sub(r"[\W\d_]+", " ", fold(heading)).split())
        return is_aims(heading) or (self.doc_type == "Giấy mời" and words in contents)

    def _take_lead_in(self, index: int, block: Block, start: int, end: int) -> None:
        """A sentence or item that ends with a colon: it opens a list, and may say whose the list is."""
        *earlier, last = list(sentences(self.doc, start, end))
        for begun, stop in earlier:
            self._take_sentence(index, begun, stop, first=begun == start)
        text = self.doc[last[0] : last[1]].text
        asked = asked_alone(self.doc, *last)
        directive = find_directive(self.doc, *last, item=True)
        if asked is not None:
            self.state.opened = self.state.listed = True
            self._hand_down(index, block, asked)
        elif invites(text):
            self._open_aims(index, block)
        elif directive is not None and asks_for_contents(text) and list_follows(self.body, index):
            inherited, source = self._inherited(index)
            leads = list(directive.lead.parts) if directive.lead else inherited
            self.state.opened, self.state.lead_in = True, self.state.lead_in or leads
            self._add_with_list(
                Duty(directive.start, directive.end, directive.duty, index, leads, source, directive.cue)
            )
        elif directive is not None:
            self._open_directed(index, block, directive, text)
        elif ends_with_cue(self.doc, *last):
            self.state.opened = self.state.listed = True
        elif self._is_aims(text):
            self._open_aims(index, block)
        else:
            self._open_unled(index, block, start, last)

    def _open_directed(self, index: int, block: Block, directive: Directive, text: str) -> None:
        """“Sở X yêu cầu các đơn vị thực hiện …:”: the list is theirs, unless the writer only speaks of itself."""
        self.state.opened = True
        self.state.listed = opens_assignments(text)
        if directive.lead is not None and (directive.cue or not self._is_issuer(directive.lead)):
            self._hand_down(index, block, list(directive.lead.parts))
        elif block.rank == PARAGRAPH_RANK:
            self.state.lead_in = self.state.lead_in or []
        self.state.lead_in_aims = False

    def _open_aims(self, index: int, block: Block) -> None:
        self.state.aims.add(index)
        self.state.lead_in_aims = block.rank == PARAGRAPH_RANK

    def _open_unled(self, index: int, block: Block, start: int, last: tuple[int, int]) -> None:
        """A list whose opening names nobody: one task with its details, or what follows is somebody's."""
        details = has_children(self.body, index) or list_follows(self.body, index)
        own = opens_with_duty(self.doc, *last) and not children_are_duties(self.doc, self.body, index)
        leads, source = self._inherited(index)
        if own and details:
            if leads or self.state.opened:
                self._add_with_list(Duty(start, last[1], start, index, leads, source, cue=False))
        elif block.rank == PARAGRAPH_RANK and announces(self.body.text_of(block)):
            self.state.opened = True

    def _add_with_list(self, duty: Duty) -> None:
        """One task with the list that gives its details or what its report holds."""
        below = list_below(self.body, duty.block)
        tokens = tokens_of(self.doc, self.body.blocks[below[-1]]) if below else None
        duty.end = tokens[1] if tokens else duty.end
        self.state.told.update(below)
        self._add(duty)

    def _hand_down(self, index: int, block: Block, parts: list[Part]) -> None:
        if block.rank == PARAGRAPH_RANK:
            self.state.lead_in = parts
        else:
            self.state.headings[index] = parts

    def _take_sentences(self, index: int, start: int, end: int) -> None:
        before = len(self.state.duties)
        for begun, stop in clauses(self.doc, start, end):
            self._take_sentence(index, begun, stop, first=begun == start, before=before)

    def _take_sentence(self, index: int, start: int, end: int, first: bool, before: int | None = None) -> None:
        """Take one sentence of a block; `before` counts the duties found before the block began."""
        text = self.doc[start:end].text
        sentence = Sentence(index, start, end, first, due=self._has_deadline(start, end))
        if is_formality(text) and not sentence.due:
            return
        directive = find_directive(self.doc, start, end, item=first)
        if directive is not None and self._has_deadline(start, directive.start):
            # A full stop that OCR lost: what stands before the directive is a sentence with its own deadline.
            self._take_sentence(index, start, directive.start, first, before)
            sentence = Sentence(index, directive.start, end, False, due=self._has_deadline(directive.start, end))
        begun = before is not None and len(self.state.duties) > before
        current = self.state.duties[-1] if begun else None
        if directive is not None and directive.cue and directive.lead is not None and not is_formality(text):
            self.state.opened = True  # whom the letter asks is known: further sentences may only say what
            self.state.lead_in = self.state.lead_in or list(directive.lead.parts)
        if directive is not None and self._is_duty(directive, sentence):
            self._take_directed(sentence, directive, current)
        elif directive is None or sentence.due:
            self._take_undirected(sentence, current)

    def _take_directed(self, sentence: Sentence, directive: Directive, current: Duty | None) -> None:
        """A sentence that says who is told: a task of its own, or more of the task before it."""
        leads = list(directive.lead.parts) if directive.lead else []
        if leads and has_children(self.body, sentence.block):
            self.state.headings[sentence.block] = leads
        goes_on = current is not None and not self._own_deadline(sentence, current)
        if current is not None and goes_on and not self._another_office(current, directive):
            current.end = sentence.end
            return
        inherited, source = self._inherited(sentence.block)
        if leads and not (source == "heading" and self._passes_on(sentence, directive)):
            inherited, source = [], "own"
        who = inherited or leads
        start, end = directive.start, sentence.end
        self._add(Duty(start, end, directive.duty, sentence.block, who, source, directive.cue))

    def _passes_on(self, sentence: Sentence, directive: Directive) -> bool:
        """“UBND các xã: - Phân công cán bộ trực”: an item that opens with a directing verb and names people of
        the office that heads the list is that office's task.
        """
        if directive.lead is None or self.body.blocks[sentence.block].rank == PARAGRAPH_RANK:
            return False
        start, end = directive.lead.parts[0]
        named = scope_of(self.doc[start:end].text, self.doc, start) == "named"
        return sentence.first and self.words.end("cues", sentence.start) is not None and not named

    def _own_deadline(self, sentence: Sentence, current: Duty) -> bool:
        """A further deadline is a further task (domain notes 2.3)."""
        return sentence.due and self._has_deadline(current.start, current.end)

    def _take_undirected(self, sentence: Sentence, current: Duty | None) -> None:
        """A sentence that names nobody: more of the task before it, or a task of those told further up."""
        if current is not None and not self._own_deadline(sentence, current):
            current.end = sentence.end
            return
        leads, source = (current.leads, current.source) if current else self._inherited(sentence.block)
        concerned = concerned_class(self.doc, sentence.start, sentence.end) if sentence.first else None
        if concerned is not None and source == "heading":
            leads, source = list(concerned.parts), "own"
        if self._in_aims(sentence.block) or self._silent():
            return
        if self._asks(sentence, source):
            start, end = sentence.start, sentence.end
            self._add(Duty(start, end, start, sentence.block, leads, source, cue=False))

    def _asks(self, sentence: Sentence, source: str) -> bool:
        """Whether a sentence without a directing verb is a duty all the same, by its verb or by its place."""
        start, end = sentence.start, sentence.end
        opened = source in ("heading", "own") or self.state.opened
        if sentence.first and is_basis(self.doc[start:end].text) and not has_children(self.body, sentence.block):
            return False  # what a law asks for, told as the ground of the letter
        opens = sentence.first and opened and opens_with_duty(self.doc, start, end)
        if opens or (sentence.due and self._sends(start, end)):
            item = self.body.blocks[sentence.block].rank != PARAGRAPH_RANK
            return has_content(self.doc[start:end].text, listed=item)
        item = self.body.blocks[sentence.block].rank != PARAGRAPH_RANK
        if not (item and sentence.first and opened and says_something(self.doc[start:end].text)):
            return False
        listed = self.state.listed and not informs(self.doc[start:end].text)
        return source in ("heading", "own") or listed or self._siblings_are_duties(sentence.block)

    def _siblings_are_duties(self, index: int) -> bool:
        block = self.body.blocks[index]
        kin = (block.kind, block.parent)
        if kin not in self.state.kin:
            self.state.kin[kin] = siblings_are_duties(self.doc, self.body, *kin)
        return self.state.kin[kin]

    def _is_duty(self, directive: Directive, sentence: Sentence) -> bool:
        """Whether a directive is a task: it has content and the letter, not its background, gives it."""
        index, due = sentence.block, sentence.due
        # What a head types over a letter is short: "Phòng A thực hiện".
        brief = self.doc_type == "Phiếu chuyển"
        if not (brief or due or has_content(self.doc[directive.duty : directive.end].text)):
            return False
        if self._silent():
            return directive.cue and due
        if directive.cue:
            return True
        if self._in_aims(index) and not due:
            return False
        block = self.body.blocks[index]
        if directive.lead is not None and self._is_issuer(directive.lead):
            assigned = block.rank != PARAGRAPH_RANK or self.state.assigning
            return due or (self.doc_type == "Kế hoạch" and assigned)
        if block.rank == PARAGRAPH_RANK and not self.state.opened:
            announced = directive.start > 0 and self.doc[directive.start - 1].text == ":"
            return not is_basis(self.body.text_of(block)) and (announced or self._strong(directive.duty))
        return True

    def _silent(self) -> bool:
        return self.doc_type in rules_set("tasks", "without_tasks")

    def _strong(self, duty: int) -> bool:
        """A word of duty ("có trách nhiệm", "chủ trì", "khẩn trương") rather than any verb."""
        return self.words.end("modals", duty) is not None

    def _is_issuer(self, lead: OfficePhrase) -> bool:
        start, end = lead.parts[0]
        name, issuer = self.doc[start:end].text, fold(self.issuer)
        if not issuer or are_two_places(name, self.issuer):
            return False
        return issuer.startswith(fold(name)) or fold(name).startswith(issuer)

    def _another_office(self, current: Duty, directive: Directive) -> bool:
        """Whether a further sentence tells somebody else; "các đơn vị" are those of the task already."""
        if directive.lead is None:
            return False
        if not current.leads:
            return directive.cue
        start, end = directive.lead.parts[0]
        vague = self.words.end("classes", start) or self.words.end("quantifiers", start)
        if vague and end - start <= int(load_rules("tasks")["longest_vague"]) and not self._named(current.leads):
            return False
        name, known = self.doc[start:end].text, [self.doc[a:b].text for a, b in current.leads]
        return not any(fold(name) == fold(other) and not are_two_places(name, other) for other in known)

    def _named(self, parts: list[Part]) -> bool:
        return all(scope_of(self.doc[a:b].text, self.doc, a) == "named" for a, b in parts)

    def _inherited(self, index: int) -> tuple[list[Part], str]:
        """The offices handed down to a block, and by what."""
        at = self.body.blocks[index].parent
        own = self.body.blocks[index].rank
        while at is not None:
            if at in self.state.headings and (own != PARAGRAPH_RANK or directly_below(self.body, index, at)):
                return self.state.headings[at], "heading"
            at = self.body.blocks[at].parent
        if self.state.lead_in is not None:
            return self.state.lead_in, "lead_in"
        return [], "none"

    def _in_aims(self, index: int) -> bool:
        at: int | None = index
        while at is not None:
            if at in self.state.aims:
                return True
            at = self.body.blocks[at].parent
        return self.state.lead_in_aims and self.body.blocks[index].rank != PARAGRAPH_RANK

    def _has_deadline(self, start: int, end: int) -> bool:
        if start >= end:
            return False
        first, last = self.doc[start].idx, self.doc[end - 1].idx
        at = bisect_left(self.deadlines, first)
        return at < len(self.deadlines) and self.deadlines[at] <= last

    def _sends(self, start: int, end: int) -> bool:
        sending = load_rules("tasks")["sending"]["verbs"]
        text = f" {self.doc[start:end].text.lower()} "
        return any(f" {verb} " in text for verb in sending) or opens_with_duty(self.doc, start, end)

    def _add(self, duty: Duty) -> None:
        self.state.duties.append(duty)
