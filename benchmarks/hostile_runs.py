"""One run of docproc over hostile files, and all that is wrong with it (hostile.py)."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hostile_files import Hostile
from process_tree import Ran, run_watched

import docproc.cli.main  # noqa: F401  (so that every type of error is known by its words)
from docproc.errors import DocprocError
from docproc.filenames import beside, escaped, shown

UNKNOWN = "?"
MOST_SECONDS = 60.0
MOST_MEGABYTES = 1200.0
_END_SECONDS, _END_MEGABYTES = 120.0, 3500.0  # a run beyond these is ended, before it harms the machine
_PROGRAM = [sys.executable, "-c", "from docproc.cli.main import run; run()"]
_NOTICES = re.compile(r"\d+ of \d+ letters written to |.*: the name is too long for a result, which is called ")
_MISTAKE = re.compile("Traceback|itself failed|Report this line")
# What Python, Pillow, libtiff, libpng and PDFium print beside what docproc says.
_NOISE = re.compile(
    r"Traceback|Exception ignored|Process |  File \"|\S*Warning: |libpng |TIFF\w+: |\S+: Warning, "
)


@dataclass
class Read:
    """What came of a file in a run: seconds by the clock and of the processor, most megabytes of all processes
    meanwhile; the type of the error that refused it, "" where it was read; what is wrong.
    """

    path: Path
    seconds: float = 0.0
    busy: float = 0.0
    megabytes: float = 0.0
    error: str = ""
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A hostile file, what came of it, and where it lies when something is wrong."""

    file: Hostile
    read: Read
    kept: str = ""


