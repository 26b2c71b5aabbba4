"""The offices that units name as leading or helping, found as spans of words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.names import as_running_text
from docproc.extract.mentions.office_lists import each_of, each_place
from docproc.extract.mentions.offices import is_number_of_name, office_phrase
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.models.labelled import OTHER, Labelled
from docproc.extract.roles.models.trained import label
from docproc.extract.roles.outline import ends_with_colon, has_children, is_whole_office, tokens_of
from docproc.extract.roles.party_clues import offices_in, party_clues, words_of_unit
from docproc.extract.roles.unit_roles import Role

if TYPE_CHECKING:
    from spacy.tokens import Doc

Part = Literal["lead", "partner"]
_PARTS: dict[str, Part] = {"L": "lead", "P": "partner"}
_LONGEST_CUE = 3  # tokens
_JOINS_PLACES = frozenset({",", ";", "và"})
_LONGEST_KIND = 3  # tokens: "tổ dân phố"
_WITHIN_NAMES = ("của", "(", ":")  # words that the grammar of names may go over where the model stops
BY_GRAMMAR = 0.5  # how sure a party at most is that only the grammar of names found


@dataclass(frozen=True, slots=True)
class Party:
    """The name of an office, or of several of one kind: token indexes, and how likely it is one (0 to 1)."""

    start: int
    end: int
    part: Part
    share: float


def parties_of(doc: Doc, body: Body, roles: list[Role]) -> list[list[Party]]:
    """For each unit the offices that it names as leading or helping. Raises ModelMissing.

    Units that are no tasks are asked only where they may name those who do what stands below them.
    """
    found: list[list[Party]] = []
    for number, role in enumerate(roles):
        first = number == 0 or roles[number - 1].unit.block != role.unit.block
        if role.kind == OTHER and not may_name_others(doc, body, role, number):
            found.append([])
            continue
        labelled = label("parties", party_clues(doc, body, role, first))
        named = _spans(words_of_unit(doc, role), labelled)
        apart = [one for party in named for one in parted_at_together(doc, party)]
        named = _without_overlaps([_whole(doc, party, role.unit.end) for party in apart])
        found.append(partners_among(doc, _with_their_list(doc, named, role)))
    return found


def partners_among(doc: Doc, named: list[Party]) -> list[Party]:
    """The parties, of which those behind "cùng" help: "Sở A cùng Sở B và Sở C kiểm tra", "Cùng Sở B kiểm tra"."""
    found: list[Party] = []
    helping = False
    for party in named:
        together = bool(found) and found[-1].end <= party.start and _stand_together(doc, found[-1], party)
        between = doc[found[-1].end : party.start].text.lower().split() if together else []
        helping = (together and (helping or "cùng" in between)) or _opens_with_together(doc, party)
        found.append(replace(party, part="partner") if helping else party)
    return found


def _opens_with_together(doc: Doc, party: Party) -> bool:
    """Whether a party stands behind "Cùng", "Cùng với" that open a sentence or follow what is to be done."""
    before = party.start - 1 - (party.start > 1 and doc[party.start - 1].lower_ == "với")
    return before >= 0 and doc[before].lower_ == "cùng"


def _with_their_list(doc: Doc, named: list[Party], role: Role) -> list[Party]:
    """The parties with those that the grammar of names lists beside them: a list leads, or helps, together."""
    found = list(named)
    for phrase in offices_in(doc, role.unit.start, role.unit.end):
        inside = [party for party in named if party.start < phrase.end and party.end > phrase.start]
        parts = {party.part for party in inside}
        if len(phrase.parts) > 1 and len(parts) == 1:
            sure = min(party.share for party in inside)
            found += [
                Party(start, end, inside[0].part, min(sure, BY_GRAMMAR))
                for start, end in phrase.parts
                if not any(party.start < end and party.end > start for party in inside)
            ]
    return sorted(found, key=lambda party: party.start)


def _whole(doc: Doc, party: Party, stop: int) -> Party:
    """The party without what of a directing word the model took with it ("[đề] nghị UBND xã"), with a number that
    its name ends with ("thôn 6"), further names behind the colon of "các Sở: Tài chính, Nội vụ", or whose it is.
    """
    party = replace(party, start=_behind_cue(doc, party))
    start, end = _name_of(doc, party, stop)
    return replace(party, start=start, end=end_of_places(doc, start, end, stop))


def parted_at_together(doc: Doc, party: Party) -> list[Party]:
    """The party, or two where it goes over "cùng" to another office: "Giám đốc Sở A | cùng | Bưu điện huyện"."""
    for i in range(party.start + 1, party.end - 1):
        if doc[i].lower_ == "cùng" and office_phrase(doc, i + 1, party.end, free=True) is not None:
            return [replace(party, end=i), *parted_at_together(doc, replace(party, start=i + 1))]
    return [party]


def _without_overlaps(named: list[Party]) -> list[Party]:
    """The parties without those that the one before them has taken in."""
    found: list[Party] = []
    for party in named:
        if not found or party.start >= found[-1].end:
            found.append(party)
    return found


def end_of_places(doc: Doc, start: int, end: int, stop: int) -> int:
    """The end of a name with the further places that it goes on with: "UBND xã Suối Vàng[, An Khê và xã Ea Kar]",
    "khu vực I[, II, III]"; the end as it is where it names no place, or goes on with another office.
    """
    words, last = vocabulary_of(doc), end
    while last + 1 < stop and doc[last].lower_ in _JOINS_PLACES:
        at = last + 1
        while at < stop and at - last <= _LONGEST_KIND and doc[at].is_alpha and doc[at].is_lower:
            at += 1
        behind = _behind_proper_name(doc, at, stop)
        if behind == at or words.end("heads", at) is not None or not _is_named_to(doc, behind, stop):
            break
        last = behind
    return last if last > end and each_place(doc[start:last].text) is not None else end


def _behind_proper_name(doc: Doc, start: int, stop: int) -> int:
    """Where words with capitals, or one number, from a token on end."""
    if start < stop and doc[start].like_num:
        return start + 1
    at = start
    while at < stop and doc[at].text[:1].isupper():
        at += 1
    return at


def _is_named_to(doc: Doc, at: int, stop: int) -> bool:
    """Whether a name may end before a token: a number before a noun counts things, "thôn 6, 7 hộ"."""
    words = vocabulary_of(doc)
    verbs = any(words.end(name, at) is not None for name in ("verbs", "modals", "weak_verbs", "cues", "partners"))
    return at >= stop or not doc[at - 1].like_num or not doc[at].is_alpha or doc[at].lower_ == "và" or verbs


def _behind_cue(doc: Doc, party: Party) -> int:
    cues = vocabulary_of(doc).at["cues"]
    ends = (cues[at] for at in range(party.start - _LONGEST_CUE, party.start + 1) if at in cues)
    return next((end for end in ends if party.start < end < party.end), party.start)


def _name_of(doc: Doc, party: Party, stop: int) -> tuple[int, int]:
    start, end = party.start, party.end
    if end < stop and doc[end].like_num and is_number_of_name(doc, end):
        return start, end + 1
    goes_on = end < stop and doc[end].lower_ in _WITHIN_NAMES
    if goes_on or any(token.text == ":" for token in doc[party.start : end]):
        phrase = office_phrase(doc, start, stop, free=True)
        if phrase is not None and phrase.parts[0][0] > start:
            return phrase.parts[0]  # a class that only announces names
        return start, max(end, phrase.parts[0][1]) if phrase is not None else end
    return start, end


def may_name_others(doc: Doc, body: Body, role: Role, number: int) -> bool:
    """Whether a unit that is no task may say whose the tasks below it are: a heading, a lead-in, an opening."""
    block = body.blocks[role.unit.block]
    tokens = tokens_of(doc, block)
    heads = ends_with_colon(body.text_of(block)) or has_children(body, role.unit.block)
    return number == 0 or heads or (tokens is not None and is_whole_office(doc, *tokens))


def _spans(tokens: list[int], labelled: Labelled) -> list[Party]:
    found: list[Party] = []
    begun: int | None = None
    for n, name in enumerate([*labelled.labels, "O"]):
        if begun is not None and not name.startswith("I"):
            part = labelled.labels[begun]
            share = min(labelled.shares[at].get(labelled.labels[at], 0.0) for at in range(begun, n))
            found.append(Party(tokens[begun], tokens[n - 1] + 1, _PARTS[part[1]], share))
            begun = None
        if name.startswith("B"):
            begun = n
    return found


def names_of(doc: Doc, party: Party) -> list[str]:
    """The offices that a party is, as they stand in a running text."""
    return each_of(as_running_text(doc[party.start : party.end].text.strip(" ,;:.–-")))


def groups_of(doc: Doc, parties: Sequence[Party]) -> list[tuple[Party, ...]]:
    """Offices by groups that stand together: they lead together."""
    groups: list[tuple[Party, ...]] = []
    for party in parties:
        if groups and _stand_together(doc, groups[-1][-1], party):
            groups[-1] = (*groups[-1], party)
        else:
            groups.append((party,))
    return groups


def _stand_together(doc: Doc, one: Party, other: Party) -> bool:
    """Whether nothing but joiners, and what brackets say, stands between two offices."""
    between = doc[one.end : other.start].text
    return re.fullmatch(r"(?:\([^()]*\)|[\s,;&:/–-]|và|cùng|với)*", between) is not None
