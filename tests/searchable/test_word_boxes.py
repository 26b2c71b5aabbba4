"""Which pages get a new layer, and of which words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from docproc.letter import Letter, PageNote
from docproc.page import CELL_BREAK, Box, Line, Page, PageReason, Word
from docproc.searchable.layer import LayerWord
from docproc.searchable.words import gets_layer, layers_of, layers_of_kept
from docproc.store.page_words import PageWords

PLACE = Box(10, 10, 40, 20)
WORDS = (Word("Kính", PLACE), Word(CELL_BREAK), Word("77", PLACE, origin="form_field"), Word("gửi"))


def page(source: str = "ocr", reason: PageReason = PageReason.NO_LAYER, turned: int = 0) -> Page:
    return Page(1, 595, 842, (Line(WORDS),), source=source, reason=reason, turned=turned)


def note(source: str = "ocr", reason: str = "no layer: OCR", problem: str | None = None) -> PageNote:
    return PageNote(page=1, source=source, reason=reason, confidence=1.0, turned=90, problem=problem)


@pytest.mark.parametrize(
    ("source", "reason", "new"),
    [
        ("ocr", PageReason.NO_LAYER, True),
        ("ocr", PageReason.UNLIKE, True),
        ("layer", PageReason.LEGACY_LAYER, True),
        ("layer", PageReason.DAMAGED_AND_POOR, True),
        ("layer", PageReason.GOOD_LAYER, False),
        ("layer", PageReason.GOOD_LAYER_OF_SCAN, False),
        ("layer", PageReason.BLANK, False),
    ],
)
def test_a_layer_is_made_where_there_is_none_or_a_wrong_one(source: str, reason: PageReason, new: bool) -> None:
    assert gets_layer(source, reason) is new


def test_words_without_a_place_and_those_seen_on_the_page_are_left_out() -> None:
    assert layers_of([page()])[1].lines == ((LayerWord("Kính", PLACE),),)


def test_a_page_that_was_turned_says_so_to_its_layer() -> None:
    assert layers_of([page(turned=270)])[1].turned == 270


def test_a_page_that_could_not_be_read_keeps_what_it_has() -> None:
    assert layers_of([replace(page(), problem="too many pixels")]) == {}


def test_words_of_the_register_give_the_same_layer() -> None:
    letter = Letter(file="a.pdf", pages=1, page_notes=[note()])
    kept = [PageWords(1, 595, 842, (WORDS,))]
    assert layers_of_kept(letter, kept) == layers_of([page(turned=90)])


def test_a_letter_whose_words_were_not_kept_has_to_be_read_again() -> None:
    assert layers_of_kept(Letter(file="a.pdf", pages=1, page_notes=[note()]), []) is None


def test_a_page_that_could_not_be_read_needs_no_words() -> None:
    letter = Letter(file="a.pdf", pages=1, page_notes=[note(problem="damaged")])
    assert layers_of_kept(letter, []) == {}
