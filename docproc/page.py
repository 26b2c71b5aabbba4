"""What a page holds once it is read: lines of words with boxes and confidences. Pure data.

Boxes are in PDF points (1/72 inch), origin at the top left of the page as a person sees it (after
rotation). A page that came as plain text has no boxes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple


class Box(NamedTuple):
    """A rectangle in points: left, top, right, bottom; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def centre_x(self) -> float:
        return (self.x0 + self.x1) / 2


def turned_box(box: Box, turn: int, width: float, height: float) -> Box:
    """The box of a page of `width` and `height` once that page is turned clockwise by 0, 90, 180 or 270."""
    x0, y0, x1, y1 = box
    if turn == 90:
        return Box(height - y1, x0, height - y0, x1)
    if turn == 180:
        return Box(width - x1, height - y1, width - x0, height - y0)
    if turn == 270:
        return Box(y0, width - x1, y1, width - x0)
    return box


def union(boxes: list[Box]) -> Box | None:
    """The smallest box that holds all the given ones; None for an empty list."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


# Where a word stands in its file: in the page itself, in a form field or stamp over it (signing software writes
# number and day so), or in a text that somebody typed over it.
Origin = Literal["page", "form_field", "typed"]


@dataclass(frozen=True, slots=True)
class Word:
    """One printed word as read. `confidence` is 0 to 1; a word from a text layer or a text file has 1, as has one
    whose `origin` is not the page: its letters are in the file.

    `alternatives` are what other readers saw at its place; `repaired` tells that no reader saw the word itself:
    the language decided, and what was seen stands in `alternatives`.
    """

    text: str
    box: Box | None = None
    confidence: float = 1.0
    alternatives: tuple[str, ...] = ()
    repaired: bool = False
    origin: Origin = "page"


CELL_BREAK = "|"


class PageReason(StrEnum):
    """Why the words of a page come from where they do. The values stand in JSON; docs/contract.md has them."""

    GOOD_LAYER = "good layer"
    GOOD_LAYER_OF_SCAN = "good layer of a scan"
    LAYER_OF_WORD_FILE = "layer of a Word file"
    LEGACY_LAYER = "legacy encoding converted"
    NO_LAYER = "no layer: OCR"
    DAMAGED = "damaged layer: OCR"
    DAMAGED_AND_POOR = "damaged layer: repaired, image too poor"
    UNLIKE = "layer unlike its scan: OCR"
    UNLIKE_AND_POOR = "layer unlike its scan, image too poor"
    BLANK = "blank"
    OCR_ASKED_FOR = "OCR asked for"
    LAYER_AS_IT_IS = "OCR not wanted: layer as it is"
    NO_LAYER_NO_OCR = "OCR not wanted: no layer"
    PLAIN_TEXT = "plain text"
    PLAIN_TEXT_REPAIRED = "plain text, repaired"
    PLAIN_TEXT_MARKED = "plain text, marks restored"
    PLAIN_TEXT_CONVERTED = "plain text, old encoding converted"
    WORD_TEXT = "Word text"
    WORD_TEXT_REPAIRED = "Word text, repaired"
    WORD_TEXT_MARKED = "Word text, marks restored"
    WORD_TEXT_CONVERTED = "Word text, old encoding converted"
    PART_FAILED = "part failed"


class TextKind(StrEnum):
    """What a text is."""

    GOOD = "good"
    DAMAGED = "damaged"
    STRIPPED = "stripped"
    LEGACY = "legacy"
    FOREIGN = "foreign"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a text was judged to be (docproc/language/judge.py), and of how many words with letters which share
    (0 to 1) is `right` (a syllable with its marks), `bare` (one without its marks, or that has none) or `odd`
    (neither). `encoding` names the old encoding of a legacy text ("" for others): see docproc/language/legacy.py.
    """

    kind: TextKind
    words: int
    right: float
    bare: float
    odd: float
    encoding: str = ""

    @property
    def good(self) -> bool:
        """Whether the text can be used as it is."""
        return self.kind is TextKind.GOOD


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one printed line, left to right. A line broken by a wide gap is two lines.

    A row of a ruled table is one line: `cells` holds the words of each column (none for an empty cell), and
    `words` those of the cells that are not empty, in order, with a word CELL_BREAK between cells. `carried`
    are the columns (from 0) whose merged cell began in a row above. Other lines have no `cells`.

    `angle` is by how many degrees clockwise (0, 90, 180, 270) the page must be turned for the line to stand
    level; None for a line across all others, as a watermark. Its boxes are those of the page as it stands.
    """

    words: tuple[Word, ...]
    cells: tuple[tuple[Word, ...], ...] = ()
    carried: tuple[int, ...] = ()
    angle: int | None = 0

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> Box | None:
        return union([word.box for word in self.words if word.box is not None])

    @property
    def confidence(self) -> float:
        """The mean confidence of the words, 0 to 1; 1 for a line without words."""
        return sum(w.confidence for w in self.words) / len(self.words) if self.words else 1.0


@dataclass(frozen=True, slots=True)
class Look:
    """A second reading of a part of a page: `head` (number and stamps), `signature`, `written` (number and
    date with something written by hand, as `Số: 1645` and `ngày 17 tháng 10 năm 2017`), or `stamp` (marks of
    urgency and secrecy, a line each).
    """

    region: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read, with the decision where its words came from and the reason of that decision.

    `number` counts from 1. `width` and `height` are points, 0 for plain text. `source` is `layer`, `ocr`
    or `text`. `verdict` is on the text that the file gives for the page (None where it was not asked for),
    `readers` names what looked at its image. `noise` holds lines set aside as specks, `aside` those that run
    another way than the page and are too short to be a text of their own, and watermarks; `looks` second readings
    of parts of the page. `taken` is what lay over the page (`Overlay.box`) whose words stand among the lines.
    `turned` is by how many degrees clockwise the page had to be turned to stand upright (0, 90, 180, 270); sizes
    and boxes are those of the upright page. `problem` names what went wrong on this page (a page that fails
    does not take the letter with it), None when all is well. `dpi` is how fine a scan is, in dots per inch; None
    for a page that is no scan, or a picture that does not say.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    source: str
    reason: PageReason
    problem: str | None = None
    noise: tuple[str, ...] = ()
    aside: tuple[Line, ...] = ()
    looks: tuple[Look, ...] = ()
    taken: tuple[Box, ...] = ()
    turned: int = 0
    verdict: Verdict | None = None
    readers: tuple[str, ...] = ()
    dpi: int | None = None

    @property
    def text(self) -> str:
        """The page as plain text, one printed line a line, in reading order."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Annotation:
    """A text that somebody typed over a page of a PDF: page (from 1), author and time as the file says them."""

    page: int
    text: str
    box: Box | None = None
    author: str | None = None
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Overlay:
    """Words that lie over the contents of a page of a PDF: of a form field or stamp (`form_field`) or typed by
    somebody (`typed`). Their letters are in the file.

    `index` is its place (from 0) among the annotations of the page; `box` what it covers, in points of the page
    as a person sees it.
    """

    index: int
    origin: Origin
    lines: tuple[Line, ...]
    box: Box

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line.text for line in self.lines)
