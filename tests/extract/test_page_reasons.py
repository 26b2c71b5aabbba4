"""Why a page was read as it was, in words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from docproc.extract.assemble.page_notes import page_note
from docproc.extract.assemble.page_reasons import reasons_of_page
from docproc.letter import Doubt, Letter, PageNote
from docproc.messages import set_language
from docproc.page import Page, PageReason, TextKind, Verdict

DAMAGED = Verdict(TextKind.DAMAGED, 210, 0.0612, 0.5904, 0.3484)


@pytest.fixture(autouse=True, params=["en", "vi"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    set_language(request.param)
    yield request.param
    set_language(None)


@pytest.fixture
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def letter(reason: str = PageReason.DAMAGED, **fields: object) -> Letter:
    first = PageNote(page=1, source="layer", reason="good layer", confidence=1.0)
    note = PageNote.model_validate({"page": 2, "source": "ocr", "reason": reason, "confidence": 0.934} | fields)
    return Letter(file="a.pdf", pages=2, page_notes=[first, note])


def test_every_reason_has_words_of_its_own() -> None:
    told = {reasons_of_page(letter(reason), 2)[0] for reason in PageReason}
    assert len(told) == len(PageReason)
    assert not [
        line for line in told for reason in PageReason if line.endswith(f": {reason}.") and reason != "blank"
    ]


def test_the_reason_is_told_in_the_language_in_force(language: str) -> None:
    first = reasons_of_page(letter(), 2)[0]
    begins = {"en": "Page 2: its image was read (OCR)", "vi": "Trang 2: đọc chữ từ ảnh (OCR)"}
    assert first.startswith(begins[language])


@pytest.mark.usefixtures("english")
def test_the_shares_are_told_by_which_a_layer_was_judged() -> None:
    lines = reasons_of_page(letter(verdict=DAMAGED), 2)
    (judged,) = [line for line in lines if line.startswith("The text that the file gives")]
    assert "damaged Vietnamese" in judged
    assert "210 words: Vietnamese with marks 6 %, without marks 59 %, neither 35 %" in judged


@pytest.mark.usefixtures("english")
def test_the_old_encoding_is_named() -> None:
    legacy = Verdict(TextKind.LEGACY, 90, 0.1, 0.2, 0.7, "TCVN3")
    assert "an old encoding (TCVN3)" in reasons_of_page(letter(verdict=legacy), 2)[1]


@pytest.mark.usefixtures("english")
def test_a_page_without_text_has_no_shares() -> None:
    nothing = Verdict(TextKind.EMPTY, 0, 0.0, 0.0, 0.0)
    assert reasons_of_page(letter(verdict=nothing), 2)[1] == "The text that the file gives: none."


@pytest.mark.usefixtures("english")
def test_the_readers_of_the_image_are_named_with_how_sure_they_were() -> None:
    lines = reasons_of_page(letter(readers=["own", "vie"]), 2)
    assert "Its image was read by: docproc's own line reader; Tesseract, model vie." in lines
    assert any(line.endswith(": 93 %.") for line in lines)


@pytest.mark.usefixtures("english")
def test_what_was_turned_left_out_or_went_wrong_is_told() -> None:
    lines = reasons_of_page(letter(turned=90, aside=["Dự thảo"], problem="no ink"), 2)
    assert lines[1:4] == [
        "It was turned clockwise by 90 degrees.",
        "Left out, because it runs another way: Dự thảo",
        "What went wrong: no ink",
    ]


@pytest.mark.usefixtures("english")
def test_doubts_are_those_of_the_page_only() -> None:
    doubt = Doubt(field="page_notes[1]", code="layer_unlike", message="Please compare")
    doubted = letter().model_copy(update={"doubts": [doubt]})
    assert reasons_of_page(doubted, 2)[-2:] == ["Doubted:", "  - Please compare"]
    assert reasons_of_page(doubted, 1)[-1] == "Doubted: nothing."


@pytest.mark.usefixtures("english")
def test_a_letter_of_another_version_has_its_reason_as_it_stands() -> None:
    assert reasons_of_page(letter("read by a friend"), 2)[0] == "Page 2: read by a friend."


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(IndexError):
        reasons_of_page(letter(), 3)


def test_what_was_judged_and_who_read_goes_into_the_letter_and_back() -> None:
    page = Page(1, 595, 842, (), "ocr", PageReason.DAMAGED, verdict=DAMAGED, readers=("vie", "script"))
    written = Letter(file="a.pdf", pages=1, page_notes=[page_note(page)]).to_json()
    (note,) = Letter.model_validate_json(written).page_notes
    assert note.verdict == Verdict(TextKind.DAMAGED, 210, 0.061, 0.59, 0.348)
    assert (note.reason, note.readers) == ("damaged layer: OCR", ["vie", "script"])
