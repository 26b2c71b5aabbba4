"""Which tasks of a letter concern our office, in which role, and why.

A task is ours when the letter names us, a class that we belong to, or everybody it is addressed to; names
without a place are those of the land of its writer. What the letter leaves open is never guessed:
`possible_tasks` lists it apart, with the reason, for a person to decide.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from docproc.extract.assemble.rules.tasks import Tasks
from docproc.letter import Letter, Office, Task
from docproc.reports.names.full_names import joined_at_kind, with_place
from docproc.reports.names.lands import (
    Land,
    above,
    are_apart,
    explicit_grade,
    land_of,
    land_of_writer,
    were_merged,
)
from docproc.reports.names.office_names import (
    has_same_words,
    key_of,
    same_office,
    take_apart,
    without_head,
)
from docproc.reports.rules.offices_ours import OfficeRules
from docproc.reports.tasks.membership import Match, bodies_of, is_everybody, membership, names_in_brackets
from docproc.rules import load

Role = Literal["lead", "coordinate"]


class OurTask(NamedTuple):
    """A task, our part in it, and the reason in Vietnamese words for the draft."""

    task: Task
    role: Role
    reason: str


_KIND_WORDS = 2  # "Trung tâm", "Công ty", "Sở"; a name of more words is one of its own
_SURE = (Match.SAME, Match.MEMBER, Match.WHOLE)
_OPEN = (Match.UNCLEAR, Match.REMAINDER)


@dataclass(frozen=True)  # no slots: what holds for the whole letter is told once
class _Reader:
    """Our office before one letter: its name as given and with its place, the office above it, both lands.

    `known`: how names in the letter stand to it, each told once.
    """

    name: str
    placed: str
    parent: str | None
    land: Land
    letter: Letter
    land_of_letter: Land
    known: dict[str, Match] = field(default_factory=dict)

    @cached_property
    def is_issuer(self) -> bool:
        """Whether our office wrote the letter."""
        return issued_by(self.letter, self.name, self.parent)

    @cached_property
    def is_under_issuer(self) -> bool:
        """Whether the office above ours wrote the letter."""
        issuer = self.letter.header.issuer
        if not self.parent or not issuer or are_apart(self.land, self.land_of_letter):
            return False
        return same_office(issuer, self.parent) or same_office(self.parent, issuer)

    @cached_property
    def addressed(self) -> str | None:
        """The addressee (Kính gửi) that means our office, as written."""
        return _addressed(self)

    @cached_property
    def is_perhaps_addressed(self) -> bool:
        """Whether an addressee (Kính gửi) may mean our office."""
        return any(_by_name(one.name, self) is not Match.OTHER for one in self.letter.addressees)

    @cached_property
    def is_for_others(self) -> bool:
        """Whether the letter has addressees, none of them can be our office, and no task names it."""
        return _is_for_others(self)


def tasks_for_office(letter: Letter, office: str, parent: str | None = None) -> list[OurTask]:
    """The tasks that are surely for `office` (its name in words), in the letter's order, lead before part.

    A task that gives the office both roles is listed once, as lead. `parent`: the office above ours, if known; it
    tells in which land we are.
    """
    return [found for found, match in _matches(letter, office, parent) if match in _SURE]


def possible_tasks(letter: Letter, office: str, parent: str | None = None) -> list[OurTask]:
    """The tasks that may be for `office`: vague or described assignees, the rest of a class, nobody named."""
    return [found for found, match in _matches(letter, office, parent) if match not in _SURE]


def issued_by(letter: Letter, office: str, parent: str | None = None) -> bool:
    """Whether the office issued the letter itself.

    The letterhead divides the name of an office between two lines, `UBND TỈNH X` over `SỞ Y TẾ` or `VĂN PHÒNG`
    (Nghị định 30/2020, Phụ lục I.II.2): the line above may complete the name, and tells where the office is.
    """
    header, placed = letter.header, with_place(office, parent)
    if not header.issuer or are_apart(land_of(office, parent), land_of_writer(header)):
        return False
    names = (
        [header.issuer, f"{header.issuer} {header.issuer_parent}"] if header.issuer_parent else [header.issuer]
    )
    return any(key_of(name) == key_of(office) or same_office(name, placed) for name in names)


def may_concern(letter: Letter, office: str, parent: str | None = None) -> bool:
    """Whether a letter, with its meeting and its common day of report, can be meant for the office: it wrote it,
    has or may have a task in it, is or may be in Kính gửi; or there is no Kính gửi, and it is of no other land.
    """
    reader = _reader(letter, office, parent)
    if reader.is_issuer or any(_matches(letter, office, parent)):
        return True
    if letter.addressees:
        names = [addressee.name for addressee in letter.addressees]
        return any(_by_name(name, reader) is not Match.OTHER for name in names)
    return not are_apart(reader.land, reader.land_of_letter)


def _reader(letter: Letter, office: str, parent: str | None) -> _Reader:
    placed, land = with_place(office, parent), land_of(office, parent)
    return _Reader(office, placed, parent, land, letter, land_of_writer(letter.header))


def _matches(letter: Letter, office: str, parent: str | None) -> Iterator[tuple[OurTask, Match]]:
    reader = _reader(letter, office, parent)
    for task in letter.tasks:
        best = _best_match(task, reader)
        if best is not None:
            yield best


def _best_match(task: Task, reader: _Reader) -> tuple[OurTask, Match] | None:
    roles: list[tuple[Role, list[Office]]] = [("lead", task.lead), ("coordinate", task.coordinate)]
    found: list[tuple[OurTask, Match]] = []
    for role, assignees in roles:
        for assignee in assignees:
            match, words = _how_it_matches(assignee, reader)
            if role == "lead" and match in _OPEN and reader.is_for_others:
                continue
            if match is not Match.OTHER:
                found.append((OurTask(task, role, words), match))
    if not task.lead and (nobody := _without_assignee(task, reader)):
        found.append(nobody)
    sure = [pair for pair in found if pair[1] in _SURE]
    return next(iter(sure or found), None)


def _without_assignee(task: Task, reader: _Reader) -> tuple[OurTask, Match] | None:
    """A task that names nobody: it is for those the letter goes to; in a paper that goes to nobody by name, and
    is our own, comes from the office above us or names a day, it may be for us.
    """
    if addressee := reader.addressed:
        return OurTask(task, "lead", _words(Match.WHOLE, "", reader.name, addressee)), Match.WHOLE
    apart = are_apart(reader.land, reader.land_of_letter)
    silent = reader.letter.header.doc_type in load(Tasks).without_tasks
    for_others = silent or apart or not (reader.is_under_issuer or task.deadline)
    if reader.letter.addressees or (for_others and not reader.is_issuer):
        return None
    return OurTask(task, "lead", _words(Match.NOBODY, "", reader.name, "")), Match.NOBODY


def _how_it_matches(assignee: Office, reader: _Reader) -> tuple[Match, str]:
    """How one assignee of a letter stands to our office, with the reason in words."""
    match = _by_name(assignee.name, reader)
    if match is Match.OTHER and assignee.since_2025 and _by_name(assignee.since_2025, reader) in _SURE:
        match = Match.UNCLEAR  # the old name of an office that ours took over, or a part of it
    addressee = ""
    if match is Match.UNCLEAR and reader.is_issuer:
        match = Match.OTHER
    if match in (Match.UNCLEAR, Match.OTHER) and _is_everybody(assignee.name, reader):
        addressee = reader.addressed or ""
        if addressee:
            match = Match.WHOLE
        elif reader.is_perhaps_addressed:
            match = Match.UNCLEAR
    if match is Match.UNCLEAR and reader.is_under_issuer and _is_under_the_issuer(assignee.name, reader):
        match = Match.MEMBER
    if match is Match.MEMBER and assignee.scope == "remainder":
        match = Match.REMAINDER
    if match in (Match.MEMBER, Match.WHOLE) and assignee.scope in ("vague", "described"):
        match = Match.UNCLEAR
    if match is Match.MEMBER and reader.letter.addressees and not reader.addressed:
        match = Match.UNADDRESSED
    return match, _words(match, assignee.name, reader.name, addressee)


def _is_everybody(written: str, reader: _Reader) -> bool:
    """Whether a name points back to Kính gửi and can mean us there: a union is no `cơ quan thuộc UBND tỉnh`."""
    units = load(OfficeRules).units
    if units.government_only.regex.search(key_of(written)) and units.not_of_government.regex.search(
        key_of(reader.name)
    ):
        return False
    return is_everybody(written)


def _by_name(written: str, reader: _Reader) -> Match:
    """How a name stands to our office where the letter was written: bare names mean the offices of that land."""
    if written not in reader.known:
        reader.known[written] = _told_by_name(written, reader)
    return reader.known[written]


def _told_by_name(written: str, reader: _Reader) -> Match:
    name = _with_issuer(written, reader.letter.header.issuer or "")
    match = membership(name, reader.placed)
    if match in (Match.OTHER, Match.UNCLEAR) and _is_with_a_place(name, reader):
        match = Match.SAME
    if _is_inside(name) and _is_of_another_house(reader):
        return Match.OTHER
    if names_in_brackets(name, reader.placed):
        return match
    grade, land = explicit_grade(name), reader.land_of_letter
    if grade:  # what lies above the place that the name tells may be told, too: "UBND xã A, huyện B"
        land = above(land, grade) | above(land_of(name), grade)
    if match is not Match.OTHER and were_merged(reader.land, land):
        return Match.UNCLEAR
    return Match.OTHER if are_apart(reader.land, land) else match


def _is_inside(written: str) -> bool:
    """Whether a name means units inside the issuer: `các phòng`, `Khoa Y`; but not `văn phòng các sở`."""
    key = without_head(key_of(written)).removeprefix("các ")
    return load(OfficeRules).units.inside.regex.search(key) is not None and " các " not in key


def _is_of_another_house(reader: _Reader) -> bool:
    """Whether ours is a unit inside another office of the issuer's kind: the Phòng Đào tạo of another school."""
    issuer, parent = reader.letter.header.issuer, reader.parent
    if not issuer or not parent or not _is_inside(reader.name):
        return False
    kinds = {take_apart(name).body.split(" ")[0] for name in (issuer, parent)}
    governs = kinds & set(load(OfficeRules).units.not_of)  # told by their places
    return len(kinds) == 1 and not governs and not (same_office(issuer, parent) or same_office(parent, issuer))


