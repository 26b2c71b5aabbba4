"""Offices that a whole letter is about: a class that it asks, what opens most sentences, what its title names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from docproc.extract.mentions.offices import is_addressed, office_phrase, scope_of
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.outline import office_opening
from docproc.extract.roles.parties import BY_GRAMMAR, Party
from docproc.extract.roles.unit_roles import Role
from docproc.language.normalise import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc


def offices_of_letter(doc: Doc, roles: Sequence[Role], title: str | None) -> tuple[tuple[str, Party], ...]:
    """The offices that may lead tasks anywhere in a text, each with why: asked, often, titled."""
    found = {
        "asked": asked_by_letter(doc),
        "often": most_often_first(doc, roles),
        "titled": named_by_title(doc, roles, title),
    }
    return tuple((why, party) for why, party in found.items() if party is not None)


def asked_by_letter(doc: Doc) -> Party | None:
    """The first class that the letter asks in any sentence: "Yêu cầu thủ trưởng các đơn vị …"."""
    words = vocabulary_of(doc)
    for _i, after in sorted(words.at["cues"].items()):
        phrase = office_phrase(doc, after, len(doc), free=True)
        if phrase is None:
            continue
        start, end = phrase.parts[0]
        name = doc[start:end].text
        if scope_of(name, doc, start) != "named" and not is_addressed(name):
            return Party(start, end, "lead", 1.0)
    return None


def most_often_first(doc: Doc, roles: Sequence[Role]) -> Party | None:
    """The office that opens most units of a text, when it opens several: what a regulation is about.

    A unit counts for a name that it only begins with, too: the grammar takes verbs that it does not know into it.
    Where the office only asks ("Sở đề nghị …"), it counts for none.
    """
    seen: dict[str, Party] = {}
    openings: list[str] = []
    for role in roles:
        phrase = office_opening(doc, role.unit.start, role.unit.end)
        if phrase is not None and vocabulary_of(doc).end("askings", phrase.end) is None:
            start, end = phrase.parts[0]
            openings.append(fold(doc[start:end].text))
            seen.setdefault(openings[-1], Party(start, end, "lead", BY_GRAMMAR))
    times = {name: sum(f"{opening} ".startswith(f"{name} ") for opening in openings) for name in seen}
    most = max(seen, key=lambda name: (times[name], len(name)), default=None)
    return seen[most] if most is not None and times[most] > 1 else None


def named_by_title(doc: Doc, roles: Sequence[Role], title: str | None) -> Party | None:
    """The office that opens a unit and that the title names, by the longest name that both have: what a
    regulation is about, whole where its name has commas ("Cơ quan Kiểm định, đo lường tỉnh").
    """
    words = fold(" ".join((title or "").split()))
    best: Party | None = None
    for role in roles:
        phrase = office_opening(doc, role.unit.start, role.unit.end)
        if phrase is None:
            continue
        start, end = phrase.start, phrase.start
        while end < role.unit.end and _stands_in(doc[start : end + 1].text, words):
            end += 1
        end = _without_mark(doc, start, end)
        if (
            scope_of(doc[start:end].text, doc, start) == "named"
            and end >= phrase.parts[0][1]
            and (best is None or end - start > best.end - best.start)
        ):
            best = Party(start, end, "lead", BY_GRAMMAR)
    return best


def _stands_in(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(' '.join(text.split())))}(?!\w)", words) is not None


def _without_mark(doc: Doc, start: int, end: int) -> int:
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    return end
