"""The files in the body of an upload (multipart/form-data, RFC 7578), one after the other as they come.

The framework would read the whole body before it asks who sends it, and hold every file of it open. Here a body
is read by a route that knows the person, and each file is taken in when its last byte has come: an upload of a
thousand files needs the memory of a piece and one open file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from typing import IO, TYPE_CHECKING, Generic, TypeVar

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect

from docproc.intake.uploaded import disk_full_told, room_for_upload
from docproc.messages import mark
from docproc.store import Store
from docproc.store.faults import WrongEntry

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

Value = TypeVar("Value")
Take = Callable[[IO[bytes], str], Value]
_FOLDERS = re.compile(r"[/\\]")


class NoUpload(WrongEntry):
    reason = mark("no file came with this upload")
    remedy = mark("Choose files, or drop them onto the inbox.")


class BrokenOff(WrongEntry):
    reason = mark("the upload broke off before its end")
    remedy = mark("Upload the file again; nothing of it was kept.")


async def take_files(request: Request, store: Store, take: Take[Value]) -> list[Value]:
    """What `take` makes of each file in the body, in their order. It is called in a thread, with the file and its
    name.

    Raises NoUpload, BrokenOff (files that had come whole before are taken in), DiskFull, what `take` raises.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise NoUpload()
    files = _Files(store, take)
    try:
        parser = MultipartParser(boundary, files.callbacks())
        async for piece in request.stream():
            parser.write(piece)
            await run_in_threadpool(files.work)
    except (MultipartParseError, ClientDisconnect) as error:
        raise BrokenOff() from error
    finally:
        files.close()
    if not files.is_whole:
        raise BrokenOff()
    if not files.taken:
        raise NoUpload()
    return files.taken


class _Files(Generic[Value]):
    """What a parser finds in a body: noted while it reads (`callbacks`), worked off in a thread (`work`)."""

    def __init__(self, store: Store, take: Take[Value]) -> None:
        self.taken: list[Value] = []
        self.is_whole = False
        self._store, self._take = store, take
        self._header, self._value = bytearray(), bytearray()
        self._name: str | None = None  # of the part that is read; None when it is no file
        self._steps: list[Callable[[], None]] = []
        self._room = ExitStack()
        self._file: IO[bytes] | None = None

    def callbacks(self) -> MultipartCallbacks:
        """What the parser calls."""
        return {
            "on_header_field": self._note_header,
            "on_header_value": self._note_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": self._note_data,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def work(self) -> None:
        """Write and take in what has been found."""
        steps, self._steps = self._steps, []
        for step in steps:
            step()

    def close(self) -> None:
        """Let go of a file that has not come whole."""
        self._room.close()

    def _note_header(self, data: bytes, start: int, end: int) -> None:
        self._header += data[start:end]

    def _note_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        if self._header.lower() == b"content-disposition":
            _kind, options = parse_options_header(bytes(self._value))
            given = options.get(b"filename")
            self._name = None if given is None else _FOLDERS.split(given.decode("utf-8", "backslashreplace"))[-1]
        self._header.clear()
        self._value.clear()

    def _end_headers(self) -> None:
        if self._name is not None:
            self._steps.append(self._open_file)

    def _note_data(self, data: bytes, start: int, end: int) -> None:
        if self._name is not None:
            self._steps.append(partial(self._write, data[start:end]))

    def _end_part(self) -> None:
        if self._name is not None:
            self._steps.append(partial(self._take_in, self._name))
        self._name = None

    def _end(self) -> None:
        self.is_whole = True

    def _open_file(self) -> None:
        self._file = self._room.enter_context(room_for_upload(self._store))

    def _write(self, data: bytes) -> None:
        assert self._file is not None
        with disk_full_told(self._store):
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]

    def _take_in(self, name: str) -> None:
        assert self._file is not None
        self.taken.append(self._take(self._file, name))
        self._room.close()
