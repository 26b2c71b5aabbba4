"""What the door of the scan room lets in, and plain text."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from make_files import sheet, text_pdf

from docproc.errors import (
    DamagedFile,
    EmptyFile,
    InputError,
    NoPages,
    NotAllowed,
    NotFound,
    OnlyText,
    TooLarge,
    TooManyPages,
    UnknownFormat,
)
from docproc.scan import open_scan
from docproc.settings import Settings, load_settings

TEXT = "Kính gửi: Ủy ban nhân dân các xã\nĐề nghị báo cáo trước ngày 15/9.\n"


@pytest.fixture(scope="module")
def settings() -> Settings:
    return load_settings()


def opened_kind(path: Path, settings: Settings) -> str:
    with open_scan(path, settings) as scan:
        return scan.kind


def refusal(path: Path, settings: Settings) -> type[InputError]:
    with pytest.raises(InputError) as caught, open_scan(path, settings):
        pass
    return caught.type


def test_kind_is_told_by_content_not_by_name(tmp_path: Path, settings: Settings) -> None:
    sheet().save(tmp_path / "x.png")
    (tmp_path / "x.png").rename(tmp_path / "letter.pdf")
    text_pdf(tmp_path / "letter.txt", (72, 700, "x"))
    assert opened_kind(tmp_path / "letter.pdf", settings) == "image"
    assert opened_kind(tmp_path / "letter.txt", settings) == "pdf"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_of_every_encoding(tmp_path: Path, settings: Settings, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode(encoding))
    with open_scan(tmp_path / "a.txt", settings) as scan:
        assert (scan.kind, scan.page_count, scan.text_pages) == ("text", 1, (TEXT,))
        assert list(scan.pages()) == []


def test_form_feeds_begin_pages_and_line_ends_are_one_kind(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_bytes("một\r\nhai\fba\rbốn\f".encode())
    with open_scan(tmp_path / "a.txt", settings) as scan:
        assert scan.text_pages == ("một\nhai", "ba\nbốn")


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(data)
        try:
            with open_scan(path, load_settings()) as scan:
                assert scan.kind != "text" or "".join(scan.text_pages).strip()
        except InputError as error:
            assert error.path == str(path)


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02\x03" * 30, b"\x01\x02\x03\x04 some letters", b"a \x00 inside a text of letters"],
)
def test_bytes_that_are_no_text_are_refused(tmp_path: Path, settings: Settings, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert refusal(tmp_path / "a.txt", settings) is UnknownFormat


def test_text_cut_inside_a_letter_is_damaged(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_bytes("Điều".encode()[:-2])
    assert refusal(tmp_path / "a.txt", settings) is DamagedFile


def test_blank_text_has_no_pages(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_text(" \n\f\n")
    assert refusal(tmp_path / "a.txt", settings) is NoPages


def test_too_many_text_pages(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.txt").write_text("x\f" * 501)
    assert refusal(tmp_path / "a.txt", settings) is TooManyPages


def test_missing_file_and_broken_link_are_not_found(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "link.pdf").symlink_to(tmp_path / "nothing.pdf")
    (tmp_path / "loop.pdf").symlink_to(tmp_path / "loop.pdf")
    for name in ("gone.pdf", "link.pdf", "loop.pdf", "x" * 300, "nul\0.pdf"):
        assert refusal(tmp_path / name, settings) is NotFound


def test_link_to_a_letter_opens(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "link.pdf").symlink_to(text_pdf(tmp_path / "a.pdf", (72, 700, "x")))
    assert opened_kind(tmp_path / "link.pdf", settings) == "pdf"


def test_empty_file(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "a.pdf").touch()
    assert refusal(tmp_path / "a.pdf", settings) is EmptyFile


def test_folder_and_pipe_are_refused_at_once(tmp_path: Path, settings: Settings) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert refusal(tmp_path, settings) is UnknownFormat
    assert refusal(tmp_path / "pipe.pdf", settings) is UnknownFormat


@pytest.mark.parametrize(
    ("size", "limits"), [(1_100_001, {"max_megabytes": 1.1}), (300, {"max_text_megabytes": 0.0002})]
)
def test_too_large(tmp_path: Path, settings: Settings, size: int, limits: dict[str, float]) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * size)
    assert refusal(tmp_path / "a.txt", replace(settings, **limits)) is TooLarge


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


def test_file_of_another_user_is_not_allowed(open_folder: Path, settings: Settings) -> None:
    path = text_pdf(open_folder / "a.pdf", (72, 700, "x"))
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        found = refusal(path, settings)
    finally:
        os.seteuid(user)
    assert found is NotAllowed


@pytest.mark.parametrize("name", ["thu.pdf", "thu.PNG", "thu.tiff"])
def test_text_by_the_name_of_a_scan_is_told(tmp_path: Path, settings: Settings, name: str) -> None:
    (tmp_path / name).write_text("<html>Not found</html>", encoding="utf-8")
    with pytest.raises(OnlyText), open_scan(tmp_path / name, settings):
        pass
