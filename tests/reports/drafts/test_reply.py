from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from docproc.errors import NoTaskForOffice
from docproc.letter import Deadline, Header, Letter
from docproc.reports.drafts.fields import office_fields
from docproc.reports.drafts.reply import reply_fields, write_reply
from docproc.reports.drafts.report_order import is_report_order
from docproc.reports.rules.reply import HeaderNames
from docproc.resources import templates_dir
from tests.reports.nd30_check import text_of, whole_text
from tests.reports.reply_letters import doubted_letter, office, task, water_letter

COMMUNE = "UBND xã Bến Lau"


def draft(folder: Path, letter: Letter, ours: str = COMMUNE, **more: str) -> Path:
    return write_reply(letter, ours, folder / "bc.docx", **more)


def text(folder: Path, letter: Letter, ours: str = COMMUNE, **more: str) -> str:
    return whole_text(draft(folder, letter, ours, **more))


def test_the_title_cites_the_letter_in_full(tmp_path: Path) -> None:
    assert (
        "\nKết quả thực hiện Công văn số 07/UBND-KT&HT ngày 05/3/2024 của UBND huyện Sông Mơ về việc tăng "
        "cường nạo vét kênh mương & cống < 1 m trước mùa mưa\n"
    ) in text(tmp_path, water_letter())


def test_later_citations_are_short(tmp_path: Path) -> None:
    draft_text = text(tmp_path, water_letter())
    assert "Thực hiện Công văn số 07/UBND-KT&HT, UBND xã Bến Lau báo cáo" in draft_text
    assert draft_text.count("ngày 05/3/2024") == 1


def test_number_and_day_are_blank(tmp_path: Path) -> None:
    lines = text(tmp_path, water_letter()).splitlines()
    assert "Số:      /BC-UBND" in lines
    assert "Bến Lau, ngày     tháng     năm 2024" in lines


def test_the_year_is_blank_when_a_deadline_lies_in_another_year() -> None:
    letter = water_letter(report_due=Deadline(text="trước ngày 10/01/2025", date=date(2025, 1, 10)))
    assert str(reply_fields(letter, COMMUNE)["ngay_thang"]).endswith("năm 20   ")


def test_the_tasks_are_quoted_word_for_word_with_deadline_and_partners(tmp_path: Path) -> None:
    draft_text = text(tmp_path, water_letter())
    assert "“Rà soát kênh mương, cống qua đường A&B có khẩu độ < 1 m, lập danh sách.”" in draft_text
    assert "- Thời hạn: trước ngày 20/3/2024." in draft_text
    assert "- Cơ quan phối hợp: Hợp tác xã Đồng Xanh." in draft_text
    assert "- Sản phẩm: danh sách cống." in draft_text


def test_only_our_tasks_are_numbered(tmp_path: Path) -> None:
    numbered = re.findall(r"^(\d)\. Nhiệm vụ giao (.+?):", text(tmp_path, water_letter()), re.MULTILINE)
    assert numbered == [
        ("1", "UBND các xã, thị trấn"),
        ("2", "Chủ tịch UBND các xã"),
        ("3", "Phòng Tài chính - Kế hoạch"),
    ]


def in_a_table(folder: Path) -> Path:
    """The template with its option for one table instead of paragraphs."""
    document = Document(str(templates_dir() / "reply.docx"))
    [option] = [one for one in document.paragraphs if one.text == "{%p set trinh_bay = 'đoạn' %}"]
    option.runs[0].text = "{%p set trinh_bay = 'bảng' %}"
    document.save(str(folder / "mau.docx"))
    return folder / "mau.docx"


def test_the_results_stand_in_paragraphs_and_in_no_table_beside(tmp_path: Path) -> None:
    assert len(Document(str(draft(tmp_path, water_letter()))).tables) == 2  # head and foot


def test_by_option_of_the_template_a_table_has_a_row_for_each_task_and_no_paragraph(tmp_path: Path) -> None:
    out = write_reply(water_letter(), COMMUNE, tmp_path / "bc.docx", template=in_a_table(tmp_path))
    table = Document(str(out)).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == ["TT", "Nhiệm vụ", "Thời hạn", "Kết quả", "Ghi chú"]
    assert [row.cells[0].text for row in table.rows[1:]] == ["1", "2", "3"]
    assert [row.cells[2].text for row in table.rows[1:]] == ["Trước ngày 20/3/2024", "Không nêu", "Không nêu"]
    assert whole_text(out).count("Rà soát kênh mương") == 1


