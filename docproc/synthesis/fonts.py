"""Fonts that look like Times New Roman and hold every Vietnamese letter."""

from __future__ import annotations

import shutil
import subprocess
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import ImageFont

from docproc.errors import MissingProgram
from docproc.rules import load
from docproc.synthesis.rules.synthesis import FontFiles, Synthesis

_MEASURE_PX = 200
_UNASSIGNED = "\U0010fffe"


def vietnamese_letters() -> str:
    """Every letter of Vietnamese with every tone, small and capital, NFC."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    vowels = (unicodedata.normalize("NFC", vowel + tone) for vowel in "aăâeêioôơuưy" for tone in tones)
    small = "".join(vowels) + "bcdđghklmnpqrstvx"
    return small + small.upper()


@dataclass(frozen=True, slots=True)
class FontFamily:
    """The four files of a family, by style."""

    name: str
    files: dict[str, Path]

    def width(self, text: str, style: str, size: float) -> float:
        """How wide the text is printed, in the unit of `size`."""
        return _unit_width(self.files[style], text) * size

    def at(self, style: str, pixels: float) -> ImageFont.FreeTypeFont:
        """The font for drawing, `pixels` high."""
        return _loaded(self.files[style], pixels)


@cache
def _loaded(path: Path, pixels: float) -> ImageFont.FreeTypeFont:
    # The basic engine gives the same pixels whether or not Raqm is installed.
    return ImageFont.truetype(str(path), pixels, layout_engine=ImageFont.Layout.BASIC)


@cache
def _unit_width(path: Path, text: str) -> float:
    return _loaded(path, _MEASURE_PX).getlength(text) / _MEASURE_PX


def missing_letters(path: Path, letters: Iterable[str]) -> str:
    """The letters for which the font file has no glyph (it would print its empty box)."""
    font = _loaded(path, 40)
    empty_box = bytes(font.getmask(_UNASSIGNED))
    return "".join(letter for letter in letters if bytes(font.getmask(letter)) == empty_box)


@cache
def font_family(name: str) -> FontFamily:
    """The family of [fonts.family.NAME] in models/synthesis.toml, found and checked.

    Raises MissingProgram (with the Debian package to install) when a file is not there or lacks letters;
    KeyError for a name that the rules do not know.
    """
    rules = load(Synthesis).fonts
    entry = rules.family[name]
    files = {style: _font_file(entry, file, rules.folders) for style, file in entry.files.items()}
    for path in files.values():
        lacking = missing_letters(path, vietnamese_letters())
        if lacking:
            raise MissingProgram(
                program=f"{entry.family} with the letters {lacking[:12]}", how=_how(entry.package)
            )
    return FontFamily(name, files)


def _font_file(entry: FontFiles, file: str, folders: Sequence[str]) -> Path:
    for folder in folders:
        path = Path(folder) / file
        if path.is_file():
            return path
    found = _asked_fontconfig(file)
    if found is None:
        raise MissingProgram(program=entry.family, how=_how(entry.package))
    return found


def _asked_fontconfig(file_name: str) -> Path | None:
    program = shutil.which("fc-list")
    if program is None:
        return None
    answer = subprocess.run([program, "--format", "%{file}\n"], capture_output=True, text=True, timeout=30)
    paths = (Path(line) for line in answer.stdout.splitlines())
    return next((path for path in paths if path.name == file_name), None)


def _how(package: str) -> str:
    return f"sudo apt install {package}"
