"""The units of a body whose roles are decided: sentences, and what semicolons part in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.offices import office_phrase
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.outline import is_whole_office, tokens_of
from docproc.extract.roles.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORTEST = 3  # tokens before a semicolon, and after it, that make a part of a sentence
_LONGEST_NAME = 10  # tokens of a name in a list of offices


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a part of one, in a block (index). `start` and `end` are token indexes."""

    block: int
    start: int
    end: int


def units_of(doc: Doc, body: Body, taken: frozenset[int] = frozenset()) -> list[Unit]:
    """The units of all blocks in order, without the blocks `taken`, which are read elsewhere."""
    return [
        Unit(index, start, end)
        for index, block in enumerate(body.blocks)
        if index not in taken and (tokens := tokens_of(doc, block)) is not None
        for start, end in _parts(doc, *tokens)
        if any(token.is_alpha or token.like_num for token in doc[start:end])
    ]


def _parts(doc: Doc, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences and their parts. A semicolon between offices parts nothing: "Các sở; UBND các xã rà soát";
    nor does one in brackets that close: "gửi về Sở A (địa chỉ: 1 phố B; điện thoại: C) trước ngày D".
    """
    for begun, stop in sentences(doc, start, end):
        since, listing = begun, False
        enclosed = _enclosed(doc, begun, stop)
        for i in range(begun, stop - 1 - _SHORTEST):
            if doc[i].text != ";" or i in enclosed:
                continue
            listing = _is_among_offices(doc, since, i, stop, listing)
            if i - since < _SHORTEST and not listing:
                continue
            since = i + 1
            if not listing:
                yield begun, since
                begun = since
        yield begun, stop


def _enclosed(doc: Doc, start: int, end: int) -> frozenset[int]:
    """The tokens inside brackets that open and close between two tokens."""
    found: set[int] = set()
    opened: list[int] = []
    for i in range(start, end):
        if doc[i].text == "(":
            opened.append(i)
        elif doc[i].text == ")" and opened:
            found.update(range(opened.pop() + 1, i))
    return frozenset(found)


def _is_among_offices(doc: Doc, since: int, i: int, stop: int, listing: bool) -> bool:
    """Whether the semicolon at `i` stands in a list of offices: they fill what is before it, or end it behind a
    directing word, and another follows. `listing`: so did the semicolon before, at `since`.
    """
    if is_whole_office(doc, since, i):
        return True
    if office_phrase(doc, i + 1, stop, free=True) is None:
        return False
    if listing:  # a name that the grammar does not know
        named = _behind_class(doc, since)
        return i - since <= _LONGEST_NAME and not any(_does(doc, at) for at in range(named, i))
    words = vocabulary_of(doc)
    directed = (office_phrase(doc, words.at["cues"][at], i, free=True) for at in words.between("cues", since, i))
    return any(phrase is not None and phrase.end == i for phrase in directed)


def _behind_class(doc: Doc, at: int) -> int:
    """Behind the class that a name opens with, which may be a verb elsewhere: "tổ chức đại diện doanh nghiệp"."""
    words = vocabulary_of(doc)
    return at if words.end("not_offices", at) else words.end("classes", at) or at


def _does(doc: Doc, at: int) -> bool:
    return any(vocabulary_of(doc).end(name, at) is not None for name in ("verbs", "modals"))
