"""Seconds a page on one core: Tesseract alone and docproc, side by side in one run.

    taskset -c 0 .venv/bin/python benchmarks/speed.py SCAN.pdf …

Every page (the first of a file has the head, the last the signature) is read twice and the faster time counts: a
machine has other things to do. Prints a row a page, the medians, and the median of the ratios to Tesseract
`vie` at 200 and 300 dots per inch, of all pages and of first ones.
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
from docproc.scan.pages import ScannedPage
from docproc.settings import Settings, load_settings

SECONDS = 300.0
TURNS = 2


def fastest(read: Callable[[], object]) -> float:
    """The seconds of the fastest of some calls."""

    def once() -> float:
        begun = time.perf_counter()
        read()
        return time.perf_counter() - begun

    return min(once() for _ in range(TURNS))


def measured(path: Path) -> Iterator[tuple[int, dict[str, float]]]:
    """The number of each page of a file, and the seconds that each way of reading takes for it."""
    settings = load_settings()
    with open_scan(path, settings) as scan:
        for page in scan.pages():
            yield page.number, dict(ways(page, settings))


def ways(page: ScannedPage, settings: Settings) -> Iterator[tuple[str, float]]:
    """The seconds that each way of reading takes for a page."""
    readers = installed_readers()
    for dpi in (200.0, 300.0):
        grey = ink_of(page.image(dpi), coloured=False)
        yield f"vie, {dpi:.0f} dpi", fastest(lambda grey=grey, dpi=dpi: read_image(grey, dpi, SECONDS))
    yield "docproc", fastest(lambda: read_page(page, settings, readers, Ocr.ALWAYS))


def main(paths: Sequence[Path]) -> None:
    """Measure the files and print the table."""
    rows = []
    for path in paths:
        for number, row in measured(path):
            if not rows:
                print("page | " + " | ".join(row))
            rows.append((number, row))
            print(f"{path.stem}, {number} | " + " | ".join(f"{took:.2f}" for took in row.values()), flush=True)
    for which, some in (("all", rows), ("first pages", [row for row in rows if row[0] == 1])):
        times = [row for _, row in some]
        names = list(times[0])
        print(f"median, {which} | " + " | ".join(f"{median(row[name] for row in times):.2f}" for name in names))
        for base in names[:2]:
            ratios = [f"{median(row[name] / row[base] for row in times):.2f}" for name in names]
            print(f"ratio to {base}, {which} | " + " | ".join(ratios))


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
