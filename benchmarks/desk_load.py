"""How the desk bears an office at work: many people read the inbox at once while some correct letters.

    python benchmarks/desk_load.py --letters 100000 --clients 50 --correcting 5 --seconds 20 [--data FOLDER]

Makes a store of invented letters (with --data one that is there already is used), starts `docproc serve` on it,
and lets each client ask for one page after the other: filters, pages further down, words. Those who correct
change the abstract of a few letters that all of them share; whoever saw an older value must be told so. Without
--pause each asks again at once (a closed loop: as much as the machine gives); with it each looks at the page
first. Prints the times of the answers and exits with 1 when one of the pages failed, a correction was lost, or
p95 is above the bar.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from desk_store import COOKIE, People, fill, people_of
from sqlalchemy import select

from docproc.letter import Letter
from docproc.store import Store, open_store
from docproc.store.schema import LetterVersion, StoredLetter

BAR = 0.300  # seconds: 95 of 100 answers come within
_SHARED = 20  # letters that those who correct have among them
_SERVE = "from docproc.cli.main import run; run()"
_QUESTIONS = (
    "",
    "",
    "state=waiting",
    "due=overdue",
    "due=week",
    "urgency=any",
    "urgency=" + quote("HỎA TỐC"),
    "doubts=true",
    "doc_type=" + quote("Kế hoạch"),
    "issuer=" + quote("sở y"),
    "arrived_from=2024-01-01&arrived_to=2024-03-31",
    "state=checked&doubts=true&doc_type=" + quote("Công văn"),
    "words=" + quote("phòng cháy"),
    "words=" + quote("phong chay chua"),
    "words=" + quote('"bảo vệ rừng" mùa khô'),
    "words=4711",
    "words=" + quote("hộ nghèo") + "&state=waiting",
)


@dataclass
class Measured:
    """What came of all requests."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    told: int = 0  # corrections that were refused because another was first
    accepted: dict[int, list[str]] = field(default_factory=dict)
    cpu: float = 0.0  # seconds that the desk worked meanwhile

    def note(self, kind: str, began: float) -> None:
        self.seconds.setdefault(kind, []).append(time.perf_counter() - began)


class Connection:
    """A browser's connection, kept open: as little work as can be, for client and desk share the machine."""

    def __init__(self, port: int, key: str, csrf: str) -> None:
        self.port, self.key, self.csrf = port, key, csrf
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        """Status and body of an answer. Raises OSError, asyncio.IncompleteReadError."""
        if self.streams is None:
            self.streams = await asyncio.open_connection("127.0.0.1", self.port, limit=1 << 22)
        reader, writer = self.streams
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {COOKIE}={self.key}\r\n"
        if body:
            head += (
                f"X-CSRF-Token: {self.csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
            )
        writer.write(head.encode() + b"\r\n" + body)
        got = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next(int(line[15:]) for line in got.split("\r\n") if line.startswith("content-length:"))
        return int(got.split(" ", 2)[1]), await reader.readexactly(length)


async def read(
    connection: Connection, chance: random.Random, until: float, pause: float, found: Measured
) -> None:
    """Somebody who reads: a question, sometimes two pages further down."""
    while time.monotonic() < until:
        path = "/?" + chance.choice(_QUESTIONS)
        kind = "words" if "words=" in path else "list"
        for _ in range(3):
            began = time.perf_counter()
            status, body = await connection.ask("GET", path)
            found.note(kind, began)
            if status != 200 or b'id="lines"' not in body:
                found.wrong.append(f"{status} {path}")
            older = body.rfind(b'href="', 0, body.rfind(b'data-key="n"'))
            await asyncio.sleep(pause * chance.random() * 2)
            if older < 0 or b'data-key="n"' not in body or chance.random() < 0.5:
                break
            path = body[older + 6 : body.index(b'"', older + 6)].decode().replace("&amp;", "&")
            kind = "further down"


async def correct(
    connection: Connection,
    store: Store,
    shared: Sequence[int],
    name: str,
    until: float,
    pause: float,
    found: Measured,
) -> None:
    """Somebody who corrects: sees a letter, thinks, writes."""
    chance = random.Random(name)
    for number in range(1_000_000):
        if time.monotonic() > until:
            return
        letter_id = chance.choice(shared)
        seen = await asyncio.to_thread(_version, store, letter_id)
        await asyncio.sleep(pause * chance.random() * 2)
        value = f"đã sửa bởi {name} lần {number} lúc {time.time_ns()}"  # once more the same would be no version
        began = time.perf_counter()
        body = json.dumps({"field": "header.subject", "value": value, "seen": seen}).encode()
        status, _answer = await connection.ask("PATCH", f"/api/v1/letters/{letter_id}", body)
        found.note("correction", began)
        if status == 200:
            found.accepted.setdefault(letter_id, []).append(value)
        elif status == 409:
            found.told += 1
        else:
            found.wrong.append(f"{status} correction of {letter_id}")


