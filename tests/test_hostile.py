"""Files that want to do harm, through the program itself: each refused in its own words or read, in bounds.

benchmarks/hostile.py does the same with a thousand of them.
"""

from __future__ import annotations

import importlib
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"
MOST_SECONDS, MOST_MEGABYTES = 20, 1200
FAULTS = {"?", "ProgramFault", "ProcessDied"}
# Limits that catch what nobody looked for.
LAST_RESORTS = {"OutOfMemory", "TookTooLong"}
READ = "read"
BOMB = {"TooLarge", "PageTooLarge"}
REFUSED = {"any reason of its own"}


@pytest.fixture(scope="module")
def made() -> Iterator[Callable[[str], Any]]:
    """The modules that benchmarks/ makes and runs hostile files with."""
    sys.path.insert(0, str(BENCHMARKS))
    try:
        yield importlib.import_module
    finally:
        sys.path.remove(str(BENCHMARKS))


def _files(made: Callable[[str], Any]) -> dict[str, bytes]:
    parts, pictures = made("hostile_files.pdf_parts"), made("hostile_files.pictures")
    texts, packages = made("hostile_files.texts"), made("hostile_files.packages")
    page, stream, deflated = parts.one_page, parts.stream, parts.deflated
    note = b"<</Type/Annot/Subtype/Stamp/Rect[9 9 99 99]/F 4/AP<</N 7 0 R>>>>"
    drawn = stream(b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"0 0 9 9 re f\n")
    box = parts.page_with(b"").replace
    return {
        "double-flate.pdf": page(
            stream(b"/Filter[/FlateDecode/FlateDecode]", zlib.compress(deflated(b"0", 4000)))
        ),
        "abbreviated.pdf": page(stream(b"/Filter/Fl", deflated(b"0", 1000))),
        "fake-image.pdf": page(stream(b"/Subtype/Image/Filter/FlateDecode", deflated(b"0", 1000))),
        "run-length.pdf": page(stream(b"/Filter[/FlateDecode/RunLengthDecode]", deflated(b"\x81\x20", 8))),
        "lzw.pdf": page(stream(b"/Filter/LZWDecode", parts.lzw(500))),
        "thin.pdf": page(page=box(b"[0 0 595 842]", b"[0 0 0.001 14400]")),
        "long.pdf": page(page=box(b"[0 0 595 842]", b"[0 0 595 14400000]")),
        "annotations.pdf": page(page=parts.page_with(b"/Annots[%s]" % (b"6 0 R " * 100_000)), more=[note, drawn]),
        "one-pixel-wide.png": pictures.png(1, 99_000_000, deflated(b"\0", 200)),
        "scans.jpg": pictures.jpeg_of_scans(8_000, 3_000),
        "laughs.docx": packages.laughing_docx(),
        "citations.txt": texts.letter_of(texts.LINES["citations"], 20_000),
        "good.txt": texts.letter_of(texts.LINES["deadlines"], 2),
    }


# The right words for each; None: read or refused, as long as it is soon.
RIGHT: dict[str, set[str] | None] = {
    "double-flate.pdf": BOMB,
    "abbreviated.pdf": BOMB,
    "fake-image.pdf": BOMB,
    "run-length.pdf": BOMB,
    "lzw.pdf": BOMB,
    "thin.pdf": REFUSED,
    "long.pdf": REFUSED,
    "annotations.pdf": None,
    "one-pixel-wide.png": REFUSED,
    "scans.jpg": None,
    "laughs.docx": {"DamagedFile"},
    "citations.txt": None,
    "good.txt": {READ},
}


@dataclass(frozen=True, slots=True)
class Known:
    """What became of a file: READ or the type of error; seconds of processor time, megabytes."""

    word: str
    busy: float
    megabytes: float


@pytest.fixture(scope="module")
def run(
    made: Callable[[str], Any], tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Known], list[str]]:
    """One run of `docproc process` over all files, and what it left or said besides."""
    runs = made("hostile_runs")
    place = runs.Place(tmp_path_factory.mktemp("hostile"))
    for name, content in _files(made).items():
        (place.into / name).write_bytes(content)
    reads, faults = runs.read_in_one_run([place.into / name for name in RIGHT], place)
    known = {one.path.name: Known(one.error or READ, one.busy, one.megabytes) for one in reads}
    return known, [*faults, *(fault for one in reads for fault in one.faults)]


@pytest.mark.parametrize("name", RIGHT)
def test_it_ends_with_the_right_word_in_time_and_in_memory(
    run: tuple[dict[str, Known], list[str]], name: str
) -> None:
    known, right = run[0][name], RIGHT[name]
    assert known.word not in (FAULTS if right is None else FAULTS | LAST_RESORTS)
    assert right is None or (known.word != READ if right is REFUSED else known.word in right)
    assert known.busy < MOST_SECONDS
    assert known.megabytes < MOST_MEGABYTES


def test_nothing_is_left_and_nothing_is_said_besides(run: tuple[dict[str, Known], list[str]]) -> None:
    assert run[1] == []
