"""Duties become tasks: text, offices that lead and coordinate, deadline, what to send and where."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Literal

from docproc.extract.assemble.date_doubts import date_doubts
from docproc.extract.assemble.days_named import deadline_above
from docproc.extract.assemble.facts import LetterFacts, Text, setting_of
from docproc.extract.assemble.rules.tasks import Tasks
from docproc.extract.layout.blocks import Body
from docproc.extract.mentions.dates import DateMention
from docproc.extract.mentions.names import as_running_text, person_name
from docproc.extract.mentions.nlp import dates_of
from docproc.extract.mentions.office_lists import each_of
from docproc.extract.mentions.offices import (
    before_apposition,
    is_addressed,
    office_phrase,
    scope_of,
    speaks_to_addressees,
)
from docproc.extract.mentions.same_office import as_addressed, once_each, without
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.duties import duties_of
from docproc.extract.roles.duty import Duty
from docproc.extract.roles.models.labelled import log_odds
from docproc.extract.roles.parties import Party
from docproc.letter import Deadline, Doubt, Evidence, Office, Task
from docproc.messages import mark
from docproc.rules import load

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["action", "report", "attend", "prohibition", "continuing"]
_SURE_LEAD = 0.7  # share from which those addressed lead without a doubt of its own
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def find_tasks(text: Text, facts: LetterFacts, first: int = 0) -> tuple[list[Task], list[Doubt], Deadline | None]:
    """All tasks of a text in order, the doubts about them, and the closing deadline that is everyone's.

    `first` counts the tasks of the file before these, for ids and the fields of doubts. Raises ModelMissing.
    """
    doc, body = text.doc, text.body
    duties = duties_of(doc, body, setting_of(facts, text), text.taken)
    told = frozenset(duty.block for duty in duties)
    tasks: list[Task] = []
    doubts: list[Doubt] = []
    for duty in duties:
        number = first + len(tasks)
        due = _deadline_mention(doc, duty) or deadline_above(doc, body, duty.block, told)
        task = _task(doc, body, duty, due, _leads(doc, body, duty, facts.addressees), str(number + 1))
        if task.text:
            doubts += _task_doubts(doc, duty, due, task, number)
            doubts += _further_deadlines(doc, body, duty, number)
            tasks.append(task)
    if text.annex:
        return tasks, doubts, None
    elsewhere = [(body.blocks[index].start, body.blocks[index].end) for index in sorted(text.taken)]
    return tasks, doubts + _unassigned(doc, body, tasks, elsewhere), _report_due(doc, body, duties, tasks)


def _leads(doc: Doc, body: Body, duty: Duty, addressees: list[Office]) -> list[Office]:
    """Who leads: as named, or those the letter is addressed to; "quý cơ quan" is those, too."""
    if duty.source == "addressees":
        return addressees
    leads = [as_addressed(office, addressees) for party in duty.leads for office in _offices(doc, body, party)]
    if addressees and leads and all(is_addressed(office.name) for office in leads):
        return addressees
    return once_each(leads)


def _further_deadlines(doc: Doc, body: Body, duty: Duty, index: int) -> list[Doubt]:
    """A doubt for each day beyond the first by which something in the task is due."""
    first = _deadline_mention(doc, duty)
    further = [m for m in _mentions(doc, duty) if m.role == "deadline" and m is not first]
    return [
        Doubt(
            field=f"tasks[{index}].deadline",
            code="further_deadline",
            message=mark("The task names a further deadline: {text}"),
            details={"text": mention.text},
            evidence=body.evidence(mention.start, mention.end),
        )
        for mention in further
        if first is not None and (mention.due, mention.rrule) != (first.due, first.rrule)
    ]


def _unassigned(doc: Doc, body: Body, tasks: list[Task], elsewhere: list[tuple[int, int]]) -> list[Doubt]:
    """A deadline that went into no task is shown: it must not be lost. `elsewhere`: stretches read elsewhere."""
    kept = {(task.deadline.text, task.deadline.date) for task in tasks if task.deadline}
    texts = " ".join(task.text for task in tasks)
    return [
        Doubt(
            field="tasks",
            code="deadline_unassigned",
            message=mark("The deadline {text} was found, but no task it belongs to"),
            details={"text": mention.text},
            evidence=body.evidence(mention.start, mention.end),
        )
        for mention in dates_of(doc)
        if mention.role == "deadline" and (mention.text, mention.due) not in kept
        if mention.due or (mention.doubts and not mention.rrule)
        if " ".join(mention.text.split()) not in texts
        if not _lies_in(mention.start, elsewhere)
    ]


def _lies_in(place: int, stretches: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the stretches, which are in order and do not overlap."""
    at = bisect_right(stretches, place, key=lambda stretch: stretch[0]) - 1
    return at >= 0 and place < stretches[at][1]


