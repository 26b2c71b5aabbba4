"""The five verdicts, and old encodings made Unicode."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from viparse.normalize.encodings import get_charmap

from docproc.language.judge import judge, shares_of_words
from docproc.language.legacy import ENCODINGS, converted
from docproc.language.mend import mended
from docproc.language.plain import text_page
from docproc.language.syllables import stripped
from docproc.page import TextKind

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TRANSCRIPTS = sorted(SAMPLES.glob("*.p1.txt"))
LETTER = (SAMPLES / "cong-van-giao-viec.p1.txt").read_text(encoding="utf-8")
PASSAGE = (
    "Thực hiện ý kiến chỉ đạo của Ủy ban nhân dân huyện về công tác phòng, chống dịch bệnh, đề nghị các cơ quan, "
    "đơn vị khẩn trương triển khai các nhiệm vụ được giao và báo cáo kết quả trước ngày 15 tháng 10 năm 2023."
)
DAMAGED = (
    "Thuc hién y kién chi dao cua Uy ban nhan dan huyén vé céng tac phong, chéng dich bénh, dé nghi cac co quan, "
    "don vi khan truong trién khai cac nhiém vu dugce giao va bdo cdo két qua truéc ngay 15 thang 10 nam 2023."
)
ENGLISH = (
    "The committee shall review every application within thirty days and notify the applicant in writing. "
    "Where an application is refused, the reasons must be stated and the applicant may appeal to the court."
)


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_right_letters_are_good(file: Path) -> None:
    verdict = judge(file.read_text(encoding="utf-8"))
    assert (verdict.good, verdict.kind) == (True, TextKind.GOOD)
    assert verdict.right > 0.6


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_letters_without_marks_are_stripped(file: Path) -> None:
    verdict = judge(stripped(file.read_text(encoding="utf-8")))
    assert (verdict.good, verdict.kind) == (False, TextKind.STRIPPED)


def test_text_read_with_the_wrong_language_is_damaged() -> None:
    assert judge(DAMAGED).kind is TextKind.DAMAGED


def test_english_is_not_vietnamese() -> None:
    assert judge(ENGLISH).kind is TextKind.FOREIGN


@pytest.mark.parametrize("text", ["", "  \n", "12/2023 - 15", "Ký bởi: Văn phòng"])
def test_too_little_text_is_empty(text: str) -> None:
    verdict = judge(text)
    assert (verdict.good, verdict.kind) == (False, TextKind.EMPTY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("ñY BAN NH¢N D¢N", "ỦY BAN NHÂN DÂN"),
        ("Sè: 12/Q§-UBND", "Số: 12/QĐ-UBND"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
    ],
)
def test_a_line_in_a_font_of_capitals_comes_out_in_capitals(typed: str, meant: str) -> None:
    assert converted(typed, "tcvn3") == meant


def _tone_apart(letter: str) -> str:
    parts = unicodedata.normalize("NFD", letter)
    tone = "".join(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in tone)) + tone


def in_old_encoding(text: str, encoding: str) -> str:
    """The text as a font of that encoding shows it: letters put back one by one."""
    if encoding == "windows-1258":  # letters and tones are bytes of their own
        return "".join(map(_tone_apart, text)).encode("cp1258").decode("cp1252")
    charmap = get_charmap(encoding)
    assert charmap is not None
    letters = {letter: sequence for sequence, letter in charmap.pairs}
    return "".join(letters.get(c, c) for c in text)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_old_encoding_is_recognised_and_converted(encoding: str) -> None:
    old = in_old_encoding(PASSAGE, encoding)
    verdict = judge(old)
    assert (verdict.good, verdict.kind, verdict.encoding) == (False, TextKind.LEGACY, encoding)
    assert converted(old, encoding).lower() == PASSAGE.lower()
    assert mended(old).text == converted(old, encoding)


def test_unknown_encoding_is_refused() -> None:
    with pytest.raises(KeyError):
        converted("x", "ascii")


def test_shares_of_words_add_up() -> None:
    shares = shares_of_words("Quản lý quan xyzq 15")
    assert (shares.words, shares.right, shares.bare, shares.odd) == (4, 0.5, 0.25, 0.25)


def test_mended_counts_what_it_did() -> None:
    result = mended(DAMAGED)
    assert result.text == PASSAGE
    assert result.verdict.kind is TextKind.DAMAGED
    assert result.changed > 20


def test_mended_leaves_english_and_right_text() -> None:
    for text in (ENGLISH, PASSAGE, LETTER):
        assert (mended(text).text, mended(text).changed) == (text, 0)


def test_mended_names_the_lines_of_names() -> None:
    result = mended(f"{DAMAGED}\n\nNguyén Van Binh")
    assert [line for line, _ in result.names] == [3]


def test_long_text_keeps_its_lines() -> None:
    text = "\n".join([DAMAGED, ""] * 200)
    assert mended(text).text == "\n".join([PASSAGE, ""] * 200)


def test_damaged_text_page_is_repaired_with_confidences() -> None:
    page = text_page(1, DAMAGED)
    assert page.text == PASSAGE
    assert page.reason == "plain text, repaired"
    assert min(word.confidence for word in page.lines[0].words) < 1


def test_good_and_short_text_pages_stay() -> None:
    assert text_page(1, LETTER).reason == "plain text"
    assert text_page(1, "Gui bao cao").text == "Gui bao cao"
