"""What is found in one passage, as plain values: dates, offices, tasks."""

from __future__ import annotations

from datetime import date as Date
from typing import TYPE_CHECKING, Any

from docproc.extract.assemble.facts import LetterFacts, Text
from docproc.extract.assemble.tasks import find_tasks
from docproc.extract.layout.blocks import build_body
from docproc.extract.layout.rows import rows_of
from docproc.extract.mentions.dates import mention_as_json
from docproc.extract.mentions.nlp import analyse, dates_of
from docproc.extract.mentions.offices import OfficePhrase, office_phrase, scope_of
from docproc.language.plain import text_page
from docproc.letter import Office

if TYPE_CHECKING:
    from spacy.tokens import Doc


def explain_passage(text: str, issued: Date | None) -> dict[str, Any]:
    """`dates` as of docproc.extract.mentions.dates, `offices` and `tasks` as in a letter but without evidence.

    `issued`: the date of the letter that the passage is from, the base of dates without a year; None when
    unknown.
    """
    body = build_body(rows_of([text_page(1, text)]))
    doc = analyse(body.text, issued)
    tasks, _doubts, _report_due = find_tasks(Text(doc, body), LetterFacts(None, None, []))
    return {
        "dates": [mention_as_json(mention) for mention in dates_of(doc)],
        "offices": [_without_evidence(office.model_dump(mode="json")) for office in find_offices(doc)],
        "tasks": [_without_evidence(task.model_dump(mode="json")) for task in tasks],
    }


def find_offices(doc: Doc) -> list[Office]:
    """Every office named in an analysed passage, left to right, each phrase once."""
    found: list[Office] = []
    i = 0
    while i < len(doc):
        phrase = office_phrase(doc, i, len(doc))
        if phrase is None:
            i += 1
            continue
        found += _offices_of(doc, phrase)
        i = max(phrase.end, i + 1)
    return found


def _offices_of(doc: Doc, phrase: OfficePhrase) -> list[Office]:
    spans = [(start, doc[start:end].text.strip(" ,;:.")) for start, end in phrase.parts if end > start]
    return [Office(name=name, scope=scope_of(name, doc, start)) for start, name in spans if name]


def _without_evidence(value: Any) -> Any:
    """A passage has no page: where its words stand would say nothing."""
    if isinstance(value, dict):
        return {name: _without_evidence(part) for name, part in value.items() if name != "evidence"}
    return [_without_evidence(part) for part in value] if isinstance(value, list) else value
