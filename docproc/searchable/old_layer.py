"""What a wrong text layer leaves in a page is taken out: invisible text, and text that is painted over.

Text that a person sees stays. Whether a page still looks the same is not guessed: it is drawn with the text and
without it.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pypdfium2
from pikepdf import Name, Operator

_Content = pikepdf.Page | pikepdf.Object
_HIDDEN_MODES = (3, 7)  # neither filled nor stroked: nothing, and a clip alone (ISO 32000-1, table 106)
_DEPTH = 8  # drawings within drawings
_LOOK = 1.5  # pixels a point when two looks of a page are compared
_SHOWS = frozenset(map(Operator, ("Tj", "TJ", "'", '"')))
_OF_TEXT = _SHOWS | frozenset(
    map(Operator, ("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*"))
)
_MODE, _SAVE, _RESTORE, _DRAW = map(Operator, ("Tr", "q", "Q", "Do"))


def remove_old_layer(document: pikepdf.Pdf, index: int) -> bool:
    """Take the text out of page `index` (from 0) that nobody sees; gives whether text is left, which is seen."""
    page = document.pages[index]
    _rewrite(document, page, lambda mode: mode in _HIDDEN_MODES)
    if not _has_text(page):
        return False
    before = _look(document, index)
    bare = _copy_of(document)
    _rewrite(bare, bare.pages[index], lambda mode: True)
    if _look(bare, index) != before:
        return True
    _rewrite(document, page, lambda mode: True)
    return False


def _has_text(page: pikepdf.Page) -> bool:
    """Whether the page, or a drawing on it, shows text at all."""
    return any(map(_shows_text, _contents(page)))


def _shows_text(content: _Content) -> bool:
    return any(one.operator in _SHOWS for one in pikepdf.parse_content_stream(content))


def _contents(holder: _Content, depth: int = 0) -> list[_Content]:
    """The page and the drawings (form XObjects) on it, each once."""
    resources = holder.resources if isinstance(holder, pikepdf.Page) else holder.get("/Resources")
    drawings = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    found = [holder]
    if depth < _DEPTH and isinstance(drawings, pikepdf.Dictionary):
        for name in _drawn_by(holder):  # pages may share resources that each draws a part of
            drawing = drawings.get(name)
            if isinstance(drawing, pikepdf.Stream) and drawing.get("/Subtype") == Name.Form:
                found += _contents(drawing, depth + 1)
    return list({_key(one): one for one in found}.values())


def _drawn_by(content: _Content) -> list[str]:
    return [
        str(one.operands[0])
        for one in pikepdf.parse_content_stream(content, "Do")
        if one.operator == _DRAW and one.operands
    ]


def _key(content: _Content) -> tuple[int, int]:
    return (content.obj if isinstance(content, pikepdf.Page) else content).objgen


def _rewrite(document: pikepdf.Pdf, page: pikepdf.Page, goes: Callable[[int], bool]) -> None:
    """Leave out the text whose rendering mode `goes`, in the page and in the drawings on it."""
    for content in _contents(page):
        if not _shows_text(content):
            continue
        kept = pikepdf.unparse_content_stream(_without_text(content, goes))
        if isinstance(content, pikepdf.Page):
            content.Contents = document.make_stream(kept)
        else:
            content.write(kept)


def _without_text(
    content: _Content, goes: Callable[[int], bool]
) -> list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]:
    kept = []
    mode, modes = 0, list[int]()
    for one in pikepdf.parse_content_stream(content):
        if one.operator == _MODE and one.operands:
            mode = int(one.operands[0])
        elif one.operator == _SAVE:
            modes.append(mode)
        elif one.operator == _RESTORE and modes:
            mode = modes.pop()
        if not (one.operator in _SHOWS and goes(mode)):
            kept.append(one)
    if any(one.operator in _SHOWS for one in kept):
        return kept
    return [one for one in kept if one.operator not in _OF_TEXT]  # its fonts are then named by nobody


def _copy_of(document: pikepdf.Pdf) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(_saved(document)))


def _saved(document: pikepdf.Pdf) -> bytes:
    written = io.BytesIO()
    document.save(written, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return written.getvalue()


def _look(document: pikepdf.Pdf, index: int) -> bytes:
    """The pixels of a page."""
    opened = pypdfium2.PdfDocument(_saved(document))
    try:
        return bytes(opened[index].render(scale=_LOOK, may_draw_forms=False).to_numpy().tobytes())
    finally:
        opened.close()
