"""The spaCy pipeline that every body goes through: tokens without marks, listed words, citations, dates.

`spacy.blank("xx")` splits Vietnamese syllables and punctuation well and needs no word segmenter
(docs/dependencies.md). Components find things; docproc/extract/roles/duties.py decides what they mean.
"""

from __future__ import annotations

from datetime import date as Date
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from docproc.extract.mentions import vocabulary
from docproc.extract.mentions.dates import DateMention, find_dates
from docproc.extract.mentions.numbered import find_citations


@Language.component("docproc_citations")
def add_citations(doc: Doc) -> Doc:
    """Spans of cited documents in `doc.spans["citations"]`, label = type."""
    found = (
        (doc.char_span(c.start, c.end, label=c.type or "", alignment_mode="expand"))
        for c in find_citations(doc.text)
    )
    doc.spans["citations"] = [span for span in found if span is not None]
    return doc


@Language.component("docproc_dates")
def add_dates(doc: Doc) -> Doc:
    """Date mentions in `doc.user_data["dates"]`, their spans in `doc.spans["dates"]`, label = role.

    The day of issue is `doc.user_data["issued"]`, None when unknown.
    """
    mentions = find_dates(doc.text, doc.user_data.get("issued"))
    doc.user_data["dates"] = mentions
    found = (doc.char_span(m.start, m.end, label=m.role, alignment_mode="expand") for m in mentions)
    doc.spans["dates"] = [span for span in found if span is not None]
    return doc


@cache
def pipeline() -> Language:
    """The pipeline, built once."""
    assert vocabulary.TASK_LISTS  # the module registers its components when imported
    nlp = spacy.blank("xx")
    nlp.max_length = 5_000_000
    for component in ("docproc_norms", "docproc_vocabulary", "docproc_citations", "docproc_dates"):
        nlp.add_pipe(component)
    return nlp


def analyse(text: str, issued: Date | None) -> Doc:
    """A text through the pipeline; `issued` is the letter's date, the base of relative and yearless dates."""
    nlp = pipeline()
    doc = nlp.make_doc(text)
    doc.user_data["issued"] = issued
    return nlp(doc)


def dates_of(doc: Doc) -> list[DateMention]:
    """The date mentions of an analysed document, left to right."""
    found: list[DateMention] = doc.user_data["dates"]
    return found