class Place:
    """A folder for one run: what goes in, what comes out, and all places where something may be left."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.into, self.out, self.cwd = self.root / "in", self.root / "out", self.root / "cwd"
        self.home, self.temporary, self.errors = self.root / "home", self.root / "tmp", self.root / "errors"
        for folder in (self.into, self.cwd, self.home, self.temporary):
            folder.mkdir()

    def environment(self) -> dict[str, str]:
        folders = {"HOME": self.home, "TMPDIR": self.temporary}
        folders |= {f"XDG_{name}_HOME": self.home / name.lower() for name in ("DATA", "CONFIG", "CACHE", "STATE")}
        return {**os.environ, "LC_ALL": "en_GB.UTF-8", **{name: str(folder) for name, folder in folders.items()}}

    def strays(self) -> Iterator[str]:
        """What lies where nothing should."""
        for folder in (self.cwd, self.home, self.temporary):
            files = [path for path in folder.rglob("*") if not path.is_dir()]
            yield from (f"left in {folder.name}: {escaped(path.relative_to(folder))}" for path in files[:3])


def processed(files: Sequence[Hostile], kept: Path) -> list[Outcome]:
    """What `docproc process` makes of some files in one run; those at fault are copied into `kept`.

    What is wrong with the run as a whole counts against each of its files.
    """
    place = Place(Path(tempfile.mkdtemp(prefix="docproc-hostile-run-")))
    try:
        reads, general = read_in_one_run([_written(file, place.into) for file in files], place)
        for read in reads:
            read.faults += general
            read.faults += [f"{read.seconds:.0f} s"] if read.seconds > MOST_SECONDS else []
            read.faults += [f"{read.megabytes:.0f} MB"] if read.megabytes > MOST_MEGABYTES else []
        return [Outcome(file, read, _keep(file, read, kept)) for file, read in zip(files, reads, strict=True)]
    finally:
        shutil.rmtree(place.root, ignore_errors=True)


def _written(file: Hostile, folder: Path) -> Path:
    name, content = file.made()
    path = folder / os.fsdecode(name)
    path.write_bytes(content)
    return path


def _keep(file: Hostile, read: Read, kept: Path) -> str:
    if not read.faults:
        return ""
    copy = kept / f"{file.number:04}-{escaped(read.path.name)[-80:]}"
    shutil.copyfile(read.path, copy)
    return str(copy)


def read_in_one_run(paths: Sequence[Path], place: Place) -> tuple[list[Read], list[str]]:
    """What came of each file, in the order given, when `docproc process` reads them one after the other; and what
    is wrong with the run as a whole.
    """
    before = [hashlib.sha256(path.read_bytes()).digest() for path in paths]
    command = [*_PROGRAM, "process", *map(str, paths), "--out", str(place.out), "--jobs", "1"]
    most = _END_SECONDS * (1 if len(paths) == 1 else 5)
    ran = run_watched(command, place.errors, place.environment(), place.cwd, most, _END_MEGABYTES)
    refusals = {path: _lines_of(path, ran) for path in paths}
    reads = [_judged(path, refusals[path], place) for path in paths]
    _measure(reads, ran, [_end(path, refusals[path], place, ran) for path in paths])
    for read, digest in zip(reads, before, strict=True):
        if hashlib.sha256(read.path.read_bytes()).digest() != digest:
            read.faults.append("the file was changed")
    told = {line for lines in refusals.values() for _at, line in lines}
    return reads, list(_general(reads, ran, place, told))


def _lines_of(path: Path, ran: Ran) -> list[tuple[float, str]]:
    """The lines of standard error that refuse a file, with their moments."""
    start = f"{escaped(path)}: "
    return [(at, line) for at, line in ran.lines if line.startswith(start) and not _NOTICES.match(line)]


def _result(path: Path, place: Place) -> Path:
    return place.out / beside(path.stem, ".json")


def _judged(path: Path, lines: Sequence[tuple[float, str]], place: Place) -> Read:
    read, result = Read(path), _result(path, place)
    if result.exists() == bool(lines):
        read.faults.append("refused and yet written" if lines else "neither refused nor written")
    if len(lines) > 1:
        read.faults.append("refused more than once")
    if lines:
        read.error = error_in(lines[0][1])
        if read.error in (UNKNOWN, "ProgramFault"):
            read.faults.append(f"no right word: {lines[0][1][-200:]}")
    if result.exists():
        try:
            json.loads(result.read_text(encoding="utf-8"))
        except ValueError as error:
            read.faults.append(f"what was written is no letter ({error})")
    return read


def _end(path: Path, lines: Sequence[tuple[float, str]], place: Place, ran: Ran) -> float:
    """The moment when docproc was done with a file."""
    result = _result(path, place)
    moments = [at for at, _line in lines] + ([result.stat().st_mtime] if result.exists() else [])
    return max(moments, default=ran.ended)


def _measure(reads: Sequence[Read], ran: Ran, ends: Sequence[float]) -> None:
    """Files of one run are read one after the other, so each has the time since the one before it."""
    before = ran.began
    for read, moment in sorted(zip(reads, ends, strict=True), key=lambda pair: pair[1]):
        end = moment if len(reads) > 1 else ran.ended
        read.seconds = end - before
        read.busy, read.megabytes = ran.busy(before, end), ran.megabytes(before, end)
        before = end


def _general(reads: Sequence[Read], ran: Ran, place: Place, told: set[str]) -> Iterator[str]:
    yield from place.strays()
    written = {path.name for path in place.out.iterdir()} if place.out.is_dir() else set()
    yield from (f"written: {escaped(n)}" for n in written - {_result(read.path, place).name for read in reads})
    yield from (f"process left: {name}" for name in ran.left)
    others = [line for _at, line in ran.lines if line not in told and not _NOTICES.match(line)]
    yield from (f"also said: {line[:200]}" for line in others[:10])
    right = 1 if any(read.error for read in reads) else 0
    if ran.code != right:
        yield ran.why or f"exit code {ran.code}, not {right}"


def error_in(line: str) -> str:
    """The type of error whose words stand in a line of docproc; UNKNOWN when they are none of them."""
    found = [kind for kind in _kinds(DocprocError) if kind.reason and _words_of(kind).search(line)]
    return max(found, key=lambda kind: len(kind.reason)).__name__ if found else UNKNOWN


def _kinds(kind: type[DocprocError]) -> Iterator[type[DocprocError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _kinds(below)


def _words_of(kind: type[DocprocError]) -> re.Pattern[str]:
    return re.compile(r"(?:: |\()" + ".*".join(map(re.escape, re.split(r"\{\w+\}", str(kind.reason)))))


# -- the same through a watched folder and as an archive -------------------------------------------------------


def through_watch(files: Sequence[Hostile], kept: Path) -> list[str]:
    """What is wrong when these lie in a folder that `docproc watch --once` looks at."""
    place = Place(Path(tempfile.mkdtemp(prefix="docproc-hostile-run-")))
    names = [_written(file, place.into).name for file in files]
    more = ["watch", str(place.into), "--data", str(place.out), "--once", "--workers", "2"]
    faults = list(_run_together(place, more, len(files)))
    for name in names:
        ended = [path for path in place.into.rglob("*") if path.is_file() and path.name == name]
        if len(ended) != 1 or ended[0].parent == place.into:
            faults.append(f"not filed: {escaped(name)} ({len(ended)})")
    for note in (place.into / "failed").rglob("*.txt"):
        if note.name not in names and _MISTAKE.search(note.read_text(encoding="utf-8")):
            faults.append(f"no right word: {escaped(note.name)}: {note.read_text(encoding='utf-8')[:300]}")
    return _cleared(place, faults, kept / "watch")


def through_batch(files: Sequence[Hostile], kept: Path) -> list[str]:
    """What is wrong when these are an archive for `docproc batch`."""
    place = Place(Path(tempfile.mkdtemp(prefix="docproc-hostile-run-")))
    names = {shown(_written(file, place.into).name) for file in files}
    faults = list(
        _run_together(place, ["batch", str(place.into), "--out", str(place.out), "--workers", "2"], len(files))
    )
    told: set[str] = set()
    for name in ("letters.jsonl", "failures.jsonl"):
        listed = place.out / name
        lines = listed.read_text(encoding="utf-8").splitlines() if listed.exists() else []
        for row in map(json.loads, lines):
            told |= {row["file"], *row.get("copies", ())}
            if name == "failures.jsonl" and _MISTAKE.search(json.dumps(row)):
                faults.append(f"no right word: {json.dumps(row)[:300]}")
    faults += [f"not told: {name}" for name in sorted(names - {shown(name) for name in told})]
    return _cleared(place, faults, kept / "batch")


def _run_together(place: Place, arguments: list[str], count: int) -> Iterator[str]:
    most = MOST_SECONDS * count
    ran = run_watched(
        [*_PROGRAM, *arguments], place.errors, place.environment(), place.cwd, most, 2 * _END_MEGABYTES
    )
    if ran.code not in (0, 1):
        yield ran.why or f"exit code {ran.code}"
    if ran.megabytes() > 2 * MOST_MEGABYTES:
        yield f"{ran.megabytes():.0f} MB with two workers"
    yield from (f"process left: {name}" for name in ran.left)
    yield from place.strays()
    words = [line for _at, line in ran.lines if _NOISE.match(line) or _MISTAKE.search(line)]
    yield from (f"also said: {line[:300]}" for line in words[:10])


def _cleared(place: Place, faults: list[str], kept: Path) -> list[str]:
    """The run's folder is kept when something is wrong with it, else removed."""
    if faults:
        shutil.move(place.root, kept)
    else:
        shutil.rmtree(place.root, ignore_errors=True)
    return faults
