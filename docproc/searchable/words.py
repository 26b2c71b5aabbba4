"""Which pages get a new layer, and of which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from docproc.letter import Letter
from docproc.page import CELL_BREAK, Page, PageReason, Word
from docproc.searchable.layer import LayerWord, PageLayer

# Words of a layer that docproc put right: the layer of the file says something else.
_PUT_RIGHT = (PageReason.LEGACY_LAYER, PageReason.DAMAGED_AND_POOR)


class KeptPage(Protocol):
    """A page of the register: its number (from 1), its size in points, upright, and its words line by line."""

    @property
    def number(self) -> int: ...
    @property
    def width(self) -> float: ...
    @property
    def height(self) -> float: ...
    @property
    def lines(self) -> Sequence[Sequence[Word]]: ...


def layers_of(pages: Iterable[Page]) -> dict[int, PageLayer]:
    """The layer of each page whose own is missing or wrong, by its number; a page with a good one keeps that."""
    return {
        page.number: PageLayer(
            tuple(_words(line.words, line.angle) for line in page.lines), page.width, page.height, page.turned
        )
        for page in pages
        if gets_layer(page.source, page.reason) and not page.problem and page.width and page.height
    }


def layers_of_kept(letter: Letter, kept: Iterable[KeptPage]) -> dict[int, PageLayer] | None:
    """The same of a letter of the register, from the words that were kept of its pages; None where words are
    missing that a layer needs.
    """
    pages = {page.number: page for page in kept}
    wanted = [note for note in letter.page_notes if gets_layer(note.source, note.reason) and not note.problem]
    if not letter.page_notes or any(note.page not in pages for note in wanted):
        return None
    layers = {}
    for note in wanted:
        page = pages[note.page]
        if page.width and page.height:
            lines = tuple(_words(line, 0) for line in page.lines)
            layers[note.page] = PageLayer(lines, page.width, page.height, note.turned)
    return layers


def gets_layer(source: str, reason: str) -> bool:
    """Whether a page gets a new layer; `source` and `reason` as in `docproc.page.Page`."""
    return source == "ocr" or reason in _PUT_RIGHT


def _words(words: Sequence[Word], angle: int | None) -> tuple[LayerWord, ...]:
    """Those that have a place. What signing software wrote stands in the page itself."""
    return tuple(
        LayerWord(word.text, word.box, angle or 0)
        for word in words
        if word.box is not None and word.origin != "form_field" and word.text != CELL_BREAK
    )
