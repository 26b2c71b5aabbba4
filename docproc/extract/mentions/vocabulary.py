"""Where the words of models/offices.toml and models/task_words.toml stand in a text: spaCy phrase matchers.

Tokens carry their form without marks as NORM, so that phrases of two syllables and more match in spite of
OCR mistakes in diacritics. Single syllables are matched with their marks: too many words share a base.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from docproc.extract.layout.rules.task_words import TaskWords
from docproc.extract.mentions.rules.offices import Offices
from docproc.language.normalise import fold
from docproc.rules import load


def listed() -> dict[str, Sequence[str]]:
    """The phrases that are looked for: name of a list → its phrases."""
    offices = load(Offices)
    return {
        "heads": offices.heads,
        "persons": offices.persons,
        "classes": offices.all_classes,
        "quantifiers": offices.quantifiers,
        "not_offices": offices.not_offices,
        "appositions": offices.appositions,
        "name_compounds": offices.name_compounds,
        **dict(load(TaskWords)),
    }


class Vocabulary:
    """For each list of words: token index where a phrase begins → index after its longest match (`at`).

    `announcements` are colons behind "sau": "Sở X thông báo như sau:".
    """

    def __init__(self, at: dict[str, dict[int, int]]) -> None:
        self.at = at
        self._starts = {name: sorted(found) for name, found in at.items()}
        self._reach = {
            name: list(accumulate((at[name][start] for start in starts), max))
            for name, starts in self._starts.items()
        }

    def end(self, name: str, index: int) -> int | None:
        """The index after the phrase of that list beginning at the token; None when none begins there."""
        return self.at[name].get(index)

    def between(self, name: str, start: int, end: int) -> Sequence[int]:
        """Where the phrases of that list begin from one token to before another, in order."""
        starts = self._starts[name]
        return starts[bisect_left(starts, start) : bisect_left(starts, end)]

    def covers(self, name: str, index: int) -> bool:
        """Whether the token lies in a phrase of that list."""
        upto = bisect_right(self._starts[name], index)
        return upto > 0 and self._reach[name][upto - 1] > index


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


def vocabulary_of(doc: Doc) -> Vocabulary:
    """The phrases found in a document that went through the pipeline."""
    found: Vocabulary = doc.user_data["vocabulary"]
    return found
