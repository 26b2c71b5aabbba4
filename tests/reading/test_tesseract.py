"""Tesseract is ended when its time is up, and leaves nothing behind; parts of a page are read in the process."""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docproc.page import Line
from docproc.reading import tesseract
from docproc.reading.tesseract import ONE_BLOCK, SCATTERED, ReadingTimeout, installed, read_image
from docproc.synthesis.fonts import font_family


@pytest.fixture
def slow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Tesseract that sleeps; it writes its process number into the file `pid`."""
    program = tmp_path / "tesseract"
    script = f'case "$1" in --version) echo tesseract 5.3.0;; *) echo $$ > "{tmp_path}/pid"; exec sleep 60;; esac'
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    installed()  # asked of the real one before
    monkeypatch.setattr(tesseract.pytesseract.pytesseract, "tesseract_cmd", str(program))
    (tmp_path / "temp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    return tmp_path


def test_a_tesseract_that_hangs_is_ended_and_leaves_no_files(slow: Path) -> None:
    begun = time.monotonic()
    with pytest.raises(ReadingTimeout):
        read_image(Image.new("L", (50, 50), 255), 200, timeout=1)
    assert time.monotonic() - begun < 10
    number = (slow / "pid").read_text(encoding="utf-8").strip()
    assert not Path(f"/proc/{number}").exists()
    assert list((slow / "temp").iterdir()) == []


def drawn(*texts: str) -> Image.Image:
    """Lines as they are printed, at 300 dots per inch."""
    image = Image.new("L", (1600, 90 * len(texts) + 60), 255)
    for row, text in enumerate(texts):
        ImageDraw.Draw(image).text(
            (50, 30 + 90 * row), text, fill=0, font=font_family("termes").at("regular", 54)
        )
    return image


def words_of(lines: list[Line]) -> list[str]:
    return [word.text for line in lines for word in line.words]


SCHOOL = drawn("Trường Tiểu học Bản Mây báo cáo", "về hồ sơ học sinh")
FOREST = drawn("Hạt Kiểm lâm huyện Suối Vàng")


def test_parts_of_a_page_are_read_without_starting_the_program(slow: Path) -> None:
    read = words_of(read_image(SCHOOL, 300, 20, ONE_BLOCK))
    assert " ".join(read) == "Trường Tiểu học Bản Mây báo cáo về hồ sơ học sinh"
    assert not (slow / "pid").exists()


@pytest.mark.parametrize("mode", [ONE_BLOCK, SCATTERED])
def test_a_part_reads_the_same_whatever_was_read_before(mode: int) -> None:
    first = read_image(FOREST, 300, 20, mode)
    read_image(SCHOOL, 200, 20, ONE_BLOCK)
    read_image(SCHOOL.rotate(90, expand=True), 300, 20, SCATTERED)
    assert read_image(FOREST, 300, 20, mode) == first


def test_a_part_that_takes_too_long_is_left() -> None:
    noise = Image.effect_noise((1200, 900), 200)
    begun = time.monotonic()
    with pytest.raises(ReadingTimeout):
        read_image(noise, 300, 0.05, ONE_BLOCK)
    assert time.monotonic() - begun < 60
    assert " ".join(words_of(read_image(FOREST, 300, 20, ONE_BLOCK))) == "Hạt Kiểm lâm huyện Suối Vàng"


def test_threads_do_not_get_each_others_words() -> None:
    with ThreadPoolExecutor(2) as threads:
        read = threads.map(lambda image: words_of(read_image(image, 300, 20, ONE_BLOCK)), [SCHOOL, FOREST] * 3)
    assert [words[0] for words in read] == ["Trường", "Hạt"] * 3


def test_an_image_without_text_has_no_words() -> None:
    assert read_image(Image.new("L", (3, 1), 255), 300, 20, ONE_BLOCK) == []
