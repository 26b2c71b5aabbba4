"""The office that is tortured: two watched folders full of letters and traps, and what must be true at the end.

Every single letter must be there exactly once, every bad file with exactly one reason, the registers must run
from 1 without gaps, every original must be there byte for byte and no other, every dropped file must lie in
`processed/` or `failed/` of the folder it was dropped into, and every link must lie where it was, leading where
it led.
"""

from __future__ import annotations

import hashlib
import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from docproc.store import Store
from docproc.store.check import check
from docproc.store.jobs import unfinished
from docproc.store.originals import INCOMING, content_of, place_of
from docproc.store.schema import Arrival, File, Job, StoredLetter

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.p1.txt"))
TWO_LETTERS = "\f".join(
    (ROOT / "samples" / f"{name}.p1.txt").read_text(encoding="utf-8")
    for name in ("cong-van-khan", "cong-van-huyen-uy")
)


@dataclass
class Dropped:
    """What was put into the folders: number of files, and the hashes of contents: bad ones, good ones, and
    single letters (a file with two is cut in two).
    """

    files: int = 0
    good: set[str] = field(default_factory=set)
    letters: set[str] = field(default_factory=set)
    bad: set[str] = field(default_factory=set)

    def add_good(self, text: str, index: int) -> bytes:
        """Note a file with these letters, each made one of its own by `index`; gives its content."""
        texts = [f"{letter}\nBản {index}\n".encode() for letter in text.split("\f")]
        content = b"\f".join(texts)
        self.good.add(sha(content))
        self.letters |= {sha(one) for one in texts}
        return content

    def add_bad(self, index: int, whole: bool) -> bytes:
        """Note a broken PDF; `whole`: its end is there. Gives its content."""
        content = f"%PDF-1.7 broken {index}".encode() + (b"\n%%EOF" if whole else b"")
        self.bad.add(sha(content))
        return content


@dataclass(frozen=True)
class Place:
    """The folders of the office below `base`."""

    base: Path

    @property
    def inboxes(self) -> tuple[Path, Path]:
        return self.base / "inbox", self.base / "second"

    @property
    def data(self) -> Path:
        return self.base / "data"

    @property
    def log(self) -> Path:
        return self.base / "log.jsonl"


def sha(content: bytes) -> str:
    """The hash of a content, as the originals have it."""
    return hashlib.sha256(content).hexdigest()


def contents(files: int, chance: random.Random, dropped: Dropped) -> Iterator[tuple[str, bytes]]:
    """Names and contents: 8 of 10 good, of these 1 with two letters, 1 broken, 1 a good one again under another
    name.
    """
    letters = [path.read_text(encoding="utf-8") for path in SAMPLES]
    good: list[bytes] = []
    for index in range(files):
        kind = chance.random()
        dropped.files += 1
        if kind < 0.8 or not good:
            good.append(dropped.add_good(letters[index % len(letters)] if kind > 0.1 else TWO_LETTERS, index))
            folder = chance.choice(["", "", "", "tổ 1/", "thư mục.pdf/"])
            yield f"{folder}Công văn số {index}.txt", good[-1]
        elif kind < 0.9:
            yield f"hỏng {index}.pdf", dropped.add_bad(index, chance.random() < 0.5)
        else:
            yield f"bản sao {index}.txt", chance.choice(good)


def lay_traps(place: Place) -> dict[Path, str]:
    """Links and a pipe in the watched folders; gives where each link leads."""
    traps: dict[Path, str] = {}
    first, second = place.inboxes
    for inbox, other in ((first, second), (second, first)):
        for folder in ("tổ 1", "thư mục.pdf"):
            (inbox / folder).mkdir(parents=True, exist_ok=True)
        traps |= {
            inbox / "dữ liệu": str(place.data),
            inbox / "bản gốc": str(place.data / "originals"),
            inbox / "tổ 1" / "bản gốc": str(place.data / "originals"),
            inbox / "thư mục khác": str(other),
            inbox / "vòng": ".",
            inbox / "tự nó.pdf": "tự nó.pdf",
            inbox / "không có.pdf": "nowhere/at all.pdf",
            inbox / "cơ sở dữ liệu.pdf": str(place.data / "docproc.sqlite"),
        }
        os.mkfifo(inbox / "ống.pdf")
    for link, target in traps.items():
        link.symlink_to(target)
    return traps


def faults(store: Store, place: Place, dropped: Dropped, traps: dict[Path, str]) -> Iterator[str]:
    """Everything that is not as it must be."""
    with store.reading() as session:
        letters = session.scalars(select(File.sha256).join(StoredLetter, StoredLetter.file_id == File.id)).all()
        failed = session.execute(select(File.sha256, Job.reason).join(File).where(Job.state == "failed")).all()
        yield from _compare("letters", list(letters), dropped.letters)
        yield from _compare("failures", [row.sha256 for row in failed], dropped.bad)
        yield from (f"no reason: {row.sha256}" for row in failed if not row.reason)
        if unfinished(session):
            yield f"{unfinished(session)} jobs unfinished"
        waiting = session.scalars(select(Arrival.id).where(Arrival.filing != "done")).all()
        if waiting:
            yield f"{len(waiting)} arrivals not filed"
    yield from check(store, deep=True)
    for sha256 in dropped.good | dropped.letters | dropped.bad:
        original = place_of(store.originals, sha256)
        if not original.exists() or content_of(original).sha256 != sha256:
            yield f"original missing or changed: {sha256}"
    yield from (f"left of a copy: {path.name}" for path in (store.originals / INCOMING).glob("*"))
    yield from _misplaced(place, dropped)
    yield from (f"link gone or changed: {link}" for link, target in traps.items() if not _leads(link, target))


def _leads(link: Path, target: str) -> bool:
    return link.is_symlink() and str(link.readlink()) == target


def _compare(what: str, found: list[str], wanted: set[str]) -> Iterator[str]:
    if len(found) != len(set(found)):
        yield f"{what}: {len(found) - len(set(found))} twice"
    if set(found) != wanted:
        yield f"{what}: {len(wanted - set(found))} missing, {len(set(found) - wanted)} too many"


def _misplaced(place: Place, dropped: Dropped) -> Iterator[str]:
    def lying(name: str, counts: Callable[[Path], bool]) -> list[Path]:
        found = [path for inbox in place.inboxes for path in (inbox / name).rglob("*")]
        return [path for path in found if path.is_file() and path.name[0] != "." and counts(path)]

    filed = lying("processed", lambda path: True)
    failed = lying("failed", lambda path: path.suffix == ".pdf")
    notes = lying("failed", lambda path: path.suffix == ".txt")
    left = [path for inbox in place.inboxes for path in _left(inbox)]
    if left:
        yield f"left in the folder: {left[:5]}"
    if len(filed) + len(failed) != dropped.files:
        yield f"{dropped.files} dropped, {len(filed)} processed, {len(failed)} failed"
    if len(notes) != len(failed):
        yield f"{len(failed)} failed, {len(notes)} notes"
    if {content_of(path).sha256 for path in filed} != dropped.good:
        yield "what lies in processed/ is not what was dropped"


def _left(inbox: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(inbox):
        folders[:] = [name for name in folders if name not in ("processed", "failed")]
        paths = [Path(folder) / name for name in names if name[0] != "."]
        yield from (path.name for path in paths if path.is_file() and not path.is_symlink())
