"""Slip, plan, answering letter, conclusion notice, reminder: layout and words."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from docproc.errors import NoTaskForOffice, NothingToRemind
from docproc.letter import Deadline, Event, Header
from docproc.reports.drafts.kinds import template_names
from docproc.reports.drafts.letter_drafts import conclusion_fields, plan_fields, slip_fields
from docproc.reports.drafts.reminder import reminder_fields
from docproc.reports.names.office_names import short_form
from docproc.reports.word.word_file import write_word
from docproc.resources import templates_dir
from tests.reports.draft_kinds import COMMUNE, DISTRICT, TODAY, draft_of, fields_of
from tests.reports.nd30_check import check_report, text_of, whole_text
from tests.reports.reply_letters import (
    doubted_letter,
    invitation,
    office,
    registered,
    task,
    tracked,
    water_letter,
)


def text(folder: Path, kind: str, **more: object) -> str:
    return whole_text(draft_of(folder, kind, **more))  # type: ignore[arg-type]


@pytest.mark.parametrize("parent", [None, DISTRICT])
@pytest.mark.parametrize("kind", template_names())
def test_every_draft_is_laid_out_as_the_decree_wants(tmp_path: Path, kind: str, parent: str | None) -> None:
    assert check_report(draft_of(tmp_path, kind, parent=parent), kind) == []


Spoiler = Callable[[WordDocument], object]
SPOILERS: dict[str, tuple[Spoiler, str]] = {
    "answer": (lambda d: setattr(d.styles["ND30 Trích yếu công văn"].font, "size", Pt(14)), "trích yếu công văn"),
    "plan": (lambda d: setattr(d.styles["ND30 Phần"].font, "bold", False), "phần: not bold"),
    "slip": (lambda d: setattr(d.styles["ND30 Mục"].font, "size", Pt(11)), "mục: 11.0 pt"),
    "conclusion": (
        lambda d: setattr(d.styles["ND30 Chức vụ"].font, "bold", False),
        "quyền hạn, chức vụ: not bold",
    ),
    "reminder": (lambda d: setattr(d.sections[0], "right_margin", Mm(30)), "margin right"),
    "reply": (lambda d: remove_styled(d, "ND30 Kẻ trích yếu"), "rule: no ND30 Kẻ trích yếu"),
}


def remove_styled(document: WordDocument, style: str) -> None:
    for paragraph in document.paragraphs:
        if paragraph.style is not None and paragraph.style.name == style:
            paragraph._p.getparent().remove(paragraph._p)


@pytest.mark.parametrize("kind", template_names())
def test_the_checker_finds_the_kind_s_own_box_spoilt(tmp_path: Path, kind: str) -> None:
    spoil, expected = SPOILERS[kind]
    document = Document(str(templates_dir() / f"{kind}.docx"))
    spoil(document)
    template = tmp_path / "mau.docx"
    document.save(str(template))
    faults = check_report(draft_of(tmp_path, kind, template=template), kind)
    assert any(expected in fault for fault in faults), faults


def test_the_checker_finds_a_document_without_its_closing_mark(tmp_path: Path) -> None:
    document = Document(str(templates_dir() / "plan.docx"))
    last = next(p for p in document.paragraphs if p.text.endswith("./."))
    last.runs[-1].text = last.runs[-1].text.removesuffix("/.")
    template = tmp_path / "mau.docx"
    document.save(str(template))
    assert any(
        f.startswith("ending:") for f in check_report(draft_of(tmp_path, "plan", template=template), "plan")
    )


@pytest.mark.parametrize("kind", template_names())
def test_gaps_are_content_controls_with_a_bookmark_each(tmp_path: Path, kind: str) -> None:
    body = Document(str(draft_of(tmp_path, kind, parent=None))).element.body
    tags = [tag.get(qn("w:val")) for tag in body.iter(qn("w:tag"))]
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert tags == names and len(set(tags)) == len(tags) > 0
    ends = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]
    assert ends == [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    controlled = "\n".join(text_of(control) for control in body.iter(qn("w:sdt")))
    assert controlled.count("[CẦN BỔ SUNG: ") == text_of(body).count("[CẦN BỔ SUNG: ")


@pytest.mark.parametrize("kind", ["reply", "answer", "plan"])
def test_a_letter_is_cited_in_full_once_then_short(tmp_path: Path, kind: str) -> None:
    written = text(tmp_path, kind)
    assert (
        written.count("Công văn số 07/UBND-KT&HT ngày 05/3/2024 của UBND huyện Sông Mơ về việc tăng cường") == 1
    )
    later = written.split("trước mùa mưa", 1)[1]
    assert kind == "answer" or "Công văn số 07/UBND-KT&HT" in later


@pytest.mark.parametrize("kind", template_names())
def test_every_number_in_a_draft_comes_from_the_letter(tmp_path: Path, kind: str) -> None:
    """Nothing invented: digits are those of the letter, of the day given, or count tasks."""
    written = text(tmp_path, kind)
    source = invitation() if kind == "conclusion" else water_letter()
    known = set(re.findall(r"\d+", source.model_dump_json())) | {"07", "09", "18", "05", "06", "15"}
    counts = {str(number) for number in range(10)} | {f"{last.day}" for last in [date(2024, 3, 19)]} | {"10"}
    assert set(re.findall(r"\d+", written)) <= known | counts


def test_the_plan_assigns_nobody_inside_our_office(tmp_path: Path) -> None:
    table = Document(str(draft_of(tmp_path, "plan"))).tables[1]
    assert [cell.text for cell in table.rows[0].cells] == [
        *("STT", "Nội dung", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm")
    ]
    leads = [text_of(row.cells[2]._tc) for row in table.rows[1:]]
    assert leads == ["[CẦN BỔ SUNG: bộ phận, người chủ trì]"] * 2 + ["Phòng Tài chính - Kế hoạch"]


def test_a_plan_needs_a_task() -> None:
    with pytest.raises(NoTaskForOffice):
        plan_fields(water_letter(addressees=[], tasks=[]), COMMUNE)


def test_the_slip_is_blank_where_heads_write(tmp_path: Path) -> None:
    written = text(tmp_path, "slip")
    for opinion in ("lãnh đạo cơ quan, tổ chức", "lãnh đạo đơn vị"):
        assert f"Ý kiến của {opinion}\n" in written
    assert "3. Ý kiến đề xuất của người giải quyết\n" in written
    assert "DỰ THẢO" not in written


def test_a_registered_letter_has_its_number_on_the_slip(tmp_path: Path) -> None:
    assert "Số đến: 15" in text(tmp_path, "slip")
    assert "Ngày đến: 06/3/2024" in text(tmp_path, "slip")


def test_a_letter_that_is_not_registered_leaves_them_blank() -> None:
    fields = slip_fields(registered(water_letter(), registered=False), COMMUNE)
    assert (fields["so_den"], fields["ngay_den"]) == ("", "")


def test_a_letter_without_tasks_is_handed_over_too(tmp_path: Path) -> None:
    written = text(tmp_path, "slip", letter=water_letter(tasks=[]))
    assert "Nhiệm vụ của" not in written


def test_the_answer_names_the_letter_in_its_subject(tmp_path: Path) -> None:
    assert "V/v trả lời Công văn số 07/UBND-KT&HT\n" in text(tmp_path, "answer")


def test_a_công_văn_has_no_kind_in_its_symbol(tmp_path: Path) -> None:
    assert "Số:      /UBND-[…]" in text(tmp_path, "answer")


def test_a_gap_on_the_line_of_the_number_is_told_by_its_title(tmp_path: Path) -> None:
    document = Document(str(draft_of(tmp_path, "answer")))
    short = [control for control in document.element.body.iter(qn("w:sdt")) if text_of(control) == "[…]"]
    titles = [control.find(f"{qn('w:sdtPr')}/{qn('w:alias')}").get(qn("w:val")) for control in short]
    assert titles == ["đơn vị soạn thảo (nếu có)"]


@pytest.mark.parametrize("kind", [kind for kind in template_names() if kind != "slip"])
def test_the_end_of_the_text_stays_with_the_signature(tmp_path: Path, kind: str) -> None:
    document = Document(str(draft_of(tmp_path, kind)))
    before = [one for one in document.element.body if one.tag == qn("w:p")][-2:]
    kept = [paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in before]
    assert kept == [True, True]
    assert "./." in text_of(before[1])


@pytest.mark.parametrize("kind", template_names())
def test_nothing_is_cut(tmp_path: Path, kind: str) -> None:
    letter = water_letter()
    letter.tasks[0].text = " ".join(f"rà soát cống số {number}," for number in range(60)) + " lập danh sách."
    letter.tasks[0].deadline = Deadline(text="trước ngày 10/3/2024", last_day=date(2024, 3, 9))
    written = text(tmp_path, kind, letter=letter)
    assert "…" not in re.sub("…{2,}|\\[…\\]", "", written)  # but for blanks to write on
    assert letter.tasks[0].text in written


def test_the_conclusion_takes_the_meeting_from_the_invitation_as_something_to_check(tmp_path: Path) -> None:
    written = text(tmp_path, "conclusion")
    assert "Vào hồi 08 giờ 30 phút, ngày 14 tháng 3 năm 2024, tại Phòng họp tầng 3, " in written
    assert "cuộc họp góp ý dự thảo Đề án thu gom rác" in written
    assert "[CẦN KIỂM TRA: thời gian, địa điểm ghi theo giấy mời, đối chiếu với thực tế cuộc họp]" in written


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("V/v mời họp giao ban tháng 3", "cuộc họp giao ban tháng 3"),
        ("Mời dự Hội nghị tổng kết năm", "hội nghị tổng kết năm"),
        ("", "cuộc họp về [CẦN BỔ SUNG: nội dung cuộc họp]"),
    ],
)
def test_the_meeting_has_its_name_from_the_subject(subject: str, name: str) -> None:
    letter = invitation().model_copy(update={"header": Header(doc_type="Giấy mời", subject=subject)})
    meeting = conclusion_fields(letter, COMMUNE)["cuoc_hop"]
    assert isinstance(meeting, dict) and meeting["ten"] == name


def test_those_whom_the_invitation_lists_take_part_else_its_addressees() -> None:
    def taking_part(invited: list[str]) -> object:
        event = Event(start="2024-03-14T08:30", invited=invited)
        meeting = conclusion_fields(invitation().model_copy(update={"event": event}), COMMUNE)["cuoc_hop"]
        assert isinstance(meeting, dict)
        return meeting["thanh_phan"]

    assert taking_part(["Lãnh đạo UBND các xã", "Trạm Y tế xã"]) == ["Lãnh đạo UBND các xã", "Trạm Y tế xã"]
    addressed = [short_form(office.name) for office in invitation().addressees]
    assert taking_part([]) == taking_part(["lãnh đạo các cơ quan, đơn vị"]) == addressed


def test_without_an_invitation_the_meeting_is_about_the_letter_and_everything_else_is_open(
    tmp_path: Path,
) -> None:
    written = text(tmp_path, "conclusion", letter=water_letter())
    assert "tại cuộc họp về triển khai thực hiện Công văn số 07/UBND-KT&HT" in written
    assert "Vào hồi [CẦN BỔ SUNG: thời gian họp], tại [CẦN BỔ SUNG: địa điểm họp]" in written


@pytest.mark.parametrize(
    ("who", "lines"),
    [
        ("UBND huyện Sông Mơ", ["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]),
        (COMMUNE, ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]),
    ],
)
def test_a_notice_is_signed_by_order_where_there_is_such_a_post(who: str, lines: list[str]) -> None:
    assert conclusion_fields(invitation(), who)["chuc_vu"] == lines


def test_the_reminder_groups_by_who_has_the_task(tmp_path: Path) -> None:
    headings = re.findall(r"^\d\. (.+): (\d) nhiệm vụ$", text(tmp_path, "reminder"), re.MULTILINE)
    assert headings == [("UBND các xã, thị trấn", "1"), ("Phòng B", "1")]
    assert "tính đến ngày 18 tháng 3 năm 2024 còn 2 nhiệm vụ" in text(tmp_path, "reminder")


def test_the_reminder_says_how_late_a_task_is() -> None:
    groups = fields_of("reminder")["nhom"]
    assert isinstance(groups, list)
    assert [group["viec"][0]["tinh_trang"] for group in groups] == ["còn 1 ngày", "quá hạn 8 ngày"]
    assert groups[1]["viec"][0]["thoi_han"] == "10/3/2024 (đã gia hạn)"


def test_an_office_that_was_given_tasks_reminds_those_it_named_itself() -> None:
    tasks = tracked(water_letter(), {1: {"owner": "Công chức Địa chính"}})
    assert reminder_fields(tasks, COMMUNE, TODAY)["noi_gui"] == ["Công chức Địa chính"]


def test_a_task_that_nobody_has_yet_is_a_gap_to_fill() -> None:
    assert reminder_fields(tracked(water_letter()), COMMUNE, TODAY)["noi_gui"] == [
        "[CẦN BỔ SUNG: đơn vị, người được giao]"
    ]


def test_a_task_of_several_leads_counts_once_and_stands_under_each() -> None:
    leads = [office("Phòng A"), office("Phòng C")]
    due = water_letter().tasks[0].deadline
    letter = water_letter(tasks=[task(1, "Báo cáo.", leads, deadline=due)])
    fields = reminder_fields(tracked(letter), DISTRICT, TODAY)
    assert (fields["noi_gui"], fields["so_viec"]) == (["Phòng A", "Phòng C"], 1)


@pytest.mark.parametrize(
    "change", [{"status": "done"}, {"status": "withdrawn"}, {"extended_to": date(2024, 6, 1)}]
)
def test_what_is_done_withdrawn_or_extended_is_not_reminded_of(change: dict[str, object]) -> None:
    with pytest.raises(NothingToRemind):
        reminder_fields(tracked(water_letter(), {1: change}), DISTRICT, TODAY)


def test_a_deadline_read_with_a_doubt_is_marked_before_anybody_is_reminded(tmp_path: Path) -> None:
    out = write_word(
        "reminder", reminder_fields(tracked(doubted_letter()), DISTRICT, TODAY), tmp_path / "dd.docx"
    )
    assert "[CẦN KIỂM TRA: ngày mờ trên bản quét]" in whole_text(out)
