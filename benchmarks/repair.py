"""How well damaged text is repaired, how little right text is changed, how fast.

    .venv/bin/python benchmarks/repair.py --letter FOLDER --gold FOLDER --ocr FOLDER --corpus FOLDER

--letter  a damaged text NAME.txt and the true one NAME.restored.txt, line by line the same
--gold    annotated scans: NAME.pdf, NAME.pN.txt, and of damaged layers NAME.pN.layer.txt, NAME.pN.layerorder.txt
--ocr     a folder where the gold pages read by Tesseract with `eng` are kept (made when they are not there)
--corpus  the texts of the language model; of them only the lines held back from training are used

Each is optional. Figures are those of docproc evaluate: errors a word, each true line at its best place.
"""

from __future__ import annotations

import argparse
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytesseract
from rapidfuzz.distance import Levenshtein

from docproc.evaluate.normalise import words
from docproc.evaluate.text import line_errors
from docproc.language.model import folder_in_force
from docproc.language.normalise import normalise
from docproc.language.repair import open_reader, reader_in_force, repair_text
from docproc.language.syllables import is_syllable, stripped
from docproc.language.training.corpus import lines_of, text_files
from docproc.scan import open_scan
from docproc.settings import load_settings

PAGE_WORDS = 400
OCR_DPI = 300
EVERY = 12
ROUNDS = 3
_LETTERS = re.compile(r"[^\W\d_]+")


def letter(folder: Path) -> None:
    """Word errors of a letter whose lines are known, before and after."""
    for restored in sorted(folder.glob("*.restored.txt")):
        damaged = folder / restored.name.replace(".restored", "")
        seen, truth = (path.read_text(encoding="utf-8").split("\n") for path in (damaged, restored))
        after = repair_text("\n".join(seen)).split("\n")
        print(f"{damaged.name}: word errors {_errors(truth, seen):.4f} before, {_errors(truth, after):.4f} after")


def _errors(truth: Sequence[str], read: Sequence[str]) -> float:
    pairs = [(words(t), words(r)) for t, r in zip(truth, read, strict=True)]
    return sum(Levenshtein.distance(t, r) for t, r in pairs) / sum(len(t) for t, _ in pairs)


def pages(title: str, found: Iterable[tuple[str, str]]) -> list[str]:
    """Line word errors of (true, read) pages, before and after; gives the pages as read."""
    count = before = after = 0
    read_pages = []
    for truth, read in found:
        count += len(words(truth))
        before += line_errors(truth, read)[0]
        after += line_errors(truth, repair_text(read))[0]
        read_pages.append(read)
    print(f"{title}: line word errors {before / count:.4f} before, {after / count:.4f} after, {count} words")
    return read_pages


def layers(gold: Path) -> Iterable[tuple[str, str]]:
    """Damaged layers with their truth."""
    for path in sorted(gold.glob("*.layer.txt")):
        truth = path.with_name(path.name.replace(".layer.", ".layerorder."))
        yield truth.read_text(encoding="utf-8"), path.read_text(encoding="utf-8")


def read_with_eng(gold: Path, cache: Path) -> Iterable[tuple[str, str]]:
    """The gold pages read with the wrong language, with their truth."""
    cache.mkdir(parents=True, exist_ok=True)
    for path in sorted(gold.glob("*.p?.txt")):
        kept = cache / path.name
        if not kept.exists():
            name, number = path.name.removesuffix(".txt").rsplit(".p", 1)
            with open_scan(gold / f"{name}.pdf", load_settings()) as scan:
                page = next(page for page in scan.pages() if page.number == int(number))
                text = pytesseract.image_to_string(page.image(OCR_DPI), lang="eng", config=f"--dpi {OCR_DPI}")
            kept.write_text(text, encoding="utf-8")
        yield path.read_text(encoding="utf-8"), kept.read_text(encoding="utf-8")


def marks_restored(title: str, lines: Sequence[str]) -> None:
    """The share of syllables that are right again after all marks were taken off."""
    right = count = 0
    for truth, after in _in_pages(lines, lambda text: repair_text(stripped(text))):
        for word, read in zip(words(truth), words(after), strict=False):
            for syllable, again in zip(_LETTERS.findall(word), _LETTERS.findall(read), strict=False):
                if is_syllable(syllable.lower()):
                    count += 1
                    right += syllable == again
    print(f"{title}, marks stripped: {right / count:.4f} of {count} syllables right")


def unchanged(title: str, lines: Sequence[str]) -> None:
    """The share of words of right text that repair changes."""
    changed = count = 0
    for truth, after in _in_pages(lines, repair_text):
        count += len(truth.split())
        changed += Levenshtein.distance(truth.split(), after.split())
    print(f"{title}, right text: {changed} of {count} words changed ({changed / count:.5f})")


def _in_pages(lines: Sequence[str], work: Callable[[str], str]) -> Iterable[tuple[str, str]]:
    for at in range(0, len(lines), 40):
        text = "\n".join(lines[at : at + 40])
        yield from zip(text.split("\n"), work(text).split("\n"), strict=True)


def speed(title: str, read: Sequence[str]) -> None:
    """Pages a second of processor time: all words new, then the words of these pages known."""
    for state in ("words new", "words known"):
        rates = []
        for _ in range(ROUNDS):
            reader = open_reader(folder_in_force()) if state == "words new" else reader_in_force()
            begun = time.process_time()
            count = sum(len(page.split()) for page in read if repair_text(page, reader))
            rates.append(count / PAGE_WORDS / (time.process_time() - begun))
        rate = f"median {statistics.median(rates):.1f} pages of {PAGE_WORDS} words a second of one core"
        print(f"{title}, {state}: {rate}")


def footprint() -> None:
    """Time to open the model, and the most memory used."""
    begun = time.process_time()
    open_reader(folder_in_force())
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"model opened in {time.process_time() - begun:.2f} s; most memory, scorer included: {megabytes:.0f} MB"
    )


def main() -> None:
    """Measure whatever was named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("letter", "gold", "ocr", "corpus"):
        parser.add_argument(f"--{name}", type=Path)
    named = parser.parse_args()
    if named.letter:
        letter(named.letter)
    if named.gold:
        lines = [line for path in sorted(named.gold.glob("*.p?.txt")) for line in _lines(path)]
        speed("layers", pages("layers of other engines", layers(named.gold)))
        if named.ocr:
            speed("eng", pages("gold pages read with eng", read_with_eng(named.gold, named.ocr)))
        marks_restored("gold", lines)
        speed("stripped", [stripped("\n".join(lines))])
        unchanged("gold", lines)
        speed("right text", ["\n".join(lines)])
        footprint()
    for path in text_files(named.corpus) if named.corpus else []:
        held = list(lines_of(path, held_out=True))[::EVERY]
        marks_restored(path.name, held)
        unchanged(path.name, held)


def _lines(path: Path) -> list[str]:
    return normalise(path.read_text(encoding="utf-8")).split("\n")


if __name__ == "__main__":
    main()
