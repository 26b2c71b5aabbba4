"""Whose a task is: offices that it names, others above it or before it, or those the letter is addressed to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.offices import OfficePhrase, office_phrase
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.models.labelled import OTHER
from docproc.extract.roles.models.trained import choose
from docproc.extract.roles.outline import (
    after_opening,
    asks_an_office,
    ends_with_colon,
    office_opening,
    tokens_of,
)
from docproc.extract.roles.parties import BY_GRAMMAR, Party, groups_of, names_of
from docproc.extract.roles.party_clues import offices_in
from docproc.extract.roles.unit_clues import Setting, lead_ins, step
from docproc.extract.roles.unit_roles import Role
from docproc.language.normalise import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc

Source = Literal["item", "block", "heading", "lead_in", "earlier", "letter", "addressees", "none"]
HEIR, NOT_HEIR = "heir", "other"
_DEEPEST = 5
_LEAD_INS = 2
_GROUPS = 3  # of offices that a task names itself
_ABOUT_AS_LIKELY = 0.6  # of how likely another is


@dataclass(frozen=True, slots=True)
class Candidate:
    """Offices that may be the lead of a task: their names, where they stand, and clues.

    `parties` is empty for the addressees and for nobody.
    """

    names: tuple[str, ...]
    parties: tuple[Party, ...]
    source: Source
    clues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Before:
    """What was read before a task: the units, the leads they name, the last task that named its own, and the
    offices that the whole letter is about (letter_offices.py).
    """

    roles: Sequence[Role]
    leads: Sequence[tuple[Party, ...]]
    earlier: tuple[tuple[Party, ...], int] | None
    offices_of_letter: tuple[tuple[str, Party], ...] = ()


def candidates(doc: Doc, body: Body, task: tuple[int, int], before: Before, setting: Setting) -> list[Candidate]:
    """Who may lead the task from one unit to another, nearest first; nobody is the last.

    Besides the offices that the model of parties found stand those that the grammar of names sees where a lead
    would be named: it sees names of a kind that no letter taught.
    """
    number = task[0]
    index = before.roles[number].unit.block
    named = _named_before(before, number)
    found = _named_in_task(doc, before, task)
    found += _seen_in_task(doc, before, task, found, _is_below_task(body, before.roles[:number], index))
    found += [_candidate(doc, named[index], "block", before)] if index in named else []
    above = _above(body, index)
    for depth, at in enumerate(above[:_DEEPEST]):
        clues = (f"depth={min(depth, 2)}", f"of={body.blocks[at].kind}")
        if at in named:
            found.append(_candidate(doc, named[at], "heading", before, clues))
        else:
            found += _by_grammar(doc, body, at, "heading", clues)
    found += _lead_ins(doc, body, index, named, before, frozenset(above))
    if before.earlier is not None:
        parties, last = before.earlier
        far = f"far={step(number - last, (1, 3, 8, 20))}"
        found.append(Candidate(_names(doc, parties), parties, "earlier", (far,)))
    found += [
        Candidate(_names(doc, (party,)), (party,), "letter", (why,)) for why, party in before.offices_of_letter
    ]
    if setting.addressees:
        found.append(
            Candidate(setting.addressees, (), "addressees", (f"count={min(len(setting.addressees), 4)}",))
        )
    return [*found, Candidate((), (), "none")]


def _is_below_task(body: Body, roles: Sequence[Role], index: int) -> bool:
    """Whether the block that a block stands below is a task, or a part of one."""
    above = body.blocks[index].parent
    return any(role.unit.block == above and role.kind != OTHER for role in roles)


def _named_in_task(doc: Doc, before: Before, task: tuple[int, int]) -> list[Candidate]:
    """The offices that the model of parties found leading in the task, by groups, the surest first."""
    start = before.roles[task[0]].unit.start
    parties = [party for leads in before.leads[task[0] : task[1] + 1] for party in leads]
    told = [group for group in groups_of(doc, parties) if not _asks_or_is_helped(doc, group)]
    groups = sorted(told, key=lambda group: -max(party.share for party in group))
    return [
        Candidate(
            _names(doc, group),
            group,
            "item",
            (
                f"sure={step(int(20 * max(party.share for party in group)), (8, 12, 15, 17, 18, 19))}",
                f"of={min(len(groups), 3)}",
                f"place={step(group[0].start - start, (0, 2, 5, 10, 20))}",
                *_beside(doc, group[0].start, group[-1].end, start),
            ),
        )
        for group in groups[:_GROUPS]
    ]


def _asks_or_is_helped(doc: Doc, group: tuple[Party, ...]) -> bool:
    """Whether offices ask another, or stand behind what is done to them ("hướng dẫn các xã"): neither leads."""
    return asks_an_office(doc, group[-1].end) or vocabulary_of(doc).ends_at("objects", group[0].start)


def _seen_in_task(
    doc: Doc, before: Before, task: tuple[int, int], named: list[Candidate], below_task: bool
) -> list[Candidate]:
    """Other offices that the grammar sees at the start of the task, or behind a directing word in it."""
    start, end = before.roles[task[0]].unit.start, before.roles[task[1]].unit.end
    words = vocabulary_of(doc)
    # "Kiểm tra các xã: / Đối với xã A: …" below a task says where, not who.
    elsewhere = below_task and after_opening(doc, start) > start
    opening = None if elsewhere else office_opening(doc, start, end)
    found = [("opens", opening)] if opening is not None and not asks_an_office(doc, opening.end) else []
    directed = (
        office_phrase(doc, words.at["cues"][i], end, free=True) for i in words.between("cues", start, end)
    )
    first = next((phrase for phrase in directed if phrase is not None), None)
    if first is not None and (opening is None or first.start != opening.start):
        found.append(("directed", first))
    known = {party.start for candidate in named for party in candidate.parties}
    return [
        _of_phrase(doc, phrase, "item", (clue, *_beside(doc, phrase.start, phrase.end, start)))
        for clue, phrase in found
        if not known.intersection(range(phrase.start, phrase.end))
    ]


def _beside(doc: Doc, begin: int, end: int, start: int) -> tuple[str, ...]:
    """What stands before an office in a task that begins at `start`, and behind it: "Đối với các xã: …"."""
    before = doc[begin - 1].lower_ if begin > start else "^"
    after = "duty" if _verb_after(doc, end) else doc[end].text if end < len(doc) and doc[end].is_punct else "else"
    return (f"behind {before}", f"then={after}")


def _verb_after(doc: Doc, end: int) -> bool:
    words = vocabulary_of(doc)
    return any(words.end(name, end) is not None for name in ("verbs", "modals", "weak_verbs"))


def _by_grammar(doc: Doc, body: Body, index: int, source: Source, clues: tuple[str, ...]) -> list[Candidate]:
    """The office that a block above names by its form: at its start, or last before its colon."""
    tokens = tokens_of(doc, body.blocks[index])
    if tokens is None:
        return []
    opening = office_opening(doc, *tokens)
    if opening is not None:
        return [_of_phrase(doc, opening, source, (*clues, "opens"))]
    if not ends_with_colon(body.text_of(body.blocks[index])):
        return []
    last = offices_in(doc, *tokens)[-1:]
    return [_of_phrase(doc, phrase, source, (*clues, "last")) for phrase in last]


def _of_phrase(doc: Doc, phrase: OfficePhrase, source: Source, clues: tuple[str, ...]) -> Candidate:
    parties = tuple(Party(start, end, "lead", BY_GRAMMAR) for start, end in phrase.parts if end > start)
    return Candidate(_names(doc, parties), parties, source, (*clues, "by grammar"))


def heir_of(body: Body, block: int, found: list[Candidate], setting: Setting) -> tuple[Candidate, float]:
    """The likeliest of the candidates for a task in a block, and how likely it is (0 to 1): one of them leads, or
    nobody does. Where an office that the task names itself is about as likely, it leads (annotation guide,
    decision 8: the lead comes from the item itself, else from above). Raises ModelMissing.
    """
    shares = choose("heirs", heir_clues(body, block, found, setting))
    best = max(range(len(found)), key=shares.__getitem__)
    own = [n for n, candidate in enumerate(found) if candidate.source == "item"]
    named = max(own, key=shares.__getitem__, default=best)
    if shares[named] >= _ABOUT_AS_LIKELY * shares[best]:
        best = named
    return found[best], shares[best]


def heir_clues(body: Body, block: int, found: list[Candidate], setting: Setting) -> list[list[str]]:
    """The clues of each candidate for a task in the block."""
    there = "+".join(sorted({candidate.source for candidate in found}))
    letter = [f"type={setting.doc_type}", f"kind={body.blocks[block].kind}", f"among={there}"]
    return [
        _clues(candidate, found[:n], found, [*letter, f"annex={setting.annex}"], setting)
        for n, candidate in enumerate(found)
    ]


def _clues(
    candidate: Candidate, nearer: list[Candidate], found: list[Candidate], letter: list[str], setting: Setting
) -> list[str]:
    source = candidate.source
    nth = f"nth={sum(other.source == source for other in nearer)}"
    own = [*candidate.clues, nth, f"agree={min(3, sum(other.names == candidate.names for other in found))}"]
    own += [f"issuer={_is_issuer(candidate.names, setting.issuer)}", f"names={min(len(candidate.names), 3)}"]
    if candidate.names:
        own.append(f"1 {candidate.names[0].split()[0].lower()}")
    return [source, *(f"{source} {clue}" for clue in own), *(f"{source}&{clue}" for clue in letter)]


def _is_issuer(names: tuple[str, ...], issuer: str | None) -> bool:
    return issuer is not None and any(fold(name) == fold(issuer) for name in names)


def _named_before(before: Before, number: int) -> dict[int, tuple[tuple[Party, ...], str, int]]:
    """For each block above the task the last leads named in it, by what kind of unit, and its number."""
    return {
        role.unit.block: (leads, role.kind, at)
        for at, (role, leads) in enumerate(zip(before.roles[:number], before.leads[:number], strict=True))
        if leads
    }


def _above(body: Body, index: int) -> list[int]:
    """The blocks that a block stands below, nearest first."""
    found: list[int] = []
    at = body.blocks[index].parent
    while at is not None:
        found.append(at)
        at = body.blocks[at].parent
    return found


def _lead_ins(
    doc: Doc,
    body: Body,
    index: int,
    named: dict[int, tuple[tuple[Party, ...], str, int]],
    before: Before,
    above: frozenset[int],
) -> list[Candidate]:
    """The nearest blocks before that are no tasks and name who leads, and the sentence that opens the list."""
    places = sorted(
        (at for at in named if at < index and named[at][1] == OTHER and at not in above), reverse=True
    )
    found = []
    for n, at in enumerate(places[:_LEAD_INS]):
        colon = ends_with_colon(body.text_of(body.blocks[at]))
        far, kind = step(index - at, (1, 3, 8, 20)), body.blocks[at].kind
        clues = (f"far={far}", f"n={n}", f"colon={colon}", f"of={kind}")
        found.append(_candidate(doc, named[at], "lead_in", before, clues))
    opens = lead_ins(body)[index]
    if opens is not None and opens not in named and opens not in above:
        found += _by_grammar(doc, body, opens, "lead_in", (f"far={step(index - opens, (1, 3, 8, 20))}",))
    return found


def _candidate(
    doc: Doc,
    named: tuple[tuple[Party, ...], str, int],
    source: Source,
    before: Before,
    clues: tuple[str, ...] = (),
) -> Candidate:
    parties, kind, _number = named
    return Candidate(_names(doc, parties), parties, source, (*clues, f"role={kind}"))


def _names(doc: Doc, parties: tuple[Party, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for party in parties for name in names_of(doc, party)))
