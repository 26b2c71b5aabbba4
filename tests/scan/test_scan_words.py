"""Each signature and each word by which formats are told is needed: the tables in words/ say what comes of it."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from docproc.scan.formats.packages import ole_format, zip_format
from docproc.scan.formats.plain import format_of_text
from docproc.scan.formats.signatures import Format, signature_of
from docproc.scan.zeros import end_of_kind
from tests.ole_file import ole_bytes

WORDS = Path(__file__).with_name("words")
SIGNATURES = tomllib.loads((WORDS / "signatures.toml").read_text(encoding="utf-8"))
FORMATS: dict[str, dict[str, Any]] = tomllib.loads((WORDS / "formats.toml").read_text(encoding="utf-8"))


def named(found: Format | None) -> str | None:
    return found and f"{found.name} ({found.kind})"


def head_of(row: str) -> bytes:
    """The bytes of a row of the table of signatures: `257: 75 73`, or from the beginning."""
    at, colon, rest = row.partition(":")
    return bytes(int(at)) + bytes.fromhex(rest) if colon else bytes.fromhex(row)


@pytest.mark.parametrize(("row", "name"), SIGNATURES.items())
def test_a_file_that_begins_so_is_of_this_format(row: str, name: str) -> None:
    assert named(signature_of(head_of(row))) == name


@pytest.mark.parametrize(("row", "name"), SIGNATURES.items())
def test_a_file_that_lacks_a_byte_of_it_is_not(row: str, name: str) -> None:
    assert named(signature_of(head_of(row)[:-1])) != name


@pytest.mark.parametrize(("says", "name"), FORMATS["package"].items())
def test_a_package_is_told_by_what_it_says(tmp_path: Path, says: str, name: str) -> None:
    with zipfile.ZipFile(tmp_path / "a", "w") as package:
        package.writestr("mimetype" if "xml" not in says else "[Content_Types].xml", says)
    assert named(zip_format(tmp_path / "a")) == name


@pytest.mark.parametrize(("stream", "name"), FORMATS["storage"].items())
def test_an_ole_file_is_told_by_a_stream(tmp_path: Path, stream: str, name: str) -> None:
    (tmp_path / "a").write_bytes(ole_bytes("Data", stream))
    assert named(ole_format(tmp_path / "a")) == name


@pytest.mark.parametrize(("text", "name"), FORMATS["text"].items())
def test_a_text_is_told_by_its_beginning(text: str, name: str) -> None:
    assert named(format_of_text(f"\ufeff\n{text}\n")) == name


@pytest.mark.parametrize("table", ["mail", "telling"])
def test_three_lines_of_a_head_are_a_mail_and_two_are_none(table: str) -> None:
    for line, others in FORMATS[table].items():
        two = [f"{name}: x" for name in others]
        assert named(format_of_text("\n".join([*two, line, "", "Kính gửi"]))) == "EML (mail)", line
        assert format_of_text("\n".join([*two, "", "Kính gửi"])) is None


@pytest.mark.parametrize("text", FORMATS["csv"])
def test_rows_of_cells_are_a_table(text: str) -> None:
    assert named(format_of_text(text)) == "CSV (table)"


@pytest.mark.parametrize(
    ("head", "tail", "within"),
    [
        (b"%PDF-1.7", b"%%EOF", 2048),
        (b"PK\x03\x04", b"PK\x05\x06", 65557),
        (b"\x89PNG\r\n", b"IEND", 64),
        (b"\xff\xd8\xff\xe0", b"\xff\xd9", 4096),
    ],
)
def test_a_whole_file_of_this_kind_ends_so(head: bytes, tail: bytes, within: int) -> None:
    assert end_of_kind(head) == (tail, within)
