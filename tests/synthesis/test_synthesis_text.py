"""Source files, fonts and layout: what is printed and where."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.errors import MissingProgram, NotFound
from docproc.rules import load
from docproc.synthesis import fonts
from docproc.synthesis.degrade import ScanCondition, scan_condition
from docproc.synthesis.fonts import font_family, missing_letters, vietnamese_letters
from docproc.synthesis.layout import lay_out
from docproc.synthesis.paper import Sheet, broken_lines, styled_words, words_width
from docproc.synthesis.rules.synthesis import Fonts, Synthesis
from docproc.synthesis.source import BadLetterSource, LetterSource, read_source, source_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
POINTS_PER_MM = 72 / 25.4
LATIN_ONLY = Path("/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf")


def letter(body: list[dict[str, Any]], **head: Any) -> LetterSource:
    return source_of(
        "thu",
        {
            "head": {
                "issuer": ["UBND XÃ ĐỒI CHÈ"],
                "number": "Số: 01/UBND",
                "place_date": "Đồi Chè, ngày 05 tháng 01 năm 2024",
                "subject": "V/v thử nghiệm",
            }
            | head,
            "text": {"addressees": ["Các bản"], "body": body, "recipients": ["Như trên", "Lưu: VT"]},
            "signature": {"authority": ["CHỦ TỊCH"], "name": "Giàng Thị Ly"},
            "scan": {"condition": "clean", "seed": 1},
        },
    )


def sheets_of(body: list[dict[str, Any]], **head: Any) -> list[Sheet]:
    return lay_out(letter(body, **head), font_family("termes"))


def test_every_vietnamese_letter_is_one_character() -> None:
    letters = vietnamese_letters()
    assert len(letters) == len(set(letters)) == 2 * (12 * 6 + 17)
    assert unicodedata.normalize("NFC", letters) == letters
    assert {"ẵ", "Ộ", "ử", "Đ"} <= set(letters)


@pytest.mark.parametrize("name", ["termes", "freeserif", "liberation"])
def test_fonts_of_the_rules_hold_all_letters(name: str) -> None:
    family = font_family(name)
    assert {missing_letters(path, vietnamese_letters()) for path in family.files.values()} == {""}


@pytest.mark.skipif(not LATIN_ONLY.exists(), reason="needs the Debian package fonts-liberation 1.07")
def test_a_font_without_vietnamese_letters_is_found_out() -> None:
    assert "ậ" in missing_letters(LATIN_ONLY, vietnamese_letters())


def test_a_letter_outside_the_font_is_missing() -> None:
    regular = font_family("termes").files["regular"]
    assert missing_letters(regular, "aอb") == "อ"


def test_a_font_that_lacks_letters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "vietnamese_letters", lambda: "aậอ")
    with pytest.raises(MissingProgram, match="fonts-texgyre"):
        font_family.__wrapped__("termes")


def test_a_font_that_is_not_installed_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = load(Synthesis)
    entry = rules.fonts.family["termes"].model_copy(update={"regular": "khong-co.otf", "package": "fonts-thu"})
    changed = rules.model_copy(update={"fonts": Fonts(folders=(), family={"thu": entry})})
    monkeypatch.setattr(fonts, "load", lambda _kind: changed)
    with pytest.raises(MissingProgram, match="apt install fonts-thu"):
        font_family.__wrapped__("thu")


@pytest.mark.parametrize("name", sorted(load(Synthesis).condition))
def test_every_scan_condition_loads(name: str) -> None:
    condition = scan_condition(name)
    assert isinstance(condition, ScanCondition)
    assert condition.mode in {"rgb", "grey", "bilevel", "text"}


@pytest.mark.parametrize("name", sorted(load(Synthesis).style))
def test_every_paragraph_style_prints_its_text(name: str) -> None:
    marker = load(Synthesis).style[name].marker
    line = f"{marker} Nội dung thử." if marker else "Nội dung thử."
    assert line in sheets_of([{name: "Nội dung thử."}])[0].transcript()


def test_a_missing_source_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_source(tmp_path / "khong-co.toml")


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("head = ", "Invalid"),
        ("[head]\nissuer = ['A']", "text"),
        ("[head]\n[text]\n[scan]\n", "issuer"),
    ],
)
def test_a_bad_source_says_what_is_wrong(tmp_path: Path, text: str, detail: str) -> None:
    path = tmp_path / "thu.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadLetterSource, match=detail):
        read_source(path)


@pytest.mark.parametrize(
    "block",
    [
        {"khong-co": "x"},
        {"paragraph": "x", "bullet": "y"},
        {"table": [["1", "2"], ["3"]], "widths": [1, 1]},
    ],
)
def test_a_bad_block_is_refused(block: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        letter([block])


def test_an_unknown_urgency_is_refused() -> None:
    with pytest.raises(ValueError, match="VỘI"):
        letter([{"paragraph": "x"}], urgency="VỘI")


def test_left_column_of_the_letterhead_comes_first() -> None:
    lines = sheets_of([{"paragraph": "Nội dung."}])[0].transcript()
    assert lines[:6] == [
        "UBND XÃ ĐỒI CHÈ",
        "Số: 01/UBND",
        "V/v thử nghiệm",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Đồi Chè, ngày 05 tháng 01 năm 2024",
    ]


def test_recipients_come_before_the_signature() -> None:
    lines = sheets_of([{"paragraph": "Nội dung."}])[0].transcript()
    assert lines[-5:] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Giàng Thị Ly"]


def test_table_rows_are_lines_with_bars_without_empty_cells() -> None:
    rows = [["TT", "Việc", "Ai"], ["1", "Dọn đường " * 12, "Bản A"], ["2", "Họp", ""]]
    lines = sheets_of([{"table": rows, "widths": [1, 4, 2]}, {"paragraph": "Hết."}])[0].transcript()
    start = lines.index("TT | Việc | Ai")
    assert lines[start + 1 : start + 4] == [
        f"1 | {('Dọn đường ' * 12).strip()} | Bản A",
        "2 | Họp",
        "Hết.",
    ]


def test_text_stays_inside_the_margins_of_the_decree() -> None:
    long_text = "Triển khai thực hiện nhiệm vụ " * 300
    for sheet in sheets_of([{"paragraph": long_text}]):
        for line in sheet.lines:
            assert line.box.x0 >= 30 * POINTS_PER_MM - 0.01
            assert line.box.x1 <= (210 - 15) * POINTS_PER_MM + 0.01
            assert line.box.y1 <= (297 - 20) * POINTS_PER_MM + 4


def test_pages_are_numbered_from_the_second() -> None:
    sheets = sheets_of([{"paragraph": "Triển khai thực hiện nhiệm vụ " * 300}])
    assert [sheet.transcript()[0] for sheet in sheets[1:]] == [str(n) for n in range(2, len(sheets) + 1)]
    assert len(sheets) > 1


@pytest.mark.parametrize("paragraphs", range(20, 40))
def test_a_signature_never_stands_alone_on_a_page(paragraphs: int) -> None:
    body = [{"paragraph": f"Nội dung thứ {number} của văn bản này."} for number in range(paragraphs)]
    last = sheets_of(body)[-1].transcript()
    assert f"Nội dung thứ {paragraphs - 1} của văn bản này." in last
    assert last[-5:] == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "CHỦ TỊCH", "Giàng Thị Ly"]


def test_an_urgency_mark_is_drawn_in_red_but_not_transcribed() -> None:
    sheet = sheets_of([{"paragraph": "Nội dung."}], urgency="HỎA TỐC")[0]
    assert [run.text for run in sheet.runs if run.colour[0] > 150] == ["HỎA", "TỐC"]
    assert "HỎA TỐC" not in sheet.transcript()


def test_words_between_stars_are_bold() -> None:
    words = styled_words("**Điều 1.** Giao việc")
    assert [word.style for word in words] == ["bold", "bold", "regular", "regular"]


@given(st.lists(st.text("aăâbcdđeê", min_size=1, max_size=9), max_size=60), st.floats(60, 400))
def test_breaking_lines_keeps_all_words_within_the_width(texts: list[str], width: float) -> None:
    family, words = font_family("termes"), styled_words(" ".join(texts))
    lines = broken_lines(words, family, 14, width - 20, width)
    assert [word for line in lines for word in line] == words
    for number, line in enumerate(lines):
        limit = width - 20 if number == 0 else width
        assert len(line) == 1 or words_width(line, family, 14) <= limit + 1e-6
