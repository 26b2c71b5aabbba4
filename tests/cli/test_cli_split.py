"""docproc split, and --split of watch, as a clerk calls them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from docproc.scan.cut import cut

if TYPE_CHECKING:
    from conftest import Docproc

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TEXTS = [
    (SAMPLES / f"{name}.p1.txt").read_text(encoding="utf-8") for name in ("cong-van-khan", "cong-van-huyen-uy")
]


@pytest.fixture
def stack(tmp_path: Path) -> Path:
    """A file with two letters."""
    path = tmp_path / "hai văn bản.txt"
    path.write_text("\f".join(TEXTS), encoding="utf-8")
    return path


def test_one_file_a_letter_is_written_beside_it(docproc: Docproc, stack: Path) -> None:
    before = stack.read_bytes()
    called = docproc("split", stack)
    assert called.code == 0, called.err
    made = [stack.with_name(f"hai văn bản.{n}.txt") for n in (1, 2)]
    assert [path.read_text(encoding="utf-8") for path in made] == TEXTS
    assert "hai văn bản.2.txt: pages 2" in called.err and "Digital signatures" in called.err
    assert sorted(stack.parent.iterdir()) == sorted([stack, *made]) and stack.read_bytes() == before


def test_nothing_is_overwritten_without_force(docproc: Docproc, stack: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert docproc("split", stack, "--out", out).code == 0
    (out / "hai văn bản.1.txt").unlink()
    (out / "hai văn bản.2.txt").write_text("mine", encoding="utf-8")
    called = docproc("split", stack, "--out", out)
    assert called.code == 2 and "hai văn bản.2.txt: this file is already there" in called.err
    assert [path.name for path in out.iterdir()] == ["hai văn bản.2.txt"]
    assert docproc("split", stack, "--out", out, "--force").code == 0
    assert (out / "hai văn bản.2.txt").read_text(encoding="utf-8") == TEXTS[1]


def test_a_single_letter_is_left_alone(docproc: Docproc, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXTS[0], encoding="utf-8")
    called = docproc("split", path)
    assert called.code == 0 and "holds one letter" in called.err
    assert list(tmp_path.iterdir()) == [path]


def test_a_person_may_say_where_letters_begin(docproc: Docproc, tmp_path: Path) -> None:
    path = tmp_path / "a.tif"
    pages = [Image.new("1", (300, 400), 1)] * 4
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(150, 150))
    called = docproc("split", path, "--at", "4", "--at", "2")
    assert called.code == 0, called.err
    assert "a.2.tif: pages 2, 3" in called.err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.1.tif", "a.2.tif", "a.3.tif", "a.tif"]
    assert docproc("split", path, "--at", "5").code == 2


def test_a_cut_that_fails_leaves_nothing_behind(
    docproc: Docproc, stack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails_late(path: Path, parts: list[list[int]], targets: list[Path], settings: object) -> None:
        cut(path, parts[:1], targets[:1], settings)  # type: ignore[arg-type]
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("docproc.scan.cut.cut", fails_late)
    called = docproc("split", stack)
    assert called.code == 2 and "no space left" in called.err
    assert list(tmp_path.iterdir()) == [stack]


def test_a_file_that_is_no_letter_is_named(docproc: Docproc, tmp_path: Path) -> None:
    assert docproc("split", tmp_path / "none.pdf").code == 1
    assert docproc("split", tmp_path).code == 2


@pytest.mark.parametrize("way", ["option", "setting"])
def test_the_watched_folder_registers_each_letter(
    docproc: Docproc, stack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    inbox, data, settings = tmp_path / "in", tmp_path / "data", tmp_path / "settings.toml"
    inbox.mkdir()
    split = "true" if way == "setting" else "false"
    settings.write_text(f'rest_seconds = 0.1\n[store]\ndata = "{data}"\nsplit = {split}\n', encoding="utf-8")
    monkeypatch.setenv("DOCPROC_SETTINGS", str(settings))
    monkeypatch.setenv("DOCPROC_LOG", "error")
    stack.rename(inbox / stack.name)
    more = ("--split",) if way == "option" else ()
    called = docproc("watch", inbox, "--once", "--workers", "1", *more)
    assert called.code == 0, called.err
    listed = json.loads(docproc("list", "--format", "json").out)
    assert [(one["arrival_number"], one["letter"]["file"]) for one in listed] == [
        (1, "hai văn bản.1.txt"),
        (2, "hai văn bản.2.txt"),
    ]
    assert [path.name for path in (inbox / "processed").rglob("*.txt")] == [stack.name]
