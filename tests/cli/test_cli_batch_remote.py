"""docproc batch and docproc export archive with addresses of an object store, as a person calls them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docproc.remote import connection
from tests.cli.conftest import Docproc
from tests.remote.object_store import BUCKET, empty, got, keys_in, object_store, put, reached

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXTS = ("giay-moi-hop.p1.txt", "cong-van-giao-viec.p1.txt")
RESULTS = ["failures.jsonl", "letters.jsonl", "summary.json", "tasks.jsonl"]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with object_store(tmp_path_factory.mktemp("home")) as environment:
        yield environment


@pytest.fixture(autouse=True)
def store(server: dict[str, str]) -> dict[str, str]:
    """The object store with two letters in s3://archive/2019."""
    empty()
    for name in TEXTS:
        put(BUCKET, f"2019/{name}", (SAMPLES / name).read_bytes())
    return server


def plain(words: str) -> str:
    """Without the ends of lines that the width of the terminal makes."""
    return " ".join(words.split())


def test_an_archive_in_a_store_is_read_into_a_folder(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("batch", "s3://archive/2019", "--out", tmp_path / "out", "--workers", "1")
    assert called.code == 0, called.err
    assert "2 of 2 files read, 0 failed" in plain(called.err)
    names = {json.loads(line)["file"] for line in (tmp_path / "out" / "letters.jsonl").open(encoding="utf-8")}
    assert names == set(TEXTS)
    assert "very-secret" not in called.out + called.err
    called = docproc("batch", "s3://archive/2019/", "--out", f"file://{tmp_path}/out", "--workers", "1")
    assert "2 files, 0.0 MB; 0 of them new" in plain(called.err)


def test_results_go_into_a_store_with_a_ledger_in_a_folder(docproc: Docproc, tmp_path: Path) -> None:
    asked = ("batch", "s3://archive/2019", "--out", "s3://results/2019", "--ledger", tmp_path / "here")
    called = docproc(*asked, "--workers", "1")
    assert (called.code, "results in s3://results/2019" in plain(called.err)) == (0, True), called.err
    assert keys_in("results") == [f"2019/{name}" for name in RESULTS]
    for name in RESULTS:
        assert got("results", f"2019/{name}") == (tmp_path / "here" / name).read_bytes()
    put(BUCKET, "2019/new.txt", "Kính gửi: UBND xã mới\n".encode())
    assert "3 files, 0.0 MB; 1 of them new" in plain(docproc(*asked, "--workers", "1").err)
    assert got("results", "2019/letters.jsonl").count(b"\n") == 3

    planned = docproc(*asked, "--plan", "--workers", "1")
    assert (planned.code, "3 files, which are left out" in plain(planned.out)) == (0, True)
    exported = docproc("export", "archive", tmp_path / "here", "--out", "s3://results/tables")
    assert (exported.code, "s3://results/tables/summary.html" in plain(exported.err)) == (0, True)
    assert b"<html" in got("results", "tables/summary.html")


def test_a_folder_is_read_into_a_store(docproc: Docproc, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in TEXTS:
        (tmp_path / "in" / name).write_bytes((SAMPLES / name).read_bytes())
    called = docproc(
        "batch",
        tmp_path / "in",
        "--out",
        "s3://results/of a folder",
        "--ledger",
        tmp_path / "here",
        "--workers",
        "1",
    )
    assert (called.code, keys_in("results")) == (0, [f"of a folder/{name}" for name in RESULTS]), called.err


@pytest.mark.ocr
def test_copies_go_into_the_store_beside_the_results(docproc: Docproc, tmp_path: Path) -> None:
    put(BUCKET, "2019/scans/thư.pdf", (SAMPLES / "cong-van-cong-ty.pdf").read_bytes())
    called = docproc(
        "batch", "s3://archive/2019", "--out", "s3://results/2019", "--ledger", tmp_path / "here", "--pdf",
        "--workers", "1",
    )  # fmt: skip
    assert called.code == 0, called.err
    assert "1 searchable copies are in s3://results/2019/copies" in plain(called.err)
    assert got("results", "2019/copies/scans/thư.pdf.copy.pdf").startswith(b"%PDF")


def test_what_reading_objects_will_take_is_told(docproc: Docproc) -> None:
    called = docproc("batch", "s3://archive/2019", "--plan", "--workers", "1")
    assert (called.code, "Files to read" in called.out) == (0, True), called.err


def test_letters_of_a_store_are_taken_over_into_the_register(docproc: Docproc, tmp_path: Path) -> None:
    data = ("--data", tmp_path / "data")
    called = docproc("batch", "s3://archive/2019", "--into-register", *data, "--workers", "1")
    assert (called.code, "2 taken over" in plain(called.err)) == (0, True), called.err
    again = docproc("batch", "s3://archive/2019", "--into-register", *data, "--workers", "1")
    assert "2 of them known before" in plain(again.err)


def test_a_ledger_in_a_database_needs_no_folder(docproc: Docproc, new_database: Callable[..., str]) -> None:
    ledger = ("--ledger", new_database())
    called = docproc("batch", "s3://archive/2019", "--out", "s3://results/2019", *ledger, "--workers", "1")
    assert called.code == 0, called.err
    assert got("results", "2019/letters.jsonl").count(b"\n") == 2
    again = docproc("batch", "s3://archive/2019", "--out", "s3://results/2019", *ledger, "--workers", "1")
    assert "2 files, 0.0 MB; 0 of them new" in plain(again.err)
    exported = docproc("export", "archive", "s3://results/2019", *ledger)
    assert (exported.code, "2 letters, 0 files" in plain(exported.err)) == (0, True), exported.err
    assert "2019/analysis/summary.html" in keys_in("results")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("s3://archive/2019", "--out", "s3://results/2019"), 2, "need a ledger that lies elsewhere"),
        (
            ("s3://archive/2019", "--out", "s3://results", "--ledger", "s3://results/l"),
            2,
            "cannot lie in an object",
        ),
        (("s3://archive/2019", "--out", "out", "--ledger", "s3://results/l"), 2, "cannot lie in an object"),
        (("s3://archive/2019", "--out", "out", "--ledger", "folder"), 2, "have their ledger beside them"),
        (("s3://archive", "--out", "s3://archive/results", "--ledger", "l"), 2, "among the files of the archive"),
        (("sftp://archive/2019", "--out", "out"), 2, "no addresses of the kind sftp://"),
        (("s3://archive/../x", "--out", "out"), 2, "s3://BUCKET/FOLDER"),
        (("s3:///2019", "--out", "out"), 2, "s3://BUCKET/FOLDER"),
        (("s3://archive/2018", "--out", "out"), 1, "no object lies below this address"),
        (("s3://archives/2019", "--out", "out"), 1, "no such bucket"),
        (("s3://archive/2019", "--out", "s3://nowhere/2019", "--ledger", "l"), 1, "no such bucket"),
    ],
)
def test_what_cannot_work_is_told_before_anything_is_done(
    docproc: Docproc,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    called = docproc("batch", *arguments)
    assert (called.code, words in plain(called.err)) == (code, True), called.err
    assert list(tmp_path.iterdir()) == []


def test_a_password_in_an_address_is_refused_and_not_shown(docproc: Docproc, tmp_path: Path) -> None:
    called = docproc("batch", "s3://office:hush@archive/2019", "--out", tmp_path / "out")
    assert (called.code, "hush" in called.out + called.err) == (2, False)
    assert "a user or a password" in plain(called.err)


def test_without_the_extra_it_is_told_how_to_install_it(
    docproc: Docproc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "find_spec", lambda name: None)
    with reached({}):
        called = docproc("batch", "s3://archive/2019", "--out", tmp_path / "out")
    assert (called.code, "pip install 'docproc[remote]'" in plain(called.err)) == (3, True)


def test_results_in_a_store_are_no_ledger(docproc: Docproc) -> None:
    called = docproc("export", "archive", "s3://results/2019")
    assert (called.code, "does not lie in the object store" in plain(called.err)) == (2, True)
