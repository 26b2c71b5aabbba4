"""Uploads that want to do harm, or go wrong: a clear answer, and nothing half kept."""

from __future__ import annotations

import asyncio
import errno
import io
import os
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from desk_people import LoggedIn, LogIn
from inbox_letters import jobs_by_name
from sqlalchemy import func, select

from docproc.settings import load_settings
from docproc.store import Store
from docproc.store.schema import AuditEntry, File, Job
from docproc.web.app import make_app
from docproc.web.desk import Desk
from docproc.workers.executors import Serial
from docproc.workers.order import Order

PDF = b"%PDF-1.4\n%%EOF\n"
BOUNDARY = "ranh-gioi"
KIND = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
EVIL = '<img src=x onerror=alert(1)>".pdf'


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """A desk that takes files up to 1 MB: the limit is the same whatever its size."""
    return replace(desk, settings=replace(desk.settings, max_megabytes=1))


def _left(store: Store) -> list[Path]:
    """What lies in the folder of the originals."""
    return [path for path in store.originals.rglob("*") if path.is_file()]


def _head(name: str) -> bytes:
    return (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    ).encode()


def _body(name: str, content: bytes) -> bytes:
    return _head(name) + content + f"\r\n--{BOUNDARY}--\r\n".encode()


def _is_untouched(store: Store) -> bool:
    with store.reading() as session:
        return not _left(store) and not session.scalar(select(func.count()).select_from(File))


def test_a_gigabyte_is_refused_by_its_length_before_it_comes(log_in: LogIn, store: Store) -> None:
    answer = log_in().post("/upload", headers=KIND | {"Content-Length": "1000000000"}, content=b"")
    assert answer.status_code == 413
    assert "giới hạn" in answer.text
    assert _is_untouched(store)


def test_a_gigabyte_that_does_not_say_its_length_is_cut_off(log_in: LogIn, store: Store) -> None:
    sent = 0

    def pieces() -> Iterator[bytes]:
        nonlocal sent
        yield _head("a.pdf")
        for _ in range(1000):
            sent += 1
            yield b"x" * 1_000_000

    for address in ("/upload", "/api/v1/upload"):
        sent = 0
        assert log_in(f"lan{len(address)}").post(address, content=pieces(), headers=KIND).status_code == 413
    assert _is_untouched(store)


def test_an_empty_file_is_refused(log_in: LogIn, store: Store) -> None:
    answer = log_in().post("/upload", files={"file": ("a.pdf", b"")})
    assert answer.status_code == 422
    assert "0 byte" in answer.text
    assert _is_untouched(store)


def test_an_empty_file_among_others_is_told_and_the_others_are_taken_in(log_in: LogIn, store: Store) -> None:
    files = [("file", ("a.pdf", PDF)), ("file", ("rỗng.pdf", b"")), ("file", ("b.pdf", PDF + b"2"))]
    answer = log_in().post("/upload", files=files)
    assert answer.status_code == 200
    assert "<strong>rỗng.pdf</strong>" in answer.text
    assert jobs_by_name(store) == {"a.pdf": "waiting", "b.pdf": "waiting"}


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system32\\a.pdf", "a.pdf"),
        ("/etc/cron.d/a", "a"),
        ("..", ".."),
        ("a\u202efdp.exe", "a\\u202efdp.exe"),
        (".docproc", ".docproc"),
        ("x" * 2000, "x" * 200),
    ],
)
def test_a_name_is_a_text_and_never_a_path(log_in: LogIn, store: Store, given: str, kept: str) -> None:
    assert log_in().post("/upload", content=_body(given, PDF), headers=KIND).status_code == 200
    assert list(jobs_by_name(store)) == [kept]
    (original,) = _left(store)
    assert len(original.name) == 64
    assert original.parent.parent.parent == store.originals


def test_a_name_never_becomes_a_part_of_a_page(log_in: LogIn, store: Store) -> None:
    lan = log_in()
    answer = lan.post("/upload", content=_body(EVIL.replace('"', "%22"), PDF), headers=KIND)
    shown = [answer.text, lan.get("/files").text, lan.get("/").text]
    assert all("<img src" not in page for page in shown)
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown[0]


def test_a_name_that_is_no_text_is_shown_as_what_it_is(log_in: LogIn, store: Store) -> None:
    body = _body("NAME", PDF).replace(b"NAME", b"\xff\xfe\x00.pdf")
    assert log_in().post("/upload", content=body, headers=KIND).status_code in (200, 422)
    assert all(name.isprintable() for name in jobs_by_name(store))


