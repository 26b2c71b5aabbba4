"""Files of zeros, and files whose rest is zeros, are named as what they are and never read as white paper."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from docproc.errors import CutOff, DamagedFile, OnlyZeros
from docproc.scan import open_scan
from docproc.settings import load_settings

PAGE = Image.effect_noise((300, 400), 60)
SETTINGS = load_settings()


def saved(kind: str, **options: object) -> bytes:
    content = io.BytesIO()
    PAGE.save(content, kind, **options)
    return content.getvalue()


def opened(path: Path) -> None:
    with open_scan(path, SETTINGS) as scan:
        for page in scan.pages() if scan.kind != "text" else ():
            page.image(72)


@pytest.mark.parametrize("name", ["a.pdf", "a.tif", "a.txt", "a"])
@pytest.mark.parametrize("size", [20, 5000, 3_000_000])
def test_file_of_zeros_says_so(tmp_path: Path, name: str, size: int) -> None:
    (tmp_path / name).write_bytes(bytes(size))
    with pytest.raises(OnlyZeros, match="nothing but zeros"):
        opened(tmp_path / name)


def test_file_of_zeros_that_takes_no_room_says_so(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(OnlyZeros):
        opened(tmp_path / "a.pdf")


@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG"])
def test_rest_of_zeros_is_named_with_how_much_is_there(tmp_path: Path, kind: str) -> None:
    whole = saved(kind)
    half = len(whole) // 2
    (tmp_path / "a").write_bytes(whole[:half] + bytes(len(whole) - half))
    with pytest.raises(CutOff, match=r"after (49|50)% of it there are only zeros"):
        opened(tmp_path / "a")


def test_text_with_a_rest_of_zeros_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Kính gửi: ".encode() + bytes(40))
    with pytest.raises(CutOff):
        opened(tmp_path / "a.txt")


@pytest.mark.parametrize("compression", ["tiff_lzw", "tiff_deflate"])
def test_packed_tiff_with_a_rest_of_zeros_has_no_page(tmp_path: Path, compression: str) -> None:
    whole = saved("TIFF", compression=compression)
    (tmp_path / "a.tif").write_bytes(whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2))
    with pytest.raises(DamagedFile):
        opened(tmp_path / "a.tif")


def test_whole_files_padded_with_zeros_are_read(tmp_path: Path) -> None:
    for kind in ("PDF", "PNG", "JPEG"):
        (tmp_path / "a").write_bytes(saved(kind) + bytes(512))
        opened(tmp_path / "a")


def test_text_in_utf16_is_no_file_with_zeros_at_its_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Kính gửi\n".encode("utf-16"))
    opened(tmp_path / "a.txt")
