"""What is said of each page beside its words."""

from __future__ import annotations

from dataclasses import replace

from printed import boxed, page_of

from docproc.extract.assemble.page_notes import page_doubts, page_note
from docproc.page import Line, PageReason

MARGIN = replace(boxed("Người ký: UBND huyện Suối Vàng, ký ngày 06/5/2024", 10, 10), angle=90)
WATERMARK = replace(boxed("DỰ THẢO LẦN HAI NĂM 2024", 10, 10), angle=None)


def test_the_confidence_of_a_page_is_the_mean_of_its_words() -> None:
    page = page_of(boxed("Sở Y", 10, 10, confidence=0.5), boxed("tế tỉnh", 10, 30, confidence=1.0))
    assert page_note(page).confidence == 0.75


def test_a_page_without_words_has_none() -> None:
    assert page_note(page_of()).confidence == 0


def test_words_of_a_page_that_were_not_read_clearly_are_counted() -> None:
    page = page_of(boxed("Sở Y", 10, 10, confidence=0.74), boxed("tế tỉnh", 10, 30, confidence=0.75))
    assert (page_note(page).words, page_note(page).unsure) == (4, 2)


def test_the_note_tells_how_fine_the_scan_is() -> None:
    assert page_note(replace(page_of(), dpi=150)).dpi == 150


def test_what_was_set_aside_is_named_once() -> None:
    page = replace(page_of(), aside=(MARGIN, MARGIN))
    assert page_note(page).aside == [MARGIN.text]


def codes(*aside: Line, reason: PageReason = PageReason.PLAIN_TEXT) -> list[tuple[str, str]]:
    page = replace(page_of(), aside=aside, reason=reason)
    return [(doubt.field, doubt.code) for doubt in page_doubts([page])]


def test_a_text_in_the_margin_is_a_doubt() -> None:
    assert codes(MARGIN) == [("page_notes[0]", "text_aside")]


def test_a_watermark_is_none() -> None:
    assert codes(WATERMARK) == []


def test_a_layer_unlike_its_scan_is_a_doubt() -> None:
    assert codes(reason=PageReason.UNLIKE_AND_POOR) == [("page_notes[0]", "layer_unlike")]
