"""How well lines are found without reading, by what Tesseract reads on the same pages:

    .venv/bin/python benchmarks/line_finding.py FOLDER [PAGES]

FOLDER holds PDFs, of each the first PAGES (3) are taken. Counted are Tesseract's words that it is sure of (0.9):
those whose middle lies in exactly one found line, with no ink of theirs outside of all lines more than 15 % of
their height above or below it; found lines that hold words of two of Tesseract's one below the other (merged),
and neighbours in one of Tesseract's lines that stand in two (split; not in ruled tables: it reads across cells).
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from pathlib import Path

import numpy as np
from PIL import Image

from docproc.page import Box, Line, Word
from docproc.reading.linefinder.find import find_lines
from docproc.reading.linefinder.found import FoundLine
from docproc.reading.order import split_at_gaps
from docproc.reading.second_look import ink_of
from docproc.reading.tesseract import read_image
from docproc.scan import open_scan
from docproc.scan.clean import cleaned, is_blank, is_sideways
from docproc.scan.resolution import POINTS
from docproc.scan.ruling import find_ruling
from docproc.scan.streaks import without_streaks
from docproc.settings import load_settings

SURE = 0.9
OVER = 0.15
SPECK = 6  # dark pixels
SECONDS = 120


def pages(path: Path, most: int) -> Iterator[tuple[Image.Image, float]]:
    """The first pages of a file in grey, cleaned, with their resolution; no blank ones and none on its side."""
    with open_scan(path, load_settings()) as scan:
        for page in islice(scan.pages(), most):
            image = page.image()
            dpi = POINTS * image.width / page.width
            if not is_blank(image) and not is_sideways(image):
                yield ink_of(cleaned(without_streaks(image, dpi)).image, coloured=False), dpi


def lines_at(box: Box, found: Sequence[FoundLine]) -> list[int]:
    """The numbers of the found lines in whose box the middle of a word lies."""
    x, y = box.centre_x, (box.y0 + box.y1) / 2
    return [
        number
        for number, line in enumerate(found)
        if line.box.x0 - 1 <= x <= line.box.x1 + 1 and line.box.y0 <= y <= line.box.y1
    ]


def loses_ink(box: Box, line: FoundLine, found: Sequence[FoundLine], image: Image.Image, dpi: float) -> bool:
    """Whether a word has ink above or below its line that lies in no other line either."""
    over = OVER * box.height
    if box.y0 >= line.box.y0 - over and box.y1 <= line.box.y1 + over:
        return False
    scale = dpi / POINTS
    levels = np.asarray(image)
    rows = np.zeros(image.height, dtype=np.bool_)
    rows[max(0, int(box.y0 * scale)) : int(box.y1 * scale)] = True
    for other in found:
        if other.box.x0 < box.x1 and other.box.x1 > box.x0:
            rows[max(0, int(other.box.y0 * scale) - 2) : int(other.box.y1 * scale) + 3] = False
    lost = levels[rows, int(box.x0 * scale) + 1 : int(box.x1 * scale) - 1] < 0.6 * np.median(levels[::4, ::4])
    return int(lost.sum()) > SPECK


def is_sure(word: Word) -> bool:
    return word.confidence >= SURE and any(map(str.isalnum, word.text)) and word.box is not None


def counted(image: Image.Image, dpi: float, lines: Sequence[Line], found: Sequence[FoundLine]) -> Counter[str]:
    """What Tesseract's lines tell about the found ones."""
    counts = Counter(lines=len(found))
    grids = [grid.scaled(POINTS / dpi) for grid in find_ruling(image, dpi).grids]
    held: dict[int, list[tuple[int, Box]]] = {}
    for number, line in enumerate(part for whole in lines for part in split_at_gaps(whole)):
        places: list[int] = []
        for word in filter(is_sure, line.words):
            assert word.box is not None
            at = lines_at(word.box, found)
            counts["words"] += 1
            counts["in none"] += not at
            counts["in several"] += len(at) > 1
            if len(at) == 1:
                lost = loses_ink(word.box, found[at[0]], found, image, dpi)
                counts["cut"] += lost
                counts["good"] += not lost
                held.setdefault(at[0], []).append((number, word.box))
                if not any(grid.cell_at(word.box.centre_x, (word.box.y0 + word.box.y1) / 2) for grid in grids):
                    places.append(at[0])
        counts["split"] += sum(one != other for one, other in pairwise(places))
    counts["merged"] = sum(map(has_two_lines, held.values()))
    return counts


def has_two_lines(words: Sequence[tuple[int, Box]]) -> bool:
    """Whether words of different lines of Tesseract stand over each other."""
    return any(
        one < other and min(a.x1, b.x1) - max(a.x0, b.x0) > 0.3 * min(a.width, b.width)
        for one, a in words
        for other, b in words
    )


def main(folder: Path, most: int) -> None:
    total: Counter[str] = Counter()
    seconds = []
    for path in sorted(folder.glob("*.pdf")):
        for number, (image, dpi) in enumerate(pages(path, most), start=1):
            start = time.process_time()
            found = find_lines(image, dpi)
            seconds.append(time.process_time() - start)
            if found.reason_against:
                total["refused"] += 1
                print(f"{path.stem} {number}: {found.reason_against}", flush=True)
                continue
            counts = counted(image, dpi, read_image(image, dpi, SECONDS), found.lines)
            total += counts
            if counts["words"] - counts["good"] + counts["split"] + counts["merged"] > 1:
                print(f"{path.stem} {number}:", dict(counts), flush=True)
    print(len(seconds), "pages", dict(total))
    print(f"sure words in exactly one line: {total['good'] / max(1, total['words']):.4f}")
    print(f"merged or split: {(total['merged'] + total['split']) / max(1, total['lines']):.4f} of lines")
    print(f"seconds a page: median {statistics.median(seconds):.3f}, most {max(seconds):.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
