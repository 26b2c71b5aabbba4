"""Seconds a page on one core: Tesseract alone and docproc, side by side in one run.

    taskset -c 0 .venv/bin/python benchmarks/speed.py SCAN.pdf …

The first page of each file is read twice and the faster time counts: a machine has other things to do. Prints a
row a page, the medians, and the median of the ratios to Tesseract `vie` at 200 and 300 dots per inch.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from docproc.reading.read import read_page
from docproc.reading.recogniser import installed_readers
from docproc.reading.second_look import ink_of
from docproc.reading.source import Ocr
from docproc.reading.tesseract import read_image
from docproc.scan import open_scan
from docproc.settings import load_settings

SECONDS = 300.0
TURNS = 2


def fastest(read: Callable[[], object]) -> float:
    """The seconds of the fastest of some calls."""

    def once() -> float:
        begun = time.perf_counter()
        read()
        return time.perf_counter() - begun

    return min(once() for _ in range(TURNS))


def ways(path: Path) -> Iterator[tuple[str, float]]:
    """The seconds that each way of reading takes for the first page of a file."""
    settings, readers = load_settings(), installed_readers()
    with open_scan(path, settings) as scan:
        page = next(iter(scan.pages()))
        for dpi in (200.0, 300.0):
            grey = ink_of(page.image(dpi), coloured=False)
            yield f"vie, {dpi:.0f} dpi", fastest(lambda grey=grey, dpi=dpi: read_image(grey, dpi, SECONDS))
        yield "docproc", fastest(lambda: read_page(page, settings, readers, Ocr.ALWAYS))


def main(paths: Sequence[Path]) -> None:
    """Measure the files and print the table."""
    rows = [dict(ways(path)) for path in paths]
    names = list(rows[0])
    print("page | " + " | ".join(names))
    for path, row in zip(paths, rows, strict=True):
        print(f"{path.stem} | " + " | ".join(f"{row[name]:.2f}" for name in names))
    print("median | " + " | ".join(f"{median(row[name] for row in rows):.2f}" for name in names))
    for base in names[:2]:
        ratios = [f"{median(row[name] / row[base] for row in rows):.2f}" for name in names]
        print(f"ratio to {base} | " + " | ".join(ratios))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
