"""The pages of a letter: pictures, parts of them, their words, the original file, its searchable copy."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import FileResponse, JSONResponse, Response

from docproc.messages import _
from docproc.page import Box, Word
from docproc.store.page_words import PageWords
from docproc.store.people.rights import Right
from docproc.store.schema import User
from docproc.web.desk import Desk, desk_of
from docproc.web.faults import AskedWrongly
from docproc.web.letter.copies import copy_answer
from docproc.web.letter.pictures import Sheet, Width, crop_of, picture_of
from docproc.web.letter.seen import original, page_words, sheet
from docproc.web.visitor import Reader, Visitor, allowed

router = APIRouter()
Size = Literal["screen", "zoom"]
_WEBP = "image/webp"
# Minutes are enough for one sitting; a confidential letter leaves nothing in the browser of a shared computer.
_KEPT = "private, max-age=600"
_SIDE = r"(\d{1,5}(?:\.\d{1,3})?)"
_BOX = re.compile(rf"{_SIDE},{_SIDE},{_SIDE},{_SIDE}", re.ASCII)


@router.get("/letters/{letter_id}/pages/{number}")
def show_page(request: Request, letter_id: int, number: int, visitor: Reader, size: Size = "screen") -> Response:
    return page_answer(desk_of(request), letter_id, number, visitor.user, size)


@router.get("/letters/{letter_id}/pages/{number}/crop")
def show_crop(
    request: Request, letter_id: int, number: int, visitor: Reader, box: Annotated[str, Query()]
) -> Response:
    return crop_answer(desk_of(request), letter_id, number, visitor.user, box)


@router.get("/letters/{letter_id}/pages/{number}/words")
def show_words(request: Request, letter_id: int, number: int, visitor: Reader) -> JSONResponse:
    found = page_words(desk_of(request), letter_id, number, visitor.user)
    return JSONResponse(words_json(found))


@router.get("/letters/{letter_id}/original")
def take_original(
    request: Request, letter_id: int, visitor: Annotated[Visitor, Depends(allowed(Right.READ))]
) -> Response:
    return file_answer(*original(desk_of(request), letter_id, visitor.user))


@router.get("/letters/{letter_id}/searchable")
def take_searchable(
    request: Request, letter_id: int, visitor: Annotated[Visitor, Depends(allowed(Right.READ))]
) -> Response:
    return copy_answer(desk_of(request), letter_id, visitor.user)


def page_answer(desk: Desk, letter_id: int, number: int, user: User, size: Size) -> FileResponse:
    """The answer that brings the picture of a page. Raises as `sheet` and `picture_of` do."""
    asked = sheet(desk, letter_id, number, user)
    return _picture(asked, picture_of(desk, asked, Width.ZOOM if size == "zoom" else Width.SCREEN))


def crop_answer(desk: Desk, letter_id: int, number: int, user: User, box: str) -> FileResponse:
    """The answer that brings a part of a page. Raises AskedWrongly for what is no box, and as `page_answer`."""
    wanted = box_in(box)
    asked = sheet(desk, letter_id, number, user)
    return _picture(asked, crop_of(desk, asked, wanted))


def _picture(asked: Sheet, place: Path) -> FileResponse:
    headers = {} if asked.secret else {"Cache-Control": _KEPT}
    return FileResponse(place, media_type=_WEBP, headers=headers)


def file_answer(path: Path, name: str) -> FileResponse:
    """The answer that brings a file of others: to be saved, never opened within the desk."""
    shown = name.encode("utf-8", "replace").decode()
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(shown, safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return FileResponse(path, media_type="application/octet-stream", headers=headers)


def box_in(text: str) -> Box:
    """A box (points) from an address: `x0,y0,x1,y1`. Raises AskedWrongly."""
    found = _BOX.fullmatch(text)
    box = Box(*map(float, found.groups())) if found else None
    if box is None or box.x0 >= box.x1 or box.y0 >= box.y1:
        raise AskedWrongly(detail=_("wrong or missing: {places}", places="box"))
    return box


def words_json(page: PageWords) -> dict[str, object]:
    """The words of a page as JSON, line by line."""
    lines = [[_word_json(word) for word in line] for line in page.lines]
    return {"page": page.number, "width": page.width, "height": page.height, "lines": lines}


def _word_json(word: Word) -> dict[str, object]:
    return {
        "text": word.text,
        "box": word.box,
        "confidence": word.confidence,
        "alternatives": word.alternatives,
        "repaired": word.repaired,
    }