def _version(store: Store, letter_id: int) -> int:
    with store.reading() as session:
        return session.get_one(StoredLetter, letter_id).version


def lost(store: Store, before: dict[int, int], found: Measured) -> list[str]:
    """Corrections that were accepted and are in no version of their letter, and letters with another value."""
    missing = []
    with store.reading() as session:
        for letter_id, values in found.accepted.items():
            later = select(LetterVersion.content).where(
                LetterVersion.letter_id == letter_id, LetterVersion.version > before[letter_id]
            )
            kept = [Letter.model_validate_json(one).header.subject for one in session.scalars(later)]
            missing += [f"{letter_id}: {value}" for value in values if value not in kept]
            if session.get_one(StoredLetter, letter_id).subject not in values:
                missing.append(f"{letter_id}: another value stands")
    return missing


@contextmanager
def serving(data: Path, asked: argparse.Namespace) -> Iterator[int]:
    """A desk in a process of its own; gives its process."""
    settings = data / "settings.toml"
    settings.write_text(f'[store]\ndatabase = "{asked.url}"\n' if asked.url else "", encoding="utf-8")
    given = [sys.executable, "-c", _SERVE, "serve", "--data", str(data), "--port", str(asked.port)]
    given += ["--processes", str(asked.processes)] if asked.processes else []
    own = os.environ | {"DOCPROC_SETTINGS": str(settings), "LC_ALL": "C.UTF-8", "LANG": "vi_VN.UTF-8"}
    process = subprocess.Popen(given, env=own, stdout=subprocess.DEVNULL)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


async def load(
    store: Store, people: People, shared: Iterable[int], given: argparse.Namespace, process: int
) -> Measured:
    """All clients at once."""
    found = Measured()
    probe = Connection(given.port, *people.keys[0])
    for _ in range(1200):
        try:
            await probe.ask("GET", "/")
            break
        except OSError:
            await asyncio.sleep(0.1)
    clients = [Connection(given.port, *key) for key in people.keys[: given.clients]]
    for _ in range(4):  # each process reads templates and rules with its first page
        await asyncio.gather(*(one.ask("GET", "/") for one in clients))
    before, until = _cpu_seconds(process), time.monotonic() + given.seconds
    chance = random.Random(given.seed)
    tasks = [
        read(one, random.Random(chance.random()), until, given.pause, found)
        for one in clients[given.correcting :]
    ]
    pause = max(given.pause, 0.2)
    for number, one in enumerate(clients[: given.correcting]):
        tasks.append(correct(one, store, list(shared), f"người {number}", until, pause, found))
    await asyncio.gather(*tasks)
    found.cpu = _cpu_seconds(process) - before
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--letters", type=int, default=100_000)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--correcting", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between two pages, on average")
    parser.add_argument("--processes", type=int, help="as of docproc serve; else one a core")
    parser.add_argument("--port", type=int, default=8059)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--url")
    parser.add_argument("--data", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="docproc-desk-") as folder:
        data = given.data or Path(folder)
        store = open_store(data, given.url)
        fill(store, given.letters)
        people = people_of(store, given.clients)
        with store.reading() as session:
            standing = select(StoredLetter).where(StoredLetter.void_reason.is_(None)).limit(_SHARED)
            before = {one.id: one.version for one in session.scalars(standing)}
        with serving(data, given) as process:
            found = asyncio.run(load(store, people, before, given, process))
        missing = lost(store, before, found)
        store.close()
    return told(found, missing)


def _cpu_seconds(process: int) -> float:
    """Of a process and all below it."""
    used = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    own = sum(map(int, used[11:13])) / os.sysconf("SC_CLK_TCK")
    return own + sum(_cpu_seconds(int(child)) for child in children)


def told(found: Measured, missing: list[str]) -> int:
    """Print what was measured; gives the exit status."""
    pages = [one for kind, times in found.seconds.items() if kind != "correction" for one in times]
    for kind, times in [*found.seconds.items(), ("all pages", pages)]:
        cuts = statistics.quantiles(times, n=100) if len(times) > 1 else times * 99
        worst = " ".join(f"p{cut} {1000 * cuts[cut - 1]:6.0f}" for cut in (50, 95, 99))
        print(f"{kind:14} {len(times):6}  {worst} ms")
    answers = sum(map(len, found.seconds.values()))
    print(f"CPU of the desk: {1000 * found.cpu / max(1, answers):.1f} ms an answer")
    print(f"corrections accepted {sum(map(len, found.accepted.values()))}, told of another's {found.told}")
    print(f"errors {len(found.wrong)}, corrections lost {len(missing)}")
    for line in [*found.wrong[:10], *missing[:10]]:
        print("  ", line)
    p95 = statistics.quantiles(pages, n=100)[94]
    return int(bool(found.wrong or missing or p95 > BAR))


if __name__ == "__main__":
    sys.exit(main())
