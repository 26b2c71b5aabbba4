"""Where sentences end, and which are quoted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.roles.outline import tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Tokens; of 3,000 paragraphs of laws the longest sentence has 400.
_LONGEST_SENTENCE = 1_000
_SHORTEST_IN_BRACKETS = 5  # tokens; "(1) Về nhân sự" is a number
_OPENS, _CLOSES, _EITHER = "“", "”", '"'


def sentences(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Token ranges of the sentences between two tokens: a full stop before a capital ends one."""
    begun = start
    for i in range(start, end):
        stopped = (
            doc[i].text in {".", "?", "!"}
            and i + 1 < end
            and _opens_sentence(doc, i + 1)
            and not _abbreviated(doc, i)
        )
        if stopped or _closes_bracket(doc, begun, i, end) or i - begun >= _LONGEST_SENTENCE:
            yield begun, i + 1
            begun = i + 1
    if begun < end:
        yield begun, end


def _closes_bracket(doc: Doc, start: int, i: int, end: int) -> bool:
    """Whether a sentence that stands in brackets ends here: "(Giao Sở A chuẩn bị) Đề nghị các xã đến dự."."""
    if doc[i].text != ")" or doc[start].text != "(" or i + 1 >= end or i - start < _SHORTEST_IN_BRACKETS:
        return False
    return doc[i + 1].text[:1].isupper() and not any(token.text in "()" for token in doc[start + 1 : i])


def _opens_sentence(doc: Doc, i: int) -> bool:
    """A capital follows, specks between aside."""
    following = next((t for t in doc[i : i + 10] if t.text.lower() != t.text.upper() or t.like_num), None)
    return following is not None and following.text[:1].isupper()


def _abbreviated(doc: Doc, stop: int) -> bool:
    """A full stop after one to three capitals, or inside a word, ends no sentence ("TP. Huế", "BS. Hà")."""
    before = doc[stop - 1] if stop else None
    if before is None or before.whitespace_ or not doc[stop].whitespace_:
        return True
    if stop > 1 and not doc[stop - 2].whitespace_ and doc[stop - 2].text in {"-", "/", "&"}:
        return False  # the end of a symbol: "54/2015/TT-BYT."
    return before.text.isupper() and len(before.text) <= 3 and not before.text.isdigit()


def quoted_tokens(doc: Doc, body: Body) -> frozenset[int]:
    """The tokens behind a mark that opens a quotation up to the one that closes it, in the same block: words of
    others (voters, a law, another letter), which tell nobody to do them.

    A mark that OCR lost must not make the rest of a letter a quotation, so one that is not closed quotes nothing.
    """
    found: set[int] = set()
    for block in body.blocks:
        tokens = tokens_of(doc, block)
        if tokens is not None:
            found.update(_quoted_between(doc, *tokens))
    return frozenset(found)


def _quoted_between(doc: Doc, start: int, end: int) -> set[int]:
    found: set[int] = set()
    straight = [i for i in range(start, end) if doc[i].text == _EITHER]
    if len(straight) % 2 == 0:
        for opened, closed in zip(straight[::2], straight[1::2], strict=True):
            found.update(range(opened + 1, closed + 1))
    opened_at: int | None = None
    for i in range(start, end):
        if doc[i].text == _OPENS:
            opened_at = i
        elif doc[i].text == _CLOSES and opened_at is not None:
            found.update(range(opened_at + 1, i + 1))
            opened_at = None
    return found
