"""Writing the rows of an archive into files, as they come; each file is there whole or not at all."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date as Date
from pathlib import Path

from docproc.archive.tables.columns import TABLES, VERSION, Column, Row, Value
from docproc.archive.tables.parquet import parquet_file
from docproc.disk import passing, remove, take_place
from docproc.store.originals import sync_folder

Write = Callable[[str, Row], None]
"""Writes a row into the table of that name."""


@contextmanager
def table_files(out: Path, parquet: bool) -> Iterator[Write]:
    """The files of all tables in a folder: `NAME.jsonl`, with `parquet` also `NAME.parquet`.

    They take their names in the end, and only when nothing went wrong. Raises OSError.
    """
    with ExitStack() as stack:
        writers: dict[str, list[Callable[[Row], None]]] = {}
        for name, columns in TABLES.items():
            lines = stack.enter_context(whole_file(out / f"{name}.jsonl"))
            writers[name] = [stack.enter_context(line_file(lines, columns))]
            if parquet:
                rows = stack.enter_context(whole_file(out / f"{name}.parquet"))
                writers[name].append(stack.enter_context(parquet_file(rows, name, columns)))

        def write(name: str, row: Row) -> None:
            for writer in writers[name]:
                writer(row)

        yield write


@contextmanager
def line_file(path: Path, columns: Sequence[Column]) -> Iterator[Callable[[Row], None]]:
    """A file of JSON Lines; gives the function that writes a row. Raises OSError."""
    with path.open("w", encoding="utf-8", newline="\n") as file:

        def write(row: Row) -> None:
            line = {"schema": VERSION} | {column.name: _plain(row[column.name]) for column in columns}
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

        yield write


def _plain(value: Value) -> Value:
    return value.isoformat() if isinstance(value, Date) else value


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A passing name beside `path`; what was written there takes its place in the end. Raises OSError."""
    part = passing(path.parent)
    try:
        yield part
        with part.open("rb") as file:
            os.fsync(file.fileno())
        take_place(part, path)
        sync_folder(path.parent)
    finally:
        remove(part)
