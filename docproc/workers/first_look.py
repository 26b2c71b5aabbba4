"""A cheap first look at page 1: does it carry a mark of urgency (HỎA TỐC, THƯỢNG KHẨN, KHẨN)?

Nghị định 30/2020, Điều 24: such letters are registered and handed on at once. While more files wait than workers
are free, each gets a look: a fraction of a second, against seconds for a whole letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path

import structlog
from PIL.Image import Image
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from docproc.errors import InputError
from docproc.extract.layout.marks import find_mark
from docproc.language.judge import judge
from docproc.language.normalise import normalise
from docproc.page import Line
from docproc.reading.second_look import ink_of, stamp_looks
from docproc.reading.tesseract import SCATTERED, ReadingTimeout, read_image
from docproc.scan import ScannedPage, open_scan
from docproc.scan.resolution import POINTS
from docproc.settings import Settings
from docproc.store.database import Store
from docproc.store.originals import place_of
from docproc.store.schema import File, Job
from docproc.workers.order import Order

log = structlog.get_logger(__name__)
_ROWS = 40  # rows of a text: the head of a letter
_SHARE = 0.45  # of the height: boxes 1 to 10b (Phụ lục I: 10b ends at 0.29 of the text area)
_DPI = 150.0


def look_at_waiting(store: Store, order: Order, most: int, begins: Callable[[int, float], None]) -> None:
    """Look at up to `most` waiting files that nobody has looked at, if more than one waits.

    Urgent ones go to the front. A look that fails changes nothing: reading will tell what is wrong. `begins` as
    in Hooks. Two workers may look at the same file; that costs a moment and harms nothing.
    """
    for job_id, path in _unlooked(store, most):
        begins(job_id, order.settings.page_work_seconds)
        urgent = is_urgent(path, order.settings)
        store.write(partial(_looked, job_id=job_id, urgent=urgent))
        if urgent:
            log.info("urgent", job=job_id)


def is_urgent(path: Path, settings: Settings) -> bool:
    """Whether page 1 of a file carries a mark of urgency; False when it cannot be read."""
    try:
        return any(found and found[0] == "urgency" for found in map(find_mark, _first_lines(path, settings)))
    except (InputError, ReadingTimeout):
        return False
    except Exception as error:  # whatever it is: reading comes to it again, and puts it into words
        log.warning("no_first_look", why=type(error).__name__)
        return False


def _first_lines(path: Path, settings: Settings) -> Iterator[str]:
    with open_scan(path, settings, laid_out=False) as scan:
        if scan.kind == "text":
            written = [line.text for line in next(iter(scan.written_pages), ())]
            yield from map(normalise, (written or scan.text_pages[0].splitlines())[:_ROWS])
            return
        page = next(scan.pages())
        image = page.image(_DPI)
        lines = _layer(page) if judge(page.layer).good else _head(page, image, settings)
        lines += [line for overlay in page.overlays() for line in overlay.lines]
        stamped = (line for look in stamp_looks(image, lines, (page.width, page.height)) for line in look.lines)
        yield from (line.text for line in chain(lines, stamped))


def _layer(page: ScannedPage) -> list[Line]:
    lines = page.layer_lines()[:_ROWS]
    return [Line(tuple(replace(word, text=normalise(word.text)) for word in line.words)) for line in lines]


def _head(page: ScannedPage, image: Image, settings: Settings) -> list[Line]:
    """The words that stand in the upper part of a page image."""
    head = image.crop((0, 0, image.width, round(_SHARE * image.height)))
    dpi = POINTS * image.width / page.width
    return read_image(ink_of(head, coloured=True), dpi, settings.ocr_seconds, SCATTERED)


def _unlooked(store: Store, most: int) -> list[tuple[int, Path]]:
    waits = (Job.state == "waiting", Job.kind == "register")
    with store.reading() as session:
        if (session.scalar(select(func.count()).select_from(Job).where(*waits)) or 0) < 2:
            return []
        fresh = select(Job.id, File.sha256).join(File, File.id == Job.file_id)
        fresh = fresh.where(*waits, Job.looked.is_(False)).order_by(Job.id).limit(most)
        return [(job_id, place_of(store.originals, sha256)) for job_id, sha256 in session.execute(fresh)]


def _looked(session: Session, job_id: int, urgent: bool) -> None:
    waiting = update(Job).where(Job.id == job_id, Job.state == "waiting")
    session.execute(waiting.values(looked=True, urgent=True) if urgent else waiting.values(looked=True))
