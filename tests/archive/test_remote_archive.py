"""An archive in an object store: read as from a folder, with the same results, whatever happens meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from docproc.address import Address
from docproc.archive import plan as plan_module
from docproc.archive import sources
from docproc.archive.forecast.forecast import Asked, forecast
from docproc.archive.plan import Entering, plan, waiting_sources
from docproc.archive.publish import publish
from docproc.archive.run import run
from docproc.remote.connection import connected
from docproc.remote.faults import AccessDenied, NothingBelow, StoreSilent
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.schema import Job
from docproc.workers import carrier, work
from docproc.workers.carrier import at_hand, carry_here, carry_over, fulfil, serve
from docproc.workers.cluster import Cluster, NoStoreOnMachine, NotOnMachine, _check_store, _folder_here
from docproc.workers.executors import Processes, Serial
from docproc.workers.order import LOCAL, Copies, Order, engine_version
from tests.remote.object_store import BUCKET, empty, fill, got, keys_in, object_store, put

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
ROOT = Address(BUCKET, "2019")
RESULTS = ("letters.jsonl", "tasks.jsonl", "failures.jsonl", "summary.json")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    with object_store(tmp_path_factory.mktemp("home")) as environment:
        yield environment


@pytest.fixture(autouse=True)
def store(server: dict[str, str]) -> dict[str, str]:
    """The object store, empty."""
    empty()
    return server


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An archive with sub-folders, a file that is there twice, a broken one, and names of all kinds."""
    root = tmp_path / "archive"
    names = ("2019/thư số 1.txt", "2019/50%+?&#.txt", "2019.txt", "a.b/x.txt", "a/x.txt", "a-1.txt")
    texts = sorted(SAMPLES.glob("*.p1.txt"))
    for name, text in zip((*names, "a/bản sao.txt"), (*texts[: len(names)], texts[0]), strict=True):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(text, root / name)
    (root / "2019" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (root / "2019" / "error.jpg").write_bytes(b"Not found: the scan you asked for\n" * 9)
    (root / "2019" / "empty.pdf").write_bytes(b"")
    (root / "Thumbs.db").write_bytes(b"x")
    (root / "failed").mkdir()
    shutil.copy(texts[0], root / "failed" / "thư.txt")
    return root


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "out").mkdir()
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


def order_of(ledger: Store, source: Address | None = ROOT) -> Order:
    return Order(
        ledger.data,
        ledger.url,
        load_settings(),
        engine_version(),
        "en",
        looks=False,
        durable=False,
        source=source,
    )


def read(ledger: Store, source: Path | Address, out: Path, workers: int = 0) -> None:
    order = order_of(ledger, source if isinstance(source, Address) else None)
    executor = Processes(ledger, order, workers) if workers else Serial(ledger, order)
    run(ledger, out, executor, threading.Event(), entering=Entering(ledger, source))


def results_of(folder: Path) -> list[bytes]:
    return [(folder / name).read_bytes() for name in RESULTS]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def calm(tree: Path, tmp_path: Path) -> Path:
    """The results of the same archive, read from its folder."""
    (tmp_path / "calm").mkdir()
    local = open_store(tmp_path / "local", patience=10, durable=False)
    read(local, tree, tmp_path / "calm")
    local.close()
    return tmp_path / "calm"


def test_results_are_those_of_a_folder(ledger: Store, tree: Path, calm: Path, tmp_path: Path) -> None:
    fill(tree)
    read(ledger, ROOT, tmp_path / "out", workers=2)
    assert len(lines(tmp_path / "out" / "letters.jsonl")) == 6
    assert {one["file"] for one in lines(tmp_path / "out" / "failures.jsonl")} == {
        "2019/bad.pdf", "2019/error.jpg", "2019/empty.pdf",
    }  # fmt: skip
    assert results_of(tmp_path / "out") == results_of(calm)


def test_nothing_that_was_fetched_stays_behind(
    ledger: Store, tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tree)
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    read(ledger, ROOT, tmp_path / "out", workers=1)
    kept = [path for path in (ledger.data / "tmp").rglob("*") if path.is_file()]
    assert (kept, list((tmp_path / "tmp").iterdir())) == ([], [])


