"""How many letters a second one core takes apart, without OCR: the transcripts of samples/, many times over.

    .venv/bin/python benchmarks/extraction.py

Prints the median seconds a letter and letters a second.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from docproc.extract.assemble.letter_from_pages import letter_from_pages
from docproc.language.plain import text_page
from docproc.page import Page

SAMPLES = Path(__file__).parent.parent / "samples"
ROUNDS = 7


def letters() -> list[list[Page]]:
    """The pages of every sample letter, from its transcript."""
    found = []
    for source in sorted(SAMPLES.glob("*.json")):
        texts = sorted(SAMPLES.glob(f"{source.stem}.p*.txt"))
        found.append([text_page(n, t.read_text(encoding="utf-8")) for n, t in enumerate(texts, start=1)])
    return found


def main() -> None:
    """Time whole rounds over all letters; the first round, which loads the rules, does not count."""
    pages = letters()
    seconds = []
    for _ in range(ROUNDS + 1):
        begun = time.perf_counter()
        for letter in pages:
            letter_from_pages(letter, "sample", len(letter))
        seconds.append((time.perf_counter() - begun) / len(pages))
    median = statistics.median(seconds[1:])
    rate = f"median {median * 1000:.1f} ms a letter, {1 / median:.1f} a second"
    print(f"{len(pages)} letters, {ROUNDS} rounds: {rate}")


if __name__ == "__main__":
    main()
