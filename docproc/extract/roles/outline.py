"""Questions about the outline of a body (what stands below what) and about how a stretch of text opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Block, Body
from docproc.extract.mentions.offices import OfficePhrase, office_phrase
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.rules.phrases import Phrases
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A list belongs to the block right above it: further down it has a block of its own in between.
_NEARBY = 12


def tokens_of(doc: Doc, block: Block) -> tuple[int, int] | None:
    """The token range of a block; None for an empty one."""
    span = doc.char_span(block.start, block.end, alignment_mode="expand")
    return (span.start, span.end) if span is not None and len(span) else None


def has_children(body: Body, index: int) -> bool:
    """Whether items stand below the block."""
    return any(block.parent == index for block in body.blocks[index + 1 : index + 1 + _NEARBY])


def opens_with_duty(doc: Doc, start: int, end: int) -> bool:
    """Whether a sentence opens with what is to be done: a verb is its first or second word.

    A verb behind a noun belongs to that: "Mẫu báo cáo", "Kết quả thực hiện".
    """
    if _duty_at(doc, start):
        return True
    noun = start < end and doc[start].lower_ in load(Phrases).nouns_before_verbs
    return not noun and start + 1 < end and _duty_at(doc, start + 1)


def _duty_at(doc: Doc, i: int) -> bool:
    words = vocabulary_of(doc)
    return any(words.end(name, i) is not None for name in ("modals", "verbs", "weak_verbs"))


def after_opening(doc: Doc, start: int) -> int:
    """The token after "Riêng", "Đối với" and the like, which may stand before the name of an office."""
    at = vocabulary_of(doc).end("openings", start)
    if at is None:
        return start
    while at < len(doc) and doc[at].text in {":", ","}:
        at += 1
    return at


def office_opening(doc: Doc, start: int, end: int) -> OfficePhrase | None:
    """The office that opens a stretch, after "Đối với" and after "Giao", "Yêu cầu", "Đề nghị"."""
    opened = after_opening(doc, start)
    return office_phrase(doc, vocabulary_of(doc).end("cues", opened) or opened, end, free=True)


def asks_an_office(doc: Doc, at: int) -> bool:
    """Whether at a token an office is asked by the one before it, which does not lead: "Sở A đề nghị xã B …"."""
    behind = vocabulary_of(doc).end("askings", at)
    return behind is not None and office_phrase(doc, behind, len(doc), free=True) is not None


def is_whole_office(doc: Doc, start: int, end: int) -> bool:
    """Whether an office fills the stretch, “Đối với”, “Giao” and end punctuation aside."""
    phrase = office_opening(doc, start, end)
    return phrase is not None and not doc[phrase.end : end].text.strip(" .:;,-–")


def ends_with_colon(text: str) -> bool:
    """Whether a text opens a list: "… thực hiện các nội dung sau:"."""
    return text.rstrip(" .\"”'").endswith(":")