def test_a_report_deadline_for_all_holds_for_tasks_without_their_own() -> None:
    letter = water_letter(report_due=Deadline(text="chậm nhất ngày 25/3/2024", date=date(2024, 3, 25)))
    tasks: Any = reply_fields(letter, COMMUNE)["nhiem_vu"]
    assert [one["thoi_han"] for one in tasks[:2]] == ["trước ngày 20/3/2024", "chậm nhất ngày 25/3/2024"]


REPORT_ORDER = (
    "UBND các xã, thị trấn báo cáo kết quả thực hiện về UBND huyện (qua Phòng Nội vụ) trước ngày 25/3/2024."
)


def test_the_order_to_report_is_no_result_to_fill_in(tmp_path: Path) -> None:
    letter = water_letter()
    letter.tasks.append(task(5, REPORT_ORDER, [office("UBND các xã, thị trấn", "class")], kind="report"))
    assert "báo cáo kết quả thực hiện về" not in text(tmp_path, letter)


def test_a_letter_that_wants_nothing_but_a_report_keeps_its_order(tmp_path: Path) -> None:
    letter = water_letter(tasks=[task(1, REPORT_ORDER, [office("UBND các xã, thị trấn", "class")])])
    assert f"“{REPORT_ORDER}”" in text(tmp_path, letter)


@pytest.mark.parametrize(
    "written",
    [
        REPORT_ORDER,
        "Báo cáo bằng văn bản của các đơn vị gửi về Phòng Nghiệp vụ - Sở Y tế trước ngày 23/12/2024.",
        "Báo cáo gửi về Sở Nội vụ trước ngày 05/12/2024, gồm 02 bản giấy.",
        "Sở yêu cầu các trường tổ chức triển khai các nội dung trên; báo cáo về Sở trước ngày 25/8/2024.",
        "Bản điện tử của các biểu gửi qua trục liên thông văn bản.",
        "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, báo cáo về UBND huyện để được hướng dẫn.",
    ],
)
def test_what_only_orders_a_report(written: str) -> None:
    assert is_report_order(task(1, written, []))


@pytest.mark.parametrize(
    "written",
    [
        "Thống kê số hộ nghèo theo biểu mẫu, báo cáo về Phòng Nội vụ trước ngày 15/01/2025.",
        "Báo cáo các trường hợp đuối nước theo mẫu gửi kèm.",
        "Trực ban 24/24 giờ, báo cáo nhanh tình hình về Văn phòng trước 16 giờ hằng ngày.",
        "Báo cáo số liệu thu gom rác năm 2024.",
        "Gửi danh sách hộ đã ký cam kết về Hạt Kiểm lâm huyện trước ngày 29/3/2024.",
        "Tham mưu UBND huyện báo cáo kết quả rà soát, trình UBND tỉnh.",
    ],
)
def test_what_has_a_result_of_its_own(written: str) -> None:
    assert not is_report_order(task(1, written, []))


def test_possible_tasks_stand_apart_with_the_reason(tmp_path: Path) -> None:
    after = text(tmp_path, water_letter()).split("Nhiệm vụ có thể liên quan (cần kiểm tra)")[1]
    assert "“Bố trí lực lượng trực.”" in after
    assert "[CẦN KIỂM TRA: “các đơn vị có liên quan” không nêu rõ có UBND xã Bến Lau hay không]" in after


def addressees(letter: Letter, ours: str = COMMUNE) -> object:
    return reply_fields(letter, ours)["noi_gui"]


def test_the_report_goes_where_our_task_says_without_the_mail_address() -> None:
    assert addressees(water_letter()) == ["Phòng Kinh tế và Hạ tầng"]


def test_else_to_where_the_common_report_goes() -> None:
    letter = water_letter(report_due=Deadline(text="x", send_to="Văn phòng UBND huyện (qua Tổ thư ký)"))
    assert addressees(letter, "Phòng Tài chính - Kế hoạch") == ["Văn phòng UBND huyện Sông Mơ (qua Tổ thư ký)"]


def test_else_to_the_issuer() -> None:
    assert addressees(water_letter(), "Phòng Tài chính - Kế hoạch") == ["UBND huyện Sông Mơ"]


