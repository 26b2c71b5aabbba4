"""A text layer set upright: which way the page is read, what else is read as a block, and what is set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docproc.page import Line, turned_box
from docproc.rules import load
from docproc.scan.rules.layer import Layer

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that run one way, with boxes on the page of that `size` once it is turned clockwise by `turn`."""

    turn: int
    size: Size
    lines: tuple[Line, ...]

    def seen_from(self, other: Block, lines: Sequence[Line]) -> list[Line]:
        """Lines of this block with their boxes on the page as turned for the other one."""
        turn = (other.turn - self.turn) % 360
        return [replace(turned_line(line, turn, self.size), angle=-turn % 360) for line in lines]


@dataclass(frozen=True, slots=True)
class UprightLayer:
    """The lines of the page's main direction, those of others that are texts of their own, and the rest."""

    main: Block
    others: tuple[Block, ...]
    aside: tuple[Line, ...]


def upright_layer(lines: Sequence[Line], size: Size) -> UprightLayer:
    """The lines of a layer on a page of that size (points as it stands), sorted by the direction they run in.

    A page with text enough is read as it stands, any other the way that most of its letters run.
    """
    rules = load(Layer).block
    counts = Counter[int]()
    for line in lines:
        if line.angle is not None:
            counts[line.angle] += letters_of([line])
    main = 0 if counts[0] >= rules.letters else max(counts, key=counts.__getitem__, default=0)
    others: list[Block] = []
    aside = [line for line in lines if line.angle is None]
    for angle in sorted(counts):
        for part in _parts(_block(lines, angle, size), rules.gap) if angle != main else ():
            if letters_of(part.lines) >= rules.letters and len(part.lines) >= rules.lines:
                others.append(part)
            else:
                aside += part.seen_from(Block(0, size, ()), part.lines)
    return UprightLayer(_block(lines, main, size), tuple(others), tuple(_on_page(aside, main, size)))


def _parts(block: Block, gap: float) -> list[Block]:
    """The block in parts, where so many heights of a line are left free from one line to the next."""
    parts: list[list[Line]] = []
    bottom = 0.0
    for line, box in sorted(((line, line.box) for line in block.lines if line.box), key=lambda pair: pair[1].y0):
        if not parts or box.y0 - bottom > gap * box.height:
            parts.append([])
        parts[-1].append(line)
        bottom = max(bottom, box.y1) if len(parts[-1]) > 1 else box.y1
    return [replace(block, lines=tuple(part)) for part in parts]


def letters_of(lines: Sequence[Line]) -> int:
    """How many letters and figures the lines hold."""
    return sum(c.isalnum() for line in lines for word in line.words for c in word.text)


def is_standing(line: Line) -> bool:
    """Whether a line that was read from an image runs up or down the page: Tesseract reads those in the margin
    too, right or as garbage.
    """
    rules = load(Layer).standing
    box = line.box
    if box is None or line.cells or letters_of([line]) < rules.letters:
        return False
    return box.height > rules.high * box.width


def text_of(lines: Sequence[Line]) -> str:
    """The text of the lines, one below the other."""
    return "\n".join(line.text for line in lines)


def turned_line(line: Line, turn: int, size: Size) -> Line:
    """The line of a page of that size with its boxes once the page is turned clockwise by `turn` degrees."""
    if not turn:
        return line
    return replace(
        line,
        words=tuple(replace(w, box=w.box and turned_box(w.box, turn, *size)) for w in line.words),
        cells=tuple(
            tuple(replace(w, box=w.box and turned_box(w.box, turn, *size)) for w in cell) for cell in line.cells
        ),
    )


def _block(lines: Sequence[Line], angle: int, size: Size) -> Block:
    level = [replace(turned_line(line, angle, size), angle=0) for line in lines if line.angle == angle]
    return Block(angle, size if angle in (0, 180) else (size[1], size[0]), tuple(level))


def _on_page(lines: Sequence[Line], turn: int, size: Size) -> list[Line]:
    """Lines set aside, as they lie on the page once it is turned."""
    return [
        replace(turned_line(line, turn, size), angle=None if line.angle is None else (line.angle - turn) % 360)
        for line in lines
    ]
