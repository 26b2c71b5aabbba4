"""The letter's data: what a doubt says, in which language, and what becomes of it in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from docproc.letter import Doubt
from docproc.messages import set_language

DETAILS = {"text": "trước ngày 15/01"}
YEARLESS = Doubt(
    field="tasks[0].deadline",
    code="year_inferred",
    message="The deadline {text} names no year; the next such day was taken",
    details=DETAILS,
)
ENGLISH = "The deadline trước ngày 15/01 names no year; the next such day was taken"
VIETNAMESE = "Thời hạn “trước ngày 15/01” không ghi năm; đã lấy ngày gần nhất sau ngày ban hành"


@pytest.fixture(autouse=True)
def language_as_before() -> Iterator[None]:
    yield
    set_language(None)


@pytest.mark.parametrize(("lang", "words"), [("en", ENGLISH), ("vi", VIETNAMESE)])
def test_a_doubt_is_said_in_the_language_asked_for(lang: str, words: str) -> None:
    assert YEARLESS.in_words(lang) == words


@pytest.mark.parametrize(("lang", "words"), [("en", ENGLISH), ("vi", VIETNAMESE)])
def test_json_has_the_sentence_in_the_language_in_force(lang: str, words: str) -> None:
    set_language(lang)
    written = json.loads(YEARLESS.model_dump_json())
    assert (written["reason"], written["details"]) == (words, DETAILS)


def test_json_read_in_another_language_is_said_in_that() -> None:
    set_language("en")
    written = YEARLESS.model_dump_json()
    set_language("vi")
    assert Doubt.model_validate_json(written).reason == VIETNAMESE


@pytest.mark.parametrize("sentence", ["ngày mờ trên bản quét", "The number {1} was read from unclear print"])
def test_json_with_nothing_but_a_sentence_keeps_it(sentence: str) -> None:
    old = json.dumps({"field": "header.number", "code": "number_unsure", "reason": sentence, "evidence": []})
    found = Doubt.model_validate_json(old)
    assert (found.in_words("vi"), found.in_words("en")) == (sentence, sentence)


def test_words_read_with_braces_are_shown_as_they_are() -> None:
    assert (
        YEARLESS.model_copy(update={"details": {"text": "{15}/01"}})
        .in_words("en")
        .startswith("The deadline {15}/01 names")
    )


def test_a_message_without_its_details_is_refused_at_once() -> None:
    with pytest.raises(ValidationError, match="details lack text"):
        Doubt(field="tasks", code="x", message=YEARLESS.message, details={"read": "15"})
