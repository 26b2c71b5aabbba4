"""Which tasks of a letter concern our office, in which role, and why.

A task is ours when the letter names us, a class that we belong to, or everybody it is addressed to. What the
letter leaves open is never guessed: `possible_tasks` lists it apart, for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import Literal, NamedTuple

from docproc.letter import Letter, Office, Task
from docproc.reports.office_names import (
    OfficeName,
    is_bare_level,
    key_of,
    rules,
    same_office,
    take_apart,
    without_head,
)

Role = Literal["lead", "coordinate"]


class OurTask(NamedTuple):
    """A task, our part in it, and the reason in Vietnamese words for the draft."""

    task: Task
    role: Role
    reason: str


class Match(Enum):
    """How a name in a letter stands to our office."""

    SAME = "same"
    MEMBER = "member"
    WHOLE = "whole"
    UNCLEAR = "unclear"
    REMAINDER = "remainder"
    OTHER = "other"


_SURE = (Match.SAME, Match.MEMBER, Match.WHOLE)
_UNSURE = (Match.UNCLEAR, Match.REMAINDER)


def tasks_for_office(letter: Letter, office: str) -> list[OurTask]:
    """The tasks that are surely for `office` (its name in words), in the letter's order, lead before part.

    A task that gives the office both roles is listed once, as lead.
    """
    return [found for found, match in _matches(letter, office) if match in _SURE]


def possible_tasks(letter: Letter, office: str) -> list[OurTask]:
    """The tasks that may be for `office`: vague or described assignees, the rest of a class."""
    return [found for found, match in _matches(letter, office) if match in _UNSURE]


def _matches(letter: Letter, office: str) -> Iterator[tuple[OurTask, Match]]:
    for task in letter.tasks:
        best = _best_match(letter, task, office)
        if best is not None:
            yield best


def _best_match(letter: Letter, task: Task, office: str) -> tuple[OurTask, Match] | None:
    roles: list[tuple[Role, list[Office]]] = [("lead", task.lead), ("coordinate", task.coordinate)]
    found: list[tuple[OurTask, Match]] = []
    for role, assignees in roles:
        for assignee in assignees:
            match, words = how_it_matches(assignee, office, letter)
            if role == "lead" and match in _UNSURE and _is_for_others(letter, office):
                continue
            if match is not Match.OTHER:
                found.append((OurTask(task, role, words), match))
    if not task.lead:
        addressee = _addressed(letter, office)
        if addressee:
            found.append((OurTask(task, "lead", _words(Match.WHOLE, "", office, addressee)), Match.WHOLE))
    sure = [pair for pair in found if pair[1] in _SURE]
    return next(iter(sure or found), None)


def how_it_matches(assignee: Office, office: str, letter: Letter) -> tuple[Match, str]:
    """How one assignee of a letter stands to our office, with the reason in words."""
    match = membership(_in_full(assignee.name, letter), office)
    addressee = ""
    if match is Match.UNCLEAR and letter.header.issuer and same_office(letter.header.issuer, office):
        match = Match.OTHER
    if match is Match.UNCLEAR and _is_everybody(assignee.name):
        addressee = _addressed(letter, office) or ""
        if addressee:
            match = Match.WHOLE
    if match is Match.MEMBER and assignee.scope == "remainder":
        match = Match.REMAINDER
    if match in (Match.MEMBER, Match.WHOLE) and assignee.scope in ("vague", "described"):
        match = Match.UNCLEAR
    return match, _words(match, assignee.name, office, addressee)


def _in_full(name: str, letter: Letter) -> str:
    """A name that stops at the kind of its parent gets the issuer's: `Văn phòng Sở` of `Sở Y tế`."""
    words, issuer = name.split(), (letter.header.issuer or "").split()
    if len(words) > 1 and len(issuer) > 1 and key_of(words[-1]) == key_of(issuer[0]):
        return " ".join([*words[:-1], *issuer])
    return name


def _words(match: Match, written: str, office: str, addressee: str) -> str:
    if match is Match.OTHER:
        return ""
    template: str = rules()["reasons"][match.value]
    return template.format(written=written, office=office, addressee=addressee)


