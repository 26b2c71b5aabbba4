"""Damaged text comes back right, right text stays, and what must never be touched is never touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docproc.language.damage import EVEN
from docproc.language.gazetteer import all_units
from docproc.language.pieces import pieces_of
from docproc.language.repair import reader_in_force, repair_lines, repair_text, repair_words, repaired_lines
from docproc.language.slots import TakenLine, undecided_places
from docproc.language.syllables import stripped
from docproc.page import Box, Line, Word

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
TRANSCRIPTS = sorted(SAMPLES.glob("*.p?.txt"))

# Damaged as Tesseract reads Vietnamese with `eng`, as other engines do, or without marks; the truth beside it.
DAMAGED = [
    (
        "Uy ban nhan dan xa dé nghi cac co quan, don vi trién khai thuc hién nghiém tic.",
        "Ủy ban nhân dân xã đề nghị các cơ quan, đơn vị triển khai thực hiện nghiêm túc.",
    ),
    (
        "Phong Tai chinh chi tri, phéi hop véi cac don vi lién quan tham muu, bdo cdo Uy ban.",
        "Phòng Tài chính chủ trì, phối hợp với các đơn vị liên quan tham mưu, báo cáo Ủy ban.",
    ),
    (
        "Can cu Luat To chuc chinh quyen dia phuong ngay 19 thang 6 nam 2015;",
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    ),
    (
        "GIAY PHEP XAY DUNG VA QUAN LY DAT DAI TREN DIA BAN TINH",
        "GIẤY PHÉP XÂY DỰNG VÀ QUẢN LÝ ĐẤT ĐAI TRÊN ĐỊA BÀN TỈNH",
    ),
    ("trong thang9 nam 2023 phai hoan thanh", "trong tháng 9 năm 2023 phải hoàn thành"),
    ("thye hién ché d6 bdo cdo theo quy dinh", "thực hiện chế độ báo cáo theo quy định"),
    ("to chirc kiém tra viée chap hanh phap luat", "tổ chức kiểm tra việc chấp hành pháp luật"),
]


@pytest.mark.parametrize(("damaged", "truth"), DAMAGED)
def test_damaged_line_comes_back(damaged: str, truth: str) -> None:
    assert repair_text(damaged) == truth


@pytest.mark.parametrize("file", TRANSCRIPTS, ids=lambda file: file.stem)
def test_right_text_stays_as_it_is(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert repair_text(text) == text


@pytest.mark.parametrize(
    "name", ["xã Trung Thu", "xã Nam Quan", "huyện Ia Grai", "xã Pơng Drang", "huyện Đắk R'Lấp"]
)
def test_a_place_that_exists_stays_alone_and_in_a_damaged_line(name: str) -> None:
    """Alone a line says little of its damage: xã Trung Thu was turned into Trung Thư."""
    assert repair_text(f"UBND {name}") == f"UBND {name}"
    damaged = f"Uy ban nhan dan {name} dé nghi cac co quan, don vi trién khai thuc hién nghiém tic."
    assert f" {name} " in repair_text(damaged)


def test_no_name_of_the_table_is_changed_in_right_text() -> None:
    names = sorted({unit.name[:1].lower() + unit.name[1:] for unit in all_units()})[::23]
    for lines in (
        [f"UBND {name}" for name in names],
        [f"Ủy ban nhân dân {name} báo cáo kết quả." for name in names],
    ):
        assert repair_text("\n".join(lines)).split("\n") == lines


def test_stripped_samples_come_back_almost_whole() -> None:
    right = count = 0
    for file in TRANSCRIPTS:
        text = file.read_text(encoding="utf-8")
        pairs = list(zip(text.split(), repair_text(stripped(text)).split(), strict=True))
        right += sum(a == b for a, b in pairs)
        count += len(pairs)
    assert right / count > 0.96


def test_english_in_a_right_letter_stays() -> None:
    text = (
        "Đề nghị các đơn vị cài đặt phần mềm theo hướng dẫn của nhà cung cấp.\n"
        "Please download the latest release from the vendor and restart the computer.\n"
        "Sau khi cài đặt, báo cáo kết quả về Văn phòng Ủy ban nhân dân huyện."
    )
    assert repair_text(text) == text


# One for every kind of lock, each in the middle of damaged text.
LOCKS = {
    "number": "1.234.567",
    "decimal": "12,5",
    "percentage": "85%",
    "date": "15/10/2023",
    "short date": "05/3",
    "time": "14h30",
    "amount": "250.000.000đ",
    "number of a document": "1849/BC-SNN",
    "normative document": "43/2017/TT-BTC",
    "party document": "121-KL/TW",
    "e-mail": "van.thu@example.gov.vn",
    "web address": "https://dichvucong.example.vn/tra-cuu",
    "web address without scheme": "www.example.com.vn",
    "acronym": "UBND",
    "brand in capitals": "OCOP",
    "brand with small letters": "Facebook",
    "code": "QR2",
    "joined acronyms": "NN&PTNT",
    "stamp of a signature": "2023-09-14T10:44:57+0700",
}


@pytest.mark.parametrize("locked", LOCKS.values(), ids=LOCKS.keys())
def test_lock_holds_in_damaged_text(locked: str) -> None:
    line = f"de nghi cac co quan bdo cdo két qua {locked} vé Van phong Uy ban nhan dan"
    assert locked in repair_text(line).split()


@pytest.mark.parametrize("sign", ["1.", "2.1.", "3)", "a)", "d)", "-", "+", "II."])
def test_enumerator_stays(sign: str) -> None:
    assert repair_text(f"{sign} Cac co quan chuyén mén thuc hién").split()[0] == sign


@pytest.mark.parametrize(
    ("damaged", "right"),
    [
        ("921/QB-UBND", "921/QĐ-UBND"),
        ("921/QÐ-UBND", "921/QĐ-UBND"),
        ("07/2021/NQ-HDPND", "07/2021/NQ-HĐND"),
        ("43/2017/ND-CP", "43/2017/NĐ-CP"),
        ("12/QD-BLDTBXH", "12/QĐ-BLĐTBXH"),
    ],
)
def test_symbol_is_put_right_by_the_dictionary(damaged: str, right: str) -> None:
    assert repair_text(f"theo Quyét dinh {damaged} cua co quan").split()[3] == right


def test_capitals_keep_their_pattern() -> None:
    assert repair_text("KE HOACH\nVe viec phong chong dich benh") == "KẾ HOẠCH\nVề việc phòng chống dịch bệnh"


def test_blanks_between_words_are_kept() -> None:
    assert repair_text("  thuc  hién\tnhiém vu ") == "  thực  hiện\tnhiệm vụ "


def test_splinters_are_joined_and_words_that_ran_together_parted() -> None:
    words = repair_lines(["cac hoat d ong cua don vi trong thang9"])[0]
    assert [w.text for w in words if w.original in ("d ong", "thang9")] == ["động", "tháng 9"]


def test_name_is_marked_and_an_unsure_one_left_as_read() -> None:
    [line] = repair_lines(["Nguoi ky: Nguyén Van Xyz, Pho Chu tich"])
    names = {word.original.strip(","): word for word in line if word.is_name}
    assert set(names) >= {"Nguyén", "Van"}
    assert all(not word.changed for word in names.values() if word.margin < 1)


def test_margin_tells_sure_from_unsure() -> None:
    [line] = repair_lines(["Uy ban nhan dan tinh"])
    assert line[2].margin > 4
    assert line[2].confidence > 0.98
    [number] = repair_lines(["15/10/2023"])[0]
    assert (number.margin, number.second, number.confidence) == (float("inf"), "", 1.0)


def test_words_of_a_page_keep_their_boxes() -> None:
    boxes = [Box(10.0 * n, 0, 10.0 * n + 8, 10) for n in range(4)]
    read = Line(tuple(Word(t, b, 0.9) for t, b in zip(["hoat", "d", "ong", "thang9"], boxes, strict=True)))
    [line] = repaired_lines([read])
    assert [word.text for word in line.words] == ["hoạt", "động", "tháng", "9"]
    assert line.words[1].box == Box(10, 0, 28, 10)
    assert line.words[2].box == line.words[3].box == boxes[3]
    assert all(word.confidence <= 0.9 for word in line.words)


def test_a_changed_word_of_a_page_is_marked_and_keeps_what_was_read() -> None:
    [line] = repaired_lines([Line((Word("bao"), Word("cdo"), Word("15/9")))])
    assert [(word.text, word.repaired) for word in line.words] == [("báo", True), ("cáo", True), ("15/9", False)]
    assert line.words[1].alternatives[0] == "cdo"


def test_cells_of_a_table_row_stay_apart() -> None:
    cells = ((Word("Phong"), Word("Noi"), Word("vu")), (), (Word("bao"), Word("cdo")))
    words = (*cells[0], Word("|"), *cells[2])
    [line] = repaired_lines([Line(words, cells)])
    assert [" ".join(w.text for w in cell) for cell in line.cells] == ["Phòng Nội vụ", "", "báo cáo"]


WORDS = st.sampled_from(
    ["quan", "1y", "phat", "trién", "d6", "UBND", "15/9/2023", "-", "(a)", "ô", "và", "x@y.vn", "…", "&"]
)
LINES = st.lists(st.lists(WORDS, max_size=6).map(" ".join), min_size=1, max_size=6)


@settings(max_examples=40, deadline=None)
@given(LINES)
def test_as_many_lines_come_out(lines: list[str]) -> None:
    assert len(repair_text("\n".join(lines)).split("\n")) == len(lines)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60))
def test_any_text_survives(text: str) -> None:
    assert repair_text(text).count("\n") == text.count("\n")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.from_regex(r"[0-9][0-9./,:-]{0,8}", fullmatch=True), max_size=5), LINES)
def test_numbers_never_change(numbers: list[str], lines: list[str]) -> None:
    text = "\n".join(f"{line} {number} va cac co quan" for line, number in zip(lines, numbers, strict=False))
    figures = [token for token in text.split() if re.fullmatch(r"[\d./,:-]+", token)]
    assert [token for token in repair_text(text).split() if re.fullmatch(r"[\d./,:-]+", token)] == figures


@pytest.mark.parametrize(("damaged", "truth"), DAMAGED)
def test_repaired_text_is_not_changed_again(damaged: str, truth: str) -> None:
    assert repair_text(repair_text(damaged)) == repair_text(damaged)


def test_originals_put_together_are_the_line() -> None:
    line = "Uy  ban (nhan dan) tinh, s6:12/QB-UBND  d ong"
    [words] = repair_words([line])
    assert "".join(word.original for word in words) == line


def test_a_word_known_from_the_first_reading_stays_and_joins_no_other() -> None:
    line = TakenLine(pieces_of("d ong y"), shouting=False)
    reader = reader_in_force()
    read = undecided_places(reader, [line], [EVEN], {})
    again = undecided_places(reader, [line], [EVEN], {(0, 2): "ông"})
    assert [(task.word, task.joined) for task in read] == [("d", "dong"), ("ong", "ongy"), ("y", None)]
    assert [(task.word, task.joined) for task in again] == [("d", None), ("ông", None), ("y", None)]
    assert again[1].unit == reader.model.ngrams.numbers["ông"]
