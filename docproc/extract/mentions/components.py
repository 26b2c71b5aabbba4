"""The components of the spaCy pipeline (docproc/extract/mentions/nlp.py): each finds one kind of thing in a body.

Tokens carry their form without marks as NORM, so that listed phrases of two syllables and more match in spite of
OCR mistakes in diacritics. Single syllables are matched with their marks: too many words share a base.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from docproc.extract.mentions.dates import find_dates
from docproc.extract.mentions.numbered import find_citations
from docproc.extract.mentions.vocabulary import Vocabulary, listed
from docproc.language.normalise import fold


@Language.component("docproc_norms")
def set_norms(doc: Doc) -> Doc:
    """NORM of every token: lower case without marks."""
    for token in doc:
        token.norm_ = fold(token.text) or token.text
    return doc


def _matchers(nlp: Language) -> tuple[PhraseMatcher, PhraseMatcher]:
    loose = PhraseMatcher(nlp.vocab, attr="NORM")
    exact = PhraseMatcher(nlp.vocab, attr="LOWER")
    for name, phrases in listed().items():
        patterns = [set_norms(nlp.make_doc(phrase)) for phrase in phrases]
        several = [p for p in patterns if len(p) > 1]
        single = [p for p in patterns if len(p) == 1]
        if several:
            loose.add(name, several)
        if single:
            exact.add(name, single)
    return loose, exact


@Language.factory("docproc_vocabulary")
class VocabularyMatcher:
    """Finds all listed phrases; the result is `doc.user_data["vocabulary"]`."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.loose, self.exact = _matchers(nlp)

    def __call__(self, doc: Doc) -> Doc:
        at: dict[str, dict[int, int]] = {name: {} for name in listed()}
        for matcher in (self.loose, self.exact):
            for key, start, end in matcher(doc):
                found = at[doc.vocab.strings[key]]
                found[start] = max(end, found.get(start, 0))
        _drop_false_verbs(doc, at)
        colons = (token.i for token in doc if token.text == ":" and token.i and doc[token.i - 1].norm_ == "sau")
        at["announcements"] = {colon: colon + 1 for colon in colons}
        doc.user_data["vocabulary"] = Vocabulary(at)
        return doc


def _drop_false_verbs(doc: Doc, at: dict[str, dict[int, int]]) -> None:
    """Remove verbs that are part of another word: "trình" in "công trình", "giao" in "giao thông".

    Not where a name begins inside it: "giao Thống kê cơ sở".
    """
    for start, end in at["false_verbs"].items():
        if doc[start].text.islower() and any(token.is_title for token in doc[start + 1 : end]):
            continue
        for name in ("verbs", "weak_verbs", "modals", "cues"):
            for inner in range(start, end):
                if inner > start or at[name].get(inner, end) < end:
                    at[name].pop(inner, None)


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
