"""A draft as it stands: its places, its Word file, its PDF and the pictures of its pages.

All of it can be made again at any time from the file as it was made and what was filled in. What takes
LibreOffice is kept in the cache of the desk, under a name that follows from both, until others need the room.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import BoundedSemaphore

from docproc.reports.word.places import Place, filled_word, places_of
from docproc.reports.word.preview import PDF, draw_pages, page_name
from docproc.settings import Settings
from docproc.store.originals import place_of
from docproc.store.schema import Draft
from docproc.web.desk import Desk
from docproc.web.turns import a_turn

_KEPT = 200_000_000  # bytes of previews
_TURNS = BoundedSemaphore(2)  # LibreOffice takes memory
_LONGEST_MAKING = 3600.0  # seconds
_KEY = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Preview:
    """The pages of a draft as they were drawn. `key` stands for what the draft held then."""

    key: str
    pages: tuple[int, ...]
    pdf: Path


def places(desk: Desk, sha256: str) -> tuple[Place, ...]:
    """The places of a draft's file, in reading order. Raises what `places_of` raises."""
    return _places(place_of(desk.store.originals, sha256), desk.settings)


@lru_cache(maxsize=256)
def _places(file: Path, settings: Settings) -> tuple[Place, ...]:
    """Kept in memory: a file of the originals never changes."""
    return places_of(file, settings)


def word(desk: Desk, draft: Draft, sha256: str) -> bytes:
    """The Word file with what was filled in. Raises what `filled_word` raises."""
    filled = {int(place): text for place, text in draft.filled.items()}
    return filled_word(place_of(desk.store.originals, sha256), filled, desk.settings)


def preview(desk: Desk, draft: Draft, sha256: str) -> Preview:
    """The draft as it will print. Raises MissingProgram without LibreOffice, PdfNotMade, TooManyAtOnce."""
    key = _key(draft, sha256)
    kept = desk.cache / "drafts"
    folder = kept / f"{draft.id}-{key}"
    if not folder.is_dir():
        kept.mkdir(parents=True, exist_ok=True)
        with a_turn(_TURNS), tempfile.TemporaryDirectory(prefix=".making-", dir=kept) as passing:
            made = Path(passing) / "made"
            made.mkdir()
            file = Path(passing) / "draft.docx"
            file.write_bytes(word(desk, draft, sha256))
            draw_pages(file, made, desk.settings)
            with suppress(OSError):  # another has just made it
                made.rename(folder)
        _make_room(kept, folder)
    folder.touch()
    pages = sorted(int(path.stem) for path in folder.glob("*.png"))
    return Preview(key, tuple(pages), folder / PDF)


def page_picture(desk: Desk, draft_id: int, key: str, page: int) -> Path | None:
    """The picture of a page that was drawn for the draft; None when it is not kept."""
    if not _KEY.fullmatch(key):
        return None
    picture = desk.cache / "drafts" / f"{draft_id}-{key}" / page_name(page)
    return picture if picture.is_file() else None


def _key(draft: Draft, sha256: str) -> str:
    held = json.dumps([sha256, draft.filled], sort_keys=True)
    return hashlib.sha256(held.encode("ascii")).hexdigest()[:32]


def _make_room(kept: Path, but: Path) -> None:
    """Take away the previews that were not looked at for longest, until the rest has room; also what was left
    when docproc was killed while it made one.
    """
    room = _KEPT
    with suppress(OSError):  # another makes room, too
        found = sorted(((folder.stat().st_mtime, folder) for folder in kept.iterdir()), reverse=True)
        for at, folder in found:
            is_left_behind = folder.name.startswith(".") and at < time.time() - _LONGEST_MAKING
            room -= sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
            if folder != but and (is_left_behind or (room < 0 and not folder.name.startswith("."))):
                shutil.rmtree(folder, ignore_errors=True)
