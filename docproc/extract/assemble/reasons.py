"""Why a task of a letter is one, in words for a person: its lead, its deadline, and what is doubted of it."""

from __future__ import annotations

from math import exp

from docproc.field_words import field_words
from docproc.letter import Deadline, Doubt, Evidence, Letter, Office, Task
from docproc.messages import _, mark

_SURE = (
    (4.0, mark("the model is very sure of it")),
    (2.0, mark("the model is rather sure of it")),
    (0.7, mark("the model is not very sure of it")),
    (-0.7, mark("the model wavers")),
)
_RATHER_NOT = mark("the model rather doubts it")
_LEAD_FROM = {
    "item": mark("named in the task itself"),
    "block": mark("named earlier in the same paragraph"),
    "heading": mark("named by the heading above"),
    "lead_in": mark("named by the sentence that opens the list"),
    "earlier": mark("named by the task before it; the office goes on"),
    "letter": mark("it is whom the letter asks, or what it is about"),
    "addressees": mark("nobody is named, so those the letter is addressed to"),
    "column": mark("named in the column or the label of who leads"),
    "none": mark("nobody is named"),
}
_RULES = {
    "absolute": mark("a day is named"),
    "period_end": mark("a period is named: its last day"),
    "period_start": mark("a period is named: its first day"),
    "relative": mark("counted from another day"),
    "recurring": mark("it comes again and again"),
    "recurring_period": mark("it comes again and again"),
    "continuous": mark("it goes on all the time"),
}


def reasons_of(letter: Letter, number: int) -> list[str]:
    """Lines on task `number` (its place among the tasks of the letter, from 1), in the language in force.

    Raises IndexError where the letter has no such task.
    """
    if not 1 <= number <= len(letter.tasks):
        raise IndexError(number)
    task = letter.tasks[number - 1]
    doubts = [doubt for doubt in letter.doubts if _is_about(doubt, number - 1)]
    helping = [_("Helping: {offices}", offices=_names(task.coordinate))] if task.coordinate else []
    return [
        _("Task {number}, page {page}: {text}", number=number, page=task.page, text=task.text),
        _why_a_task(task),
        *_why_these_leads(task),
        *helping,
        *_why_this_deadline(task, letter.report_due),
        _how_often_right(task),
        *_doubted(doubts),
    ]


def _is_about(doubt: Doubt, index: int) -> bool:
    return doubt.field == f"tasks[{index}]" or doubt.field.startswith(f"tasks[{index}].")


def _why_a_task(task: Task) -> str:
    if task.margin is None:
        return _("Why a task: a table or labels give it somebody to do it, or a day.")
    return _("Why a task: its words and its place in the letter; {sure}.", sure=how_sure(task.margin))


def how_sure(margin: float) -> str:
    """A margin of a model (natural-log odds) in words, with the odds as a percentage and the figure itself."""
    words = next((words for least, words in _SURE if margin >= least), _RATHER_NOT)
    percent = round(100 / (1 + exp(-margin)))
    return _("{words} ({percent} %, margin {margin})", words=_(words), percent=percent, margin=f"{margin:+.1f}")


def _why_these_leads(task: Task) -> list[str]:
    """Who leads, and why. A letter read before the source was kept says only who."""
    source = _(_LEAD_FROM[task.lead_from]) if task.lead_from else None
    sure = how_sure(task.lead_margin) if task.lead_margin is not None else None
    why = "; ".join(part for part in (source, sure) if part)
    names = _names(task.lead) or "–"
    line = (
        _("Leading: {offices}; {why}.", offices=names, why=why)
        if why
        else _("Leading: {offices}.", offices=names)
    )
    return [line, *_where([e for office in task.lead for e in office.evidence])]


def _names(offices: list[Office]) -> str:
    return ", ".join(office.name for office in offices)


def _why_this_deadline(task: Task, report_due: Deadline | None) -> list[str]:
    if task.deadline is not None:
        return [_deadline_line(task.deadline, task), *_where(task.deadline.evidence)]
    if report_due is None or report_due.date is None:
        return [_("Deadline: none is named.")]
    day, text = report_due.date.strftime("%d/%m/%Y"), report_due.text
    line = _(
        "Deadline: none of its own; all are asked to report: {day}, from the words “{text}”.", day=day, text=text
    )
    return [line, *_where(report_due.evidence)]


def _deadline_line(deadline: Deadline, task: Task) -> str:
    inside = " ".join(deadline.text.split()) in " ".join(task.text.split())
    found = (
        mark("named in the task itself")
        if inside
        else mark("named beside the task: a column, a label, a heading")
    )
    parts = [_(found), *([_(_RULES[deadline.type])] if deadline.type in _RULES else [])]
    if deadline.date is not None and deadline.time:
        parts.append(_("until {time} of that day", time=deadline.time))
    elif deadline.date is not None and deadline.inclusive is False:
        parts.append(_("the day itself no longer counts"))
    if deadline.year_inferred:
        parts.append(_("the year is taken from the day of the letter"))
    if deadline.date is None and deadline.rrule is None:
        parts.append(_("the words give no day"))
    day = deadline.date.strftime("%d/%m/%Y") if deadline.date else deadline.rrule or "–"
    return _(
        "Deadline: {day}, from the words “{text}”; {why}.", day=day, text=deadline.text, why="; ".join(parts)
    )


def _how_often_right(task: Task) -> str:
    """The confidences in words: of so many such values that share is right (docs/confidence.md)."""
    values = [(mark("that it is a task"), task.confidence)]
    values += [(mark("who leads"), office.confidence) for office in task.lead[:1]]
    values += [(mark("the deadline"), task.deadline.confidence)] if task.deadline else []
    shares = ", ".join(f"{_(what)} {round(100 * share)} %" for what, share in values)
    return _("How often such values are right: {shares}.", shares=shares)


def _where(evidence: list[Evidence]) -> list[str]:
    return [
        "  " + _("page {page}: “{text}”", page=page, text=text)
        for page, text in dict.fromkeys((e.page, e.text) for e in evidence)
    ]


def _doubted(doubts: list[Doubt]) -> list[str]:
    if not doubts:
        return [_("Doubted: nothing.")]
    return [_("Doubted:"), *(f"  - {_part_words(doubt.field)}: {doubt.reason}" for doubt in doubts)]


def _part_words(field: str) -> str:
    """What of the task a doubt is about: `tasks[3].deadline` is “deadline”."""
    return field_words(field.partition(".")[2] or field)
