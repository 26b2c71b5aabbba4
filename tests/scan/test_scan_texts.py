"""Plain text of old programs: eight bits, control characters, and what is no text at all."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.errors import InputError, UnknownFormat
from docproc.pipeline import process, read
from docproc.scan.texts import plain_text

LETTERS = Path(__file__).resolve().parents[1] / "extract" / "letters"
LETTER = (LETTERS / "cong-van-ung-pho.txt").read_text(encoding="utf-8")
TCVN3 = (
    "KÝnh göi: UBND c¸c x·, thÞ trÊn.\nUBND huyÖn yªu cÇu UBND c¸c x·, thÞ trÊn b¸o c¸o kÕt qu¶ trång rõng "
    "tr­íc ngµy 25/5/2024./.\n"
)
VNI = (
    "Kính göûi: UBND caùc xaõ, thò traán.\nUBND huyeän yeâu caàu UBND caùc xaõ baùo caùo "
    "tröôùc ngaøy 25/5/2024./.\n"
)


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("text", [TCVN3, VNI], ids=["tcvn3", "vni"])
def test_an_old_font_in_eight_bits_is_read(tmp_path: Path, text: str) -> None:
    letter = process(written(tmp_path, text.encode("cp1252"))).letter
    assert letter.addressees[0].name.startswith("UBND các xã")
    assert [str(task.deadline.date) for task in letter.tasks if task.deadline] == ["2024-05-25"]


def marks_apart(text: str) -> bytes:
    """A text as Windows-1258 has it: the marks of tones stand behind their letters."""
    tones = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
    out = []
    for letter in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFD", letter)
        tone = "".join(c for c in parts if c in tones)
        out.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones)) + tone)
    return "".join(out).encode("cp1258", errors="replace")


def test_windows_1258_is_read(tmp_path: Path) -> None:
    (page,) = read(written(tmp_path, marks_apart(LETTER)))
    (right,) = read(LETTERS / "cong-van-ung-pho.txt")
    assert page.text == right.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_whole_letter_in_utf_16_is_read(tmp_path: Path, encoding: str) -> None:
    (page,) = read(written(tmp_path, LETTER.encode(encoding)))
    (right,) = read(LETTERS / "cong-van-ung-pho.txt")
    assert page.text == right.text


def test_dashes_of_windows_in_a_text_without_marks_are_read(tmp_path: Path) -> None:
    text = "Kinh gui: UBND cac xa, thi tran – phong Nong nghiep. De nghi bao cao ket qua trong rung truoc ngay "
    text += (
        "25/5/2024, tong hop gui Uy ban nhan dan huyen xem xet, chi dao thuc hien trong thoi gian toi theo quy "
    )
    text += "dinh; cac don vi chu dong phoi hop."
    assert read(written(tmp_path, text.encode("cp1252")))


@pytest.mark.parametrize("text", ["Créé à l'été, déjà vu, très élégant", "ÿÿÿ þþþ ýýý", "Müller öffnet die Tür"])
def test_eight_bits_that_are_no_vietnamese_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnknownFormat):
        process(written(tmp_path, text.encode("cp1252")))


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("rừng\x07 mùa", "rừng mùa"),
        ("Chi cục\x0715/4/2024\x07\x07", "Chi cục 15/4/2024"),
        ("quả \x1btrồng", "quả trồng"),
        ("\x1b[1mSố\x1b[0m: 642", "Số: 642"),
        ("642/UBND\x1eNN", "642/UBND-NN"),
        ("báo\x1f cáo\x7f", "báo cáo"),
        ("hết\x1a", "hết"),
        ("một\x0bhai", "một\x0bhai"),
    ],
)
def test_control_characters_between_the_letters_are_left_out(data: str, text: str) -> None:
    around = "Ủy ban nhân dân huyện Suối Vàng yêu cầu các xã thực hiện nghiêm túc.\n"
    assert plain_text("a", (around + data).encode()).text == around + text


@pytest.mark.parametrize("data", [bytes(5000), b"letters \x00 of a text", bytes(range(1, 32)) * 9])
def test_zeros_and_binaries_are_no_text(data: bytes) -> None:
    with pytest.raises(UnknownFormat):
        plain_text("a", data)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_without_control_characters_or_refused(data: bytes) -> None:
    try:
        found = plain_text("a", data)
    except InputError:
        return
    assert not any(c in found.text for c in "\x00\x07\x08\x1b\x1e\x7f\ufffe")