def _offices(doc: Doc, body: Body, party: Party) -> list[Office]:
    """The offices that a party names, with what brackets say after the name, and without what else they are."""
    end = before_apposition(doc, party.start + 1, party.end)
    span = doc[party.start : _end_of_person(doc, party.start, end)]
    bracket = load(Tasks).sending.via.regex
    via = bracket.search(span.text)
    name = bracket.sub("", span.text).strip(" ,;:.–-")
    name = as_running_text(name if _is_quoted_at_end(name) else name.strip(' ,;:.–-“”"'))
    evidence = body.evidence(span.start_char, span.end_char)
    scope = scope_of(name, doc, party.start)
    each = each_of(name)
    return [
        Office(
            name=one, scope=scope if len(each) == 1 else "named", via=via[1] if via else None, evidence=evidence
        )
        for one in each
    ]


def _end_of_person(doc: Doc, start: int, end: int) -> int:
    """Where the name of a person ends that opens a stretch, without position and what follows: "ông Lò Văn A, Phó
    Trưởng ban"; the end of the stretch where none does.
    """
    begun = vocabulary_of(doc).end("persons", start)
    if begun is None:
        return end
    stop = next((i for i in range(begun, end) if not doc[i].text[:1].isupper()), end)
    person = person_name(doc[begun:stop].text)
    return stop if person is not None and person.frequent and not person.mended else end


def _is_quoted_at_end(name: str) -> bool:
    """Whether a name ends with words in quotes, such as Ban QLDA "Đường & Cầu"."""
    return re.search(r'^[^"“”]+(?:"[^"]+"|“[^”]+”)$', name) is not None


def _task(
    doc: Doc, body: Body, duty: Duty, mention: DateMention | None, leads: list[Office], number: str
) -> Task:
    """A duty as a task; `mention` says by when it is due."""
    span = doc[duty.start : duty.end]
    start, end = span.start_char, span.end_char
    text = _tidy(body.text[start:end])
    evidence = body.evidence(start, end)
    coordinate = once_each([office for party in duty.partners for office in _offices(doc, body, party)])
    return Task(
        id=number,
        page=body.page_at(start),
        text=text,
        kind=_kind(text, mention),
        lead=leads,
        lead_from=duty.source,
        margin=round(log_odds(duty.share), 2),
        lead_margin=round(log_odds(duty.lead_share), 2),
        coordinate=without(coordinate, leads),
        deadline=deadline_from(mention, body) if mention else None,
        recurrence=_recurrence(doc, duty),
        deliverable=_deliverable(text),
        send_to=_send_to(doc, duty),
        confidence=_confidence(evidence),
        evidence=evidence,
    )


def _tidy(text: str) -> str:
    return re.sub(r"\s*\./\.?\W*$", ".", " ".join(text.split())).strip(" ,;")


def _confidence(evidence: list[Evidence]) -> float:
    return round(min((e.confidence for e in evidence), default=1.0), 3)


def _kind(text: str, mention: DateMention | None) -> Kind:
    kinds = load(Tasks).kinds
    opening = " ".join(text.lower().split()[: kinds.opening])
    if any(word in opening for word in kinds.prohibition):
        return "prohibition"
    if any(word in text.lower() for word in kinds.attend):
        return "attend"
    if any(f" {word} " in f" {opening} " for word in kinds.report) or mention is not None:
        return "report"
    if any(word in opening for word in kinds.continuing):
        return "continuing"
    return "action"


def _start(mention: DateMention) -> int:
    return mention.start


