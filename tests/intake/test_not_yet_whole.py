"""Files still being copied are neither registered nor failed; those that stay so fail with a plain word."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from docproc.intake.below import root_of
from docproc.intake.complete import State, state_of
from docproc.intake.inbox import Inbox
from docproc.intake.watch import watch
from docproc.places import Watched
from docproc.settings import load_settings
from docproc.store import Store, open_store
from docproc.store.jobs import counts
from docproc.workers.executors import Serial
from docproc.workers.order import Order

PAGE = Image.effect_noise((300, 400), 60)
PICTURES: dict[str, tuple[str, dict[str, object]]] = {
    "plain TIFF": ("TIFF", {}),
    "packed TIFF": ("TIFF", {"compression": "tiff_lzw"}),
    "TIFF of three pages": ("TIFF", {"save_all": True, "append_images": [PAGE, PAGE], "compression": "jpeg"}),
    "BigTIFF": ("TIFF", {"big_tiff": True}),
    "PNG": ("PNG", {}),
    "JPEG": ("JPEG", {}),
    "PDF": ("PDF", {}),
}
SETTINGS = replace(load_settings(), rest_seconds=0.05, broken_rest_seconds=0.4, rescan_seconds=0.2)


def saved(name: str) -> bytes:
    kind, options = PICTURES[name]
    content = io.BytesIO()
    PAGE.save(content, kind, **options)
    return content.getvalue()


def looked_at(path: Path) -> State:
    return state_of(root_of(path.parent), path)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "data", patience=10)
    yield opened
    opened.close()


@pytest.mark.parametrize("share", [0.02, 0.3, 0.9, 0.99])
@pytest.mark.parametrize("name", PICTURES)
def test_picture_is_whole_only_with_its_last_bytes(tmp_path: Path, name: str, share: float) -> None:
    whole, file = saved(name), tmp_path / "a"
    file.write_bytes(whole)
    assert looked_at(file) is State.WHOLE
    there = int(len(whole) * share)
    file.write_bytes(whole[:there])
    assert looked_at(file) is State.CUT, "cut off"
    file.write_bytes(whole[:there] + bytes(len(whole) - there))
    assert looked_at(file) is State.CUT, "the rest are zeros"
    with file.open("wb") as target:
        target.write(whole[:there])
        target.truncate(len(whole))
    assert looked_at(file) is State.CUT, "the rest takes no room"


def test_room_in_the_middle_that_was_never_written_is_seen(tmp_path: Path) -> None:
    whole, file = saved("PNG"), tmp_path / "a.png"
    with file.open("wb") as target:
        target.write(whole[:4096])
        target.seek(1 << 20)
        target.write(whole[4096:])
    assert looked_at(file) is State.CUT


@pytest.mark.parametrize("order", ["II", "MM"])
def test_tiff_whose_first_page_is_not_named_yet_is_not_whole(tmp_path: Path, order: str) -> None:
    number = b"*\0" if order == "II" else b"\0*"
    (tmp_path / "a.tif").write_bytes(order.encode() + number + bytes(4) + os.urandom(500))
    assert looked_at(tmp_path / "a.tif") is State.CUT


def test_tiff_that_names_itself_as_next_page_ends(tmp_path: Path) -> None:
    circle = b"II*\0\x08\0\0\0" + b"\0\0" + b"\x08\0\0\0" + b"x" * 40
    (tmp_path / "a.tif").write_bytes(circle)
    assert looked_at(tmp_path / "a.tif") is State.WHOLE


def test_pdf_for_the_web_is_as_long_as_it_says(tmp_path: Path) -> None:
    begin = b"%PDF-1.5\n1 0 obj\n<</Linearized 1/L 5000/O 3/E 900/N 1/T 4800>>\nendobj\nstartxref\n0\n%%EOF\n"
    (tmp_path / "a.pdf").write_bytes(begin)
    assert looked_at(tmp_path / "a.pdf") is State.CUT
    (tmp_path / "a.pdf").write_bytes(begin + b" " * (5000 - len(begin) - 6) + b"%%EOF\n")
    assert looked_at(tmp_path / "a.pdf") is State.WHOLE


@pytest.mark.parametrize("zeros", [16, 5000])
def test_text_that_ends_in_zeros_is_not_whole(tmp_path: Path, zeros: int) -> None:
    (tmp_path / "a.txt").write_bytes("Kính gửi".encode() + bytes(zeros))
    assert looked_at(tmp_path / "a.txt") is State.CUT


def test_growing_tiff_waits_until_it_is_whole(tmp_path: Path, store: Store) -> None:
    (tmp_path / "in").mkdir()
    inbox = Inbox(store, Watched(folder=tmp_path / "in"), replace(SETTINGS, broken_rest_seconds=30))
    whole, file = saved("packed TIFF"), tmp_path / "in" / "a.tif"
    for share in (0.2, 0.6, 0.95):  # a copy over a slow share pauses for longer than a file must rest
        file.write_bytes(whole[: int(len(whole) * share)])
        until = time.monotonic() + 0.4
        while time.monotonic() < until:
            inbox.step()
            time.sleep(0.02)
        with store.reading() as session:
            assert counts(session) == {}
    file.write_bytes(whole)
    until = time.monotonic() + 10
    while time.monotonic() < until and not inbox.is_settled():
        inbox.step()
        time.sleep(0.02)
    inbox.stop()
    with store.reading() as session:
        assert counts(session) == {"waiting": 1}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", bytes(40_000), "nothing but zeros"),
        ("a.tif", bytes(40_000), "nothing but zeros"),
        ("a.txt", bytes(300), "nothing but zeros"),
        ("a.png", saved("PNG")[:20_000] + bytes(60_000), "the file breaks off: after 25% of it"),
        ("a.txt", "Kính gửi".encode() + bytes(90), "the file breaks off: after 11% of it"),
    ],
)
def test_what_never_becomes_whole_fails_with_a_plain_word(
    tmp_path: Path, store: Store, name: str, content: bytes, words: str
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / name).write_bytes(content)
    executor = Serial(store, Order(store.data, store.url, SETTINGS, "test", "en"))
    began = time.monotonic()
    assert watch(store, [Watched(folder=folder)], SETTINGS, executor, once=True) == {"failed": 1}
    assert time.monotonic() - began >= SETTINGS.broken_rest_seconds
    note = (folder / "failed" / f"{name}.txt").read_text(encoding="utf-8-sig")
    assert words in note and "itself" not in note