def test_never_to_ourselves() -> None:
    due = Deadline(text="x", send_to="Phòng Tài chính - Kế hoạch")
    assert addressees(water_letter(report_due=due), "Phòng Tài chính - Kế hoạch huyện") == ["UBND huyện Sông Mơ"]


def test_a_report_goes_where_the_report_is_wanted_not_where_a_list_of_one_task_goes(tmp_path: Path) -> None:
    due = Deadline(text="x", send_to="UBND huyện (qua Phòng Nội vụ)")
    letter = water_letter(report_due=due)
    assert addressees(letter) == ["UBND huyện Sông Mơ (qua Phòng Nội vụ)"]
    assert "UBND xã Bến Lau báo cáo UBND huyện Sông Mơ tổng hợp./.\n" in text(tmp_path, letter)


def test_nothing_goes_over_ourselves() -> None:
    due = Deadline(text="x", send_to="UBND huyện (qua Phòng Tài chính - Kế hoạch)")
    letter = water_letter(report_due=due)
    assert addressees(letter, "Phòng Tài chính - Kế hoạch") == ["UBND huyện Sông Mơ"]


@pytest.mark.parametrize(
    ("parent", "place"),
    [
        ("UBND huyện Sông Mơ", "Sông Mơ"),
        ("UBND tỉnh Bắc Hải", "[CẦN BỔ SUNG: địa danh]"),
        (None, "[CẦN BỔ SUNG: địa danh]"),
    ],
)
def test_an_office_without_a_place_stands_where_its_district_is(parent: str | None, place: str) -> None:
    assert reply_fields(water_letter(), "Phòng Tài chính - Kế hoạch", parent=parent)["dia_danh"] == place


def test_a_piece_of_a_sentence_is_marked_behind_the_issuer() -> None:
    letter = water_letter(tasks=[task(1, "Gửi bài.", [office(COMMUNE)], send_to="học sinh trung học")])
    assert addressees(letter) == [
        "UBND huyện Sông Mơ",
        "[CẦN KIỂM TRA: nơi nhận ghi trong văn bản là “học sinh trung học”]",
    ]


def test_an_issuer_that_was_cut_is_marked(tmp_path: Path) -> None:
    letter = water_letter(tasks=[task(1, "Gửi bài.", [office(COMMUNE)])])
    letter.header.issuer = "Tài chính"
    written = text(tmp_path, letter)
    assert "Kính gửi: [CẦN KIỂM TRA: nơi nhận ghi trong văn bản là “Tài chính”]" in written
    assert "[CẦN KIỂM TRA: cơ quan ban hành: “Tài chính” không phải tên một loại cơ quan đã biết]" in written


def test_an_address_whose_sign_was_misread_is_marked(tmp_path: Path) -> None:
    letter = water_letter()
    letter.tasks[1].text = "Gửi về hộp thư điện tử: ktht®songmo.example trước thứ Sáu."
    assert "[CẦN KIỂM TRA: địa chỉ thư điện tử “ktht®songmo.example” đọc sai]" in text(tmp_path, letter)


def test_several_addressees_stand_in_a_list(tmp_path: Path) -> None:
    letter = water_letter()
    letter.tasks[1].send_to = "Phòng Nội vụ"
    lines = text(tmp_path, letter).splitlines()
    start = lines.index("Kính gửi:")
    assert lines[start + 1 : start + 3] == ["- Phòng Kinh tế và Hạ tầng;", "- Phòng Nội vụ."]


def test_the_last_sentence_closes_the_report(tmp_path: Path) -> None:
    assert "UBND xã Bến Lau báo cáo Phòng Kinh tế và Hạ tầng tổng hợp./.\n" in text(tmp_path, water_letter())


def test_the_parent_office_is_not_guessed(tmp_path: Path) -> None:
    assert text(tmp_path, water_letter()).startswith("[CẦN BỔ SUNG: TÊN CƠ QUAN CHỦ QUẢN (NẾU CÓ)]\n")


def test_a_known_parent_office_heads_the_letter(tmp_path: Path) -> None:
    lines = text(tmp_path, water_letter(), parent="UBND huyện Sông Mơ").splitlines()
    assert lines[:3] == ["UBND HUYỆN SÔNG MƠ", "ỦY BAN NHÂN DÂN", "XÃ BẾN LAU"]


