"""A Word or Excel file as PDF, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from docproc.disk import passing, remove
from docproc.errors import MissingProgram, PdfNotMade
from docproc.settings import load_settings

PACKAGES = "apt install libreoffice-writer libreoffice-calc"
_NAMES = ("soffice", "libreoffice")


def libreoffice() -> str | None:
    """The path of LibreOffice, None where it is not installed."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def to_pdf(file: Path, out: Path) -> Path:
    """Write `file` as the PDF `out`, which is there whole or not at all.

    LibreOffice runs with a profile of its own, so that one that is open on the desk does not get in the way,
    without macros, and under the time limit of the settings (`libreoffice_seconds`). Raises MissingProgram,
    PdfNotMade.
    """
    program = libreoffice()
    if program is None:
        raise MissingProgram(program="LibreOffice", how=PACKAGES)
    seconds = load_settings().libreoffice_seconds
    with tempfile.TemporaryDirectory(prefix="docproc-pdf-") as folder:
        problem = _convert(program, file.resolve(), Path(folder), seconds)
        made = Path(folder) / f"{file.stem}.pdf"
        if problem is None and not made.exists():
            problem = "no file"
        if problem is not None:
            raise PdfNotMade(file, detail=problem)
        part = passing(out.parent)
        try:
            shutil.copyfile(made, part)
            part.replace(out)
        finally:
            remove(part)
    return out


def _convert(program: str, file: Path, folder: Path, seconds: float) -> str | None:
    """What went wrong, in LibreOffice's words; None when it ended well."""
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        *("--headless", "--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(file)),
    ]
    # A session of its own: `soffice` starts the program as a child, which has to end with it.
    started = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    try:
        said, _ = started.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return f"> {seconds:g} s"
    return None if started.returncode == 0 else said.strip()[-200:] or f"exit {started.returncode}"
