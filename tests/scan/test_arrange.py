"""Pages of a PDF turned and in another order."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from docproc.errors import DamagedFile
from docproc.scan.arrange import CannotArrange, arrange


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A PDF of three pages, which are 100, 200 and 300 points wide."""
    path = tmp_path / "source.pdf"
    with pikepdf.new() as document:
        for number in (1, 2, 3):
            document.add_blank_page(page_size=(100 * number, 400))
        document.save(path)
    return path


def pages(path: Path) -> list[tuple[int, int]]:
    with pikepdf.open(path) as document:
        return [(int(page.mediabox[2]) // 100, int(page.obj.get("/Rotate", 0))) for page in document.pages]


def test_pages_come_in_the_order_and_turn_chosen(source: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "1.pdf", tmp_path / "2.pdf"
    arrange(source, [[(3, 0), (1, 90)], [(2, 270)]], [first, second])
    assert pages(first) == [(3, 0), (1, 90)]
    assert pages(second) == [(2, 270)]


def test_a_page_that_was_turned_is_turned_on(source: Path, tmp_path: Path) -> None:
    once, twice = tmp_path / "1.pdf", tmp_path / "2.pdf"
    arrange(source, [[(1, 90)]], [once])
    arrange(once, [[(1, 270)]], [twice])
    assert pages(twice) == [(1, 0)]


def test_the_same_choice_gives_the_same_bytes(source: Path, tmp_path: Path) -> None:
    made = [tmp_path / "1.pdf", tmp_path / "2.pdf"]
    for target in made:
        arrange(source, [[(2, 90), (1, 0)]], [target])
    assert made[0].read_bytes() == made[1].read_bytes()


def test_the_source_stays_as_it_was(source: Path, tmp_path: Path) -> None:
    before = source.read_bytes()
    arrange(source, [[(2, 90)]], [tmp_path / "1.pdf"])
    assert source.read_bytes() == before


def test_other_kinds_of_file_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("công văn", encoding="utf-8")
    with pytest.raises(CannotArrange):
        arrange(text, [[(1, 90)]], [tmp_path / "1.pdf"])


def test_a_damaged_file_is_named_so(tmp_path: Path) -> None:
    damaged = tmp_path / "a.pdf"
    damaged.write_bytes(b"%PDF-1.7\nnothing more")
    with pytest.raises(DamagedFile):
        arrange(damaged, [[(1, 90)]], [tmp_path / "1.pdf"])
