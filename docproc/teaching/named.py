"""Where annotated offices stand in the words of a unit: the labels that a tagger of offices learns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from docproc.evaluate.normalise import is_same_name, key, similarity
from docproc.extract.mentions.office_lists import each_of
from docproc.extract.mentions.rules.offices import Offices
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OUTSIDE = "O"
_LONGEST, _LONGEST_LIST = 45, 60  # words
_BEFORE_CLASS = 8  # words in which "các" stands: "Chủ tịch Ủy ban nhân dân các huyện …"


def party_labels(doc: Doc, tokens: list[int], leads: Sequence[str], partners: Sequence[str]) -> list[str]:
    """A label for each of the tokens: O, or B and I with L (lead) or P (partner)."""
    labels = [_OUTSIDE] * len(tokens)
    for names, part in ((leads, "L"), (partners, "P")):
        longest_first = sorted(names, key=len, reverse=True)
        missing = [name for name in longest_first if not _put_name(doc, tokens, labels, name, part)]
        if missing:
            _put_lists(doc, tokens, labels, missing, part)
    return labels


def _put_name(doc: Doc, tokens: list[int], labels: list[str], name: str, part: str) -> bool:
    """Label the first free place where the name stands; whether there is one."""
    wanted = re.sub(r"\s", "", key(name))
    spelt = [re.sub(r"\s", "", key(doc[i].text) or doc[i].text) for i in tokens]
    for first in range(len(tokens)):
        written = ""
        for last in range(first, min(first + _LONGEST, len(tokens))):
            if labels[last] != _OUTSIDE or len(written) > len(wanted):
                break
            written += spelt[last]
            if written == wanted:
                _put(labels, first, last, part)
                return True
    return False


def _put(labels: list[str], first: int, last: int, part: str) -> None:
    labels[first : last + 1] = [f"B{part}", *([f"I{part}"] * (last - first))]


@cache
def _list_words() -> frozenset[str]:
    """Words in a name that may list several offices: "các", and kinds of places by their first word."""
    return frozenset({"các", *(kind.split()[0].lower() for kind in load(Offices).lists.places)})


def _put_lists(doc: Doc, tokens: list[int], labels: list[str], names: list[str], part: str) -> None:
    """Label lists of offices of one kind that come to some of the names: "các Sở: Tài chính, Xây dựng", "UBND xã
    Suối Vàng, An Khê".
    """
    left = list(names)
    for first in range(len(tokens)):
        opens = any(doc[i].lower_ in _list_words() for i in tokens[first : first + _BEFORE_CLASS])
        if not left or not opens or labels[first] != _OUTSIDE:
            continue
        found = _list_from(doc, tokens, labels, left, first)
        if found is not None:
            last, each = found
            _put(labels, first, last, part)
            left = [name for name in left if not any(is_same_name(one, name) for one in each)]


def _list_from(
    doc: Doc, tokens: list[int], labels: list[str], names: list[str], first: int
) -> tuple[int, list[str]] | None:
    """Where a list that begins at a place ends, and its offices: those most like the names, of several the
    longest (a name is still taken for the same with a word too many).
    """
    best: tuple[tuple[int, float, int], list[str]] | None = None
    for last in range(first + 2, min(first + _LONGEST_LIST, len(tokens))):
        if not doc[tokens[last]].is_alpha or any(label != _OUTSIDE for label in labels[first : last + 1]):
            continue
        each = each_of(doc[tokens[first] : tokens[last] + 1].text.strip(" ,;.:"))
        alike = [max((similarity(one, name) for name in names), default=0.0) for one in each]
        if len(each) > 1 and all(any(is_same_name(one, name) for name in names) for one in each):
            rank = (len(each), sum(alike) / len(alike), last)
            best = max(best, (rank, each)) if best else (rank, each)
    return (best[0][-1], best[1]) if best else None
