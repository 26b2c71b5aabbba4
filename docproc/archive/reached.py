"""How far an archive is, asked of its ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, aliased

from docproc.archive.pace import Group, Mark, Pages, Sum, seconds_of_rest
from docproc.archive.strata import Stratum, kind_column, size_column
from docproc.store.database import Store
from docproc.store.schema import File, Job

_ENDED = ("done", "failed")
_NO_PAGES = Pages()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an archive is: files and bytes in all and ended, files failed, pages read so far.

    `jobs` and `seconds`: what has ended (files and parts of files), the seconds of workers that
    took, and the sum of their squares.
    `groups` and `parts`: what that was, and what waits. `counting`: more files may be found. `until`: when
    reading goes on, where it waits for its hours.
    """

    files: int
    size: int
    ended: int
    ended_size: int
    failed: int
    pages: int
    jobs: int = 0
    seconds: float = 0.0
    squares: float = 0.0
    groups: tuple[Group, ...] = ()
    parts: Pages = _NO_PAGES
    counting: bool = False
    until: datetime | None = None

    def at(self, moment: float) -> Mark:
        """What had ended, seen at a moment (time.monotonic)."""
        return Mark(moment, self.jobs, self.seconds, self.squares, self.pages)

    @property
    def rest(self) -> float | None:
        """Seconds of one worker for all that is left; None while nothing is known."""
        return seconds_of_rest(self.groups, self.parts, self.seconds / self.pages if self.pages else None)


def progress_of(store: Store) -> Progress:
    """How far the ledger is."""
    with store.reading() as session:
        groups = _groups(session)
        parts, part_jobs = _parts(session)
        failed = select(func.count()).where(Job.kind == "read", Job.state == "failed")
        # Pages of parts count when they are read; the whole file then adds none.
        read = select(func.coalesce(func.sum(Job.pages), 0)).where(
            Job.state == "done", ~Job.id.in_(select(Job.parent).where(Job.parent.is_not(None)))
        )
        squares = func.coalesce(func.sum(Job.seconds * Job.seconds), 0.0)
        taken = session.execute(select(func.coalesce(func.sum(Job.seconds), 0.0), squares)).one()
        ended = sum((group.ended for group in groups), Sum())
        split = (
            select(func.count(), func.coalesce(func.sum(File.size), 0))
            .select_from(Job)
            .join(File, File.id == Job.file_id)
        )
        in_parts, in_parts_size = session.execute(split.where(Job.kind == "read", Job.state == "split")).one()
        waiting = sum((group.waiting for group in groups), Sum())
        return Progress(
            files=ended.files + waiting.files + in_parts,
            size=ended.size + waiting.size + int(in_parts_size),
            ended=ended.files,
            ended_size=ended.size,
            failed=session.scalar(failed) or 0,
            pages=int(session.scalar(read) or 0),
            jobs=ended.files + part_jobs,
            seconds=float(taken[0] or 0.0),
            squares=float(taken[1] or 0.0),
            groups=tuple(groups),
            parts=parts,
        )


def _groups(session: Session) -> list[Group]:
    """The files of each stratum; those that are read in parts are in none until all of it is put together."""
    frontier = select(func.min(Job.id)).where(Job.kind == "read", Job.state == "waiting", Job.urgent.is_(False))
    come = session.scalar(frontier) or 0
    kind, size = kind_column(Job.name), size_column(File.size)
    is_ended, is_ahead = _flag(Job.state.in_(_ENDED)), _flag(Job.urgent & (Job.id > come))
    columns = (
        kind.label("of_kind"),
        size.label("of_size"),
        is_ended.label("is_ended"),
        is_ahead.label("is_ahead"),
    )
    asked = (
        select(
            *columns,
            func.count().label("files"),
            func.coalesce(func.sum(File.size), 0).label("bytes"),
            func.coalesce(func.sum(Job.seconds), 0.0).label("seconds"),
        )
        .select_from(Job)
        .join(File, File.id == Job.file_id)
        .where(Job.kind == "read", Job.state != "split")
        .group_by(*(column.name for column in columns))
    )
    sums: dict[tuple[Stratum, int, int], Sum] = {}
    for row in session.execute(asked):
        key = (Stratum(row.of_kind, row.of_size), row.is_ended, row.is_ahead)
        sums[key] = Sum(row.files, int(row.bytes), float(row.seconds))
    for key, seconds in _seconds_of_parts(session, come):
        sums[key] = replace(sums[key], seconds=sums[key].seconds + seconds)
    return [
        Group(
            stratum,
            sums.get((stratum, 0, 0), Sum()) + sums.get((stratum, 0, 1), Sum()),
            sums.get((stratum, 1, 0), Sum()) + sums.get((stratum, 1, 1), Sum()),
            sums.get((stratum, 1, 1), Sum()),
        )
        for stratum in sorted({stratum for stratum, _ended, _ahead in sums})
    ]


def _seconds_of_parts(session: Session, come: int) -> list[tuple[tuple[Stratum, int, int], float]]:
    """What the parts of files took that were put together, by the stratum of the file."""
    whole = aliased(Job)
    kind, size = kind_column(whole.name), size_column(File.size)
    is_ahead = _flag(whole.urgent & (whole.id > come))
    columns = (kind.label("of_kind"), size.label("of_size"), is_ahead.label("is_ahead"))
    asked = (
        select(*columns, func.coalesce(func.sum(Job.seconds), 0.0).label("seconds"))
        .select_from(Job)
        .join(whole, whole.id == Job.parent)
        .join(File, File.id == whole.file_id)
        .where(whole.kind == "read", whole.state.in_(_ENDED))
        .group_by(*(column.name for column in columns))
    )
    return [
        ((Stratum(row.of_kind, row.of_size), 1, row.is_ahead), float(row.seconds))
        for row in session.execute(asked)
    ]


def _parts(session: Session) -> tuple[Pages, int]:
    """The pages of files that are read in parts, and how many parts have ended."""
    pages = Job.last_page - Job.first_page + 1
    asked = select(
        func.coalesce(func.sum(case((Job.state.in_(_ENDED), 0), else_=pages)), 0).label("open"),
        func.coalesce(func.sum(case((Job.state == "done", pages), else_=0)), 0).label("ended"),
        func.coalesce(func.sum(Job.seconds), 0.0).label("seconds"),
        func.coalesce(func.sum(_flag(Job.state.in_(_ENDED))), 0).label("jobs"),
    ).where(Job.kind == "part")
    row = session.execute(asked).one()
    return Pages(int(row.open), int(row.ended), float(row.seconds)), int(row.jobs)


def _flag(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """1 where it holds, else 0: databases group alike by a number."""
    return case((condition, 1), else_=0)
