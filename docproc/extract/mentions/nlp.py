"""The spaCy pipeline that every body goes through: tokens without marks, listed words, citations, dates.

`spacy.blank("xx")` splits Vietnamese syllables and punctuation well and needs no word segmenter
(docs/dependencies.md). Its components find things; docproc/extract/roles/duties.py decides what they mean.
"""

from __future__ import annotations

from datetime import date as Date
from functools import cache
from typing import TYPE_CHECKING

from docproc.extract.mentions.dates import DateMention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


@cache
def pipeline() -> Language:
    """The pipeline, built once. Only here spaCy is loaded, which takes a second: most commands read no letter."""
    import spacy

    import docproc.extract.mentions.components  # noqa: F401 (registers them)

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
