"""Files whose work is done leave the inbox: to `processed/YYYY/MM/`, or to `failed/` beside a note that says why.

First the move, then the note, then the row. Cut off between them, the row still says `waiting`; the next run
finds the file gone from its place, looks whether it lies where it was to go, and writes the note. Only the very
file that was taken in is moved (size, time and inode): another that came under the same name meanwhile is a new
arrival and stays. No link is followed on the way from or to (`below.py`), and nothing is overwritten.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.disk import passing
from docproc.filenames import shown
from docproc.intake.below import Root, Seen, is_there, move, opened_folder, seen_in
from docproc.intake.names import FAILED, PROCESSED, free_place, taken_names
from docproc.messages import current_language
from docproc.places import Watched
from docproc.store.database import Store
from docproc.store.originals import sync_open_folder
from docproc.store.schema import Arrival, Job

log = structlog.get_logger(__name__)
NOTE = ".txt"
_AT_A_TIME = 200
_Taken = dict[Path, set[str]]  # the names in the folders that files are moved to


@dataclass(frozen=True, slots=True)
class _Ended:
    arrival_id: int
    path: Path
    seen: Seen
    month: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class Filed:
    """Files that could not be moved, with the reasons, and those that were not in their places any more."""

    refused: list[tuple[Path, OSError]]
    gone: list[Path]


def file_away(store: Store, watched: Watched, root: Root) -> Filed:
    """Move the files of a watched folder whose jobs have ended.

    `root`: the watched folder as it was checked. Raises OSError, StoreFault, StoreGone.
    """
    with store.reading() as session:
        ended = _ended(session, watched)
    if ended:
        store.check_there()  # nothing leaves the folder for a store that is not there
    filed: list[tuple[_Ended, Path | None]] = []
    refused: list[tuple[Path, OSError]] = []
    taken: _Taken = {}
    try:
        for one in ended:
            try:
                filed.append((one, _moved(store, watched, root, one, taken)))
            except OSError as error:  # one file must not keep the others
                refused.append((one.path, error))
    finally:
        if filed:
            _sync(root, {one.path for one, _place in filed} | {place for _one, place in filed if place})
            store.write(lambda session: _write_down(session, filed))
    return Filed(refused, [one.path for one, place in filed if place is None])


def to_file(session: Session, watched: Watched) -> int:
    """How many files of a watched folder have not been filed yet, their jobs ended or not."""
    waiting = select(func.count()).select_from(Arrival)
    waiting = waiting.where(Arrival.folder == os.fsencode(watched.folder), Arrival.filing == "waiting")
    return session.scalar(waiting) or 0


def _sync(root: Root, paths: set[Path]) -> None:
    """Force the moves to the disk: both folders of each, once. Raises OSError."""
    for folder in {path.parent for path in paths}:
        try:
            with opened_folder(root, folder) as descriptor:
                sync_open_folder(descriptor)
        except OSError as error:
            if error.errno not in (errno.ENOENT, errno.ELOOP, errno.ESTALE):  # the folder has gone meanwhile
                raise


def _ended(session: Session, watched: Watched) -> list[_Ended]:
    waiting = (
        select(Arrival, Job)
        .join(Job, Job.id == Arrival.job_id)
        .where(Arrival.folder == os.fsencode(watched.folder), Arrival.filing == "waiting")
        .where(Job.state.in_(("done", "failed")))
        .order_by(Arrival.id)
        .limit(_AT_A_TIME)
    )
    return [_of(arrival, job) for arrival, job in session.execute(waiting)]


def _of(arrival: Arrival, job: Job) -> _Ended:
    reason = (job.reason or {}).get(current_language(), "?") if job.state == "failed" else None
    seen = Seen(arrival.size, arrival.changed_ns, arrival.inode)
    month = arrival.arrived_at.astimezone().strftime("%Y/%m")
    return _Ended(arrival.id, Path(os.fsdecode(arrival.path)), seen, month, reason)


def _moved(store: Store, watched: Watched, root: Root, one: _Ended, taken: _Taken) -> Path | None:
    """Where the file lies now; None when it is not there any more, or another has its name."""
    if watched.after == "stay" and one.reason is None:
        return one.path
    folder = root.folder / (FAILED if one.reason else f"{PROCESSED}/{one.month}")
    if not _lies_there(root, one):
        place = _lying_in(root, folder, one.seen)
    elif one.path.parent == folder:
        place = one.path
    else:
        place = _moved_to(folder, store, root, one, taken)
    if place and one.reason:
        _write_note(store, root, place, one.reason)
    return place


def _lies_there(root: Root, one: _Ended) -> bool:
    """Whether the very file lies in its place. Raises OSError when that cannot be told: a link is on the way."""
    try:
        with opened_folder(root, one.path.parent) as folder:
            return seen_in(folder, one.path.name) == one.seen
    except FileNotFoundError:
        return False


def _moved_to(folder: Path, store: Store, root: Root, one: _Ended, taken: _Taken) -> Path | None:
    name = one.path.name
    with opened_folder(root, one.path.parent) as source, opened_folder(root, folder, make=True) as target:
        _remove_old_note(store, root, one.path)
        names = taken.get(folder) or taken.setdefault(folder, taken_names(target))
        place = free_place(folder, name, names, beside=NOTE if one.reason else "")
        move(source, name, target, place.name)
        moved = seen_in(target, place.name)
        if moved is None or moved[:2] != one.seen[:2]:  # inodes of some shares change with the name
            _put_back(target, place.name, source, name)
            return None
    log.info("filed", file=place.name, folder=folder.name)
    return place


def _put_back(folder: int, name: str, source: int, former: str) -> None:
    """Another file came under the name in the moment of moving: it goes back, under a free name if it must."""
    log.warning("another_file_came", file=shown(former))
    move(folder, name, source, free_place(Path(), former, taken_names(source)).name)


def _lying_in(root: Root, folder: Path, seen: Seen) -> Path | None:
    """The very file in the folder it was to be moved to: docproc was cut off after moving it."""
    try:
        with opened_folder(root, folder) as descriptor:
            found = (entry.name for entry in os.scandir(descriptor))
            return next((folder / name for name in found if seen_in(descriptor, name) == seen), None)
    except FileNotFoundError:
        return None


def _write_note(store: Store, root: Root, place: Path, reason: str) -> None:
    """The reason beside the file, whole or not at all. Line ends for Windows, where clerks read it."""
    note = place.with_name(f"{place.name}{NOTE}")
    part = passing(note.parent).name
    with opened_folder(root, note.parent) as folder:
        other = is_there(folder, note.name) and (not seen_in(folder, note.name) or _was_dropped(store, note))
        if other:  # a file of that name failed meanwhile, or it is a link, a pipe
            return
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666, dir_fd=folder)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
                file.write(f"{reason}\r\n")
            os.replace(part, note.name, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError:
            with suppress(OSError):
                os.unlink(part, dir_fd=folder)
            raise


def _remove_old_note(store: Store, root: Root, path: Path) -> None:
    """The note on a file of this name that failed before: it, or the clerk, has taken the file out of `failed/`.

    Not when it is no note but a file that failed itself.
    """
    former = root.folder / FAILED / path.name
    old_note = f"{former.name}{NOTE}"
    try:
        with opened_folder(root, former.parent) as failed:
            if (is_there(failed, former.name) and former != path) or seen_in(failed, old_note) is None:
                return
            if not _was_dropped(store, former.with_name(old_note)):
                os.unlink(old_note, dir_fd=failed)
    except OSError as error:  # nothing has failed yet, or `failed` is a link and holds no notes of docproc
        if error.errno not in (errno.ENOENT, errno.ELOOP):
            raise


def _was_dropped(store: Store, path: Path) -> bool:
    with store.reading() as session:
        arrival = select(Arrival.id).where(Arrival.path == os.fsencode(path)).limit(1)
        return session.scalar(arrival) is not None


def _write_down(session: Session, filed: list[tuple[_Ended, Path | None]]) -> None:
    for one, place in filed:
        arrival = session.get_one(Arrival, one.arrival_id)
        arrival.filing = "lost" if place is None else "done"
        if place is not None:
            arrival.path = os.fsencode(place)
