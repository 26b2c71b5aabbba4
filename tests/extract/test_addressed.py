"""Where the list under "Kính gửi" ends, whatever stands at its end and wherever the text begins."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import FOOT, HEAD, boxed, boxed_rows, letter_of, names, plain, texts

from docproc.extract.assemble.foot import read_addressees
from docproc.extract.layout.addressed import (
    begins_unlabelled,
    doubtful_names,
    label_first,
    list_is_over,
    names_left,
    text_among_names,
    text_apart,
    text_edges,
)
from docproc.extract.layout.zones import Zones, find_zones
from docproc.letter import Letter
from docproc.page import Line

OPENINGS = [
    "UBND huyện yêu cầu UBND các xã, thị trấn báo cáo kết quả trồng rừng về",
    "Công ty đề nghị UBND huyện Suối Vàng xem xét, trả lời trước ngày 25/5/2024 để",
    "Căn cứ Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND huyện về việc trồng",
    "Thực hiện Công văn số 15/SNN-KL ngày 02/5/2024 của Sở Nông nghiệp và Phát triển",
    "Để kịp thời tổng hợp báo cáo UBND tỉnh, UBND huyện đề nghị các đơn vị gửi số",
    "Ngày 12/3/2024, UBND huyện nhận được Công văn số 20 của Sở Y tế về việc tổ chức",
    "Nhằm đảm bảo an toàn công trình trong mùa mưa bão năm 2024, UBND huyện có ý kiến",
    "UBND huyện tổ chức hội nghị sơ kết công tác trồng rừng 6 tháng đầu năm 2024, thời",
    "Hồ chứa nước Nậm Toong có dung tích 2,5 triệu m3, hiện xuống cấp nghiêm trọng, nhiều",
    "Mùa mưa bão năm 2024 được dự báo diễn biến phức tạp, khó lường; để chủ động ứng phó",
]
REST = [
    "UBND huyện trước ngày 25/5/2024. Quá thời hạn trên đơn vị nào không gửi báo cáo thì",
    "phải chịu trách nhiệm trước Chủ tịch UBND huyện./.",
]
LISTS = [
    ["UBND các xã, thị trấn"],
    ["UBND các xã, thị trấn", "Công an huyện"],
    ["Cty TNHH A & B <C>", 'Ban QLDA "Đường & Cầu" {{name}}'],
    ["Công ty TNHH TM. & DV. Suối Vàng", "UBND TP. An Khê"],
    ["Tòa án nhân dân khu vực 2 - Bình Nguyên", "Thuế cơ sở 3"],
]
TOP = HEAD.split("\n")[:7]


def printed(
    listed: list[str], text: str, bullet: str = "- ", indent: int = 28, gap: int = 0, label: int = 150
) -> Zones:
    """The zones of a printed letter: names one below the other, text `gap` points further down."""
    lines: list[Line] = [
        boxed("ỦY BAN NHÂN DÂN", 80, 60),
        boxed("HUYỆN SUỐI VÀNG", 80, 76),
        boxed("Số: 642/UBND-NN", 80, 92),
        boxed("Suối Vàng, ngày 06 tháng 5 năm 2024", 320, 92),
        boxed("Kính gửi:", label, 150),
    ]
    lines += [boxed(bullet + name, label + 60, 168 + 18 * i) for i, name in enumerate(listed)]
    top = 168 + 18 * len(listed) + gap
    lines += [boxed(text, 85 + indent, top), *(boxed(row, 85, top + 18 * (i + 1)) for i, row in enumerate(REST))]
    return find_zones(boxed_rows(*lines, boxed("Nơi nhận:", 85, top + 90), boxed("- Như trên;", 85, top + 104)))


def found(zones: Zones) -> list[str]:
    return names(read_addressees(zones.addressees))


def letter(*lines: str) -> Letter:
    return letter_of("\n".join([*TOP, *lines, FOOT]))


@pytest.mark.parametrize("text", OPENINGS)
@pytest.mark.parametrize("end", [".", ";", ",", ""])
@pytest.mark.parametrize("listed", LISTS, ids=lambda listed: listed[0])
def test_the_text_begins_below_the_list_whatever_ends_it(listed: list[str], end: str, text: str) -> None:
    marked = [f"{name};" for name in listed[:-1]] + [listed[-1] + end]
    zones = printed(marked, text)
    assert found(zones) == listed
    assert texts(zones.body)[0] == text


@given(
    text=st.sampled_from(OPENINGS),
    listed=st.sampled_from(LISTS),
    end=st.sampled_from([".", ";", ",", ""]),
    bullet=st.sampled_from(["- ", "+ ", "• "]),
    indent=st.sampled_from([0, 28, 36]),
    gap=st.integers(0, 24),
    label=st.integers(113, 220),
)
def test_place_and_space_do_not_matter(
    text: str, listed: list[str], end: str, bullet: str, indent: int, gap: int, label: int
) -> None:
    marked = [f"{name};" for name in listed[:-1]] + [listed[-1] + end]
    zones = printed(marked, text, bullet, indent, gap, label)
    assert (found(zones), texts(zones.body)[0]) == (listed, text)


@pytest.mark.parametrize("end", [".", ";", ",", ""])
@pytest.mark.parametrize("text", OPENINGS)
def test_in_plain_text_the_text_begins_below_the_list_too(text: str, end: str) -> None:
    rows = plain(*TOP, "Kính gửi:", "- UBND các xã, thị trấn;", f"- Công an huyện{end}", text, *REST, "", FOOT)
    zones = find_zones(rows)
    assert found(zones) == ["UBND các xã, thị trấn", "Công an huyện"]
    assert texts(zones.body)[0] == text


@pytest.mark.parametrize(
    ("rows", "listed"),
    [
        (["- Ủy ban nhân dân các xã, phường trên địa bàn", "tỉnh;", "- Văn phòng UBND tỉnh"], None),
        (["- UBND tỉnh Bình Nguyên", "(qua Văn phòng UBND tỉnh);", "- Sở Tài chính"], None),
        (["- Các doanh nghiệp trên địa bàn tỉnh", "(theo danh sách gửi kèm)"], None),
        (["- UBND các xã;", "Đồng kính gửi: Thường trực Huyện ủy."], ["UBND các xã", "Thường trực Huyện ủy"]),
        (["- Công ty TNHH Thương mại T.M. & D.V.", "Suối Vàng;", "- Sở Xây dựng"], None),
        (["- Ban QLDA", '"Đường & Cầu" huyện;', "- Sở Xây dựng"], None),
        (["- Các hộ gia đình đề nghị cấp Giấy chứng nhận;", "- Các xã chưa báo cáo kết quả"], None),
        (["1. Sở Y tế;", "2. Sở Tài chính;", "3. Sở Nội vụ"], ["Sở Y tế", "Sở Tài chính", "Sở Nội vụ"]),
        (["Sở Y tế", "Sở Tài chính", "Sở Nội vụ"], ["Sở Y tế", "Sở Tài chính", "Sở Nội vụ"]),
        ([f"- Công an xã {name};" for name in "ABCDEGHIKLMNOPQRSTUV"], None),
    ],
)
@pytest.mark.parametrize("text", [OPENINGS[0], OPENINGS[3]])
def test_long_and_odd_lists_stay_whole(rows: list[str], listed: list[str] | None, text: str) -> None:
    expected = listed or [name.strip(" ;") for name in " ".join(rows).removeprefix("- ").split("- ")]
    for zones in (
        printed(rows, text, bullet=""),
        find_zones(plain(*TOP, "Kính gửi:", *rows, text, *REST, "", FOOT)),
    ):
        assert found(zones) == expected
        assert texts(zones.body)[0] == text


def test_the_task_of_the_first_paragraph_is_found() -> None:
    made = letter("Kính gửi:", "- UBND các xã;", "- Công an huyện", *OPENINGS[:1], *REST)
    (task,) = made.tasks
    assert task.deadline is not None
    assert task.deadline.text == "trước ngày 25/5/2024"
    assert not [doubt for doubt in made.doubts if doubt.field == "addressees"]


@pytest.mark.parametrize(
    "line",
    [
        "Kính gửi: Sở Y tế. Để kịp thời tổng hợp, UBND huyện yêu cầu UBND các xã báo cáo trước ngày 25/5/2024.",
        "Kính gửi: Sở Y tế; UBND huyện yêu cầu UBND các xã báo cáo kết quả trước ngày 25/5/2024.",
    ],
)
def test_text_in_the_line_of_the_addressee_is_text(line: str) -> None:
    made = letter(line)
    assert names(made.addressees) == ["Sở Y tế"]
    assert [names(task.lead) for task in made.tasks] == [["UBND các xã"]]


def test_a_name_that_holds_a_deadline_is_text_and_doubted() -> None:
    made = letter("Kính gửi:", "- UBND các xã;", "- Công an huyện báo cáo trước ngày 24/5/2024.")
    assert names(made.addressees) == ["UBND các xã"]
    assert [names(task.lead) for task in made.tasks] == [["Công an huyện"]]
    assert ("addressees", "end_unsure") in {(doubt.field, doubt.code) for doubt in made.doubts}


def test_text_that_cannot_be_parted_from_the_only_name_is_both() -> None:
    made = letter("Kính gửi: UBND các xã báo cáo kết quả trồng rừng trước ngày 24/5/2024")
    assert [task.deadline and task.deadline.text for task in made.tasks] == ["trước ngày 24/5/2024"]
    assert ("addressees", "end_unsure") in {(doubt.field, doubt.code) for doubt in made.doubts}


def test_a_name_with_the_number_of_a_document_in_the_midst_of_the_list_is_doubted() -> None:
    made = letter("Kính gửi:", "- Các thành viên theo Quyết định số 12/QĐ-UBND;", "- Công an huyện.", REST[0])
    assert len(made.addressees) == 2
    assert ("addressees", "end_unsure") in {(doubt.field, doubt.code) for doubt in made.doubts}


def test_the_document_that_names_them_is_left_out() -> None:
    made = letter(
        "Kính gửi: Các thành viên Ban Chỉ đạo (Theo Quyết định số 12/QĐ-UBND ngày 05/01/2024).", REST[0]
    )
    assert names(made.addressees) == ["Các thành viên Ban Chỉ đạo"]


def test_a_list_without_names_is_doubted() -> None:
    made = letter("Kính gửi:", OPENINGS[0], *REST)
    assert len(made.tasks) == 1
    assert ("addressees", "not_found") in {(doubt.field, doubt.code) for doubt in made.doubts}


def test_a_name_that_comes_before_its_label_in_the_text_layer_is_the_addressee() -> None:
    rows = boxed_rows(
        boxed("HUYỆN SUỐI VÀNG", 80, 76),
        boxed("Số: 642/UBND-NN", 80, 92),
        boxed("UBND các xã, thị trấn", 210, 150),
        boxed("Kính gửi:", 150, 150),
        boxed(OPENINGS[3], 113, 180),
        boxed(REST[1], 85, 198),
    )
    assert found(find_zones(rows)) == ["UBND các xã, thị trấn"]


def test_a_short_line_left_of_the_label_is_text_and_not_a_stamp() -> None:
    rows = boxed_rows(
        boxed("HUYỆN SUỐI VÀNG", 80, 76),
        boxed("Số: 642/UBND-NN", 80, 92),
        boxed("Kính gửi: Các cơ quan, đơn vị", 260, 150),
        boxed("UBND xã yêu cầu:", 113, 180),
        boxed("1. Công an xã báo cáo kết quả trước ngày 25/5/2024.", 113, 198),
    )
    assert texts(find_zones(rows).body)[0] == "UBND xã yêu cầu:"


def test_a_stamp_among_the_names_does_not_end_them() -> None:
    rows = boxed_rows(
        boxed("HUYỆN SUỐI VÀNG", 80, 76),
        boxed("Số: 642/UBND-NN", 80, 92),
        boxed("Kính gửi:", 150, 150),
        boxed("- UBND xã Bản Mây;", 250, 168),
        boxed("92/40/2022”", 110, 176),
        boxed("- UBND xã Nậm Toong.", 250, 186),
        boxed(OPENINGS[3], 113, 220),
    )
    assert found(find_zones(rows)) == ["UBND xã Bản Mây", "UBND xã Nậm Toong"]


def test_a_list_of_offices_in_the_letterhead_is_addressed_though_a_stamp_hides_the_label() -> None:
    made = letter("- Các sở, ban, ngành;", "- UBND các xã, thị trấn;", "- Công an huyện.", OPENINGS[0], *REST)
    assert names(made.addressees) == ["Các sở, ban, ngành", "UBND các xã, thị trấn", "Công an huyện"]
    assert ("addressees", "label_unread") in {(doubt.field, doubt.code) for doubt in made.doubts}


def test_a_list_of_grounds_without_label_is_text() -> None:
    made = letter("- Căn cứ Luật Lâm nghiệp;", "- Xét đề nghị của Phòng Nông nghiệp,", OPENINGS[0], *REST)
    assert made.addressees == []


def test_a_label_whose_first_letters_were_not_read_is_taken_off() -> None:
    assert names(read_addressees(plain("Kính gửi:", "nh gửi: Thường trực HĐND huyện;", "- UBND các xã."))) == [
        "Thường trực HĐND huyện",
        "UBND các xã",
    ]


LINES = [
    *OPENINGS,
    *REST,
    "- UBND các xã;",
    "- Công an huyện",
    "Sở Y tế.",
    "(theo danh sách gửi kèm)",
    "1. Sở Y tế;",
    "",
]


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_no_line_is_lost_between_the_zones(lines: list[str]) -> None:
    rows = plain(*TOP, "Kính gửi:", *lines, *FOOT.split("\n"))
    zones = find_zones(rows)
    kept = zones.addressees + zones.body + zones.recipients + zones.signature + zones.after + zones.noise
    missing = {word for line in lines for word in line.split()} - {
        word for row in kept for word in row.text.split()
    }
    assert missing == set()


NAMED = ["Kính gửi:", "- UBND các xã;"]


def test_the_edges_of_the_text_are_those_of_its_wide_rows() -> None:
    wide = [boxed("Các xã rà soát các hồ chứa nước và báo cáo UBND huyện", 80, 300 + 16 * n) for n in range(8)]
    edges = text_edges(boxed_rows(*wide, boxed("Lò Văn Khải", 400, 600)), 1)
    assert edges is not None
    assert (edges.left, edges.right) == (
        80,
        80 + 6 * len("Các xã rà soát các hồ chứa nước và báo cáo UBND huyện"),
    )


def test_a_page_without_wide_rows_has_no_edges() -> None:
    assert text_edges(plain("Các xã rà soát."), 1) is None


def test_the_label_comes_before_the_name_right_of_it() -> None:
    rows = boxed_rows(boxed("Kính gửi:", 100, 100), boxed("UBND các xã", 200, 100))
    assert texts(label_first(rows[::-1])) == ["Kính gửi:", "UBND các xã"]


def test_text_that_goes_on_in_the_line_of_a_name_is_apart() -> None:
    rows = plain("Kính gửi: Sở Y tế. Để kịp thời tổng hợp, UBND huyện đề nghị báo cáo.")
    assert texts(text_apart(rows)) == [
        "Kính gửi: Sở Y tế.",
        "Để kịp thời tổng hợp, UBND huyện đề nghị báo cáo.",
    ]


def test_a_subject_that_runs_into_the_label_is_apart() -> None:
    assert texts(text_apart(plain("V/v kiểm tra hồ chứa Kính gửi: Sở Y tế"))) == [
        "V/v kiểm tra hồ chứa",
        "Kính gửi: Sở Y tế",
    ]


@pytest.mark.parametrize(
    ("row", "over"),
    [
        ("- UBND thị trấn;", False),
        ("(qua Văn phòng)", False),
        ("Căn cứ Luật Đất đai năm 2024;", True),
        ("UBND huyện yêu cầu các xã báo cáo.", True),
    ],
)
def test_whether_the_list_is_over(row: str, over: bool) -> None:
    assert list_is_over(plain(row)[0], plain(*NAMED), None, "UBND huyện") is over


def test_the_names_begin_right_of_the_label() -> None:
    [row] = boxed_rows(boxed("Kính gửi: UBND các xã", 100, 100))
    assert names_left([row]) == 160


def test_a_name_cannot_hold_a_day() -> None:
    found = text_among_names(plain(*NAMED, "- Phòng Y tế báo cáo trước ngày 20/5/2024;"))
    assert found is not None
    assert found.text == "- Phòng Y tế báo cáo trước ngày 20/5/2024;"


def test_names_alone_hold_no_text() -> None:
    assert text_among_names(plain(*NAMED)) is None


def test_a_name_with_the_number_of_a_document_is_doubtful() -> None:
    rows = plain("Kính gửi:", "- UBND các xã theo Công văn số 12/SYT-NV;", "- Phòng Y tế.")
    assert texts(doubtful_names(rows)) == ["- UBND các xã theo Công văn số 12/SYT-NV;"]


def test_a_list_may_begin_without_its_label() -> None:
    assert begins_unlabelled(plain("- UBND các xã;")[0])
    assert not begins_unlabelled(plain("UBND các xã rà soát.")[0])
