"""What a page of an archive costs, by where its words come from: seconds of one core, and bytes that are kept.

    taskset -c 0 .venv/bin/python benchmarks/rates.py FOLDER …

Each PDF is read once, page by page, then understood (its signatures are checked, too); the time for that is
shared among its pages. Pages are put together by where their words come from: OCR, the text of a digital page,
that of a scan (of which lines are read to see whether it says what the scan shows). Prints pages, pages a second
for reading and in all (all of a kind together), and the bytes of file, letter (JSON) and words with places, a
page. docs/scaling.md reckons with these figures.
"""

from __future__ import annotations

import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from docproc.errors import InputError
from docproc.language.plain import is_repaired
from docproc.page import Page
from docproc.pipeline import letter_of
from docproc.reading.read import read_page
from docproc.reading.recogniser import installed_readers
from docproc.reading.source import is_scan
from docproc.scan import open_scan
from docproc.settings import load_settings
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


def costs(path: Path) -> Iterator[Cost]:
    """The cost of each page of a file."""
    settings, readers = load_settings(), installed_readers()
    pages: list[Page] = []
    sources: list[str] = []
    took: list[float] = []
    begun = time.perf_counter()
    with open_scan(path, settings) as scan:
        for page in scan.pages():
            pages.append(read_page(page, settings, readers))
            took.append(time.perf_counter() - begun)
            is_layer = pages[-1].source == "layer"
            repaired = ", repaired" if is_repaired(pages[-1]) else ""
            of_scan = " of a scan" if is_layer and is_scan(page, settings) else ""
            sources.append(f"{pages[-1].source}{of_scan}{repaired}")
            begun = time.perf_counter()
    letter = letter_of(pages, path.name, path).model_dump_json()
    each = (time.perf_counter() - begun) / len(pages)
    for page, source, seconds in zip(pages, sources, took, strict=True):
        size = path.stat().st_size / len(pages)
        yield Cost(source, seconds, each, size, len(letter.encode()) / len(pages), len(packed(page)))


def main(folders: Sequence[Path]) -> None:
    """Read the PDFs of the folders and print a row for each source of words."""
    found: dict[str, list[Cost]] = defaultdict(list)
    for path in sorted(file for folder in folders for file in folder.rglob("*.pdf")):
        try:
            for cost in costs(path):
                found[cost.source].append(cost)
        except InputError as error:
            print(error.message())
    print("words from | pages | read a second | in all a second | file, KB | letter, KB | words, KB")
    for source, some in sorted(found.items()):
        kilo = [sum(values) / len(some) / 1000 for values in list(zip(*some, strict=True))[3:]]
        read = len(some) / sum(cost.read for cost in some)
        rate = len(some) / sum(cost.read + cost.understood for cost in some)
        sizes = " | ".join(f"{one:.1f}" for one in kilo)
        print(f"{source} | {len(some)} | {read:.2f} | {rate:.2f} | {sizes}")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