def _addressed(letter: Letter, office: str) -> str | None:
    """The addressee (Kính gửi) that means our office, as written."""
    for addressee in letter.addressees:
        if membership(addressee.name, office) in (Match.SAME, Match.MEMBER):
            return addressee.name
    return None


def _is_for_others(letter: Letter, office: str) -> bool:
    """Whether the letter has addressees and none of them can be our office."""
    names = [addressee.name for addressee in letter.addressees]
    return bool(names) and all(membership(name, office) is Match.OTHER for name in names)


@lru_cache(maxsize=4096)
def membership(written: str, office: str) -> Match:
    """How a written name stands to an office, from the two names alone.

    Takes heads for their units and expands classes: `Chủ tịch UBND các xã, thị trấn` has the member
    `UBND xã Bình Lư`.
    """
    phrase, ours = without_head(key_of(written)), take_apart(office)
    if same_office(written, office) or _in_place_list(phrase, ours):
        return Match.SAME
    wide, narrowed = _without_qualifiers(phrase)
    if _in_named_class(wide, ours) or _in_levels(wide, ours) or _in_kinds(wide, ours):
        if not narrowed:
            return Match.MEMBER
        return Match.REMAINDER if "còn lại" in phrase else Match.UNCLEAR
    if any(re.search(entry["phrase"], wide) for entry in rules()["class"]):
        return Match.OTHER
    return Match.UNCLEAR if _generic_for(phrase, ours) else Match.OTHER


def _without_qualifiers(phrase: str) -> tuple[str, bool]:
    qualifiers = rules()["qualifiers"]
    for pattern in qualifiers["harmless"]:
        phrase = re.sub(pattern, "", phrase)
    for pattern in qualifiers["narrowing"]:
        shorter = re.sub(pattern, "", phrase)
        if shorter != phrase:
            return shorter, True
    return phrase, False


def _in_named_class(phrase: str, ours: OfficeName) -> bool:
    return any(
        re.search(entry["phrase"], phrase) and re.search(entry["office"], ours.key) for entry in rules()["class"]
    )


def _in_levels(phrase: str, ours: OfficeName) -> bool:
    """`ubnd các xã, thị trấn`; `các xã, thị trấn`, which means their bodies of models/offices_ours.toml."""
    theirs = take_apart(phrase)
    plural = len(theirs.levels) > 1 or "các" in phrase.split() or is_bare_level(theirs)
    if not plural or theirs.place or ours.level not in theirs.levels:
        return False
    body = _singular(theirs.body) or rules()["places"]["body"]
    return ours.body == body or ours.body in _items(body)


def _in_place_list(phrase: str, ours: OfficeName) -> bool:
    """`ubnd các xã: a, b và c`: our level and our place by name."""
    theirs = take_apart(phrase)
    if not ours.place or _singular(theirs.body) != ours.body or ours.level not in theirs.levels:
        return False
    return ours.place in _items(theirs.place.lstrip(": "))


def _in_kinds(phrase: str, ours: OfficeName) -> bool:
    """`các bệnh viện`, `các phòng, ban`: an item of the list is how our own name begins."""
    if not re.match(r"(?:tất cả |toàn thể )?các ", phrase):
        return False
    theirs = take_apart(phrase)
    if theirs.levels and ours.level is not None and ours.level not in theirs.levels:
        return False
    return any(f"{ours.body} ".startswith(f"{item} ") for item in _items(_singular(theirs.body)))


def _singular(body: str) -> str:
    return re.sub(r"^(?:tất cả|toàn thể)\b|\bcác\b", "", body).strip()


def _items(body: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;/]| và ", body) if item.strip()]


def _is_everybody(written: str) -> bool:
    """Whether a name only points back to Kính gửi: `thủ trưởng các đơn vị`, nothing more."""
    wide, narrowed = _without_qualifiers(without_head(key_of(written)))
    return not narrowed and bool(re.search(rules()["everybody"]["phrase"], wide))


def _generic_for(phrase: str, ours: OfficeName) -> bool:
    return any(
        re.search(entry["phrase"], phrase) and re.search(entry["office"], ours.key)
        for entry in rules()["generic"]
    )
