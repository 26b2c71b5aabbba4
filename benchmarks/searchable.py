"""How good searchable copies are: do they say what was read, where it was read, and are they small and PDF/A?

    python benchmarks/searchable.py FOLDER [--kept FOLDER] [--copies FOLDER] [--picture FILE.png --word WORD]

Reads the PDFs of a folder (what was read is kept in --kept, so that a second run takes seconds), makes their
copies and asks PDFium what is in them, as a viewer does. The copies stay in --copies. Prints a line a file and
the medians, and exits with 1 when a bar is missed. --picture: the first page with that word, as it is marked.

- words: words that docproc read and PDFium finds, in order, of all that either has (longest common subsequence).
  What signing software wrote is seen on the page itself, not in the layer, and counts as found too much. PDFium
  tells words of one height in an order of its own; in_order is the same by pdfplumber, as they stand in the file.
- across: overlap of the widths of a word as read and as marked (intersection over union). covered: the share of
  the box of a word as read that is marked. A line is marked as one band, as high as its highest letters, so that
  a selected line is one stripe and no reader takes "mà" and "Ỷ" for two lines; so words are marked too high.
  line: overlap of the boxes of lines (intersection over union), of lines that lie level.
- PDF/A-2b: what pikepdf says, which knows the rules of veraPDF and refuses whatever it does not know.
- seconds: of the processor, for the copy alone.
"""

from __future__ import annotations

import argparse
import io
import pickle
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
from PIL import Image, ImageDraw
from rapidfuzz.distance import LCSseq

from docproc import pipeline
from docproc.letter import Letter
from docproc.page import Box, Page, union
from docproc.searchable.copy import Copy, searchable_copy
from docproc.searchable.layer import spelled
from docproc.searchable.words import gets_layer, layers_of
from docproc.settings import load_settings

BARS = {"words": 0.999, "in_order": 0.999, "across": 0.9, "covered": 0.9, "line": 0.9}
MOST = {"size": 1.1, "seconds": 0.15}
_HYPHENS = ("\x02", "\ufffe")  # as PDFium writes a hyphen at the end of a line
_LEVEL = 1.0  # points that a line may fall to be compared as a box
Placed = tuple[str, Box]


@dataclass
class Measured:
    """What came of one file, or of all."""

    pages: int = 0
    words: list[float] = field(default_factory=list)
    in_order: list[float] = field(default_factory=list)
    across: list[float] = field(default_factory=list)
    covered: list[float] = field(default_factory=list)
    line: list[float] = field(default_factory=list)
    size: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    archival: list[bool] = field(default_factory=list)
    same_pictures: list[bool] = field(default_factory=list)

    def add(self, other: Measured) -> None:
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    def told(self) -> str:
        figures = {name: getattr(self, name) for name in (*BARS, *MOST)}
        shown = [f"{name} {statistics.median(found):.4f}" for name, found in figures.items() if found]
        return f"{self.pages} pages  {'  '.join(shown)}  PDF/A {sum(self.archival)}/{len(self.archival)}"


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--kept", type=Path)
    asked.add_argument("--copies", type=Path)
    asked.add_argument("--picture", type=Path)
    asked.add_argument("--word", default="")
    given = asked.parse_args()
    every = Measured()
    for file in sorted(given.folder.glob("*.pdf")):
        pages, letter = _read(file, given.kept)
        made, seconds = _copied(file, pages, letter)
        if given.copies:
            given.copies.mkdir(parents=True, exist_ok=True)
            (given.copies / file.name).write_bytes(made.content)
        if given.picture and not given.picture.exists():
            _draw(made.content, given.word, given.picture)
        measured = _measured(file, pages, made, seconds)
        print(f"{file.name}: {measured.told()}{made.not_archival and '  ' + made.not_archival}", flush=True)
        every.add(measured)
    print(f"\nmedians of all: {every.told()}")
    words = sorted(every.words)
    print(f"words, worst pages: {', '.join(f'{one:.4f}' for one in words[:5])}")
    print(f"pictures unchanged in {sum(every.same_pictures)} of {len(every.same_pictures)} files")
    return int(not _holds(every))


def _holds(every: Measured) -> bool:
    good = all(statistics.median(getattr(every, name)) >= bar for name, bar in BARS.items())
    small = all(statistics.median(getattr(every, name)) <= bar for name, bar in MOST.items())
    return good and small and all(every.archival) and all(every.same_pictures)


def _read(file: Path, kept: Path | None) -> tuple[list[Page], Letter]:
    place = kept / f"{file.stem}.pickle" if kept else None
    if place is not None and place.exists():
        pages, letter = pickle.loads(place.read_bytes())
        return pages, letter
    read = pipeline.process(file)
    if place is not None:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(pickle.dumps((read.pages, read.letter)))
    return read.pages, read.letter


def _copied(file: Path, pages: Sequence[Page], letter: Letter) -> tuple[Copy, float]:
    began = time.process_time()
    made = searchable_copy(file, layers_of(pages), letter, load_settings())
    return made, time.process_time() - began


def _measured(file: Path, pages: Sequence[Page], made: Copy, seconds: float) -> Measured:
    measured = Measured(len(pages), size=[len(made.content) / file.stat().st_size])
    measured.seconds = [seconds / len(pages)] * len(pages)
    measured.archival = [not made.not_archival]
    measured.same_pictures = [set(_pictures(made.content)) >= set(_pictures(file))]
    copy = io.BytesIO(made.content)
    with pypdfium2.PdfDocument(made.content) as document, pdfplumber.open(copy) as plumbed:
        for page in pages:
            if gets_layer(page.source, page.reason):
                words = plumbed.pages[page.number - 1].extract_words(use_text_flow=True)
                measured.in_order.append(_alike(_texts(page), [str(word["text"]) for word in words]))
                _compare(page, list(_placed(document[page.number - 1], page)), measured)
    return measured


