"""What reading an archive will take, of real files: counted, looked at, measured, and nothing written."""

from __future__ import annotations

import random
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from docproc.archive.forecast.forecast import Asked, Forecast, forecast
from docproc.archive.forecast.looking import look_at
from docproc.archive.forecast.tree import tree_of
from docproc.archive.plan import plan
from docproc.archive.run import run
from docproc.errors import DamagedFile
from docproc.page import PageReason
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.workers.executors import Serial
from docproc.workers.order import Order

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXT = SAMPLES / "giay-moi-hop.p1.txt"


def texts(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number}.txt").write_text(f"{TEXT.read_text(encoding='utf-8')}\n{number}", encoding="utf-8")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    texts(tmp_path / "archive", 6)
    (tmp_path / "archive" / "hỏng.pdf").write_bytes(b"%PDF-1.7 nothing")
    return tmp_path / "archive"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "ledger", patience=10, durable=False)
    yield opened
    opened.close()


def told_of(root: Path, ledger: Store | None = None, again: bool = False) -> Forecast:
    return forecast(Asked(root, 1, load_settings(), ledger, again))


def test_texts_and_what_cannot_be_read_are_told(archive: Path) -> None:
    told = told_of(archive)
    assert told.tree.files == 7
    assert told.estimate.pages_by_reason == {PageReason.PLAIN_TEXT: 6.0}
    assert sum(told.estimate.refused.values()) == 1.0
    assert 0 < told.seconds < 60


def test_nothing_in_the_archive_is_changed(archive: Path) -> None:
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(archive.iterdir())}
    told_of(archive)
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in sorted(archive.iterdir())} == before


def test_what_was_read_before_is_left_out(archive: Path, ledger: Store, tmp_path: Path) -> None:
    """Of the failed file too, unless it is to be tried again; not of a file that has changed since."""
    plan(ledger, archive)
    (tmp_path / "out").mkdir()
    order = Order(ledger.data, ledger.url, load_settings(), "test", "en", looks=False)
    run(ledger, tmp_path / "out", Serial(ledger, order), threading.Event())
    texts(archive / "neu", 1)
    (archive / "0.txt").write_text("Kính gửi: UBND xã mới\n", encoding="utf-8")
    tree = tree_of(archive, random.Random(1), ledger, again=False)
    assert (tree.files, tree.done) == (2, 6)
    tree = tree_of(archive, random.Random(1), ledger, again=True)
    assert (tree.files, tree.done) == (3, 5)


def test_the_sample_is_the_same_each_time(tmp_path: Path) -> None:
    texts(tmp_path / "viele", 120)
    one = tree_of(tmp_path / "viele", random.Random(19), None, again=False)
    other = tree_of(tmp_path / "viele", random.Random(19), None, again=False)
    assert [bin.sample for bin in one.bins.values()] == [bin.sample for bin in other.bins.values()]
    assert sum(len(bin.sample) for bin in one.bins.values()) < 120


def test_a_scan_needs_ocr_because_it_has_no_text() -> None:
    look = look_at(SAMPLES / "giay-moi-hop.pdf")
    assert [page.reason for page in look.seen] == [PageReason.NO_LAYER] * look.pages


def test_a_letter_of_a_computer_needs_none() -> None:
    """That of the samples that a person prints from a program, not scans."""
    seen = [look_at(path) for path in sorted(SAMPLES.glob("*.pdf"))]
    assert any(page.reason is PageReason.GOOD_LAYER for look in seen for page in look.seen)


def test_of_a_thick_file_some_pages_from_everywhere_are_seen(tmp_path: Path) -> None:
    thick = pypdfium2.PdfDocument.new()
    for _number in range(100):
        thick.new_page(595, 842)
    thick.save(tmp_path / "dày.pdf")
    look = look_at(tmp_path / "dày.pdf")
    assert look.pages == 100
    assert [(page.number - 1) // 20 for page in look.seen] == [0, 1, 2, 3, 4]


def test_a_broken_file_is_refused_when_it_is_looked_at(tmp_path: Path) -> None:
    shutil.copy(TEXT, tmp_path / "a.txt")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    assert look_at(tmp_path / "a.txt").pages == 1
    with pytest.raises(DamagedFile):
        look_at(tmp_path / "b.pdf")
