"""docproc export archive on the folder of results of a batch, finished or not."""

from __future__ import annotations

import json
import shutil
import threading
from pathlib import Path

import pytest

from docproc.archive.plan import plan
from docproc.archive.run import LEDGER, run
from docproc.archive.tables import parquet
from docproc.cli.main import main
from docproc.errors import ExitCode
from docproc.settings import load_settings
from docproc.store import open_store
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Of a batch that read a letter and a broken file, and was stopped before a third file."""
    tree, out = tmp_path / "tree", tmp_path / "results"
    tree.mkdir()
    out.mkdir()
    shutil.copy(SAMPLES / "giay-moi-hop.p1.txt", tree / "a giấy mời.txt")
    (tree / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    store = open_store(out / LEDGER, patience=10, durable=False)
    plan(store, tree)
    order = Order(store.data, store.url, load_settings(), "test", "en", looks=False)
    run(store, out, Serial(store, order), threading.Event())
    (tree / "c.txt").write_text("Kính gửi: UBND xã mới\n", encoding="utf-8")
    plan(store, tree)
    store.close()
    return out


def test_tables_and_page_are_made_of_what_was_read(results: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "archive", str(results)]) == ExitCode.DONE
    made = results / "analysis"
    assert {path.name for path in made.iterdir()} == {
        *(f"{name}.jsonl" for name in ("letters", "tasks", "citations", "problems", "scan-again")),
        "scan-again.csv",
        "summary.html",
    }
    (letter,) = map(json.loads, (made / "letters.jsonl").read_text(encoding="utf-8").splitlines())
    assert (letter["file"], letter["doc_type"]) == ("a giấy mời.txt", "Giấy mời")
    assert "1 files are not read yet" in (said := capsys.readouterr().err)
    assert "1 letters, 1 files that failed" in said.replace("\n", " ")


def test_a_folder_without_results_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "archive", str(tmp_path)]) == ExitCode.USAGE
    assert "docproc batch wrote no results" in capsys.readouterr().err.replace("\n", " ")
    assert list(tmp_path.iterdir()) == []


def test_without_pyarrow_nothing_is_written(results: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "find_spec", lambda name: None)
    assert main(["export", "archive", str(results), "--parquet"]) == ExitCode.MISSING
    assert not (results / "analysis").exists()
