"""The units of a body whose roles are decided: sentences, and what semicolons part in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docproc.extract.layout.blocks import Body
from docproc.extract.roles.outline import is_whole_office, tokens_of
from docproc.extract.roles.sentences import sentences

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SHORTEST = 3  # tokens before a semicolon, and after it, that make a part of a sentence


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
    """The sentences and their parts. A semicolon between offices parts nothing: "Các sở; UBND các xã rà soát"."""
    for begun, stop in sentences(doc, start, end):
        for i in range(begun, stop - 1 - _SHORTEST):
            if doc[i].text == ";" and i - begun >= _SHORTEST and not is_whole_office(doc, begun, i):
                yield begun, i + 1
                begun = i + 1
        yield begun, stop
