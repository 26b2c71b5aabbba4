"""What a laid-out page holds: words, rules and printed lines at places in points. Pure data and placing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from docproc.page import Box
from docproc.synthesis.fonts import FontFamily

BLACK = (0, 0, 0)
Colour = tuple[int, int, int]
_ASCENT, _DESCENT = 0.92, 0.25


class StyledWord(NamedTuple):
    """A word and its style: regular, bold, italic or bold_italic."""

    text: str
    style: str


@dataclass(frozen=True, slots=True)
class Run:
    """A word placed on the page; x and baseline in points from the top left."""

    text: str
    style: str
    size: float
    x: float
    baseline: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line of the given thickness, all in points."""

    x0: float
    y0: float
    x1: float
    y1: float
    thickness: float
    colour: Colour = BLACK


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One printed line; `cell` is the row (counted over the whole letter) and column in a table."""

    text: str
    box: Box
    cell: tuple[int, int] | None = None


@dataclass(slots=True)
class Sheet:
    """A page being filled, in reading order. `signature` is the room between authority and name."""

    number: int
    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    lines: list[PrintedLine] = field(default_factory=list)
    signature: Box | None = None
    below_number: float | None = None

    def transcript(self) -> list[str]:
        """The page in the form of the gold transcripts: a printed line a line, a table row a line."""
        out: list[str] = []
        row: dict[int, list[str]] = {}
        row_number: int | None = None
        for line in self.lines:
            if line.cell is None or line.cell[0] != row_number:
                out.extend(_row_text(row))
                row, row_number = {}, None
            if line.cell is None:
                out.append(line.text)
            else:
                row_number = line.cell[0]
                row.setdefault(line.cell[1], []).append(line.text)
        return out + _row_text(row)


def _row_text(cells: dict[int, list[str]]) -> list[str]:
    return [" | ".join(" ".join(cells[column]) for column in sorted(cells))] if cells else []


def styled_words(text: str, style: str = "regular") -> list[StyledWord]:
    """The words of a text; what stands between `**` is bold."""
    bold = "bold_italic" if "italic" in style else "bold"
    return [
        StyledWord(word, bold if odd % 2 else style)
        for odd, part in enumerate(text.split("**"))
        for word in part.split()
    ]


def words_width(words: list[StyledWord], family: FontFamily, size: float) -> float:
    """The width in points of the words with single blanks."""
    blank = family.width(" ", "regular", size)
    return sum(family.width(word.text, word.style, size) for word in words) + blank * (len(words) - 1)


def broken_lines(
    words: list[StyledWord], family: FontFamily, size: float, first: float, rest: float
) -> list[list[StyledWord]]:
    """The words broken into lines: the first at most `first` points wide, the others `rest`."""
    lines: list[list[StyledWord]] = []
    line: list[StyledWord] = []
    for word in words:
        limit = rest if lines else first
        if line and words_width([*line, word], family, size) > limit:
            lines.append(line)
            line = []
        line.append(word)
    return [*lines, line] if line else lines


def place_line(
    sheet: Sheet,
    words: list[StyledWord],
    family: FontFamily,
    size: float,
    span: tuple[float, float],
    baseline: float,
    align: str = "left",
    cell: tuple[int, int] | None = None,
) -> Box:
    """Print one line between the x of `span` (left, centre or justify) and return its box in points."""
    blank = family.width(" ", "regular", size)
    spare = span[1] - span[0] - words_width(words, family, size)
    x = span[0] + (spare / 2 if align == "centre" else 0)
    if align == "justify" and len(words) > 1:
        blank += spare / (len(words) - 1)
    start = x
    for word in words:
        sheet.runs.append(Run(word.text, word.style, size, x, baseline))
        x += family.width(word.text, word.style, size) + blank
    box = Box(start, baseline - _ASCENT * size, x - blank, baseline + _DESCENT * size)
    sheet.lines.append(PrintedLine(" ".join(word.text for word in words), box, cell))
    return box


def place_rule(sheet: Sheet, centre: float, length: float, y: float, thickness: float = 0.8) -> None:
    """A horizontal rule of the given length about a centre."""
    sheet.rules.append(Rule(centre - length / 2, y, centre + length / 2, y, thickness))
