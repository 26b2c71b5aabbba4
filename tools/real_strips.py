"""Strips of real lines to train the line reader on, labelled by what docproc itself reads or the file says.

    python tools/real_strips.py OUT PDF… [--without SOURCE…] [--only SOURCE…]

Lines of scans are taken where every word is sure, no reader saw another and none was repaired; of pages whose
text layer is good and no scan's, all lines, worn as a scanner would. A source is what a file's name begins with,
up to `_`: whole sources are held back for measuring. Only what the network learns is kept of these pages.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import numpy as np
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent.parent))
from reader_strips import NUMBERS, Sample, fits, packed, save_samples

from docproc.language.normalise import normalise
from docproc.page import Box, Line
from docproc.reading import read
from docproc.reading.order import split_at_gaps
from docproc.reading.strips import strip_of
from docproc.scan import ScannedPage, open_scan
from docproc.settings import load_settings
from docproc.synthesis.line_texts import as_told
from docproc.synthesis.line_wear import worn_line

_SURE = 0.85
_LETTERS = 3  # a line has at least
_POINTS = (5.0, 40.0)  # the height of a line
_PAGES = 4  # of a file
_DPI = 200
Seen = tuple[Image.Image, float, list[Line]]


def page_lines(page: ScannedPage) -> tuple[Seen | None, bool]:
    """The image of a page (grey) as the readers saw it, its resolution and lines; whether they are a layer's."""
    seen: list[Seen] = []
    combined = read.read_combined

    def remembering(image: Image.Image, dpi: float, *others: object) -> list[Line]:
        lines = combined(image, dpi, *others)  # type: ignore[arg-type]
        seen.append((image, dpi, lines))
        return lines

    with patch.object(read, "read_combined", remembering):
        found = read.read_page(page, load_settings(), None)
    if found.source == "ocr":
        return max(seen, key=lambda one: len(one[2]), default=None), False
    if found.reason != "good layer" or found.turned:
        return None, True
    image = page.image(_DPI).convert("L")
    return (image, 72 * image.width / page.width, list(found.lines)), True


def samples_of(seen: Seen, is_layer: bool, varied: bool, rng: np.random.Generator) -> Iterator[Sample]:
    """The strips of a page; `varied`: several of each line, cut a little otherwise, those of a layer worn."""
    image, dpi, lines = seen
    for part in (part for line in lines for part in split_at_gaps(line)):
        text = as_told(normalise(part.text))
        box = part.box
        sure = is_layer or all(w.confidence >= _SURE and not (w.repaired or w.alternatives) for w in part.words)
        if box is None or not sure or not _POINTS[0] <= box.height <= _POINTS[1]:
            continue
        if sum(c.isalnum() for c in text) < _LETTERS or not set(text) <= NUMBERS.keys():
            continue
        for number in range((3 if is_layer else 2) if varied else 1):
            worn, place, fine = _worn(image, box, dpi, rng) if is_layer and varied else (image, box, dpi)
            moved = varied and (is_layer or number > 0)
            strip = strip_of(
                worn,
                _beside(place, rng) if moved else place,
                fine,
                float(rng.uniform(0.92, 1.1)) if moved else 1.0,
            )
            if strip and fits(sample := Sample(packed(strip.pixels), text, np.zeros(0))):
                yield sample


def _beside(box: Box, rng: np.random.Generator) -> Box:
    off = 0.1 * box.height
    top, bottom = (float(x) for x in rng.uniform(-off, off, 2))
    return Box(
        max(0.0, box.x0 - float(rng.uniform(0, off / 2))),
        box.y0 + top,
        box.x1 + float(rng.uniform(0, off / 2)),
        box.y1 + bottom,
    )


def _worn(image: Image.Image, box: Box, dpi: float, rng: np.random.Generator) -> tuple[Image.Image, Box, float]:
    """The line with a line's height around it, at some resolution, worn; its box there and the resolution."""
    scale, room = dpi / 72, box.height
    left, top = max(0, int((box.x0 - room) * scale)), max(0, int((box.y0 - room) * scale))
    crop = image.crop((left, top, int((box.x1 + room) * scale) + 1, int((box.y1 + room) * scale) + 1))
    wanted = int(rng.choice([110, 150, 150, 200, 200]))
    size = (max(8, round(crop.width * wanted / dpi)), max(8, round(crop.height * wanted / dpi)))
    worn = worn_line(rng, crop.resize(size, Image.Resampling.BOX), wanted)
    x, y = left / scale, top / scale
    return worn, Box(box.x0 - x, box.y0 - y, box.x1 - x, box.y1 - y), dpi * size[0] / crop.width


def main() -> None:
    """See above."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[])
    wanted = parser.parse_args()
    wanted.out.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(wanted.files):
        source, out = file.name.split("_")[0], wanted.out / f"{file.stem}.npz"
        if out.exists() or source in wanted.without or (wanted.only and source not in wanted.only):
            continue
        rng, samples = np.random.default_rng(number), list[Sample]()
        with open_scan(file, load_settings()) as scan:
            for page in scan.pages():
                seen, is_layer = page_lines(page)
                if seen and page.number <= _PAGES:
                    samples += samples_of(seen, is_layer, not wanted.only, rng)
        if samples:
            save_samples(out, samples)
        print(file.name, len(samples), flush=True)


if __name__ == "__main__":
    main()
