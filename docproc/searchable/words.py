"""Which pages get a new layer, and of which words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docproc.page import CELL_BREAK, Page, PageReason, Word
from docproc.searchable.layer import LayerWord, PageLayer

# Words of a layer that docproc put right: the layer of the file says something else.
_PUT_RIGHT = (PageReason.LEGACY_LAYER, PageReason.DAMAGED_AND_POOR)


def layers_of(pages: Iterable[Page]) -> dict[int, PageLayer]:
    """The layer of each page whose own is missing or wrong, by its number; a page with a good one keeps that."""
    return {
        page.number: PageLayer(
            tuple(_words(line.words, line.angle) for line in page.lines), page.width, page.height, page.turned
        )
        for page in pages
        if gets_layer(page.source, page.reason) and page.width and page.height
    }


def layer_of_words(lines: Iterable[Sequence[Word]], width: float, height: float, turned: int) -> PageLayer:
    """The layer of a page of the register: its lines of words, its size in points, upright, and its turn."""
    return PageLayer(tuple(_words(line, 0) for line in lines), width, height, turned)


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
