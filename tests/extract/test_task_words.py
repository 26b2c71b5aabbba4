"""Each word of models/task_words.toml is found in a phrase, and each of phrases.toml decides one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc

from docproc.extract.mentions.nlp import analyse
from docproc.extract.mentions.vocabulary import vocabulary_of
from docproc.extract.roles.outline import opens_with_duty
from docproc.extract.roles.phrases import has_content

WORDS = Path(__file__).parent / "words"


def table(name: str) -> dict[str, Any]:
    """The golden table of that name."""
    return tomllib.loads((WORDS / f"{name}.toml").read_text(encoding="utf-8"))


TASK_WORDS, PHRASES = table("task_words"), table("phrases")
NO_VERBS = TASK_WORDS.pop("no_verbs")


def marked(phrase: str) -> tuple[Doc, int, int]:
    """The phrase as a document, and the tokens of it that stand in brackets."""
    match = re.fullmatch(r"(.*)\[(.*)\](.*)", phrase)
    assert match
    doc = analyse("".join(match.groups()), None)
    span = doc.char_span(len(match[1]), len(match[1]) + len(match[2]))
    assert span is not None
    return doc, span.start, span.end


@pytest.mark.parametrize(("name", "phrase"), [(name, p) for name, found in TASK_WORDS.items() for p in found])
def test_a_listed_word_is_found(name: str, phrase: str) -> None:
    doc, start, end = marked(phrase)
    assert vocabulary_of(doc).end(name, start) == end


@pytest.mark.parametrize("phrase", NO_VERBS)
def test_a_word_that_only_looks_like_a_verb_is_none(phrase: str) -> None:
    doc, start, _end = marked(phrase)
    words = vocabulary_of(doc)
    assert not [name for name in ("verbs", "weak_verbs", "modals", "cues") if words.end(name, start)]


@pytest.mark.parametrize("phrase", PHRASES["nouns"])
def test_a_verb_behind_a_noun_opens_no_duty(phrase: str) -> None:
    doc = analyse(phrase, None)
    assert not opens_with_duty(doc, 0, len(doc))


@pytest.mark.parametrize("phrase", PHRASES["with_content"])
def test_one_word_may_be_a_duty(phrase: str) -> None:
    assert has_content(phrase)


@pytest.mark.parametrize("phrase", PHRASES["without_content"])
def test_words_without_content_do_not_make_a_duty(phrase: str) -> None:
    assert not has_content(phrase)
