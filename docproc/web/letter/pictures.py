"""Pictures of pages for the screen: drawn once, by a child process under limits, and kept in the desk's cache.

The process that answers people never opens a file of others, nor a picture that was made from one: both are done
in a child (docproc/confined), of which few work at a time. The cache has a limit; what nobody looked at for the
longest goes first. It holds nothing that cannot be drawn again.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import TypeVar

from docproc.confined.call import Allowance, confined
from docproc.page import Box
from docproc.scan.viewing import SeenPage, cut_out, pages_seen
from docproc.web.desk import Desk
from docproc.web.faults import NoSuchPlace

Value = TypeVar("Value")
_MOST_KEPT = 1 << 30  # bytes: some ten thousand pages
_AT_ONCE = threading.BoundedSemaphore(2)  # as many cores has the smallest machine that docproc is meant for


class Width(IntEnum):
    """How many pixels wide a page is drawn: for a look, and to read small print."""

    SCREEN = 1000
    ZOOM = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page (`number` from 1) of the file at `path` with this hash. `turns`: by how many degrees clockwise its
    pages have to be turned to stand upright; `secret`: whether the letter is confidential.
    """

    path: Path
    sha256: str
    number: int
    turns: Mapping[int, int]
    secret: bool

    def of(self, number: int) -> Sheet:
        """Another page of the same file."""
        return replace(self, number=number)


def picture_of(desk: Desk, sheet: Sheet, width: Width) -> Path:
    """The picture (WebP) of a page. Raises NoSuchPlace for plain text, which has none; InputError."""
    place = _place(desk, sheet, width)
    if _is_there(place):
        return place
    with _AT_ONCE:
        if not _is_there(place):  # somebody else asked for it meanwhile
            _draw(desk, sheet, width)
    if not place.exists():
        raise NoSuchPlace()
    return place


def size_of(desk: Desk, sheet: Sheet) -> tuple[float, float]:
    """Width and height in points of the upright page. Raises as `picture_of` does."""
    kept = _size_place(desk, sheet)
    if not kept.exists():
        _place(desk, sheet, Width.SCREEN).unlink(missing_ok=True)
        picture_of(desk, sheet, Width.SCREEN)
    width, height = map(float, kept.read_text(encoding="ascii").split())
    return width, height


def crop_of(desk: Desk, sheet: Sheet, box: Box) -> Path:
    """The picture (WebP) of the part of a page in a box; what of the box lies beside the page is left out.

    Raises as `picture_of` does.
    """
    whole = picture_of(desk, sheet, Width.ZOOM)
    size = size_of(desk, sheet)
    sides = "-".join(f"{side:.0f}" for side in box)
    place = _folder(desk) / f"{_stem(sheet)}-crop-{sides}.webp"
    if not _is_there(place):
        with _AT_ONCE:
            _write(place, _in_child(desk, cut_out, whole, box, size))
    return place


def _draw(desk: Desk, sheet: Sheet, width: Width) -> None:
    drawn = _in_child(desk, pages_seen, sheet.path, sheet.number, int(width), sheet.turns, desk.settings)
    for number, page in drawn.items():
        _keep(desk, sheet.of(number), width, page)
    _make_room(_folder(desk))


def _in_child(desk: Desk, work: Callable[..., Value], *arguments: object) -> Value:
    settings = desk.settings
    allowance = Allowance(settings.worker_megabytes, settings.page_work_seconds)
    return confined(work, *arguments, allowance=allowance)


def _folder(desk: Desk) -> Path:
    folder = desk.cache / "pages"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _place(desk: Desk, sheet: Sheet, width: Width) -> Path:
    return _folder(desk) / f"{_stem(sheet)}-{int(width)}.webp"


def _size_place(desk: Desk, sheet: Sheet) -> Path:
    return _folder(desk) / f"{_stem(sheet)}.size"


def _stem(sheet: Sheet) -> str:
    return f"{sheet.sha256}-{sheet.number}-{sheet.turns.get(sheet.number, 0)}"


def _is_there(place: Path) -> bool:
    """Whether it was drawn before; being asked for keeps it longer."""
    try:
        os.utime(place)
    except FileNotFoundError:
        return False
    return True


def _keep(desk: Desk, sheet: Sheet, width: Width, page: SeenPage) -> None:
    _write(_size_place(desk, sheet), f"{page.width} {page.height}".encode())
    _write(_place(desk, sheet, width), page.picture)


def _write(place: Path, content: bytes) -> None:
    """The file is whole or not there: others may ask for it meanwhile."""
    part = place.with_name(f".{place.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        part.write_bytes(content)
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


def _make_room(folder: Path, most: int = _MOST_KEPT) -> None:
    """Remove what was asked for longest ago until the rest fits."""
    found = []
    for entry in os.scandir(folder):
        try:
            state = entry.stat()
        except FileNotFoundError:  # another one made room, too
            continue
        found.append((state.st_mtime, state.st_size, entry.path))
    left = sum(size for _when, size, _path in found)
    for _when, size, path in sorted(found):
        if left <= most:
            return
        Path(path).unlink(missing_ok=True)
        left -= size
