"""The table of tasks as it comes back from a desk: what was typed into it, line by line.

The file is hostile until it is read: it is looked at as a package first (its size unpacked, no document types),
and all of it happens in a child process under limits (docproc/confined). Columns are known by their titles, so
that a person may move them; a task by the stamp in its line, so that a person may sort and filter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date as Date
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from pydantic import ValidationError

from docproc.confined.call import Allowance, confined
from docproc.days import FIRST_YEAR, LAST_YEAR, typed_day
from docproc.errors import LockedOffice, NoTable, NotExported, OldTable
from docproc.language.normalise import fold
from docproc.messages import _
from docproc.records import Progress, Status, TypedTask, text_mark
from docproc.reports.sheets.task_stamp import Stamp, cells_mark
from docproc.reports.sheets.tracker import COMPLETED, FIXED, NOTE, OWNER, PROGRESS, REPLY, STAMP, STATE, TEXT
from docproc.reports.wording.phrases import one_line
from docproc.rules import load
from docproc.rules.follow_up import FollowUp
from docproc.scan.formats.packages import ole_format, zip_format
from docproc.scan.formats.signatures import HEAD, signature_of
from docproc.scan.guard import damage_named
from docproc.scan.kinds import check_file, read_bytes
from docproc.scan.word.package import open_package
from docproc.settings import Settings

_NEEDED = (TEXT, OWNER, STATE, COMPLETED, REPLY, NOTE, PROGRESS, STAMP)
_READ_BACK = (OWNER, STATE, COMPLETED, REPLY, NOTE, PROGRESS)
_COLUMNS, _HEAD_ROWS = 100, 30  # looked at: columns of a sheet, rows until the titles
_NUMBERED = re.compile(r"\(\d+\)")  # the row of the column numbers
# A number format: what is quoted or behind a backslash only stands there (ECMA-376-1, 18.8.31).
_PERCENT = re.compile(r'"[^"]*"|\\.|%')

Cell = Any  # openpyxl has several kinds, with value, data_type and number_format
Line = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class LineFault:
    """Why what a line of the sheet says is not taken."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class TypedTable:
    """The lines that can be compared with the register, and what of the table cannot be taken."""

    tasks: tuple[TypedTask, ...]
    faults: tuple[LineFault, ...]


class _Wrong(Exception):
    """A cell does not say what its column is for; the words say what is expected."""


def read_typed_table(path: Path, settings: Settings) -> TypedTable:
    """What was typed into a table of `docproc export tasks`.

    Under worker_megabytes, page_work_seconds and table_megabytes of the settings. Raises InputError: NotFound,
    OldTable, NoTable, NotExported, DamagedFile, TooLarge, TookTooLong and the like.
    """
    allowance = Allowance(settings.worker_megabytes, settings.page_work_seconds)
    return confined(_read, path, settings, allowance=allowance, path=path)


def _read(path: Path, settings: Settings) -> TypedTable:
    settings = replace(
        settings, max_megabytes=settings.table_megabytes, max_stream_megabytes=settings.table_megabytes
    )
    _check(path, settings)
    tasks: list[TypedTask] = []
    faults: list[LineFault] = []
    lines = list(_lines(path))
    if lines and all(_value(line, STAMP) is None for _number, line in lines):
        raise NotExported(path, detail=_("no line of it comes from the register"))
    for number, line in lines:
        try:
            task, fixed = _task(number, line)
        except _Wrong as wrong:
            faults.append(LineFault(number, str(wrong)))
            continue
        tasks.append(task)
        if not _is_as_exported(line, fixed):
            words = _("a column that is only shown was changed; read back are: {columns}")
            faults.append(LineFault(number, words.format(columns=", ".join(_READ_BACK))))
    return TypedTable(tuple(tasks), tuple(faults))


def _is_as_exported(line: Line, fixed: str) -> bool:
    """Whether the cells that are not read back are as they were; also when a person took columns out."""
    return (
        any(title not in line for title in FIXED) or cells_mark([_value(line, title) for title in FIXED]) == fixed
    )


