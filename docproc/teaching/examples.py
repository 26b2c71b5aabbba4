"""Sequences of clues with their labels: what each of the three models is taught."""

from __future__ import annotations

from collections.abc import Iterator

from docproc.evaluate.normalise import is_same_name
from docproc.evaluate.tally import best_pairs
from docproc.extract.roles.duties import task_ranges
from docproc.extract.roles.heirs import HEIR, NOT_HEIR, Before, Candidate, candidates, heir_clues
from docproc.extract.roles.letter_offices import offices_of_letter
from docproc.extract.roles.models.labelled import OTHER
from docproc.extract.roles.parties import may_name_others, parties_of
from docproc.extract.roles.party_clues import party_clues, words_of_unit
from docproc.extract.roles.unit_clues import clues_from_office, unit_clues
from docproc.teaching.annotated import AnnotatedTask
from docproc.teaching.named import party_labels
from docproc.teaching.taught import TaughtLetter, TaughtText, inherited_after

Example = tuple[list[list[str]], list[str]]
_SAME_LEADS = 0.75  # F1 of the names from which offices count as the lead of a task


def of_roles(letter: TaughtLetter) -> Iterator[Example]:
    """Units and their roles. A borderline task teaches nothing: the sequence is cut there."""
    clues_of = unit_clues if letter.written else clues_from_office
    for taught in letter.texts:
        clues = clues_of(taught.text.doc, taught.text.body, list(taught.units), taught.setting)
        part: Example = ([], [])
        for of_unit, role, task in zip(clues, taught.roles, taught.tasks, strict=True):
            if task is None or not task.optional:
                part[0].append(of_unit)
                part[1].append(role.kind)
            elif part[0]:
                yield part
                part = ([], [])
        if part[0]:
            yield part


def of_parties(letter: TaughtLetter) -> Iterator[Example]:
    """Words of units and whether they name an office that leads or helps: in tasks, and above heirs."""
    for taught in letter.texts:
        doc, body = taught.text.doc, taught.text.body
        inherited = inherited_after(taught)
        for n, (role, task) in enumerate(zip(taught.roles, taught.tasks, strict=True)):
            if role.kind == OTHER and not may_name_others(doc, body, role, n):
                continue
            first = n == 0 or taught.units[n - 1].block != role.unit.block
            leads, partners = (task.lead, task.partners) if task else (inherited[n], ())
            clues = party_clues(doc, body, role, first)
            if clues:
                yield clues, party_labels(doc, words_of_unit(doc, role), leads, partners)


def of_heirs(letter: TaughtLetter) -> Iterator[Example]:
    """Candidates for the lead of a task. The offices are those that the model in force finds."""
    for taught in letter.texts:
        doc, body, roles = taught.text.doc, taught.text.body, list(taught.roles)
        parties = parties_of(doc, body, roles)
        leads = [tuple(party for party in named if party.part == "lead") for named in parties]
        about = offices_of_letter(doc, roles, taught.setting.subject)
        earlier = None
        for first, last in task_ranges(roles):
            task = taught.tasks[first]
            found = candidates(doc, body, (first, last), Before(roles, leads, earlier, about), taught.setting)
            if task is None:
                continue
            right = [candidate.source for candidate in found if _leads(candidate, task)]
            if right or "item" not in {candidate.source for candidate in found}:
                yield _of_heir(taught, roles[first].unit.block, found, task)
            if right[:1] == ["item"]:
                earlier = next(c.parties for c in found if _leads(c, task)), last


def _of_heir(taught: TaughtText, block: int, found: list[Candidate], task: AnnotatedTask) -> Example:
    labels = [HEIR if _leads(candidate, task) else NOT_HEIR for candidate in found]
    return heir_clues(taught.text.body, block, found, taught.setting), labels


def _leads(candidate: Candidate, task: AnnotatedTask) -> bool:
    if not task.lead or not candidate.names:
        return not task.lead and not candidate.names
    pairs = best_pairs(list(task.lead), list(candidate.names), lambda a, b: 100.0 if is_same_name(a, b) else 0.0)
    return 2 * len(pairs) >= _SAME_LEADS * (len(task.lead) + len(candidate.names))
