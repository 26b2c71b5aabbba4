"""An archive: every content once, stopped and gone on with, the same result in the end."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from docproc.archive.plan import plan
from docproc.archive.run import Ears, run
from docproc.settings import load_settings
from docproc.store import Store, jobs, open_store
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
RESULTS = ("letters.jsonl", "tasks.jsonl", "failures.jsonl", "summary.json")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """An archive: samples in folders by year, one of them twice, one broken."""
    root = tmp_path / "archive"
    for index, path in enumerate(sorted(SAMPLES.glob("*.p1.txt"))):
        folder = root / str(2019 + index % 3)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, folder / path.name)
    (root / "bản sao").mkdir()
    shutil.copy(SAMPLES / "giay-moi-hop.p1.txt", root / "bản sao" / "giấy mời.txt")
    (root / "2020" / "bad.pdf").write_bytes(b"%PDF-1.7 nothing")
    (root / "Thumbs.db").write_bytes(b"x")
    return root


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "out").mkdir()
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


def go(ledger: Store, tree: Path, out: Path, most: int = 100) -> None:
    plan(ledger, tree)
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False)
    stop = threading.Event()
    ears = Ears(lambda progress: None if most > 50 else stop.set())
    run(ledger, out, Serial(ledger, order, most), stop, ears)


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_results_hold_every_content_once(ledger: Store, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    go(ledger, tree, out)
    letters, failures = lines(out / "letters.jsonl"), lines(out / "failures.jsonl")
    count = len(list(SAMPLES.glob("*.p1.txt")))
    assert len(letters) == count
    twice = next(one for one in letters if one["copies"])
    assert {twice["file"], *twice["copies"]} == {"bản sao/giấy mời.txt", "2021/giay-moi-hop.p1.txt"} or twice[
        "copies"
    ]
    assert [one["file"] for one in failures] == ["2020/bad.pdf"]
    assert "damaged" in failures[0]["reason"]["en"]
    tasks = lines(out / "tasks.jsonl")
    assert len(tasks) == sum(len(one["letter"]["tasks"]) for one in letters)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["files"], summary["letters"], summary["failed"], summary["unfinished"]) == (
        count + 2,
        count,
        1,
        0,
    )


def test_stopped_run_goes_on_and_gives_the_same(ledger: Store, tree: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(4):
        go(ledger, tree, out, most=2)
    assert 0 < len(lines(out / "letters.jsonl")) < 13
    go(ledger, tree, out)
    straight = open_store(tmp_path / "second", durable=False)
    (tmp_path / "out2").mkdir()
    go(straight, tree, tmp_path / "out2")
    straight.close()
    for name in RESULTS:
        assert (out / name).read_bytes() == (tmp_path / "out2" / name).read_bytes(), name


def test_new_and_changed_files_are_read_others_are_not(ledger: Store, tree: Path, tmp_path: Path) -> None:
    go(ledger, tree, tmp_path / "out")
    before = len(lines(tmp_path / "out" / "letters.jsonl"))
    changed = sorted((tree / "2019").iterdir())[0]
    changed.write_text(changed.read_text(encoding="utf-8") + "\nthêm", encoding="utf-8")
    (tree / "new.txt").write_text("Kính gửi: UBND xã mới\n", encoding="utf-8")
    assert plan(ledger, tree).new == 2
    with ledger.reading() as session:
        assert jobs.unfinished(session) == 2
    go(ledger, tree, tmp_path / "out")
    assert len(lines(tmp_path / "out" / "letters.jsonl")) == before + 1


def test_killed_again_and_again_it_gives_the_same(tree: Path, tmp_path: Path) -> None:
    def start(out: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", "from docproc.cli.main import run; run()", "batch", str(tree)]
        return subprocess.Popen(
            [*command, "--out", str(tmp_path / out), "--workers", "2"],
            stderr=subprocess.DEVNULL,
            env={**os.environ, "LC_ALL": "en_GB.UTF-8"},
        )

    assert start("straight").wait(60) == 1
    for wait in (1.5, 3.5, 4.5):
        killed = start("cut")
        time.sleep(wait)
        os.kill(killed.pid, signal.SIGKILL)
        killed.wait()
    assert start("cut").wait(60) == 1
    for name in RESULTS:
        assert (tmp_path / "straight" / name).read_bytes() == (tmp_path / "cut" / name).read_bytes(), name


def test_letters_of_a_file_are_listed_apart_with_split(ledger: Store, tmp_path: Path) -> None:
    tree, out = tmp_path / "stack", tmp_path / "out"
    tree.mkdir()
    texts = [
        (SAMPLES / f"{name}.p1.txt").read_text(encoding="utf-8") for name in ("cong-van-khan", "giay-moi-hop")
    ]
    (tree / "a.txt").write_text("\f".join(texts), encoding="utf-8")
    plan(ledger, tree)
    out.mkdir(exist_ok=True)
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False, split=True)
    run(ledger, out, Serial(ledger, order), threading.Event())
    letters = lines(out / "letters.jsonl")
    assert [one["file"] for one in letters] == ["a.txt", "a.txt"]
    assert [[note["page"] for note in one["letter"]["page_notes"]] for one in letters] == [[1], [2]]
    assert [one["letter"]["header"]["doc_type"] for one in letters] == ["Công văn", "Giấy mời"]
    assert len({one["letter"]["header"]["number"] for one in letters}) == 2
    tasks = lines(out / "tasks.jsonl")
    assert len(tasks) == sum(len(one["letter"]["tasks"]) for one in letters)
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert (summary["files"], summary["letters"]) == (1, 2)
