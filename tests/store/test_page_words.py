"""The words of pages are kept with their places, for whoever points at the scan."""

from __future__ import annotations

from docproc.page import Box, Line, Page, PageReason, Word
from docproc.store import Store
from docproc.store.page_words import keep_words, words_on

_WORD = Word("2024", Box(10.04, 20, 30.5, 31), 0.6149, ("2O24", "2021"), repaired=True, origin="form_field")


def _page(number: int, *words: Word) -> Page:
    return Page(number, 595.276, 841.89, (Line(words),), source="ocr", reason=PageReason.NO_LAYER)


def test_words_come_back_with_place_confidence_and_alternatives(store: Store, registered: int) -> None:
    store.write(lambda session: keep_words(session, registered, [_page(1), _page(2, Word("ngày"), _WORD)]))
    with store.reading() as session:
        found = words_on(session, registered, 2)
    assert found is not None
    assert (found.width, found.height) == (595.28, 841.89)
    assert found.lines == (
        (
            Word("ngày"),
            Word("2024", Box(10.0, 20, 30.5, 31), 0.615, ("2O24", "2021"), repaired=True, origin="form_field"),
        ),
    )


def test_pages_read_anew_take_the_place_of_those_before(store: Store, registered: int) -> None:
    store.write(lambda session: keep_words(session, registered, [_page(1, Word("cũ")), _page(2, Word("cũ"))]))
    store.write(lambda session: keep_words(session, registered, [_page(1, Word("mới"))]))
    with store.reading() as session:
        found = words_on(session, registered, 1)
        assert found is not None
        assert found.lines == ((Word("mới"),),)
        assert words_on(session, registered, 2) is None


def test_borders_of_cells_are_no_words(store: Store, registered: int) -> None:
    store.write(lambda session: keep_words(session, registered, [_page(1, Word("a"), Word("|"), Word("b"))]))
    with store.reading() as session:
        found = words_on(session, registered, 1)
    assert found is not None
    assert found.lines == ((Word("a"), Word("b")),)
