"""Rows become paragraphs and items in one text, with a way back to the words on the page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import body_of, boxed, boxed_rows, page_of, plain

from docproc.extract.layout.blocks import Body, build_body, marker_of
from docproc.extract.layout.rows import rows_of
from docproc.language.plain import text_page

FULL = "Các thôn thu gom rác, khơi thông cống rãnh, quét vôi tường rào và trồng hoa ven"


def blocks(body: Body) -> list[tuple[str, str]]:
    return [(block.kind, body.text_of(block)) for block in body.blocks]


@pytest.mark.parametrize(
    ("line", "kind", "marker"),
    [
        ("Phần I. Những việc chung", "part", "Phần I."),
        ("Chương II", "part", "Chương II"),
        ("Điều 2. Thành phần", "article", "Điều 2."),
        ("Điêu 2. Thành phần", "article", "Điêu 2."),
        ("II. NỘI DUNG", "roman", "II."),
        ("Il. NỘI DUNG", "roman", "Il."),
        ("II NHIỆM VỤ", "roman", "II"),
        ("1. Trồng cây", "number", "1."),
        ("1) Trồng cây", "number", "1)"),
        ("l. Trồng cây", "number", "l."),
        ("Š. Trồng cây", "number", "Š."),
        ("S. Trồng cây", "number", "S."),
        ("4, Trồng cây", "number", "4,"),
        ("2.1. Trồng cây", "decimal", "2.1."),
        ("2.1 Trồng cây", "decimal", "2.1"),
        ("a) Trồng cây", "letter", "a)"),
        ("đ) Trồng cây", "letter", "đ)"),
        ("b. Trồng cây", "letter", "b."),
        ("- Trồng cây", "dash", "-"),
        ("– Trồng cây", "dash", "–"),
        ("~ Trồng cây", "dash", "~"),
        ("-Trồng cây", "dash", "-"),
        ("+ Trồng cây", "plus", "+"),
        ("• Trồng cây", "bullet", "•"),
        ("* Trồng cây", "bullet", "*"),
        ("' 3. Trồng cây", "number", "3."),
    ],
)
def test_each_kind_of_marker_is_known(line: str, kind: str, marker: str) -> None:
    found = marker_of(line)
    assert found is not None
    assert (found.kind, found.text) == (kind, marker)


@pytest.mark.parametrize(
    "line",
    [
        "Trồng cây ven đường",
        "15/5/2024 là ngày cuối",
        "2024. Các thôn báo cáo",
        "1.500 cây con",
        "-",
        "Điều kiện trồng cây",
        "Phần việc của xã",
    ],
)
def test_ordinary_lines_have_no_marker(line: str) -> None:
    assert marker_of(line) is None


def test_the_marker_is_not_in_the_text() -> None:
    body = body_of("1. Trồng cây.", "- Tưới nước.")
    assert body.text == "Trồng cây.\nTưới nước."
    assert [block.marker for block in body.blocks] == ["1.", "-"]


def test_items_lie_below_what_ranks_higher() -> None:
    body = body_of("I. VIỆC CHUNG", "1. Trồng cây", "a) Cây xanh", "- Tưới.", "- Rào.", "2. Quét đường")
    assert [block.parent for block in body.blocks] == [None, 0, 1, 2, 2, 0]


def test_the_eleventh_item_of_a_list_is_no_roman_number_and_holds_no_items() -> None:
    offices = [f"{number}. Phòng số {number} báo cáo." for number in range(9, 13)]
    assert [block.parent for block in build_body(plain(*offices)).blocks] == [None] * 4


def test_a_heading_11_below_the_item_10_is_a_misread_roman_number() -> None:
    last = build_body(
        plain("10. Phòng Nội vụ báo cáo.", "11. TỔ CHỨC THỰC HIỆN", "1. Phòng Y tế báo cáo.")
    ).blocks[-1]
    assert last.parent == 1


def test_a_paragraph_lies_below_the_heading_and_holds_no_items() -> None:
    body = body_of("1. Trồng cây:", "Cây do xã cấp.", "- Tưới nước.")
    assert [(block.kind, block.parent) for block in body.blocks] == [
        ("number", None),
        ("paragraph", 0),
        ("dash", 0),
    ]


def test_a_heading_in_capitals_is_one() -> None:
    body = body_of("TỔ CHỨC THỰC HIỆN", "Các thôn làm xong trong tháng.")
    assert [(block.kind, block.upper) for block in body.blocks] == [("heading", True), ("paragraph", False)]


def test_a_line_that_goes_on_belongs_to_the_item_above() -> None:
    assert blocks(body_of(f"- {FULL}", "đường.", "- Tưới nước.")) == [
        ("dash", f"{FULL} đường."),
        ("dash", "Tưới nước."),
    ]


def test_a_sentence_goes_on_over_the_page_break() -> None:
    body = build_body(rows_of([text_page(1, FULL), text_page(2, "đường trước ngày 01/6/2024.")]))
    assert blocks(body) == [("paragraph", f"{FULL} đường trước ngày 01/6/2024.")]


def test_a_block_has_the_page_on_which_it_begins() -> None:
    body = build_body(rows_of([text_page(1, f"- {FULL}"), text_page(2, "đường.\n- Tưới nước.")]))
    assert [block.page for block in body.blocks] == [1, 2]


def test_a_short_line_with_a_full_stop_ends_its_paragraph() -> None:
    body = body_of(
        FULL, "đường.", "Đoàn xã cấp cây con cho các thôn ở hai bên suối và vận động người dân góp thêm", "phân."
    )
    assert len(body.blocks) == 2


def test_a_full_line_with_a_full_stop_does_not_end_its_paragraph() -> None:
    body = body_of(f"{FULL} đường.", "Đoàn xã cấp cây con.")
    assert len(body.blocks) == 1


def test_a_line_far_too_short_ends_its_paragraph_without_a_full_stop() -> None:
    body = body_of(FULL, "đường", "Đoàn xã cấp cây con cho các thôn ở hai bên suối và vận động")
    assert len(body.blocks) == 2


def test_a_colon_ends_a_paragraph() -> None:
    lead = f"{FULL} đường như sau:"
    assert (
        len(body_of(lead, "Thôn Một trồng hoa mười giờ, thôn Hai trồng hoa giấy, thôn Ba trồng cau.").blocks) == 2
    )


def test_a_blank_line_after_a_full_stop_ends_a_paragraph() -> None:
    assert len(body_of(f"{FULL} đường.", "", "Đoàn xã cấp cây con.").blocks) == 2


def test_an_indented_line_begins_a_paragraph() -> None:
    body = build_body(
        boxed_rows(
            boxed(f"{FULL}.", 85, 100), boxed("Đoàn xã cấp cây con cho", 113, 116), boxed(FULL.lower(), 85, 132)
        )
    )
    assert len(body.blocks) == 2


def test_an_indented_line_below_a_title_begins_a_paragraph_without_a_full_stop() -> None:
    title = "Điều 2. Nhiệm vụ, hoạt động của Tổ giúp việc phong trào"
    text = "Tổ giúp việc có trách nhiệm tham mưu cho xã về phong trào trồng"
    body = build_body(
        boxed_rows(boxed(title, 113, 100), boxed(text, 113, 116), boxed(f"hoa, {FULL.lower()}", 85, 132))
    )
    assert [kind for kind, _text in blocks(body)] == ["article", "paragraph"]


@pytest.mark.parametrize(
    ("above", "x"), [("Việc của các thôn, của Đoàn thanh niên, của Hội Phụ nữ,", 113), ("Chương II", 330)]
)
def test_an_indented_line_goes_on_below_a_comma_and_below_a_bare_marker(above: str, x: float) -> None:
    wide = boxed(FULL, 85, 84)
    body = build_body(boxed_rows(wide, boxed(above, x, 100), boxed("Hội Nông dân xã trồng hoa", 200, 116)))
    assert [text for _kind, text in blocks(body)][-1].endswith("Hội Nông dân xã trồng hoa")
    assert len(body.blocks) == (1 if x < 200 else 2)


def test_a_line_at_the_left_edge_goes_on() -> None:
    body = build_body(boxed_rows(boxed(f"{FULL}.", 113, 100), boxed(f"Đoàn xã {FULL}", 85, 116)))
    assert len(body.blocks) == 1


def test_a_basis_begins_a_paragraph() -> None:
    first = "Căn cứ Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND huyện Suối Vàng về cây xanh;"
    assert len(body_of(first, "Căn cứ nhu cầu của các thôn.").blocks) == 2


def test_a_dash_before_a_small_letter_inside_a_sentence_is_dirt() -> None:
    assert blocks(body_of(FULL, "- đường.")) == [("paragraph", f"{FULL} đường.")]


def test_a_symbol_broken_at_the_line_end_is_one_word() -> None:
    body = body_of("Thực hiện Quyết định số 12/QĐ-", "UBND ngày 05/01/2024 của UBND huyện.")
    assert "12/QĐ-UBND ngày" in body.text


def test_a_range_broken_at_the_line_end_keeps_its_blank() -> None:
    assert body_of("Các thôn Bản Mây - ", "Đồi Chè cùng làm.").text == "Các thôn Bản Mây - Đồi Chè cùng làm."


def test_evidence_gives_page_box_and_words() -> None:
    body = build_body(boxed_rows(boxed("Các thôn trồng cây", 85, 100, confidence=0.5)))
    start = body.text.index("trồng")
    (evidence,) = body.evidence(start, start + len("trồng cây"))
    assert (evidence.page, evidence.text, evidence.confidence) == (1, "trồng cây", 0.5)
    assert evidence.box == (85.0 + 9 * 6, 100.0, 85.0 + 18 * 6, 112.0)


def test_evidence_over_two_pages_is_one_piece_a_page() -> None:
    body = build_body(
        rows_of([page_of(boxed(FULL, 85, 780)), page_of(boxed("đường trong tháng.", 85, 80), number=2)])
    )
    found = body.evidence(body.text.index("ven"), len(body.text))
    assert [(e.page, e.text) for e in found] == [(1, "ven"), (2, "đường trong tháng.")]


def test_evidence_of_a_part_of_a_word_is_the_word_as_read() -> None:
    body = build_body(plain("-Trồng cây"))
    assert body.evidence(0, 3)[0].text == "-Trồng"


def test_page_of_an_offset() -> None:
    body = build_body(rows_of([text_page(1, FULL), text_page(2, "đường.")]))
    assert [body.page_at(0), body.page_at(len(body.text) - 1)] == [1, 2]


def test_no_rows_give_an_empty_body() -> None:
    body = build_body([])
    assert (body.text, body.blocks, body.page_at(0), body.evidence(0, 5)) == ("", (), 1, [])


LINES = st.lists(
    st.text("ab Đ1.-+)/:;", min_size=1, max_size=30).filter(lambda line: line.strip()), min_size=1, max_size=12
)


@given(LINES)
def test_blocks_lie_one_after_the_other_and_cover_the_text(lines: list[str]) -> None:
    body = body_of(*lines)
    ends = [0, *(block.end + 1 for block in body.blocks)]
    assert [block.start for block in body.blocks] == ends[:-1]
    assert ends[-1] == len(body.text) + 1


@given(LINES)
def test_parents_stand_above_and_rank_higher(lines: list[str]) -> None:
    found = body_of(*lines).blocks
    for index, block in enumerate(found):
        assert block.parent is None or (block.parent < index and found[block.parent].rank < block.rank)


@pytest.mark.parametrize(
    ("above", "line", "begins"),
    [
        ("Điều 2. Nhiệm vụ của Tổ công tác", "1 Tổ công tác có nhiệm vụ rà soát vướng mắc.", True),
        ("Các đơn vị thực hiện các việc sau:", "1 Tổ công tác có nhiệm vụ rà soát vướng mắc.", True),
        ("Tổ công tác gồm các ông, bà và", "3 Giám đốc các sở có liên quan.", False),
        ("Các đơn vị thực hiện các việc sau:", "5 xã vùng cao báo cáo trước.", False),
    ],
)
def test_a_number_without_its_point_begins_an_item_below_an_ended_line(
    above: str, line: str, begins: bool
) -> None:
    assert ("number" in {block.kind for block in body_of(above, line).blocks}) is begins


@pytest.mark.parametrize(
    ("line", "begins"),
    [
        ("Đơn vị thực hiện: Đoàn xã cấp cây con cho các thôn ở hai bên suối.", True),
        ("Thời gian hoàn thành: Quý II năm 2024, trước mùa mưa ở hai bên suối.", True),
        ("Đoàn xã cấp cây con cho các thôn ở hai bên suối và vận động góp thêm.", False),
    ],
)
def test_a_label_of_the_line_form_begins_a_paragraph_below_a_line_without_full_stop(
    line: str, begins: bool
) -> None:
    assert (len(body_of(f"- {FULL}", line).blocks) == 2) is begins


def test_the_number_of_a_document_at_the_beginning_of_a_line_is_no_item() -> None:
    assert marker_of("15/QĐ-UBND ngày 06/5/2024") is None
    assert marker_of("15/ Các xã báo cáo") is not None
