"""Upload, correct, kill the desk, count what is left: nothing may be lost, nothing may be there twice.

    python benchmarks/torture_desk.py --uploads 60 --kills 20

Clerks upload letters to `docproc serve` and correct them through its API, while the desk as a whole, a process
that answers, the watcher or one of its workers is killed with SIGKILL at random moments, and started again. A
clerk who gets no answer to an upload repeats it, one who gets none to a correction does not. At the end every
letter that was uploaded is in the register exactly once, and every correction that was answered with success is
a version of its letter exactly once; one without an answer may be there, but once. tests/web/test_killed_desk.py
runs a short form.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from torture_office import SAMPLES, sha

from docproc.store import Store, open_store
from docproc.store.audit import add_user
from docproc.store.check import check
from docproc.store.jobs import unfinished
from docproc.store.originals import content_of, place_of
from docproc.store.people import sessions
from docproc.store.schema import File, LetterVersion, StoredLetter

SETTINGS = """\
lease_seconds = 3
"""
_LOADS = 600.0  # seconds after which a desk surely is there, on a busy machine too
_ENDS = 300.0  # seconds in which all that was uploaded surely is read
_DOCPROC = [sys.executable, "-c", "from docproc.cli.main import run; run()"]
ROLES = ("desk", "answering", "watching", "worker")


@dataclass(frozen=True)
class Outcome:
    """What was found at the end; `faults` names everything that is not as it must be."""

    faults: list[str]
    letters: int
    repeated: int
    corrections: int
    unanswered: int
    kills: Counter[str]
    seconds: float


@dataclass
class Office:
    """The desk as it is used: where it is, what was uploaded, which corrections had which end."""

    base: Path
    port: int
    cookie: str
    csrf: str
    uploaded: set[str] = field(default_factory=set)
    repeated: int = 0
    done: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    quiet: threading.Event = field(default_factory=threading.Event)

    @property
    def data(self) -> Path:
        return self.base / "data"

    def ask(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> tuple[int, bytes]:
        """Status and body of an answer. Raises OSError or HTTPException when there is none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            headers = {
                "Cookie": f"docproc_session={self.cookie}",
                "X-CSRF-Token": self.csrf,
                "Content-Type": kind,
            }
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


_NO_ANSWER = (OSError, http.client.HTTPException)


def torture(base: Path, uploads: int, kills: int, seed: int, clerks: int = 2) -> Outcome:
    """Run it in the empty folder `base`."""
    began = time.monotonic()
    office = _open_office(base)
    texts = [
        f"{SAMPLES[n % len(SAMPLES)].read_text(encoding='utf-8')}\nBản {n}\n".encode() for n in range(uploads)
    ]
    uploading = [
        threading.Thread(target=_upload_all, args=(office, texts[one::clerks], random.Random(seed + one)))
        for one in range(clerks)
    ]
    correcting = [
        threading.Thread(target=_correct, args=(office, f"{seed}.{one}", random.Random(seed - one), uploads))
        for one in range(clerks)
    ]
    hunt = Hunt(office, random.Random(seed))
    for thread in uploading + correcting:
        thread.start()
    try:
        hunt.kill_again_and_again(kills)
        for thread in uploading:
            thread.join()
        _wait_until_read(office)
        office.quiet.set()
        for thread in correcting:
            thread.join()
    finally:
        office.quiet.set()
        hunt.end()
    store = open_store(office.data)
    found = list(_faults(store, office))
    store.close()
    return Outcome(
        found, len(office.uploaded), office.repeated, len(office.done), len(office.unanswered), hunt.kills,
        time.monotonic() - began,
    )  # fmt: skip


def _open_office(base: Path) -> Office:
    (base / "settings.toml").write_text(SETTINGS, encoding="utf-8")
    store = open_store(base / "data")

    def log_in(session: Session) -> tuple[str, str]:
        user = add_user(session, "lan")
        user.role = "clerk"
        key, row = sessions.begin(session, user, datetime.now(UTC))
        return key, row.csrf

    cookie, csrf = store.write(log_in)
    store.close()
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port = int(tried.getsockname()[1])
    return Office(base, port, cookie, csrf)


def _upload_all(office: Office, texts: list[bytes], chance: random.Random) -> None:
    """A clerk who uploads one letter after the other, each until there is an answer."""
    for text in texts:
        name = f"Công văn {sha(text)[:6]}.txt"
        while not _upload(office, name, text):
            if office.quiet.is_set():  # the desk never came back
                return
            office.repeated += 1
            time.sleep(0.3)
        office.uploaded.add(sha(text))
        time.sleep(chance.uniform(0, 0.4))


def _upload(office: Office, name: str, text: bytes) -> bool:
    edge = f"edge{sha(text)}"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    body = head.encode() + text + f"\r\n--{edge}--\r\n".encode()
    try:
        status, answer = office.ask("POST", "/upload", body, f"multipart/form-data; boundary={edge}")
    except _NO_ANSWER:
        return False
    if status not in (200, 503):
        office.told.append(f"upload: {status} {answer[-300:]!r}")
    return status == 200