def test_doubts_on_what_the_draft_uses_are_shown(tmp_path: Path) -> None:
    draft_text = text(tmp_path, doubted_letter())
    assert "[CẦN KIỂM TRA: số văn bản: viết tay, nét cuối mờ]" in draft_text
    assert "[CẦN KIỂM TRA: ngày mờ trên bản quét]" in draft_text


def test_doubts_on_other_things_are_not_shown(tmp_path: Path) -> None:
    draft_text = text(tmp_path, doubted_letter())
    assert "tên người ký không đọc được" not in draft_text


def test_every_mark_is_yellow_and_every_gap_a_content_control(tmp_path: Path) -> None:
    document = Document(str(draft(tmp_path, doubted_letter())))
    body = document.element.body
    marked = [run for run in body.iter(qn("w:r")) if re.match(r"\[CẦN ", text_of(run))]
    assert len(marked) == len(re.findall(r"\[CẦN ", text_of(body))) > 10
    assert all(run.rPr.highlight_val is not None for run in marked)
    controls = list(body.iter(qn("w:sdt")))
    assert {text_of(control) for control in controls} == {
        text_of(run) for run in marked if text_of(run).startswith("[CẦN BỔ SUNG: ")
    }
    tags = [control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}").get(qn("w:val")) for control in controls]
    assert len(set(tags)) == len(tags)


def words_of(written: str) -> set[str]:
    return set(re.findall(r"[^\W\d]+", written.casefold()))


def numbers_of(written: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", written)}


def test_nothing_is_invented(tmp_path: Path) -> None:
    letter = doubted_letter()
    source = letter.model_dump_json() + COMMUNE
    own_words = whole_text(templates_dir() / "reply.docx") + str(
        office_fields(COMMUNE, None, None, None)["chuc_vu"]
    )
    body = Document(str(draft(tmp_path, letter))).element.body
    written = re.sub(r"\[CẦN [^\]]*\]", "", "\n".join(text_of(p) for p in body.iter(qn("w:p"))))
    task_numbers = set(range(1, 1 + len(letter.tasks)))
    assert numbers_of(written) <= numbers_of(source) | task_numbers
    assert words_of(written) <= words_of(source + own_words) | {
        "bc",
        "ngày",
        "tháng",
        "năm",
        "về",
        "phối",
        "hợp",
    }


def test_no_name_of_a_person_comes_into_the_draft(tmp_path: Path) -> None:
    letter = water_letter()
    letter.signer.name, letter.signer.position = "Trần Thị Mẫu", "Phó Chủ tịch"
    assert "Trần Thị Mẫu" not in text(tmp_path, letter)
    table = Document(str(draft(tmp_path, letter))).tables[-1]
    assert [p.text for p in table.rows[0].cells[1].paragraphs if p.text] == [
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
    ]


def test_an_empty_header_gives_marks_not_guesses(tmp_path: Path) -> None:
    letter = water_letter(header=Header(), tasks=[task(1, "Báo cáo.", [office("các xã", "class")])])
    lines = text(tmp_path, letter).splitlines()
    assert "Kính gửi: [CẦN BỔ SUNG: nơi nhận báo cáo]" in lines
    assert "Bến Lau, ngày     tháng     năm 20   " in lines


def test_control_characters_from_a_bad_scan_do_not_break_the_file(tmp_path: Path) -> None:
    letter = water_letter(tasks=[task(1, "Báo\x0c cáo\x00 số\u200b liệu.\n", [office(COMMUNE)])])
    assert "“Báo cáo số\u200b liệu.”" in text(tmp_path, letter)


def test_no_task_for_the_office_is_an_error_that_names_the_offices(tmp_path: Path) -> None:
    letter = water_letter(addressees=[])
    letter.tasks = letter.tasks[:3]
    with pytest.raises(NoTaskForOffice) as raised:
        draft(tmp_path, letter, "Sở Ngoại vụ")
    said = raised.value.message("en")
    assert "Sở Ngoại vụ" in said
    assert "Hợp tác xã Đồng Xanh" in said
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_made(tmp_path: Path) -> None:
    assert write_reply(water_letter(), COMMUNE, tmp_path / "2024" / "bc.docx").exists()


def test_every_doubted_header_field_has_a_name() -> None:
    assert set(HeaderNames.model_fields) <= set(Header.model_fields)
