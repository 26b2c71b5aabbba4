"""Rows as Parquet, in groups of rows as they come. pyarrow is optional (the extra `archive`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from docproc.archive.tables.columns import VERSION, Column, Row
from docproc.errors import MissingProgram
from docproc.messages import mark

_GROUP = 1000  # rows that are held until they are written together; a group is what a reader of the file takes in


class ParquetMissing(MissingProgram):
    remedy = mark("Install it: {how}; or leave out --parquet, for JSON Lines need nothing.")


def check_parquet() -> None:
    """Raises ParquetMissing where pyarrow is not installed."""
    if find_spec("pyarrow") is None:
        raise ParquetMissing(program="pyarrow", how="pip install 'docproc[archive]'")


def arrow_schema(name: str, columns: Sequence[Column]) -> Any:
    """The `pyarrow.Schema` of a table; its metadata tells name and version of the table."""
    import pyarrow

    kinds = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "whole": pyarrow.int32(),
        "number": pyarrow.float64(),
        "yes": pyarrow.bool_(),
        "day": pyarrow.date32(),
    }
    about = {"docproc.table": name, "docproc.schema": str(VERSION)}
    return pyarrow.schema([(column.name, kinds[column.kind]) for column in columns], metadata=about)


@contextmanager
def parquet_file(path: Path, name: str, columns: Sequence[Column]) -> Iterator[Callable[[Row], None]]:
    """A Parquet file of the table `name`; gives the function that writes a row. Raises OSError."""
    import pyarrow
    from pyarrow.parquet import ParquetWriter

    schema = arrow_schema(name, columns)
    held: list[Row] = []
    # An open file, not its name: pyarrow would look whether a name is an address of a network.
    with path.open("wb") as file, ParquetWriter(file, schema, compression="zstd") as writer:

        def write(row: Row) -> None:
            held.append(row)
            if len(held) == _GROUP:
                flush()

        def flush() -> None:
            writer.write_table(pyarrow.Table.from_pylist(held, schema))
            held.clear()

        yield write
        flush()
