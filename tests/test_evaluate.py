"""The figures of `docproc evaluate`, worked out by hand on small gold folders."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docproc.errors import DamagedFile, NotFound
from docproc.evaluate import Figure, TextFigure, evaluate, figure_lines, score_letters, score_text
from docproc.evaluate.normalise import digits, is_same_name, is_same_subject, key, normalise
from docproc.evaluate.rules.evaluate import Evaluate
from docproc.evaluate.tally import best_pairs
from docproc.evaluate.text import best_stretch, line_errors
from docproc.messages import set_language
from docproc.rules import load

RIGHT = Figure(1, 1.0, 1.0, 1.0)
MISSED = Figure(1, 0.0, 0.0, 0.0)
SPELT_RIGHT = Figure(1, 1.0, 1.0, 1.0, alike=1.0)
ALIKE = Figure(1, 0.0, 0.0, 0.0, alike=1.0)
OTHER = Figure(1, 0.0, 0.0, 0.0, alike=0.0)


def scored(tmp_path: Path, gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, Figure]:
    folders = tmp_path / "gold", tmp_path / "predicted"
    for folder, letter in zip(folders, (gold, predicted), strict=True):
        folder.mkdir()
        (folder / "a.json").write_text(json.dumps(letter), encoding="utf-8")
    return score_letters(*folders)


def task(text: str, **more: Any) -> dict[str, Any]:
    return {"text": text, **more}


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.mark.parametrize(
    ("field", "gold", "predicted", "same"),
    [
        ("doc_type", "Công văn", "CÔNG VĂN.", True),
        ("doc_type", "Công văn", "Công điện", False),
        ("number", "05", "5", True),
        ("number", "15", "51", False),
        ("issue_date", "2024-03-05", "2024-03-05", True),
        ("issue_date", "2024-03-05", "2024-03-06", False),
        ("subject", "tăng cường phòng cháy mùa khô", "tăng cường phòng cháy mùa khô.", True),
        ("subject", "tăng cường phòng cháy mùa khô", "tăng cường phòng cháy", False),
        ("urgency", "HỎA TỐC", "Hoả tốc", True),
    ],
)
def test_header_field(tmp_path: Path, field: str, gold: str, predicted: str, same: bool) -> None:
    figures = scored(tmp_path, {"header": {field: gold}}, {"header": {field: predicted}})
    assert figures == {f"header.{field}": RIGHT if same else MISSED}


@pytest.mark.parametrize(
    ("part", "field", "gold", "predicted", "figure"),
    [
        ("header", "issuer", "UBND xã Bản Mây", "UBND xã Bản Máy", ALIKE),
        ("header", "issuer", "Ủy ban nhân dân huyện Suối Vàng", "UỶ BAN NHÂN DÂN HUYỆN SUỐI VÀNG", SPELT_RIGHT),
        ("header", "issuer", "Sở Y tế", "Sở Nội vụ", OTHER),
        ("header", "place", "Thác Bà Hai", "Thác Bà Hải", ALIKE),
        ("header", "place", "Hòa Xuân", "Hoà  Xuân,", SPELT_RIGHT),
        ("header", "symbol", "UBND-NN&PTNT", "UBND - NN&PTNT", SPELT_RIGHT),
        ("header", "symbol", "QĐ-UBND", "QB-UBND", ALIKE),
        ("header", "symbol", "UBND-VX", "UBND-vx", ALIKE),
        ("signer", "name", "Lò Văn Khải", "Lò Văn Khai", ALIKE),
        ("signer", "name", "Lò Văn Khải", "Lò VănKhải", SPELT_RIGHT),
        ("signer", "position", "Phó Chủ tịch", "PHÓ CHỦ TỊCH", SPELT_RIGHT),
        ("signer", "position", "Phó Chủ tịch", "Phó Chù tịch", ALIKE),
    ],
)
def test_names_are_right_only_when_spelt_the_same(
    tmp_path: Path, part: str, field: str, gold: str, predicted: str, figure: Figure
) -> None:
    figures = scored(tmp_path, {part: {field: gold}}, {part: {field: predicted}})
    assert figures == {f"{part}.{field}": figure}


def test_handwritten_values_are_counted_apart(tmp_path: Path) -> None:
    header = {"number": "7", "issue_date": "2024-03-05", "handwritten": ["number", "issue_date.day"]}
    figures = scored(tmp_path, {"header": header}, {"header": header})
    assert figures == {
        "header.number (handwritten)": RIGHT,
        "header.issue_date (handwritten)": RIGHT,
    }


def test_value_that_the_gold_lacks_lowers_only_precision(tmp_path: Path) -> None:
    figures = scored(tmp_path, {"header": {"urgency": None}}, {"header": {"urgency": "KHẨN"}})
    assert figures == {"header.urgency": Figure(0, 0.0, 0.0, 0.0)}


def test_offices_as_objects_and_as_words_are_the_same(tmp_path: Path) -> None:
    gold = {"addressees": ["Sở Tài chính", "Sở Nội vụ", "Ban Dân tộc"]}
    predicted = {"addressees": [{"name": "Sở Nội vụ"}, {"name": "sở tài chính;"}]}
    figures = scored(tmp_path, gold, predicted)
    assert figures == {"addressees": Figure(3, 1.0, 0.6667, 0.8)}


def test_task_brings_its_leads_and_deadline(tmp_path: Path) -> None:
    due = {"date": "2024-05-01"}
    gold = {"tasks": [task("Rà soát các cơ sở giết mổ trên địa bàn", lead=["Phòng Kinh tế"], deadline=due)]}
    found = task(
        "rà soát cơ sở giết mổ trên địa bàn", lead=["Phòng Kinh tế", "Công an xã"], coordinate=["Trạm Thú y"]
    )
    figures = scored(tmp_path, gold, {"tasks": [{**found, "deadline": due}]})
    assert figures["tasks"] == RIGHT
    assert figures["tasks.lead"] == Figure(1, 0.5, 1.0, 0.6667)
    assert figures["tasks.coordinate"] == Figure(0, 0.0, 0.0, 0.0)
    assert figures["tasks.deadline"] == RIGHT


def test_deadline_on_the_wrong_task_counts_only_as_a_date(tmp_path: Path) -> None:
    first, second = "Trồng cây hai bên đường liên xã", "Nộp bảng lương tháng của trường học"
    due = {"date": "2024-05-01"}
    gold = {"tasks": [task(first, deadline=due), task(second)]}
    figures = scored(tmp_path, gold, {"tasks": [task(first), task(second, deadline=due)]})
    assert figures["tasks.deadline"] == MISSED
    assert figures["deadline dates (anywhere)"] == RIGHT


def test_closing_deadline_is_a_date_anywhere(tmp_path: Path) -> None:
    gold = {"tasks": [task("Kiểm kê tài sản công")], "report_due": {"date": "2024-06-30"}}
    predicted = {"tasks": [task("Kiểm kê tài sản công", deadline={"date": "2024-06-30"})]}
    figures = scored(tmp_path, gold, predicted)
    assert figures["deadline dates (anywhere)"] == RIGHT
    assert figures["tasks.deadline"] == Figure(0, 0.0, 0.0, 0.0)


@pytest.mark.parametrize("found", [True, False])
def test_optional_task_is_neither_missed_nor_spurious(tmp_path: Path, found: bool) -> None:
    sure, borderline = task("Kiểm kê tài sản công"), task("Niêm yết giá bán thuốc tại quầy", optional=True)
    predicted = [sure, task("Niêm yết giá bán thuốc tại quầy")] if found else [sure]
    figures = scored(tmp_path, {"tasks": [sure, borderline]}, {"tasks": predicted})
    assert figures == {"tasks": RIGHT}


def test_citation_and_event_and_signer(tmp_path: Path) -> None:
    gold = {
        "citations": [{"number": "296/GM-KCB"}, {"number": "15/QĐ-UBND"}],
        "event": {"start": "2024-05-01T08:30"},
        "signer": {"name": "Lê Thị Mẫu", "position": "Phó Giám đốc"},
        "recipients": ["Như trên"],
    }
    predicted = {
        "citations": [{"number": "296 / gm-kcb"}, {"number": "15/QD-UBND"}, {"number": None}],
        "event": {"start": "2024-05-01T08:30:00"},
        "signer": {"name": "Lê Thị Mẫu", "position": None},
        "recipients": None,
    }
    assert scored(tmp_path, gold, predicted) == {
        "citations": Figure(2, 0.3333, 0.5, 0.4),
        "event.start": RIGHT,
        "signer.name": SPELT_RIGHT,
        "signer.position": OTHER,
        "recipients": MISSED,
    }


def test_missing_prediction_counts_as_missed_and_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"addressees": ["Sở Y tế"]}', encoding="utf-8")
    figures = evaluate(tmp_path, tmp_path / "nothing")
    assert figures.letters == {"addressees": MISSED}
    assert figures.misses == ("a: nothing was read", "a: addressees: missed “Sở Y tế”")


def test_gold_folder_must_exist(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        score_letters(tmp_path / "gone", tmp_path)
    with pytest.raises(NotFound):
        score_text(tmp_path / "gone", tmp_path)


def test_gold_folder_must_hold_something(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        evaluate(tmp_path, tmp_path)


@pytest.mark.parametrize("data", ["{", "[]", "3"])
def test_file_that_is_no_letter_is_named(tmp_path: Path, data: str) -> None:
    (tmp_path / "a.json").write_text(data, encoding="utf-8")
    with pytest.raises(DamagedFile, match=re.escape("a.json")):
        score_letters(tmp_path, tmp_path)


def test_page_figures(tmp_path: Path) -> None:
    gold, predicted = tmp_path / "gold", tmp_path / "predicted"
    gold.mkdir()
    predicted.mkdir()
    (gold / "a.p1.txt").write_text("một hai ba bốn\nnăm sáu\n", encoding="utf-8")
    (predicted / "a.p1.txt").write_text("năm sáu\nmột hai bà bốn\n", encoding="utf-8")
    (gold / "a.p2.txt").write_text("bảy tám\n", encoding="utf-8")
    (gold / "a.p1.layer.txt").write_text("not a page", encoding="utf-8")
    figures = score_text(gold, predicted)
    assert list(figures) == ["a.p1.txt", "a.p2.txt", "ALL"]
    # One letter of 22 wrong; in order: "năm sáu" moved costs two words out, two in, and "bà" one.
    assert figures["a.p1.txt"] == TextFigure(6, 0.1667, 0.0455, 0.8333, 0.7727, 0.8333, 0.8333)
    assert figures["a.p2.txt"] == TextFigure(2, 1.0, 1.0, 1.0, 1.0, 0.0, 0.0)
    assert figures["ALL"].words == 8
    assert figures["ALL"].line_wer == 0.375
    assert (figures["ALL"].bag_recall, figures["ALL"].bag_precision) == (0.625, 0.8333)


def test_stamp_between_lines_does_not_count() -> None:
    assert line_errors("kính gửi các sở\nngày mai", "ngày mai ĐẾN 15 kính gửi các sở") == (0, 0)


def test_line_cannot_cost_more_than_itself() -> None:
    assert line_errors("ba", "một câu dài hơn nhiều mà không giống") == (1, 2)


def test_best_stretch_takes_whole_words() -> None:
    assert best_stretch("hai ba", "một hai bà bốn") == "hai bà"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("hoà  bình", "hòa bình"),
        ("hoá đơn", "hóa đơn"),
        ("toả ra", "tỏa ra"),
        ("xoã xuống", "xõa xuống"),
        ("tai hoạ", "tai họa"),
        ("sáng loè", "sáng lòe"),
        ("tia loé", "tia lóe"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("toẽ nước", "tõe nước"),
        ("nói hoẹ", "nói họe"),
        ("truỳ", "trùy"),
        ("tuý", "túy"),
        ("THUỶ lợi", "THỦY lợi"),
        ("đê luỹ", "đê lũy"),
        ("luỵ", "lụy"),
        ("quý hoá", "quý hóa"),
        ("hoàng", "hoàng"),
        ("e\u0302\u0301", "ế"),
        ("Q\u00d0", "QĐ"),
        ("\u00f0ến", "đến"),
        ("một – hai", "một - hai"),
        ("một — hai", "một - hai"),
        ("một \u2212 hai", "một - hai"),
        ("“x”", '"x"'),
        ("‘x’", "'x'"),
        ("các xã…", "các xã..."),
        ("một\u00a0hai", "một hai"),
    ],
)
def test_spelling_variants_become_one(text: str, same: str) -> None:
    assert normalise(text) == same


def bare(text: str) -> list[str]:
    """The words of a text without any marks over or under its letters."""
    marked = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in marked if not unicodedata.combining(letter)).split()


@given(st.text(alphabet="aoeuyqàáòóùúýỳÔQUYÀ\u0301\u00a0 \n\t", max_size=30))
def test_normalising_moves_marks_and_keeps_letters(text: str) -> None:
    assert bare(normalise(text)) == bare(text)


@given(st.lists(st.integers(0, 3), max_size=8), st.lists(st.integers(0, 3), max_size=8))
def test_pairs_use_every_item_once_and_miss_no_match(gold: list[int], predicted: list[int]) -> None:
    pairs = best_pairs(gold, predicted, lambda a, b: 100.0 * (a == b))
    assert len({i for i, _j in pairs}) == len({j for _i, j in pairs}) == len(pairs)
    assert len(pairs) == sum(min(gold.count(n), predicted.count(n)) for n in range(4))


def test_best_match_is_taken_first() -> None:
    points = {("a", "x"): 70.0, ("a", "y"): 90.0, ("b", "y"): 95.0}
    assert best_pairs(["a", "b"], ["x", "y"], lambda g, p: points.get((g, p), 0.0)) == [(1, 1), (0, 0)]


def test_keys_and_digits() -> None:
    assert key(" “Sở Y tế”; ") == "sở y tế"
    assert key(None) == ""
    assert [digits(value) for value in ("007", 7, "1 331", "0")] == ["7", "7", "1331", "0"]


def test_thresholds_of_the_rule_file_are_in_force() -> None:
    alike = load(Evaluate).alike
    assert (alike.task, alike.name, alike.subject) == (60, 85, 90)
    near = ("abcdefghijklmnopqrst", "abcdefghijklmnopqxyz")  # alike to 85 of 100
    assert is_same_name(*near) and not is_same_subject(*near)


def test_lines_to_print_name_every_figure(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"addressees": ["Sở Y tế"]}', encoding="utf-8")
    (tmp_path / "a.p1.txt").write_text("một hai", encoding="utf-8")
    assert list(figure_lines(evaluate(tmp_path, tmp_path))) == [
        "addressees: annotated 1, precision 1.0000, recall 1.0000, F1 1.0000",
        *(
            f"{name}: without a doubt 1, wrong of these 0.0000 (0), right 1, doubted of these 0.0000 (0)"
            for name in ("addressees", "ALL")
        ),
        *(
            f"{name}: words 2, line WER 0.0000, line CER 0.0000, WER 0.0000, CER 0.0000, "
            "words found 1.0000, words right 1.0000"
            for name in ("a.p1.txt", "ALL")
        ),
    ]


def test_lines_and_differences_are_in_the_language_in_force(tmp_path: Path) -> None:
    gold, read = tmp_path / "gold", tmp_path / "read"
    gold.mkdir()
    read.mkdir()
    head = {"issuer": "UBND xã Bản Mây", "number": "7", "handwritten": ["number"]}
    (gold / "a.json").write_text(json.dumps({"header": head}), encoding="utf-8")
    (read / "a.json").write_text(json.dumps({"header": {"issuer": "UBND xã Bản Máy"}}), encoding="utf-8")
    set_language("vi")
    figures = evaluate(gold, read)
    number, issuer = list(figure_lines(figures))[:2]
    assert number.startswith("số, viết tay: nhãn 1, đúng trong số đọc được 0.0000, đọc được trong số có nhãn 0.0")
    assert issuer.startswith("cơ quan ban hành: nhãn 1,")
    assert issuer.endswith(" (F1 1.0000 nếu tính cả giá trị chỉ gần giống)")
    assert "a: cơ quan ban hành: nhãn “UBND xã Bản Mây”, đọc được “UBND xã Bản Máy”" in figures.misses