def _check(path: Path, settings: Settings) -> None:
    """Raise InputError unless the file is an Excel workbook that may be parsed."""
    check_file(path, settings)
    found = signature_of(read_bytes(path, HEAD))
    if found is not None and found.kind == "ole":
        inside = ole_format(path)
        if inside.kind == "locked":
            raise LockedOffice(path, format="Excel")
        raise OldTable(path) if inside.name == "Excel" else NoTable(path)
    if found is None or found.kind != "zip" or zip_format(path).name != "Excel":
        raise NoTable(path)
    with open_package(path, settings) as package:
        for _part in package.all_xml():  # each is looked at, none is kept
            pass


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    """The lines under the titles that hold anything, with their numbers in the sheet. Raises NotExported."""
    with damage_named(path):
        book = load_workbook(path, read_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # a sheet may say that it is larger or smaller than it is
            rows = enumerate(sheet.iter_rows(max_col=_COLUMNS), start=1)
            titles = next(filter(None, (_titles(path, row) for _number, row in islice(rows, _HEAD_ROWS))), None)
            if titles is not None:
                yield from _used_lines(rows, titles)
                return
    raise NotExported(path, detail=_("it has no column “{title}”", title=STAMP))


def _used_lines(rows: Iterable[tuple[int, Sequence[Cell]]], titles: dict[str, int]) -> Iterator[tuple[int, Line]]:
    needed = [titles[title] for title in _NEEDED]
    for number, row in rows:
        # Some programs write a last row of a million, and openpyxl then gives all between.
        if any(row[at].value is not None for at in needed if at < len(row)):
            line = {title: row[at] for title, at in titles.items() if at < len(row)}
            if _is_used(line):
                yield number, line


def _is_used(line: Line) -> bool:
    """Whether anything stands in a line that is no row of column numbers."""
    words = [str(cell.value) for title, cell in line.items() if title in _NEEDED and cell.value not in (None, "")]
    return bool(words) and not all(map(_NUMBERED.fullmatch, words))


def _titles(path: Path, row: Sequence[Cell]) -> dict[str, int]:
    """The column of each title, when this is the row of the titles; else nothing. Raises NotExported."""
    titles = {one_line(cell.value): at for at, cell in enumerate(row) if isinstance(cell.value, str)}
    if STAMP not in titles:
        return {}
    lacking = next((title for title in _NEEDED if title not in titles), None)
    if lacking is not None:
        raise NotExported(path, detail=_("it has no column “{title}”", title=lacking))
    return titles


def _task(number: int, line: Line) -> tuple[TypedTask, str]:
    """What a line says, and the mark of its cells that are not read back. Raises _Wrong."""
    stamp = _stamp(line)
    then = stamp.progress_then()
    if text_mark(str(_value(line, TEXT) or "")) != stamp.text:
        raise _Wrong(
            _("the text of the task was changed in the table; docproc correct changes it in the register")
        )
    now = Progress(
        owner=_text(line, OWNER),
        status=_status(line),
        progress=_percent(line),
        completed_on=_day(line),
        reply=_text(line, REPLY),
        note=_text(line, NOTE),
    )
    return TypedTask(number, stamp.id, stamp.file, stamp.key, stamp.text, then, now), stamp.fixed


def _value(line: Line, title: str) -> Any:
    """What a cell holds; a text on one line, None for an empty one."""
    value = line[title].value if title in line else None
    return one_line(value) or None if isinstance(value, str) else value


def _typed(line: Line, title: str) -> Any:
    """What was typed into a cell. Raises _Wrong for what is worked out: nobody typed that, and it may change."""
    if title in line and line[title].data_type in ("f", "e"):
        raise _Wrong(_("{column}: it holds a formula; type the value itself", column=title))
    return _value(line, title)


def _stamp(line: Line) -> Stamp:
    written = _value(line, STAMP)
    if written is None:
        raise _Wrong(_("this line is no task of the register; lines added by hand are not taken"))
    try:
        return Stamp.model_validate_json(str(written))
    except ValidationError as error:
        raise _Wrong(_("the column “{title}” was changed; export the table anew", title=STAMP)) from error


def _text(line: Line, title: str) -> str | None:
    value = _typed(line, title)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:g}"
    raise _Wrong(_("{column}: words belong here; type an apostrophe (') before them", column=title))


def _day(line: Line) -> Date | None:
    value = _typed(line, COMPLETED)
    if value is None:
        return None
    day = typed_day(value) if isinstance(value, str) else value.date() if isinstance(value, datetime) else None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        given = f"{value:%d/%m/%Y}" if isinstance(value, datetime) else str(value)[:40]
        raise _Wrong(_("{column}: “{given}” is no day; write 20/3/2024", column=COMPLETED, given=given))
    return day


def _status(line: Line) -> Status:
    written = str(_typed(line, STATE) or "")
    status = status_of(written)
    if status is None:
        known = ", ".join(load(FollowUp).states.values())
        raise _Wrong(
            _("{column}: “{given}” is none of: {states}", column=STATE, given=written[:40], states=known)
        )
    return status


def status_of(written: str) -> Status | None:
    """The state of which the words begin with the name, or that people type for it (models/follow_up.toml); None
    when they are of no state.
    """
    rules, typed = load(FollowUp), fold(written.partition(" - ")[0].strip())
    known = ((status, (fold(words), *rules.typed[status])) for status, words in rules.states.items())
    return next((status for status, words in known if typed in words), None)


def _percent(line: Line) -> int:
    value = _typed(line, PROGRESS)
    if value is None:
        return 0
    if isinstance(value, str) and re.fullmatch(r"\d{1,3} ?%?", value, re.ASCII):
        value = int(value.rstrip(" %"))
    elif isinstance(value, int | float) and "%" in _PERCENT.findall(line[PROGRESS].number_format):
        value = round(value * 100)  # 0.4, shown as 40%
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 100:
        raise _Wrong(_("{column}: “{given}” is no number from 0 to 100", column=PROGRESS, given=str(value)[:40]))
    return value