def test_a_new_object_and_a_changed_one_are_read_others_are_not(
    ledger: Store, tree: Path, tmp_path: Path
) -> None:
    fill(tree)
    read(ledger, ROOT, tmp_path / "out")
    assert plan(ledger, ROOT).new == 0
    put(BUCKET, "2019/a/x.txt", (tree / "a/x.txt").read_bytes() + "\nthêm".encode())
    put(BUCKET, "2019/new.txt", "Kính gửi: UBND xã mới\n".encode())
    assert plan(ledger, ROOT).new == 2


def test_killed_again_and_again_it_gives_the_same(
    server: dict[str, str], tree: Path, calm: Path, tmp_path: Path
) -> None:
    fill(tree)
    command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "batch", str(ROOT)]
    command += ["--out", str(tmp_path / "out"), "--workers", "1"]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    passing = tmp_path / "out" / "ledger" / "tmp"
    for _ in range(2):
        begun = subprocess.Popen(command, stderr=subprocess.DEVNULL, env=environment, start_new_session=True)
        before = set(passing.rglob("fetched-*"))
        while begun.poll() is None and set(passing.rglob("fetched-*")) <= before:  # until it is at an object
            time.sleep(0.01)
        os.killpg(begun.pid, signal.SIGKILL)
        begun.wait()
    subprocess.run(command, stderr=subprocess.DEVNULL, env=environment, check=False)
    assert results_of(tmp_path / "out") == results_of(calm)
    assert list(passing.rglob("fetched-*")) == []


def test_results_are_brought_to_an_address(ledger: Store, tree: Path, calm: Path, tmp_path: Path) -> None:
    read(ledger, tree, tmp_path / "out")
    publish(tmp_path / "out", Address("results", "2019"))
    assert [got("results", f"2019/{name}") for name in RESULTS] == results_of(calm)


def test_several_machines_read_it(ledger: Store, tree: Path, calm: Path, tmp_path: Path) -> None:
    fill(tree)
    executor = Cluster(ledger, order_of(ledger), LOCAL, 2)
    run(ledger, tmp_path / "out", executor, threading.Event(), entering=Entering(ledger, ROOT))
    assert results_of(tmp_path / "out") == results_of(calm)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda: connected().call_s3("delete_object", Bucket=BUCKET, Key="2019/a.txt"), "object_gone"),
        (lambda: put(BUCKET, "2019/a.txt", b"b" * 100), "object_changed"),
        (lambda: put(BUCKET, "2019/a.txt", b"longer" * 100), "object_changed"),
    ],
)
def test_an_object_that_is_not_as_it_was_entered_fails(
    ledger: Store, tmp_path: Path, change: Callable[[], object], code: str
) -> None:
    put(BUCKET, "2019/a.txt", b"a" * 100)
    plan(ledger, ROOT)
    change()
    run(ledger, tmp_path / "out", Serial(ledger, order_of(ledger)), threading.Event())
    [failure] = lines(tmp_path / "out" / "failures.jsonl")
    assert failure["file"] == "a.txt"
    with ledger.reading() as session:
        assert (session.scalars(select(Job)).one().reason or {})["code"] == code


def test_an_object_that_goes_between_listing_and_reading_is_told(
    ledger: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt"):
        put(BUCKET, f"2019/{name}", name.encode())
    list_all = sources.objects_below

    def changing(address: Address, after: str = "") -> Iterator[Any]:
        found = list(list_all(address, after))
        connected().call_s3("delete_object", Bucket=BUCKET, Key="2019/a.txt")
        put(BUCKET, "2019/b.txt", b"c.txt")
        yield from found

    monkeypatch.setattr(sources, "objects_below", changing)
    planned = plan(ledger, ROOT)
    assert planned.new == 0
    assert ["not there any more" in planned.unreadable[0], "replaced" in planned.unreadable[1]] == [True, True]


def test_an_object_that_is_too_large_is_not_even_fetched(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(BUCKET, "2019/big.pdf", bytes(2_000_000))
    put(BUCKET, "2019/small.txt", b"x")
    small = replace(load_settings(), max_megabytes=1.0)
    monkeypatch.setattr(sources, "load_settings", lambda: small)
    fetched: list[str] = []
    read_object = sources.read_object
    monkeypatch.setattr(
        sources,
        "read_object",
        lambda address, *more: (fetched.append(address.key), read_object(address, *more))[1],
    )
    planned = plan(ledger, ROOT)
    assert (planned.new, fetched) == (1, ["2019/small.txt"])
    assert "big.pdf" in planned.unreadable[0] and "2.0" in planned.unreadable[0]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "a//b.txt", "./a.txt", "a/../b.txt", "a" * 300]
)
def test_names_that_no_folder_could_hold_are_told_and_not_read(ledger: Store, name: str) -> None:
    put(BUCKET, f"2019/{name}", b"x")
    put(BUCKET, "2019/good.txt", b"y")
    planned = plan(ledger, ROOT)
    assert (planned.files, len(planned.unreadable)) == (1, 1)
    assert "no folder could hold it" in planned.unreadable[0]


