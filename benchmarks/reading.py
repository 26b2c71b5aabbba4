"""How well pages are read: each reader alone, together, with and without cleaning; writes docs/reading.md.

    .venv/bin/python benchmarks/reading.py GOLD_DIR

GOLD_DIR holds NAME.pdf and NAME.p1.txt, … (docs/development.md). Besides, two sample letters are scanned badly on
purpose. What Tesseract answered is kept in out/reading-cache, so that a run can be taken up again.
"""

from __future__ import annotations

import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest.mock import patch

from PIL import Image

from docproc.evaluate.text import PageCounts, page_counts
from docproc.page import Line
from docproc.reading import combine, read, recogniser, second_look, upright
from docproc.reading.found_lines import read_found_lines
from docproc.reading.own import open_own
from docproc.reading.recogniser import Recogniser, installed_readers
from docproc.reading.tesseract import LANGUAGE, SCRIPT, read_image
from docproc.scan import ScannedPage, open_scan
from docproc.scan.clean import Cleaned
from docproc.scan.resolution import POINTS
from docproc.settings import load_settings
from docproc.synthesis.degrade import scan_condition, scan_page
from docproc.synthesis.marks import marked
from docproc.synthesis.render import render_letter
from docproc.synthesis.source import read_source
from docproc.synthesis.wear import punched, shone_through
from docproc.synthesis.write import write_scan

HOUSE = Path(__file__).parent.parent
CACHE = HOUSE / "out" / "reading-cache"
SAMPLES = ("cong-van-giao-viec", "thong-bao-ket-luan")
SHOW_THROUGH = {"back shines through, 15 %": 0.15, "back shines through, 25 %": 0.25}
SECONDS = 300
Reader = Callable[[ScannedPage], str]


def remembered(
    image: Image.Image, dpi: float, timeout: float, mode: int = 3, language: str = LANGUAGE
) -> list[Line]:
    """Tesseract's answer, from an earlier run where there is one."""
    key = hashlib.sha256(image.tobytes() + repr((image.size, image.mode, round(dpi, 2), mode, language)).encode())
    path = CACHE / key.hexdigest()
    if not path.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        path.write_bytes(pickle.dumps(read_image(image, dpi, SECONDS, mode, language)))
    known: list[Line] = pickle.loads(path.read_bytes())
    return known


def plain(language: str, dpi: float | None = None) -> Reader:
    """Tesseract alone on the whole page as it is."""

    def of(page: ScannedPage) -> str:
        image = page.image(dpi)
        lines = remembered(image, POINTS * image.width / page.width, SECONDS, 3, language)
        return "\n".join(line.text for line in lines)

    return of


def on_found_lines(reader: Recogniser) -> Reader:
    """A reader alone, on the lines that docproc finds on the cleaned page; nothing where it understands none."""

    def of(page: ScannedPage) -> str:
        image = page.image()
        dpi = POINTS * image.width / page.width
        clean = read.cleaned(read.without_streaks(image, dpi)).image
        ink = second_look.ink_of(clean, coloured=False)
        return "\n".join(line.text for line in read_found_lines(ink, dpi, SECONDS, reader) or [])

    return of


def docproc_with(readers: Sequence[Recogniser], cleaning: bool = True) -> Reader:
    """The whole road of reading, with the cleaning or without."""

    def of(page: ScannedPage) -> str:
        with patch.object(read, "cleaned", read.cleaned if cleaning else Cleaned):
            return read.read_page(page, load_settings(), readers).text

    return of


@dataclass(frozen=True, slots=True)
class Way:
    """A way to read, as a column of a table."""

    name: str
    read: Reader


def measured(path: Path, truth: Path, ways: Sequence[Way]) -> Iterator[tuple[str, int, list[PageCounts]]]:
    """The name and words of each page that has a transcript in the folder `truth`, and the errors of each way."""
    with open_scan(path, load_settings()) as scan:
        for page in scan.pages():
            transcript = truth / f"{path.name.split('.')[0]}.p{page.number}.txt"
            if transcript.exists():
                gold = transcript.read_text(encoding="utf-8")
                counts = [page_counts(gold, way.read(page)) for way in ways]
                print(transcript.stem, *(f"{line_wer([c]):.4f}" for c in counts), file=sys.stderr, flush=True)
                yield transcript.stem, counts[0].words, counts


def line_wer(counts: Sequence[PageCounts]) -> float:
    return sum(c.line_word_errors for c in counts) / max(1, sum(c.words for c in counts))


def table(rows: Sequence[tuple[str, int, list[PageCounts]]], ways: Sequence[Way]) -> Iterator[str]:
    """A table of line_wer by page; below it all pages together, with wer and the share of words found."""
    yield "| page | words | " + " | ".join(way.name for way in ways) + " |"
    yield "|---|---|" + "---|" * len(ways)
    for name, words, counts in rows:
        yield f"| {name} | {words} | " + " | ".join(f"{line_wer([c]):.4f}" for c in counts) + " |"
    columns = [[counts[n] for _, _, counts in rows] for n in range(len(ways))]
    words = sum(words for _, words, _ in rows)
    yield f"| **all, line_wer** | {words} | " + " | ".join(f"**{line_wer(c):.4f}**" for c in columns) + " |"
    yield (
        f"| all, wer | {words} | "
        + " | ".join(f"{sum(x.word_errors for x in c) / words:.4f}" for c in columns)
        + " |"
    )
    yield (
        f"| all, words found | {words} | "
        + " | ".join(f"{sum(x.bag_hits for x in c) / words:.4f}" for c in columns)
        + " |"
    )


