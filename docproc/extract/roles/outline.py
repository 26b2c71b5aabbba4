"""Questions about the outline of a body (what stands below what) and about how a stretch of text opens."""

from __future__ import annotations

from spacy.tokens import Doc

from docproc.extract.layout.blocks import HEADING_RANK, PARAGRAPH_RANK, Block, Body
from docproc.extract.mentions.offices import OfficePhrase, office_phrase
from docproc.extract.mentions.vocabulary import rules_set, vocabulary_of
from docproc.extract.roles.directives import after_opening, find_directive
from docproc.resources import load_rules

# A list belongs to the block right above it: further down it has a block of its own in between.
_NEARBY = 12


def tokens_of(doc: Doc, block: Block) -> tuple[int, int] | None:
    """The token range of a block; None for an empty one."""
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None and len(span) else None


def has_children(body: Body, index: int) -> bool:
    """Whether items stand below the block."""
    return any(block.parent == index for block in body.blocks[index + 1 : index + 1 + _NEARBY])


def descends(body: Body, at: int, ancestor: int) -> bool:
    """Whether the block `at` stands somewhere below `ancestor`."""
    parent = body.blocks[at].parent
    while parent is not None and parent != ancestor:
        parent = body.blocks[parent].parent
    return parent is not None


def directly_below(body: Body, index: int, heading: int) -> bool:
    """Whether only paragraphs stand between: after a list, a paragraph is a closing and not the heading's."""
    return body.only_paragraphs(heading + 1, index)


def opens_with_duty(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence opens with what is to be done: a verb is its first or second word.

    A verb behind a noun belongs to that: "Mẫu báo cáo", "Kết quả thực hiện".
    """
    if _duty_at(doc, start):
        return True
    noun = start < end and doc[start].lower_ in rules_set("tasks", "nouns_before_verbs")
    return not noun and start + 1 < end and _duty_at(doc, start + 1)


def holds_duty_early(doc: Doc, start: int, end: int) -> bool:
    """Whether a verb stands among the first words."""
    return any(_duty_at(doc, i) for i in range(start, min(end, start + 6)))


def _duty_at(doc: Doc, i: int) -> bool:
    words = vocabulary_of(doc)
    return any(words.end(name, i) is not None for name in ("modals", "verbs", "weak_verbs"))


def _office_start(doc: Doc, start: int) -> int:
    """The token after “Đối với” or after “Giao”, “Yêu cầu”, “Đề nghị”, which may stand before an office."""
    opened = after_opening(doc, start)
    cue = vocabulary_of(doc).end("cues", opened)
    return opened if cue is None else cue


def whole_office(doc: Doc, start: int, end: int) -> OfficePhrase | None:
    """The office phrase that fills the stretch, “Đối với”, “Giao” and end punctuation aside."""
    phrase = office_phrase(doc, _office_start(doc, start), end, free=True)
    if phrase is None:
        return None
    rest = doc[phrase.end : end].text.strip(" .:;,-–")
    if rest and _names_more(doc, phrase.end, end):
        last, _ = phrase.parts[-1]
        stop = next((i for i in range(end - 1, phrase.end, -1) if doc[i].is_alpha), end - 1) + 1
        return OfficePhrase(phrase.start, stop, (*phrase.parts[:-1], (last, stop)))
    return phrase if not rest else None


def _names_more(doc: Doc, start: int, end: int) -> bool:
    """Whether a heading goes on with a few words of its class: "Các khoa lâm sàng, cận lâm sàng:"."""
    words = [token for token in doc[start:end] if token.is_alpha]
    verbs = any(_duty_at(doc, token.i) for token in words)
    joined = doc[start].text in {",", "và"}
    return joined and not verbs and 0 < len(words) <= 5 and doc[start:end].text.rstrip().endswith(":")


def office_prefix(doc: Doc, start: int, end: int) -> tuple[list[tuple[int, int]], int] | None:
    """“X, Y: làm việc gì”: the token ranges of the offices before the colon, and the token after it."""
    phrase = office_phrase(doc, _office_start(doc, start), end, free=True)
    if phrase is None or phrase.end >= end:
        return None
    mark = doc[phrase.end].text
    stopped = mark == "." and phrase.end + 1 < end and _duty_at(doc, phrase.end + 1)
    return (list(phrase.parts), phrase.end + 1) if mark == ":" or stopped else None


def children_are_duties(doc: Doc, body: Body, index: int) -> bool:
    """Whether the items below a block are tasks of their own: most of them open with a verb or an office."""
    below = (body.blocks[child] for child in body.children(index))
    children = [tokens for block in below if (tokens := tokens_of(doc, block))]
    counted = sum(
        opens_with_duty(doc, *tokens) or find_directive(doc, *tokens, item=True) is not None
        for tokens in children
    )
    return bool(children) and counted * 2 >= len(children)


def list_follows(body: Body, index: int) -> bool:
    """Whether the block right after is an item."""
    following = body.blocks[index + 1 : index + 2]
    return bool(following) and following[0].rank not in (PARAGRAPH_RANK, HEADING_RANK)


def siblings_are_duties(doc: Doc, body: Body, kind: str, parent: int | None) -> bool:
    """Whether enough items of a list open with what is to be done: then all of them are tasks (OCR may have
    spoilt a verb). The list are the blocks of a `kind` right below a `parent`.
    """
    kin = [block for at in body.children(parent) if (block := body.blocks[at]).kind == kind]
    tokens = [t for b in kin if (t := tokens_of(doc, b))]
    duties = sum(opens_with_duty(doc, *t) or find_directive(doc, *t, item=True) is not None for t in tokens)
    return len(kin) > 1 and duties >= float(load_rules("tasks")["listed_share"]) * len(kin)


def concerned_class(doc: Doc, start: int, end: int) -> OfficePhrase | None:
    """Those an item is for when it opens with "Đối với các …" and OCR spoilt the verb behind them."""
    at = after_opening(doc, start)
    phrase = office_phrase(doc, at, end) if at > start else None
    quantified = vocabulary_of(doc).end("quantifiers", at) is not None
    return phrase if quantified and phrase is not None and phrase.end < end - 1 else None


def list_below(body: Body, index: int) -> range:
    """The blocks of the list that a block opens: what stands below it, and items that follow a paragraph."""
    end = first = index + 1
    while end < len(body.blocks):
        block = body.blocks[end]
        item = block.rank not in (PARAGRAPH_RANK, HEADING_RANK) and block.rank >= body.blocks[first].rank
        if not (descends(body, end, index) or (body.blocks[index].rank == PARAGRAPH_RANK and item)):
            break
        end += 1
    return range(first, end)
