"""Files whose work is done leave the inbox: to `processed/YYYY/MM/`, or to `failed/` beside a note that says why.

First the move, then the row. Cut off between the two, the row still says `waiting`; the next run finds the file
gone from its place and looks whether it lies where it was to go. Only the very file that was taken in is moved
(size, time and inode): another that came under the same name meanwhile is a new arrival and stays.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from docproc.disk import passing, remove, take_place
from docproc.intake.names import FAILED, PROCESSED, free_place, taken_names
from docproc.intake.stability import Seen, seen_at
from docproc.messages import current_language
from docproc.places import Watched
from docproc.store.database import Store
from docproc.store.originals import sync_folder
from docproc.store.schema import Arrival, Job

log = structlog.get_logger(__name__)
NOTE = ".txt"
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class _Ended:
    arrival_id: int
    path: Path
    seen: Seen
    month: str
    reason: str | None


def file_away(store: Store, watched: Watched) -> list[tuple[Path, OSError]]:
    """Move the files of a watched folder whose jobs have ended; gives those that could not be moved, and why.

    Raises OSError, StoreFault, StoreGone.
    """
    with store.reading() as session:
        ended = _ended(session, watched)
    if ended:
        store.check_there()  # nothing leaves the folder for a store that is not there
    filed: list[tuple[_Ended, Path | None]] = []
    refused: list[tuple[Path, OSError]] = []
    taken: dict[Path, set[str]] = {}
    try:
        for one in ended:
            try:
                filed.append((one, _moved(store, watched, one, taken)))
            except OSError as error:  # one file must not keep the others
                refused.append((one.path, error))
    finally:
        if filed:
            _sync({one.path for one, _place in filed} | {place for _one, place in filed if place})
            store.write(lambda session: _write_down(session, filed))
    return refused


def to_file(session: Session, watched: Watched) -> int:
    """How many files of a watched folder have not been filed yet, their jobs ended or not."""
    waiting = select(func.count()).select_from(Arrival)
    waiting = waiting.where(Arrival.folder == os.fsencode(watched.folder), Arrival.filing == "waiting")
    return session.scalar(waiting) or 0


def _sync(paths: set[Path]) -> None:
    """Force the moves to the disk: both folders of each, once."""
    for folder in {path.parent for path in paths}:
        if folder.is_dir():
            sync_folder(folder)


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


def _moved(store: Store, watched: Watched, one: _Ended, taken: dict[Path, set[str]]) -> Path | None:
    """Where the file lies now; None when it is not there any more, or another has its name."""
    if watched.after == "stay" and one.reason is None:
        return one.path
    target_folder = watched.folder / (FAILED if one.reason else f"{PROCESSED}/{one.month}")
    if seen_at(one.path) != one.seen:
        return _lying_in(target_folder, one.seen)
    if one.path.parent == target_folder:
        _write_note(one.path, one.reason or "")
        return one.path
    target_folder.mkdir(parents=True, exist_ok=True)
    _remove_old_note(store, watched, one.path)
    names = taken.get(target_folder) or taken.setdefault(target_folder, taken_names(target_folder))
    target = free_place(target_folder, one.path.name, names, beside=NOTE if one.reason else "")
    if one.reason:
        _write_note(target, one.reason)
    one.path.rename(target)
    log.info("filed", file=target.name, folder=target_folder.name)
    return target


def _lying_in(folder: Path, seen: Seen) -> Path | None:
    """The very file in the folder it was to be moved to: docproc was cut off after moving it."""
    if not folder.is_dir():
        return None
    return next((path for path in folder.iterdir() if seen_at(path) == seen), None)


def _write_note(target: Path, reason: str) -> None:
    """The reason beside the file, before the file comes. Line ends for Windows, where clerks read it."""
    part = passing(target.parent)
    try:
        part.write_text(reason + "\r\n", encoding="utf-8-sig", errors="backslashreplace", newline="")
        take_place(part, target.with_name(target.name + NOTE))
    finally:
        remove(part)


def _remove_old_note(store: Store, watched: Watched, path: Path) -> None:
    """The note on a file of this name that failed before: it, or the clerk, has taken the file out of `failed/`.

    Not when it is no note but a file that failed itself.
    """
    former = watched.folder / FAILED / path.name
    old_note = former.with_name(former.name + NOTE)
    # os.path answers for a name that is too long to have a note, too.
    if (os.path.exists(former) and former != path) or not os.path.exists(old_note):  # noqa: PTH110
        return
    with store.reading() as session:
        itself = session.scalar(select(Arrival.id).where(Arrival.path == os.fsencode(old_note)).limit(1))
    if itself is None:
        old_note.unlink()


def _write_down(session: Session, filed: list[tuple[_Ended, Path | None]]) -> None:
    for one, place in filed:
        arrival = session.get_one(Arrival, one.arrival_id)
        arrival.filing = "lost" if place is None else "done"
        if place is not None:
            arrival.path = os.fsencode(place)