def _correct(office: Office, who: str, chance: random.Random, letters: int) -> None:
    """A clerk who looks at letters and gives each another subject, which nobody else gives."""
    count = 0
    while not office.quiet.is_set():
        time.sleep(chance.uniform(0.02, 0.2))
        address = f"/api/v1/letters/{chance.randint(1, letters)}"
        try:
            status, seen = office.ask("GET", address)
        except _NO_ANSWER:
            continue
        if status != 200:
            continue
        count += 1
        value = f"Trích yếu {who}.{count}"
        change = {"field": "header.subject", "value": value, "seen": json.loads(seen)["version"]}
        try:
            status, answer = office.ask("PATCH", address, json.dumps(change).encode())
        except _NO_ANSWER:
            office.unanswered.append(value)
            continue
        if status == 200:
            office.done.append(value)
        elif status not in (409, 503):  # another was first; the store is busy
            office.told.append(f"correction: {status} {answer[-300:]!r}")


@dataclass
class Hunt:
    """Starts the desk and kills it, or a process of it."""

    office: Office
    chance: random.Random
    process: subprocess.Popen[bytes] | None = None
    kills: Counter[str] = field(default_factory=Counter)

    def kill_again_and_again(self, kills: int) -> None:
        """Kill in turn each kind of process, at random moments; now and then while the desk is still loading."""
        self._start()
        while sum(self.kills.values()) < kills:
            role = ROLES[sum(self.kills.values()) % len(ROLES)]
            if role != "desk" or self.chance.random() < 0.7:
                self._wait_until_there()
            time.sleep(self.chance.uniform(0.1, 3.0))
            if role == "desk":
                self.end()
                self._start()
                self.kills[role] += 1
            else:
                self.kills[role] += self._kill_one(role)
        self._wait_until_there()

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def _kill_one(self, role: str) -> bool:
        """Kill a process of this role, when there is one."""
        assert self.process is not None
        watchers = [pid for pid in _children(self.process.pid) if _children(pid)]
        answering = [pid for pid in _children(self.process.pid) if pid not in watchers]
        workers = [pid for watcher in watchers for pid in _children(watcher)]
        there = {"answering": answering, "watching": watchers, "worker": workers}[role]
        if not there:
            return False
        try:
            os.kill(self.chance.choice(there), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def _start(self) -> None:
        base = self.office.base
        environment = {**os.environ, "DOCPROC_SETTINGS": str(base / "settings.toml"), "DOCPROC_LOG": "info"}
        command = [*_DOCPROC, "serve", "--data", str(self.office.data), "--port", str(self.office.port)]
        with (base / "log.jsonl").open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, env=environment)

    def _wait_until_there(self) -> None:
        assert self.process is not None
        until = time.monotonic() + _LOADS
        while time.monotonic() < until:
            if self.process.poll() is not None:  # processes of the one before are still letting go of the port
                self._start()
            try:
                if self.office.ask("GET", "/healthz")[0] == 200:
                    return
            except _NO_ANSWER:
                pass
            time.sleep(0.2)
        raise TimeoutError("the desk does not answer")


def _children(pid: int) -> list[int]:
    """The processes that one has started (not the helper that multiprocessing keeps)."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    except OSError:
        return []


def _wait_until_read(office: Office) -> None:
    store = open_store(office.data, check_schema=False)
    until = time.monotonic() + _ENDS
    left = 1
    while left and time.monotonic() < until:
        time.sleep(0.5)
        with store.reading() as session:
            left = unfinished(session)
    store.close()


def _faults(store: Store, office: Office) -> Iterator[str]:
    """Everything that is not as it must be."""
    yield from office.told
    with store.reading() as session:
        there = Counter(session.scalars(select(File.sha256).join(StoredLetter, StoredLetter.file_id == File.id)))
        if unfinished(session):
            yield f"{unfinished(session)} jobs unfinished"
        subjects = Counter(_new_subjects(session))
    yield from (f"letter missing: {one}" for one in office.uploaded - there.keys())
    yield from (f"letter that nobody uploaded: {one}" for one in there.keys() - office.uploaded)
    yield from (f"letter {count} times: {one}" for one, count in there.items() if count > 1)
    yield from (f"correction {subjects[one]} times: {one}" for one in office.done if subjects[one] != 1)
    yield from (f"correction {subjects[one]} times: {one}" for one in office.unanswered if subjects[one] > 1)
    yield from check(store, deep=True)
    for sha256 in office.uploaded:
        original = place_of(store.originals, sha256)
        if not original.exists() or content_of(original).sha256 != sha256:
            yield f"original missing or changed: {sha256}"


def _new_subjects(session: Session) -> Iterator[str]:
    """The subject of each version of a letter that has another than the version before."""
    rows: Any = session.execute(
        select(LetterVersion.letter_id, LetterVersion.content).order_by(
            LetterVersion.letter_id, LetterVersion.version
        )
    )
    before: tuple[int, str] = (0, "")
    for letter_id, content in rows:
        now = (letter_id, json.loads(content)["header"]["subject"] or "")
        if now != before:
            yield now[1]
        before = now


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--uploads", type=int, default=60)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--clerks", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", action="store_true", help="keep the folder")
    given = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="docproc-torture-desk-"))
    outcome = torture(base, given.uploads, given.kills, given.seed, given.clerks)
    print(
        f"{outcome.letters} letters uploaded ({outcome.repeated} times once more), killed: {dict(outcome.kills)}"
    )
    print(f"{outcome.corrections} corrections, {outcome.unanswered} without an answer, {outcome.seconds:.0f} s")
    print("\n".join(outcome.faults) or "nothing lost, nothing double")
    if given.keep or outcome.faults:
        print(base)
    else:
        shutil.rmtree(base)
    sys.exit(bool(outcome.faults))


if __name__ == "__main__":
    main()