@pytest.mark.parametrize(
    "body",
    [
        _head("a.pdf") + b"half of it",
        _head("a.pdf"),
        f"--{BOUNDARY}\r\nContent-Dispo".encode(),
        b"no parts at all",
        _body("a.pdf", PDF)[:-6],
    ],
)
def test_a_body_that_breaks_off_leaves_nothing(log_in: LogIn, store: Store, body: bytes) -> None:
    answer = log_in().post("/upload", content=body, headers=KIND)
    assert answer.status_code == 422
    assert "bị ngắt giữa chừng" in answer.text
    assert _left(store) == [] or _body("a.pdf", PDF).startswith(body)


def test_a_connection_that_breaks_off_leaves_nothing(desk: Desk, log_in: LogIn, store: Store) -> None:
    lan = log_in()
    messages = [
        {"type": "http.request", "body": _head("a.pdf") + b"x" * 100_000, "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers: list[dict[str, object]] = []

    async def receive() -> dict[str, object]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: dict[str, object]) -> None:
        answers.append(message)

    asked = make_app(desk)(_scope(lan), receive, send)  # type: ignore[arg-type]
    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may hold the event loop of this thread
        apart.submit(asyncio.run, asked).result()
    assert answers[0]["status"] == 422
    assert _is_untouched(store)


def _scope(who: LoggedIn) -> dict[str, object]:
    cookie = "; ".join(f"{name}={value}" for name, value in who.client.cookies.items())
    headers = {
        "host": "desk.test",
        "cookie": cookie,
        "x-csrf-token": who.csrf,
        "content-type": KIND["Content-Type"],
    }
    return {
        "type": "http",
        "method": "POST",
        "path": "/upload",
        "raw_path": b"/upload",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "scheme": "http",
        "server": ("desk.test", 80),
        "client": ("127.0.0.1", 1),
        "http_version": "1.1",
        "root_path": "",
    }


@pytest.mark.parametrize("where", ["write", "keep"])
def test_a_full_disk_is_told_and_nothing_is_half_kept(
    log_in: LogIn, store: Store, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    lan = log_in()

    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    place = {"write": "docproc.web.inbox.bodies._write_all", "keep": "docproc.store.originals._sync_file"}
    monkeypatch.setattr(place[where], full)
    answer = lan.post("/upload", files={"file": ("a.pdf", PDF)})
    assert answer.status_code == 507
    assert "đĩa" in answer.text
    assert _is_untouched(store)
    monkeypatch.undo()
    assert lan.post("/upload", files={"file": ("a.pdf", PDF)}).status_code == 200


def _open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_a_thousand_files_at_once_are_taken_in_one_by_one(
    log_in: LogIn, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docproc.store.originals.os.fsync", lambda _file: None)  # the disk may be slow
    lan = log_in()
    files = [("file", (f"{number}.pdf", PDF + str(number).encode())) for number in range(1000)]
    open_before = _open_files()
    assert lan.post("/upload", files=files).status_code == 200
    assert len(jobs_by_name(store)) == 1000
    assert _open_files() <= open_before + 5


def test_no_file_is_no_upload(log_in: LogIn) -> None:
    lan = log_in()
    assert lan.post("/upload", data={"file": "a.pdf"}).status_code == 422
    assert lan.post("/upload", content=f"--{BOUNDARY}--\r\n".encode(), headers=KIND).status_code == 422
    assert lan.post("/upload", content=b"x", headers={"Content-Type": "application/pdf"}).status_code == 422


def _bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("a.pdf", b"\0" * 20_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [(_bomb(), "ZIP"), (b"<!DOCTYPE html><html><script>alert(1)</script></html>", "HTML")],
    ids=["a packed bomb", "a web page"],
)
def test_what_is_no_letter_is_refused_by_the_worker_with_its_reason(
    log_in: LogIn, store: Store, content: bytes, why: str
) -> None:
    lan = log_in()
    assert lan.post("/upload", files={"file": ("cong-van.pdf", content)}).status_code == 200
    Serial(store, Order(store.data, store.url, load_settings(), "test", "vi")).tend()
    shown = lan.get("/files").text
    assert jobs_by_name(store) == {"cong-van.pdf": "failed"}
    with store.reading() as session:
        reason = session.scalars(select(Job.reason)).one() or {}
    assert why.lower() in reason["vi"].lower()
    assert "cong-van.pdf" in shown
    assert "<script>" not in shown.replace("<script src", "")
    lan.client.cookies.set("lang", "en")
    assert reason["en"][:40].replace("'", "&#39;") in lan.get("/files").text


def test_the_trail_of_a_hostile_name_holds_no_control_characters(log_in: LogIn, store: Store) -> None:
    log_in().post("/upload", content=_body("a\x1b[2J\x07.pdf", PDF), headers=KIND)
    with store.reading() as session:
        noted = session.scalars(select(AuditEntry).where(AuditEntry.did == "uploaded")).one()
    assert str(noted.details["name"]).isprintable()