def worn(name: str, printed: Sequence[Image.Image], dpi: int) -> list[Image.Image]:
    """The printed pages as the condition `name` finds them: punched, or each with the other one on its back."""
    if name == "punched":
        return [punched(page, dpi) for page in printed]
    if name in SHOW_THROUGH:
        backs = printed[::-1]
        return [shone_through(page, back, SHOW_THROUGH[name]) for page, back in zip(printed, backs, strict=True)]
    return list(printed)


def bad_scans(folder: Path) -> Iterator[tuple[str, Path]]:
    """The sample letters as bad scans, by condition."""
    colour, skewed, phone = (scan_condition(name) for name in ("colour-200", "skewed-200", "phone"))
    conditions = {
        "fax": (scan_condition("fax"), 0),
        "leaning by 3 degrees": (replace(colour, skew=3.0), 0),
        "upside down": (colour, 180),
        "on its side": (skewed, 90),
        "lit by a phone": (phone, 0),
        "half in the dark": (replace(phone, uneven=0.5, noise=6.0, blur=1.1), 0),
        "stamped": (colour, 0),
        "punched": (colour, 0),
        **dict.fromkeys(SHOW_THROUGH, (colour, 0)),
        "skewed, noisy, dim": (replace(skewed, skew=1.5, blur=1.3, noise=22.0, uneven=0.4, quality=35), 0),
    }
    for name, (condition, turn) in conditions.items():
        for sample in SAMPLES:
            source = read_source(HOUSE / "samples" / f"{sample}.toml")
            stamp = ("UBND huyện Suối Vàng", "125", "12/3/2024", "VP") if name == "stamped" else ()
            plan = replace(source.scan, arrival=stamp)
            printed = [marked(page, plan).image for page in render_letter(source, condition.dpi)]
            images = [
                scan_page(sheet, condition, source.scan.seed + number).rotate(turn, expand=True)
                for number, sheet in enumerate(worn(name, printed, condition.dpi), start=1)
            ]
            path = folder / f"{sample}.{name.replace(' ', '-').replace(',', '').replace('-%', '')}.pdf"
            write_scan(images, path, condition.dpi, condition.quality)
            yield name, path


def conditions_table(ways: Sequence[Way], folder: Path) -> Iterator[str]:
    """line_wer and wer of each bad scan, both letters together."""
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[list[PageCounts]]] = {}
    for name, path in bad_scans(folder):
        for _, _, counts in measured(path, HOUSE / "samples", ways):
            found.setdefault(name, []).append(counts)
    yield "| scan | " + " | ".join(f"{way.name}: line_wer | wer" for way in ways) + " |"
    yield "|---|" + "---|---|" * len(ways)
    for name, pages in found.items():
        cells = []
        for n in range(len(ways)):
            counts = [page[n] for page in pages]
            wer = sum(c.word_errors for c in counts) / sum(c.words for c in counts)
            cells.append(f"{line_wer(counts):.4f} | {wer:.4f}")
        yield f"| {name} | " + " | ".join(cells) + " |"


def main(gold: Path) -> None:
    """Measure everything and write docs/reading.md."""
    readers = installed_readers()
    own = open_own()
    script = [reader for reader in readers if reader.name == "script"]
    alone = [Way("`vie`, 200 dpi", plain(LANGUAGE)), Way("`vie`, 300 dpi", plain(LANGUAGE, 300))]
    alone += [Way("script model", plain(SCRIPT))] if script else []
    alone += [Way("network, on found lines", on_found_lines(own))]
    together = [Way("docproc, `vie` only", docproc_with(()))]
    together += [Way("`vie`, then script", docproc_with(script))] if script else []
    together += [Way("the network first, then `vie`", docproc_with([own]))]
    together += [Way("then script", docproc_with(readers))] if script else []
    ways = [*alone, *together]
    rows = [row for path in sorted(gold.glob("*.pdf")) for row in measured(path, gold, ways)]
    cleaning = [
        Way("cleaned", docproc_with(readers)),
        Way("as scanned", docproc_with(readers, cleaning=False)),
    ]
    text = (HOUSE / "benchmarks" / "accuracy.head.md").read_text(encoding="utf-8")
    text += "\n".join(table(rows, ways))
    text += "\n\n## Bad scans of two sample letters\n\n"
    text += "\n".join(conditions_table(cleaning, HOUSE / "out" / "bad-scans")) + "\n"
    (HOUSE / "docs" / "reading.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for module in (combine, recogniser, second_look, upright):
        module.read_image = remembered  # type: ignore[attr-defined]
    main(Path(sys.argv[1]))
