"""The other drafts about one letter: hand-over slip, implementation plan, answering letter, conclusion notice."""

from __future__ import annotations

from datetime import datetime

from docproc.letter import Event, Letter
from docproc.records import RegisteredLetter
from docproc.reports.drafts.fields import Fields, letter_fields
from docproc.reports.drafts.reply import need_a_task
from docproc.reports.names.office_names import kind_of, short_form
from docproc.reports.rules.drafts import DraftRules
from docproc.reports.wording.phrases import (
    answering,
    carried_out,
    full_citation,
    lower_first,
    one_line,
    padded_date,
    short_citation,
    short_date,
    to_fill,
)
from docproc.rules import load


def slip_fields(record: RegisteredLetter, office: str, *, parent: str | None = None) -> Fields:
    """Phiếu giải quyết văn bản đến (Nghị định 30/2020, Phụ lục IV) with our tasks to hand out.

    A letter without a task for us is handed over too. Number and day of arrival stay blank until it is
    registered.
    """
    return {
        **letter_fields(record.letter, office, parent, None),
        "so_den": f"{record.arrival_number:02}" if record.registered else "",
        "ngay_den": short_date(record.arrived_on) if record.registered else "",
    }


def plan_fields(letter: Letter, office: str, *, parent: str | None = None) -> Fields:
    """Kế hoạch triển khai (Mẫu 1.4). Raises NoTaskForOffice when there is nothing to plan for the office."""
    need_a_task(letter, office, parent)
    return letter_fields(letter, office, parent, "KH")


def answer_fields(letter: Letter, office: str, *, parent: str | None = None) -> Fields:
    """Công văn trả lời (Mẫu 1.5), also as cover letter of a report."""
    return {
        **letter_fields(letter, office, parent, None, of_results=True),
        "trich_yeu": f"{answering(letter.header)} {short_citation(letter.header)}",
    }


def conclusion_fields(letter: Letter, office: str, *, parent: str | None = None) -> Fields:
    """Thông báo kết luận (Mẫu 1.4) of the meeting that the letter invites to, else of one about the letter.

    That the meeting took place as invited, who came and what was concluded is for a person to enter.
    """
    fields = letter_fields(letter, office, parent, "TB")
    kind = kind_of(office)
    signer = list(kind.signer_by_order or ()) if kind else []
    return {**fields, "chuc_vu": signer or fields["chuc_vu"], "cuoc_hop": _meeting(letter)}


def _meeting(letter: Letter) -> Fields:
    event = letter.event or Event()
    # One phrase ("lãnh đạo các cơ quan, đơn vị") says less than the offices that the letter is addressed to.
    listed = event.invited if len(event.invited) > 1 else [office.name for office in letter.addressees]
    return {
        "theo_giay_moi": letter.event is not None,
        "thoi_gian": _when(event.start) or to_fill("thời gian họp"),
        "dia_diem": one_line(event.place or "") or to_fill("địa điểm họp"),
        "ten": _name_of_meeting(letter),
        "thanh_phan": [short_form(one_line(name)) for name in listed],
    }


def _name_of_meeting(letter: Letter) -> str:
    """`cuộc họp góp ý dự thảo Đề án` from the subject of an invitation; else a meeting about the letter."""
    if letter.event is None:
        return f"cuộc họp về triển khai {carried_out(letter.header)} {full_citation(letter.header)}"
    words = load(DraftRules).meeting
    about = lower_first(words.before.regex.sub("", one_line(letter.header.subject or "")))
    if not about:
        return f"cuộc họp về {to_fill('nội dung cuộc họp')}"
    return about if words.named.regex.search(about) else f"cuộc họp {about}"


def _when(start: str | None) -> str:
    """`08 giờ 30 phút, ngày 14 tháng 5 năm 2024` from ISO 8601; empty when it is not known."""
    if not start:
        return ""
    moment = datetime.fromisoformat(start)
    day = padded_date(moment.date())
    return f"{moment:%H} giờ {moment:%M} phút, {day}" if "T" in start else day