def _mentions(doc: Doc, duty: Duty) -> list[DateMention]:
    span, dates = doc[duty.start : duty.end], dates_of(doc)
    first, last = (bisect_left(dates, at, key=_start) for at in (span.start_char, span.end_char))
    return dates[first:last]


def _deadline_mention(doc: Doc, duty: Duty) -> DateMention | None:
    """The deadline of a duty: the first with a day; else one that recurs or could not be resolved."""
    deadlines = [m for m in _mentions(doc, duty) if m.role == "deadline"]
    return next((m for m in deadlines if m.due), deadlines[0] if deadlines else None)


def deadline_from(mention: DateMention, body: Body) -> Deadline:
    """A date mention with role deadline as it stands in the letter's JSON."""
    return Deadline(
        text=mention.text,
        date=mention.due,
        time=mention.time,
        inclusive=mention.inclusive,
        last_day=mention.last_day,
        last_working_day=mention.last_working_day,
        type=mention.type,
        rrule=mention.rrule,
        year_inferred=mention.year_inferred,
        evidence=body.evidence(mention.start, mention.end),
    )


def _recurrence(doc: Doc, duty: Duty) -> str | None:
    recurring = [m for m in _mentions(doc, duty) if m.type in ("recurring", "continuous")]
    return recurring[0].text if recurring else None


def _deliverable(text: str) -> str | None:
    """What is to be sent: the words between "gửi" and "về"; domain notes 2.4."""
    match = load(Tasks).sending.deliverable.regex.search(text)
    return match[1] if match else None


def _send_to(doc: Doc, duty: Duty) -> str | None:
    """Where it goes: the office after "gửi … về", with what brackets say, and an e-mail address."""
    sending = load(Tasks).sending
    verbs = [
        i
        for i in range(duty.start, duty.end)
        if not {doc[i].lower_, doc[i : i + 2].text.lower()}.isdisjoint(sending.verbs)
    ]
    office = None
    for i in verbs:
        for j in range(i + 1, min(duty.end, i + sending.reach)):
            if doc[j].lower_ in sending.to:
                phrase = office_phrase(doc, j + 1, duty.end, free=True)
                if phrase is not None:
                    office = doc[phrase.start : phrase.end].text.strip(" ,;")
                    break
        if office:
            break
    email = _EMAIL.search(doc[duty.start : duty.end].text)
    return "; ".join(x for x in (office, email[0] if email else None) if x) or None


def _report_due(doc: Doc, body: Body, duties: list[Duty], tasks: list[Task]) -> Deadline | None:
    """A deadline in a closing paragraph holds for all tasks (domain notes 2.5, Scope).

    Behind it may stand paragraphs that set none: whom to ask, what to do in case of difficulties.
    """
    told = list(zip(duties, tasks, strict=False))
    while len(told) > 2 and told[-1][1].deadline is None and body.blocks[told[-1][0].block].kind == "paragraph":
        told.pop()
    if len(told) < 2:
        return None
    duty, last = told[-1]
    closing = body.blocks[duty.block].kind == "paragraph" and duty.source != "heading"
    if not closing or last.deadline is None or last.deadline.date is None or last.send_to is None:
        return None
    some = any(office.scope in ("named", "described", "remainder") for office in last.lead)
    if some and [office.name for office in last.lead] != [office.name for office in tasks[0].lead]:
        return None  # not everyone: one office, or those that have not yet sent something
    return last.deadline.model_copy(update={"send_to": last.send_to})


def _task_doubts(doc: Doc, duty: Duty, mention: DateMention | None, task: Task, index: int) -> list[Doubt]:
    doubts: list[Doubt] = []
    if mention is not None and task.deadline is not None:
        doubts += date_doubts(mention, task.deadline, f"tasks[{index}].deadline")
    inferred = duty.source == "addressees" and duty.lead_share < _SURE_LEAD
    if inferred and not speaks_to_addressees(doc, duty.start, duty.end):
        message = mark("The letter names nobody for this task; those it is addressed to were taken")
        doubts.append(
            Doubt(field=f"tasks[{index}].lead", code="lead_inferred", message=message, evidence=task.evidence)
        )
    return doubts