def _texts(page: Page) -> list[str]:
    words = [word for line in page.lines for word in line.words if word.box and word.origin != "form_field"]
    return [part for word in words for part in spelled(word.text).split()]


def _alike(read: Sequence[str], found: Sequence[str]) -> float:
    return LCSseq.similarity(read, found) / max(len(read), len(found), 1)


def _compare(page: Page, found: Sequence[Placed], measured: Measured) -> None:
    read = [
        [
            (part, word.box)
            for word in line.words
            if word.box and word.origin != "form_field"
            for part in spelled(word.text).split()
        ]
        for line in page.lines
    ]
    words = [word for line in read for word in line]
    texts, seen = [text for text, _box in words], [text for text, _box in found]
    measured.words.append(_alike(texts, seen))
    marked: dict[int, Box] = {}
    for one in SequenceMatcher(None, texts, seen, autojunk=False).get_matching_blocks():
        marked |= {one.a + n: found[one.b + n][1] for n in range(one.size)}
    for place, box in marked.items():
        measured.across.append(_across(words[place][1], box))
        measured.covered.append(_common(words[place][1], box) / _area(words[place][1]))
    first = 0
    for line in read:
        places, first = range(first, first + len(line)), first + len(line)
        whole = union([box for _text, box in line])
        if whole and all(place in marked for place in places) and _is_level([box for _text, box in line]):
            got = union([marked[place] for place in places])
            assert got is not None
            measured.line.append(_common(whole, got) / (_area(whole) + _area(got) - _common(whole, got)))


def _is_level(boxes: Sequence[Box]) -> bool:
    """Whether words lie on one line that does not fall: a row of a table has lines of its own in its cells."""
    half = len(boxes) // 2
    if half < 2:
        return False
    left, right = boxes[:half], boxes[half:]
    middle = [statistics.mean((box.y0 + box.y1) / 2 for box in side) for side in (left, right)]
    spread = max(box.y0 for box in boxes) - min(box.y0 for box in boxes)
    return abs(middle[0] - middle[1]) < _LEVEL and spread < min(box.height for box in boxes) * 1.5


def _placed(page: pypdfium2.PdfPage, read: Page) -> Iterator[Placed]:
    """The words that PDFium finds, with their boxes on the upright page as docproc read it."""
    if read.turned:
        page.set_rotation((page.get_rotation() + read.turned) % 360)
    text = page.get_textpage()
    converter = page.render(scale=4).get_posconv(page)
    word, boxes = "", list[Box]()
    for place, sign in enumerate(text.get_text_range()):
        if not sign.isspace() and sign not in _HYPHENS:
            word += sign
            boxes.append(_seen(text.get_charbox(place), converter))
            continue
        word += "-" if sign in _HYPHENS else ""
        whole = union(boxes)
        if word and whole:
            yield word, whole
        word, boxes = "", []
    whole = union(boxes)
    if word and whole:
        yield word, whole


def _seen(sides: tuple[float, float, float, float], converter: pypdfium2.PdfPosConv) -> Box:
    (x0, y0), (x1, y1) = converter.to_bitmap(*sides[:2]), converter.to_bitmap(*sides[2:])
    return Box(min(x0, x1) / 4, min(y0, y1) / 4, max(x0, x1) / 4, max(y0, y1) / 4)


def _common(one: Box, other: Box) -> float:
    wide = min(one.x1, other.x1) - max(one.x0, other.x0)
    high = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(0.0, wide) * max(0.0, high)


def _area(box: Box) -> float:
    return box.width * box.height


def _across(one: Box, other: Box) -> float:
    common = max(0.0, min(one.x1, other.x1) - max(one.x0, other.x0))
    return common / (max(one.x1, other.x1) - min(one.x0, other.x0))


def _pictures(file: Path | bytes) -> Iterator[bytes]:
    """The pictures of a PDF as they are packed."""
    with pikepdf.open(io.BytesIO(file) if isinstance(file, bytes) else file) as document:
        for one in document.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image":
                yield one.read_raw_bytes()


def _draw(content: bytes, word: str, place: Path) -> None:
    """The first page on which a word is found, with the places marked, and the whole of the next line in blue."""
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            search = text.search(word)
            hits = []
            while (hit := search.get_next()) is not None:
                hits.append(hit)
            if not hits:
                continue
            bitmap = page.render(scale=2)
            converter = bitmap.get_posconv(page)
            image = bitmap.to_pil().convert("RGBA")
            shade = Image.new("RGBA", image.size, (0, 0, 0, 0))
            draw = ImageDraw.Draw(shade)
            for start, count in hits:
                for number in range(text.count_rects(start, count)):
                    left, bottom, right, top = text.get_rect(number)
                    corners = [converter.to_bitmap(left, top), converter.to_bitmap(right, bottom)]
                    draw.rectangle(corners, fill=(255, 220, 0, 120))
            everything = text.get_text_range()
            end = everything.find("\r\n", hits[0][0]) + 2
            for number in range(text.count_rects(end, everything.find("\r\n", end) - end)):
                left, bottom, right, top = text.get_rect(number)
                draw.rectangle(
                    [converter.to_bitmap(left, top), converter.to_bitmap(right, bottom)], fill=(0, 120, 255, 90)
                )
            Image.alpha_composite(image, shade).convert("RGB").save(place)
            return


if __name__ == "__main__":
    sys.exit(main())
