"""Numbers and symbols of documents: taken apart, put right by the dictionary, digits never changed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.extract.mentions.symbols import cited_numbers, own_number, repair_symbol, unreadable_numbers

TABLE = tomllib.loads(Path(__file__).with_name("words").joinpath("symbols.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 642/UBND-NN", "642", "UBND-NN"),
        ("Số 642/UBND-NN", "642", "UBND-NN"),
        ("Số: 05/BNV-VP", "05", "BNV-VP"),
        ("Số: 15a/QĐ-UBND", "15a", "QĐ-UBND"),
        ("Số : 7 / TB - SNN", "7", "TB-SNN"),
        ("S6: 77/KH-UBND.", "77", "KH-UBND"),
        ("Số: 12/UBND-NN&PTNT", "12", "UBND-NN&PTNT"),
        ("Số: 3/2024/QĐ-UBND", "3/2024", "QĐ-UBND"),
        ("Số: 14/QB-UBND", "14", "QĐ-UBND"),
        ("Số: 14/HDND", "14", "HĐND"),
        ("Số: 123/HĐ/NN", "123", "HĐ/NN"),
        ("Số: 7/2024/HĐ/NN", "7/2024", "HĐ/NN"),
        ("Số: 45/CV-XNK/TCHC", "45", "CV-XNK/TCHC"),
    ],
)
def test_own_number_and_symbol(line: str, number: str, symbol: str) -> None:
    found = own_number(line)
    assert found is not None
    assert (found.number, found.symbol, found.party) == (number, symbol, False)


@pytest.mark.parametrize("line", ["Số: /UBND-NN", "Số: ..../UBND-NN", "Số: 4Z;7/UBND-NN", "Số: ⁄ /UBND-NN"])
def test_a_number_that_cannot_be_read_is_none_and_the_symbol_stays(line: str) -> None:
    found = own_number(line)
    assert found is not None
    assert (found.number, found.symbol) == (None, "UBND-NN")


def test_a_number_line_of_a_party_paper_has_a_hyphen() -> None:
    found = own_number("Số 215-CV/HU")
    assert found is not None
    assert (found.number, found.symbol, found.party, str(found)) == ("215", "CV/HU", True, "215-CV/HU")


@pytest.mark.parametrize("line", ["Số:", "Số: 642", "Kính gửi: UBND các xã", ""])
def test_a_line_without_symbol_is_no_number_line(line: str) -> None:
    assert own_number(line) is None


@pytest.mark.parametrize("line", ["Số: 12/34/UBND-NN", "Số: 1/2/UBND"])
def test_figures_behind_a_stroke_are_no_part_of_the_symbol(line: str) -> None:
    found = own_number(line)
    assert found is not None
    assert found.number is None


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("theo Hợp đồng số 88/HĐ/NN ngày 01/3/2024", ["88/HĐ/NN"]),
        ("Công văn số 415/UBND-KTN ngày 04/3/2024", ["415/UBND-KTN"]),
    ],
)
def test_a_cited_symbol_may_have_a_stroke_of_its_own(text: str, cited: list[str]) -> None:
    assert [str(found) for found in cited_numbers(text)] == cited


@pytest.mark.parametrize(("read", "right"), [pair for pairs in TABLE.values() for pair in pairs.items()])
def test_parts_of_a_symbol_are_put_right(read: str, right: str) -> None:
    assert repair_symbol(read) == right


@pytest.mark.parametrize(
    ("read", "right"), [("QD - HDND", "QĐ-HĐND"), ("SGDDT–VP", "SGDĐT-VP"), ("QÐ-UBND", "QĐ-UBND")]
)
def test_blanks_dashes_and_the_icelandic_eth_of_a_symbol_are_put_right(read: str, right: str) -> None:
    assert repair_symbol(read) == right


@pytest.mark.parametrize("symbol", ["UBND-ND", "KH-UBND"])
def test_a_symbol_that_is_right_stays(symbol: str) -> None:
    assert repair_symbol(symbol) == symbol


@given(st.text("QĐDBUNHCPTg-/& 0", max_size=20))
def test_repair_of_a_repaired_symbol_changes_nothing(symbol: str) -> None:
    once = repair_symbol(symbol)
    assert repair_symbol(once) == once


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Công văn số 415/UBND-KTN ngày 04/3/2024", ["415/UBND-KTN"]),
        ("Nghị định số 30/2020/NĐ-CP", ["30/2020/NĐ-CP"]),
        ("Luật số 72/2020/QH14", ["72/2020/QH14"]),
        ("Kết luận số 127-KL/TW", ["127-KL/TW"]),
        ("Quyết định số 14/0P-UBND", ["14/QĐ-UBND"]),
        ("các văn bản 12/KH-UBND, 68-NQ/TW", ["12/KH-UBND", "68-NQ/TW"]),
        ("trước ngày 15/5/2024, đạt 3/4 số hộ, trực 24/24 giờ", []),
    ],
)
def test_cited_numbers_in_order(text: str, numbers: list[str]) -> None:
    assert [str(found) for found in cited_numbers(text)] == numbers


def test_a_cited_number_knows_its_place() -> None:
    text = "Công văn số 415/UBND-KTN ngày 04/3/2024"
    (found,) = cited_numbers(text)
    assert text[found.start : found.end] == "415/UBND-KTN"


@given(st.integers(1, 99999), st.sampled_from(["QĐ-UBND", "UBND-VX", "TB-SNN", "KH-UBND", "BNV-VP"]))
def test_digits_are_never_changed(number: int, symbol: str) -> None:
    found = own_number(f"Số: {number}/{symbol}")
    assert found is not None
    assert (found.number, found.symbol) == (str(number), symbol)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Quyết định số 175QĐ-SYT ngày 20/02/2012", "175/QĐ-SYT"),
        ("Nghị định 39/2016/NĐ: CP ngày 15/5/2016", "39/2016/NĐ-CP"),
        ("Công văn số 1709/KCB-OLCL ngày 22/11/2017", "1709/KCB-QLCL"),
        ("Quyết định số 2035/QĐĐ-BYT", "2035/QĐ-BYT"),
    ],
)
def test_damaged_citations_are_read(text: str, number: str) -> None:
    assert [str(found) for found in cited_numbers(text)] == [number]


@pytest.mark.parametrize("text", ["Biểu 1/BCX", "mẫu số 02/ĐK-SYT", "theo 2015/TT-BYT-BNV"])
def test_forms_and_numbers_that_lost_their_digits_are_no_citations(text: str) -> None:
    assert list(cited_numbers(text)) == []


def test_a_number_that_cannot_be_read_is_told_from_one_that_can() -> None:
    text = "Kế hoạch số ¿/2./KH-SYT và Kế hoạch số 12/KH-SYT"
    assert [text[start:end] for start, end in unreadable_numbers(text)] == ["số ¿/2./KH-SYT"]


@pytest.mark.parametrize(
    ("line", "number", "symbol"),
    [
        ("Số: 113 -CV/BTGTU", "113", "CV/BTGTU"),
        ("Số Ỉ3 -CV/B&PTTH", None, "CV/B&PTTH"),
        ("/CCTL-NV", None, "CCTL-NV"),
        ("15/CCTL-NV", "15", "CCTL-NV"),
    ],
)
def test_a_number_line_that_lost_its_beginning_keeps_its_symbol(
    line: str, number: str | None, symbol: str
) -> None:
    found = own_number(line)
    assert found is not None
    assert (found.number, found.symbol) == (number, symbol)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Nghị định số 15/2024/NĐ-CP1 và", ["15/2024/NĐ-CP"]),
        ("Quyết định số 15/QĐ-TTg2", ["15/QĐ-TTg"]),
        ("Công văn số 15/QĐ-VP1", ["15/QĐ-VP1"]),
        ("Bộ luật số 35-L/CTN", ["35-L/CTN"]),
        ("Đề án số 08-ĐA-TU ngày", ["08-ĐA-TU"]),
        ("khoảng 08-ĐA-TU", []),
    ],
)
def test_figures_of_footnotes_and_old_and_party_forms(text: str, numbers: list[str]) -> None:
    assert [str(found) for found in cited_numbers(text)] == numbers


@pytest.mark.parametrize(
    ("line", "symbol"),
    [
        ("Số: 75../TB/ STNMT-VP", "TB/STNMT-VP"),
        ("Số: 4STTr-SYT", "TTr-SYT"),
        ("Số: CAT-PA05", "CAT-PA05"),
        ("Số: 15/CAT-PAOS", "CAT-PA05"),
        ("Số: 15/CAT-PCO4(Đ1)", "CAT-PC04(Đ1)"),
        ("Số: 15/SYT-PAOS", "SYT-PAOS"),
        ("Số: 15/CAT-PVTH", "CAT-PVTH"),
    ],
)
def test_strokes_that_were_lost_and_rooms_of_the_police(line: str, symbol: str) -> None:
    found = own_number(line)
    assert found is not None
    assert found.symbol == symbol


def test_a_number_that_took_in_its_stroke_is_unreadable() -> None:
    assert [found.number for line in ("Số: 4STTr-SYT", "Số: 45TTr-SYT") if (found := own_number(line))] == [
        None,
        "45",
    ]


def test_the_hyphen_of_a_party_paper_may_be_read_as_a_colon() -> None:
    assert [str(found) for found in cited_numbers("Nghị quyết số 05:NQ/TU ngày")] == ["05-NQ/TU"]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("Báo cáo số 511/TYV5-TH ngày", ["511/TYV5-TH"]), ("lô 12/T5-KH", []), ("số 15/QĐ-UBNI", ["15/QĐ-UBND"])],
)
def test_a_unit_with_a_figure_before_the_hyphen(text: str, numbers: list[str]) -> None:
    assert [str(found) for found in cited_numbers(text)] == numbers


@pytest.mark.parametrize("symbol", ["QD-UBND", "UBNL-VP", "CAT-PCO4"])
def test_a_symbol_in_certain_words_stays_as_printed(symbol: str) -> None:
    """Of a text layer every letter is what was printed, right or wrong; of OCR it may be a mistake."""
    found, read = own_number(f"Số: 15/{symbol}", certain=True), own_number(f"Số: 15/{symbol}")
    assert found is not None and found.symbol == symbol
    assert read is not None and read.symbol != symbol