def _is_with_a_place(name: str, reader: _Reader) -> bool:
    """`Trường Cao đẳng Y tế` in a letter of the province is `Trường Cao đẳng Y tế Kiên Giang`, and the other way
    round where our name leaves the place out; `Sở Y tế tỉnh Hòa Xuân` is our `Sở Y tế Hòa Xuân`. The place of a
    letter from the centre is the country: `Ngân hàng Nhà nước` is `Ngân hàng Nhà nước Việt Nam`. `Hội Sinh viên`
    in a letter of a school is that of the school.
    """
    if explicit_grade(name):
        return has_same_words(name, reader.name)
    issuer = reader.letter.header.issuer
    places = [*(reader.land_of_letter.values() or ["Việt Nam"]), *([issuer] if issuer else [])]
    theirs = any(same_office(f"{name} {place}", reader.name) for place in places)
    return theirs or any(same_office(name, f"{reader.name} {place}") for place in reader.land.values())


def _is_under_the_issuer(written: str, reader: _Reader) -> bool:
    """Whether a name means the units of the letter's issuer: `các đơn vị trực thuộc`, `các phòng thuộc Sở`; its
    office is none of the first.
    """
    units, own = load(OfficeRules).units, key_of(reader.name)
    inside = units.inside.regex
    issuer = key_of(reader.letter.header.issuer or "")
    for part in bodies_of(written):
        if inside.search(own) and not inside.search(without_head(key_of(part)).removeprefix("các ")):
            continue
        match = units.under.regex.search(key_of(part))
        if match is not None and (not match["whom"] or issuer.startswith(match["whom"])):
            return True
    return False


