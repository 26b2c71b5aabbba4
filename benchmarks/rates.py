"""What a page of an archive costs, by where its words come from: seconds of one core, and bytes that are kept.

    taskset -c 0 .venv/bin/python benchmarks/rates.py FOLDER … [--no-ocr]

Each PDF is read once, page by page, then understood (its signatures are checked, too); the time for that is
shared among its pages. Pages are put together by where their words come from: OCR, the text of a digital page,
that of a scan (of which lines are read to see whether it says what the scan shows). Prints pages, pages a
second for reading and in all (all of a kind together, and the median page), and the bytes of file, letter
(JSON) and words with places, a page; then the letters whose words all come from their layers, a second,
together and the median one. With --no-ocr no image is read: of pages whose layer is damaged the layer is
repaired instead, those without a layer are left out. docs/scaling.md reckons with these figures.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import NamedTuple

from docproc.errors import InputError
from docproc.language.plain import REPAIRED, is_repaired
from docproc.language.repair import repaired_lines
from docproc.page import Page
from docproc.pipeline import get_ready, letter_of
from docproc.reading.read import read_page
from docproc.reading.recogniser import installed_readers
from docproc.reading.source import Ocr, is_scan
from docproc.scan import ScannedPage, open_scan
from docproc.settings import Settings, load_settings
from docproc.store.page_words import packed


class Cost(NamedTuple):
    """What a page took and leaves behind: seconds to read and to understand it, bytes of its file, of its letter,
    of its words.
    """

    source: str
    read: float
    understood: float
    file: float
    letter: float
    words: int


def costs(path: Path, ocr: Ocr) -> Iterator[Cost]:
    """The cost of each page of a file; of pages without a layer none where no image is to be read."""
    settings = load_settings()
    pages: list[Page] = []
    sources: list[str] = []
    took: list[float] = []
    begun = time.perf_counter()
    with open_scan(path, settings) as scan:
        for page in scan.pages():
            if ocr is Ocr.NEVER and not page.layer.strip():
                continue
            pages.append(_read(page, settings, ocr))
            took.append(time.perf_counter() - begun)
            sources.append(_source(page, pages[-1], settings))
            begun = time.perf_counter()
    if not pages:
        return
    letter = letter_of(pages, path.name, path).model_dump_json()
    each = (time.perf_counter() - begun) / len(pages)
    for page, source, seconds in zip(pages, sources, took, strict=True):
        size = path.stat().st_size / len(pages)
        yield Cost(source, seconds, each, size, len(letter.encode()) / len(pages), len(packed(page)))


def _read(page: ScannedPage, settings: Settings, ocr: Ocr) -> Page:
    """A page, read; one whose image is not to be read with its damaged words repaired."""
    if ocr is not Ocr.NEVER:
        return read_page(page, settings, installed_readers(), ocr)
    read = read_page(page, settings, (), ocr)
    is_damaged = read.verdict is not None and read.verdict.kind in REPAIRED
    return replace(read, lines=repaired_lines(read.lines)) if is_damaged else read


def _source(page: ScannedPage, read: Page, settings: Settings) -> str:
    damaged = read.verdict is not None and read.verdict.kind in REPAIRED and read.source == "layer"
    repaired = ", repaired" if damaged or is_repaired(read) else ""
    of_scan = " of a scan" if read.source == "layer" and is_scan(page, settings) else ""
    return f"{read.source}{of_scan}{repaired}"


def main(folders: Sequence[Path], ocr: Ocr) -> None:
    """Read the PDFs of the folders and print a row for each source of words, then the letters without OCR."""
    get_ready()
    found: dict[str, list[Cost]] = defaultdict(list)
    letters: list[tuple[float, float]] = []  # seconds to read, and to understand
    for path in sorted(file for folder in folders for file in folder.rglob("*.pdf")):
        try:
            pages = list(costs(path, ocr))
        except InputError as error:
            print(error.message())
            continue
        for cost in pages:
            found[cost.source].append(cost)
        if pages and all(cost.source.startswith("layer") for cost in pages):
            letters.append((sum(cost.read for cost in pages), sum(cost.understood for cost in pages)))
    print(
        "words from | pages | read a second: all, median | in all a second: all, median | file, letter, words, KB"
    )
    for source, some in sorted(found.items()):
        kilo = [sum(values) / len(some) / 1000 for values in list(zip(*some, strict=True))[3:]]
        read = _rates([cost.read for cost in some])
        whole = _rates([cost.read + cost.understood for cost in some])
        sizes = " ".join(f"{one:.1f}" for one in kilo)
        print(f"{source} | {len(some)} | {read} | {whole} | {sizes}")
    if letters:
        whole = _rates([sum(letter) for letter in letters])
        print(f"letters from their layers | {len(letters)} | {_rates([read for read, _ in letters])} | {whole} |")


def _rates(seconds: Sequence[float]) -> str:
    return f"{len(seconds) / sum(seconds):.2f}, {1 / median(seconds):.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--no-ocr", action="store_true")
    asked = parser.parse_args()
    main(asked.folders, Ocr.NEVER if asked.no_ocr else Ocr.AUTO)
