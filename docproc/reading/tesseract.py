"""Tesseract behind one function: a page image in, lines of words with boxes and confidences out."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from itertools import groupby

import pytesseract
from PIL import Image

from docproc.errors import MissingProgram
from docproc.language.normalise import normalise
from docproc.page import Box, Line, Word

LANGUAGE = "vie"
SCRIPT = "Vietnamese"
_HOW = "apt install tesseract-ocr tesseract-ocr-vie"

# One thread a process: with several processes on few cores Tesseract's own threads cost a factor of six
# (domain notes, anchors 6). An administrator's own setting stays.
os.environ.setdefault("OMP_THREAD_LIMIT", "1")


class ReadingTimeout(Exception):
    """Tesseract did not finish a page within its time limit."""


@cache
def languages() -> frozenset[str]:
    """The languages and scripts that Tesseract has data for. Raises MissingProgram without Tesseract."""
    command = [pytesseract.pytesseract.tesseract_cmd, "--list-langs"]  # pytesseract itself leaves scripts out
    try:
        listed = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
    except (OSError, subprocess.SubprocessError) as error:
        raise MissingProgram(program="Tesseract", how=_HOW) from error
    return frozenset(line.removeprefix("script/") for line in listed.splitlines()[1:])


def check_installed() -> None:
    """Raise MissingProgram when Tesseract or its Vietnamese data is not there."""
    if LANGUAGE not in languages():
        raise MissingProgram(program="Tesseract: vie.traineddata", how=_HOW)


def read_image(
    image: Image.Image, dpi: float, timeout: float, mode: int = 3, language: str = LANGUAGE
) -> list[Line]:
    """Lines of the page in Tesseract's order; boxes in points, confidences 0 to 1.

    `dpi` is the resolution of the image, `timeout` is in seconds, `mode` is Tesseract's page mode (3: whole
    page with layout, 6: one block, 11: scattered words), `language` its model. Raises ReadingTimeout when
    the limit is passed, MissingProgram when Tesseract is not there.
    """
    check_installed()
    plain = image.copy()
    plain.format = "BMP"  # what pytesseract hands it over as: PNG takes 0.1 s a page to pack and unpack
    try:
        data = pytesseract.image_to_data(
            plain,
            lang=language,
            config=f"--oem 1 --psm {mode} --dpi {round(dpi)}",
            timeout=timeout,
            output_type=pytesseract.Output.DICT,
        )
    except RuntimeError as error:
        if "timeout" in str(error).lower():
            raise ReadingTimeout from error
        raise
    scale = 72.0 / dpi
    rows = zip(
        zip(data["block_num"], data["par_num"], data["line_num"], strict=True),
        data["text"],
        data["conf"],
        zip(data["left"], data["top"], data["width"], data["height"], strict=True),
        strict=True,
    )
    printed = [row for row in rows if row[1].strip() and float(row[2]) >= 0]
    return [
        Line(tuple(_word(text, conf, box, scale) for _, text, conf, box in group))
        for _, group in groupby(printed, key=lambda row: row[0])
    ]


def _word(text: str, confidence: float, box: tuple[int, int, int, int], scale: float) -> Word:
    left, top, width, height = box
    return Word(
        normalise(text.strip()),
        Box(left * scale, top * scale, (left + width) * scale, (top + height) * scale),
        float(confidence) / 100,
    )
