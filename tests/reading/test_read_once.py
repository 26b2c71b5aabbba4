"""Pages that are the same dot by dot are read once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docproc.reading import read
from docproc.reading.read import read_pages
from docproc.scan import open_scan
from docproc.settings import load_settings


def picture(word: str) -> Image.Image:
    image = Image.new("L", (600, 800), "white")
    ImageDraw.Draw(image).text((60, 60), word, fill="black")
    return image


@pytest.mark.ocr
def test_the_same_image_is_read_once_and_each_page_keeps_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.tif"
    pages = [picture(word) for word in ("one", "two", "one", "one")]
    pages[0].save(path, save_all=True, append_images=pages[1:], dpi=(100, 100))
    asked: list[int] = []
    from_image = read._from_image

    def counted(page, *rest):  # type: ignore[no-untyped-def]
        asked.append(page.number)
        return from_image(page, *rest)

    monkeypatch.setattr(read, "_from_image", counted)
    with open_scan(path, load_settings()) as scan:
        made = list(read_pages(scan, load_settings(), readers=()))
    assert asked == [1, 2]
    assert [page.number for page in made] == [1, 2, 3, 4]
    assert {page.dpi for page in made} == {100}
    assert made[0].lines == made[2].lines == made[3].lines
