"""Passing files of a run: in one folder, which goes when the run ends or, after a kill, when the next begins."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from docproc.confined.tree import began

_NAME = re.compile(r"docproc-run-(\d+)-(\d*)-.+")  # process, when it began


@contextlib.contextmanager
def run_folder() -> Iterator[None]:
    """Let this process and those it starts make their passing files in a folder of their own.

    Folders of this person's runs that are gone are removed first. Without room for a folder everything stays as
    it was: who writes a passing file then says so.
    """
    parent = Path(tempfile.gettempdir())
    _remove_left_behind(parent)
    pid = os.getpid()
    try:
        folder = tempfile.mkdtemp(prefix=f"docproc-run-{pid}-{began(pid)}-", dir=parent)
    except OSError:
        yield
        return
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    try:
        yield
    finally:
        tempfile.tempdir = None
        if before is None:
            del os.environ["TMPDIR"]
        else:
            os.environ["TMPDIR"] = before
        shutil.rmtree(folder, ignore_errors=True)


def _remove_left_behind(parent: Path) -> None:
    with contextlib.suppress(OSError):
        for entry in os.scandir(parent):
            found = _NAME.fullmatch(entry.name)
            ours = found and entry.stat(follow_symlinks=False).st_uid == os.getuid()
            if found and ours and began(int(found[1])) != found[2]:
                shutil.rmtree(entry.path, ignore_errors=True)