def test_what_stands_for_a_folder_is_passed_over(ledger: Store) -> None:
    put(BUCKET, "2019/sub/", b"")
    put(BUCKET, "2019/sub/a.txt", b"x")
    planned = plan(ledger, ROOT)
    assert (planned.files, planned.unreadable) == (1, ())


def test_an_address_below_which_nothing_lies_is_no_empty_archive(ledger: Store) -> None:
    with pytest.raises(NothingBelow):
        plan(ledger, ROOT)


def silent(times: int, call: Callable[..., Any]) -> Callable[..., Any]:
    """As a function, but at first the store does not answer so many times."""
    left = [times]

    def tried(*arguments: Any, **more: Any) -> Any:
        left[0] -= 1
        if left[0] >= 0:
            raise StoreSilent("s3://archive", detail="ReadTimeoutError")
        return call(*arguments, **more)

    return tried


@pytest.mark.parametrize("name", ["read_object", "objects_below"])
def test_a_store_that_falls_silent_is_asked_again(
    ledger: Store, tree: Path, tmp_path: Path, calm: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    fill(tree)
    monkeypatch.setattr(plan_module, "_AGAIN", 0.1)
    monkeypatch.setattr(sources, "_AT_A_TIME", 3)
    monkeypatch.setattr(sources, name, silent(2, getattr(sources, name)))
    read(ledger, ROOT, tmp_path / "out")
    assert results_of(tmp_path / "out") == results_of(calm)


def test_a_store_that_stays_silent_ends_the_run(ledger: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(BUCKET, "2019/a.txt", b"x")
    monkeypatch.setattr(plan_module, "_AGAIN", 0.0)
    monkeypatch.setattr(plan_module, "_SILENCE", 0.2)
    monkeypatch.setattr(sources, "read_object", silent(10**9, sources.read_object))
    with pytest.raises(StoreSilent):
        plan(ledger, ROOT)


def test_a_job_waits_for_a_store_that_is_silent_and_is_not_blamed(
    ledger: Store, tree: Path, calm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tree)
    monkeypatch.setattr(work, "_SILENT_WAIT", 0.1)
    monkeypatch.setattr(carrier, "read_object", silent(5, carrier.read_object))
    read(ledger, ROOT, tmp_path / "out")
    with ledger.reading() as session:
        assert {job.attempts for job in session.scalars(select(Job))} == {0}
    assert results_of(tmp_path / "out") == results_of(calm)


def test_workers_have_no_network_though_their_files_come_from_it(
    ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(BUCKET, "2019/a.txt", b"x")
    plan(ledger, ROOT)
    order = replace(order_of(ledger), reader="tests.archive.asks_for_network")
    run(ledger, tmp_path / "out", Processes(ledger, order, 1), threading.Event())
    [letter] = lines(tmp_path / "out" / "letters.jsonl")
    assert letter["letter"]["header"]["subject"].startswith("no network")


def test_a_store_that_is_silent_is_told_of_once_and_a_worker_hears_it(
    ledger: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrier, "read_object", silent(9, carrier.read_object))
    ours, its = Pipe()
    told: list[str] = []
    threading.Thread(target=serve, args=(order_of(ledger), ours, told.append), daemon=True).start()
    for name in ("a.txt", "b.txt"):
        with pytest.raises(StoreSilent):
            carry_over(its)(
                {"fetch": f"{ROOT}/{name}", "sha256": "", "size": 1, "into": str(tmp_path / name)}, b""
            )
    its.close()
    assert len(told) == 2 and len(set(told)) == 1


def test_a_machine_without_the_folder_needs_none_for_an_archive_in_a_store(ledger: Store, tmp_path: Path) -> None:
    order = replace(order_of(ledger), data=tmp_path / "elsewhere")
    with _folder_here(order, "tcp://b:1") as own:
        assert own.data.is_dir()
    assert not own.data.exists()
    with pytest.raises(NotOnMachine), _folder_here(replace(order, copies=Copies(tmp_path)), "tcp://b:1"):
        pass


def test_a_machine_that_does_not_reach_the_store_is_named(ledger: Store) -> None:
    with pytest.raises(NoStoreOnMachine, match=r"tcp://b:1 does not reach the object store \(no object lies"):
        _check_store(order_of(ledger), "tcp://b:1")


def test_what_is_wrong_with_a_page_names_the_object(ledger: Store, tmp_path: Path) -> None:
    put(BUCKET, "2019/a.txt", b"x")
    order = replace(order_of(ledger), reader="tests.archive.asks_for_network")
    run(ledger, tmp_path / "out", Serial(ledger, order), threading.Event(), entering=Entering(ledger, ROOT))
    [letter] = lines(tmp_path / "out" / "letters.jsonl")
    assert letter["letter"]["header"]["subject"].endswith("; s3://archive/2019/a.txt: too large")


def test_files_of_an_earlier_archive_are_still_read(ledger: Store, tmp_path: Path) -> None:
    put(BUCKET, "2018/a.txt", b"a")
    put(BUCKET, "2019/a.txt", b"b")
    plan(ledger, Address(BUCKET, "2018"))
    assert waiting_sources(ledger) == (Address(BUCKET, "2018"),)
    order = replace(order_of(ledger), earlier=waiting_sources(ledger), reader="tests.archive.asks_for_network")
    run(ledger, tmp_path / "out", Serial(ledger, order), threading.Event(), entering=Entering(ledger, ROOT))
    assert len(lines(tmp_path / "out" / "letters.jsonl")) == 2
    assert waiting_sources(ledger) == ()


@pytest.mark.parametrize("wish", ["2018/a.txt", "20190/a.txt", "2019/../2018/a.txt", "/etc/passwd", ""])
def test_a_worker_gets_nothing_from_outside_the_archive(ledger: Store, tmp_path: Path, wish: str) -> None:
    for key in ("2018/a.txt", "20190/a.txt", "2019/../2018/a.txt"):
        put(BUCKET, key, b"x")
    with pytest.raises(AccessDenied):
        fulfil(
            order_of(ledger),
            {
                "fetch": wish and f"s3://{BUCKET}/{wish}",
                "sha256": "0" * 64,
                "size": 1,
                "into": str(tmp_path / "stolen"),
            },
            b"",
        )
    assert not (tmp_path / "stolen").exists()


@pytest.mark.parametrize("name", ["../letters.jsonl", "a/../../x", "/x"])
def test_a_worker_brings_copies_only_to_their_place(ledger: Store, name: str) -> None:
    order = replace(order_of(ledger), copies=Copies(Address("results", "copies")))
    with pytest.raises(AccessDenied):
        fulfil(order, {"bring": name}, b"x")
    fulfil(order, {"bring": "2019/a.pdf.copy.pdf"}, b"x")
    assert keys_in("results") == ["copies/2019/a.pdf.copy.pdf"]


def test_a_fetched_file_is_private_and_goes_away(ledger: Store) -> None:
    put(BUCKET, "2019/a.txt", b"x")
    plan(ledger, ROOT)
    order = order_of(ledger)
    [job] = ledger.write(lambda session: work.jobs.lease(session, "me", 1, order.patience))
    with at_hand(job, carry_here(order), Path) as path:
        assert (path.read_bytes(), path.suffix, path.parent.stat().st_mode & 0o777) == (b"x", ".txt", 0o700)
    assert not path.parent.exists()


def test_what_it_will_take_is_told_of_objects_as_of_files(ledger: Store, tree: Path) -> None:
    fill(tree)
    here, there = (forecast(Asked(place, 1, load_settings())) for place in (tree, ROOT))
    assert (there.tree.files, there.tree.size) == (here.tree.files, here.tree.size)
    assert there.estimate.pages == here.estimate.pages
    plan(ledger, ROOT)
    run(ledger, ledger.data.parent / "out", Serial(ledger, order_of(ledger)), threading.Event())
    assert forecast(Asked(ROOT, 1, load_settings(), ledger)).tree.files == 0


def test_keys_are_neither_in_the_ledger_nor_in_the_results(ledger: Store, tree: Path, tmp_path: Path) -> None:
    fill(tree)
    read(ledger, ROOT, tmp_path / "out")
    ledger.close()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written and not [path for path in written if b"very-secret" in path.read_bytes()]
