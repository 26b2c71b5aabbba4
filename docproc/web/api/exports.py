"""Registers and tables for programs: the files, and the table of tasks that comes back."""

from __future__ import annotations

from datetime import date as Date
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, File, Query, Request, UploadFile
from fastapi.responses import FileResponse
from pydantic import BaseModel

from docproc.reports.sheets.period import DayOf
from docproc.store.people.rights import Right
from docproc.web.api.caller import Caller, calling
from docproc.web.desk import desk_of
from docproc.web.downloads import EXCEL, ZIP
from docproc.web.exports import tables
from docproc.web.exports.handing_out import handed_out, wanted_of
from docproc.workdays import VIETNAM

router = APIRouter(tags=["exports"])
ExportingCaller = Annotated[Caller, Depends(calling(Right.EXPORT))]
ImportingCaller = Annotated[Caller, Depends(calling(Right.HAND_OUT))]
_FILE: dict[int | str, dict[str, object]] = {
    200: {"content": {kind: {} for kind in (EXCEL, "text/calendar", ZIP)}, "description": "The file"}
}


class FieldChange(BaseModel):
    """What stood in a field of the table when it was exported, and what was typed."""

    field: str
    before: str
    after: str


class TaskChange(BaseModel):
    """A line of the table that changes a task."""

    line: int
    task: int
    fields: list[FieldChange]


class Refused(BaseModel):
    """A line of the table of which something is not taken, and why."""

    line: int
    why: str


class TableOutcome(BaseModel):
    """What a table changed, or would change; `same` lines are as they were."""

    changes: list[TaskChange]
    refused: list[Refused]
    same: int


@router.get("/exports/{what}", response_class=FileResponse, responses=_FILE)
def export(
    request: Request,
    what: Literal["register", "tasks", "calendar", "edxml"],
    caller: ExportingCaller,
    since: Date | None = None,
    until: Date | None = None,
    by: DayOf = DayOf.ARRIVAL,
    book: str = "",
    office: Annotated[str, Query(description="The office's own name where it is left out.")] = "",
    every: bool = False,
    secret: bool = False,
) -> FileResponse:
    """Registers or a table (.xlsx), a calendar (.ics), or headers for exchange (.edXML in a .zip).

    `every`: the tasks of other offices as well. `secret`: letters marked MẬT as well, for who may see them.
    """
    desk = desk_of(request)
    ends = [day.isoformat() if day else "" for day in (since, until)]
    wanted = wanted_of(desk, ends[0], ends[1], by.value, book, office, every, secret)
    return handed_out(desk, caller.user, what, wanted)


@router.post("/exports/tasks/upload")
def take_table(
    request: Request, caller: ImportingCaller, file: Annotated[UploadFile, File()], only_show: bool = False
) -> TableOutcome:
    """Take what was typed into an exported table of tasks; with `only_show` nothing is changed."""
    desk = desk_of(request)
    today = desk.clock().astimezone(VIETNAM).date()
    name = tables.keep_table(desk, caller.user, file.file)
    taking = tables.preview if only_show else tables.take
    outcome = taking(desk, caller.user, name, today)
    changes = [
        TaskChange(
            line=one.line,
            task=one.task,
            fields=[FieldChange(field=name, before=before, after=after) for name, before, after in one.fields],
        )
        for one in outcome.changes
    ]
    refused = [Refused(line=one.line, why=one.why) for one in outcome.refusals]
    return TableOutcome(changes=changes, refused=refused, same=outcome.same)