def _with_issuer(name: str, issuer: str) -> str:
    """A name that stops at the kind of its parent gets the issuer's: `Văn phòng Sở` of `Sở Y tế`; the kind alone
    is the issuer: `Trung tâm`, `Công ty`. A class, `các Trung tâm`, is more than the issuer.
    """
    if len(name.split()) <= _KIND_WORDS and key_of(issuer).startswith(f"{key_of(name)} "):
        return issuer
    is_class = key_of(name.strip().partition(" ")[0]) == "các"
    return name if is_class else joined_at_kind(name, issuer) or name


def _words(match: Match, written: str, office: str, addressee: str) -> str:
    if match is Match.OTHER:
        return ""
    return load(OfficeRules).reasons[match.value].format(written=written, office=office, addressee=addressee)


def _addressed(reader: _Reader) -> str | None:
    for addressee in reader.letter.addressees:
        match = _by_name(addressee.name, reader)
        under = match is Match.UNCLEAR and reader.is_under_issuer and _is_under_the_issuer(addressee.name, reader)
        if match in (Match.SAME, Match.MEMBER) or under:
            return addressee.name
    return None


def _is_for_others(reader: _Reader) -> bool:
    names = [addressee.name for addressee in reader.letter.addressees]
    told = (office.name for task in reader.letter.tasks for office in (*task.lead, *task.coordinate))
    if not names or any(_by_name(name, reader) is not Match.OTHER for name in names):
        return False
    return not any(_by_name(name, reader) is Match.SAME for name in told)
