"""Tesseract behind one function: a page image in, lines of words with boxes and confidences out.

Whole pages, whose layout can take any time, are read by the program in a process of its own, which can be ended.
Parts of a page are many and small, and to start the program took longer than to read them (0.2 of 0.35 seconds):
the library reads them in this process.
"""

from __future__ import annotations

import errno
import os
import re
import subprocess
import tempfile
import threading
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytesseract
import tesserocr
from PIL import Image

from docproc.disk import is_full
from docproc.errors import MissingProgram
from docproc.page import Line
from docproc.reading.hocr import lines_of_hocr
from docproc.scan.resolution import POINTS

LANGUAGE = "vie"
SCRIPT = "Vietnamese"
_ROOM = 1_000_000  # bytes that the answer about a page may take
_LAST = 100  # bytes within which an answer ends
_HOW = "apt install tesseract-ocr tesseract-ocr-vie"

# Letters that might stand where one was read are told, one round of the search long: it costs no time that can be
# measured. More rounds cost a tenth and tell no more that is of use.
_CHOICES = {"lstm_choice_mode": "2", "lstm_choice_iterations": "1"}

WHOLE_PAGE = 3
"""Tesseract's page mode for a whole page with layout."""
ONE_BLOCK = 6
"""Its mode for lines under each other."""
SCATTERED = 11
"""Its mode for words that stand anywhere."""

# One thread a process: with several processes on few cores Tesseract's own threads cost a factor of six
# (domain notes 0.3). An administrator's own setting stays.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class ReadingTimeout(Exception):
    """Tesseract did not finish a page within its limit of time or of memory."""


class Installed(NamedTuple):
    """Where Tesseract's data lies, and the languages and scripts that there are data for."""

    folder: str
    languages: frozenset[str]


@cache
def installed() -> Installed:
    """What of Tesseract is installed. Raises MissingProgram without it."""
    command = [pytesseract.pytesseract.tesseract_cmd, "--list-langs"]  # pytesseract itself leaves scripts out
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingProgram(program="Tesseract", how=_HOW) from error
    head, *names = listed.splitlines() or [""]
    quoted = re.search(r'"(.+)"', head)
    return Installed(quoted[1] if quoted else "", frozenset(name.removeprefix("script/") for name in names))


def check_installed() -> None:
    """Raise MissingProgram when Tesseract or its Vietnamese data is not there."""
    if LANGUAGE not in installed().languages:
        raise MissingProgram(program="Tesseract: vie.traineddata", how=_HOW)


def version() -> str:
    """The version of Tesseract, "" when it does not say.

    From an answer about an empty page: `tesseract --version` asks the network for the computer's own name
    (libcurl, with which Tesseract is linked, brings libldap, which wants to know it).
    """
    answer = pytesseract.image_to_pdf_or_hocr(Image.new("L", (32, 32), 255), lang=LANGUAGE, extension="hocr")
    found = re.search(rb"""content=['"]tesseract ([^'"]+)""", answer)
    return found[1].decode("ascii", "replace") if found else ""


def _check_room() -> None:
    """Raises OSError (ENOSPC) when passing files have no room: Tesseract fails then, or its answer breaks off."""
    folder = Path(tempfile.gettempdir())
    if is_full(folder, _ROOM):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _is_out_of_memory(error: pytesseract.TesseractError) -> bool:
    """Whether Tesseract ended for want of memory: by a signal, or with C++'s word for it."""
    return error.status < 0 or "bad_alloc" in error.message


def read_image(
    image: Image.Image, dpi: float, timeout: float, mode: int = WHOLE_PAGE, language: str = LANGUAGE
) -> list[Line]:
    """Lines of the page in Tesseract's order; boxes in points, confidences 0 to 1, the letters that it hesitated
    over as signs.

    `dpi` is the resolution of the image, `timeout` is in seconds, `mode` is Tesseract's page mode, `language` its
    model. Raises ReadingTimeout when that is passed, or by a whole page the limit of memory (a part that passes
    it takes this process along, which is a worker's), MissingProgram when Tesseract is not there.
    """
    check_installed()
    by = _by_program if mode == WHOLE_PAGE else _by_library
    return list(lines_of_hocr(by(image, round(dpi), timeout, mode, language), POINTS / dpi))


def _by_program(image: Image.Image, dpi: int, timeout: float, mode: int, language: str) -> bytes:
    """What the program answers, as hOCR."""
    plain = image.copy()
    plain.format = "BMP"  # what pytesseract hands it over as: PNG takes 0.1 s a page to pack and unpack
    choices = " ".join(f"-c {name}={value}" for name, value in _CHOICES.items())
    try:
        hocr = pytesseract.image_to_pdf_or_hocr(
            plain,
            lang=language,
            config=f"--oem 1 --psm {mode} --dpi {dpi} {choices}",
            timeout=timeout,
            extension="hocr",
        )
    except RuntimeError as error:
        if "timeout" in str(error).lower():
            raise ReadingTimeout from error
        _check_room()
        if isinstance(error, pytesseract.TesseractError) and _is_out_of_memory(error):
            raise ReadingTimeout from error
        raise
    if b"</html>" not in hocr[-_LAST:]:
        _check_room()
        raise RuntimeError("the answer of Tesseract breaks off")
    return bytes(hocr)


def _by_library(image: Image.Image, dpi: int, timeout: float, mode: int, language: str) -> bytes:
    """What the library answers, as hOCR. It looks at the clock from word to word."""
    with _one_at_a_time:
        library = _opened(language)
        library.SetPageSegMode(mode)
        library.SetImage(image)
        library.SetSourceResolution(dpi)
        try:
            if not library.Recognize(round(timeout * 1000)):
                raise ReadingTimeout
            return str(library.GetHOCRText(0)).encode()
        finally:
            library.Clear()


_one_at_a_time = threading.Lock()


@cache
def _opened(language: str) -> tesserocr.PyTessBaseAPI:
    """The library with a model, kept open: it is most of the time that a line takes."""
    return tesserocr.PyTessBaseAPI(
        path=installed().folder, lang=language, oem=tesserocr.OEM.LSTM_ONLY, variables=_CHOICES
    )
